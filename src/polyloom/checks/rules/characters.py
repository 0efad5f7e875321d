r"""No characters that nobody sees or wants, unless the source has them.

Control characters, the replacement character U+FFFD (text was lost in decoding), bidirectional
overrides and unclosed embeddings, zero-width characters in scripts that do not use them,
private-use characters.

- ``"café"`` → ``"caf\ufffd"``: text was lost.
- Persian ``می\u200cشود`` and the emoji sequence of a family are fine: joiners belong there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from polyloom.checks.check_contract import Check, Problem, TranslationPair
from polyloom.language.locales import language_of
from polyloom.language.scripts import SOUTH_EAST_ASIAN_LANGUAGES
from polyloom.late_patterns import late_pattern
from polyloom.messages import message, translatable
from polyloom.model import Correction, Severity, TextSpan

_SUSPECT = late_pattern(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u115f\u1160\u200b-\u200d\u2028-\u202e\u2060-\u2064"
    r"\u2066-\u206f\u3164\ud800-\udfff\ue000-\uf8ff\ufeff\ufff0-\uffff\U000e0000-\U000e007f]"
)
_JOINERS = "\u200c\u200d"
# Arabic script, Hebrew, and scripts of South and South-East Asia shape letters with joiners.
_JOINING_SCRIPTS = late_pattern(
    r"[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u0f00-\u109f\u1780-\u18af\ufb1d-\ufefc]"
)
# Which languages mark where a line may break with U+200B.
_BREAK_SPACE = SOUTH_EAST_ASIAN_LANGUAGES | {"bo", "dz", "ja", "yue", "zh"}
_OPENING_BIDI = {"\u202a": "\u202c", "\u202b": "\u202c"} | dict.fromkeys(
    "\u2066\u2067\u2068", "\u2069"
)
_CLOSING_BIDI = frozenset(_OPENING_BIDI.values())
_BIDI = _CLOSING_BIDI | _OPENING_BIDI.keys()
_NAMES = {
    "\ufffd": translatable("the replacement character U+FFFD: text was lost"),
    "\ufeff": translatable("a byte-order mark U+FEFF"),
    "\x00": translatable("a null character U+0000"),
}


def _run(pair: TranslationPair) -> Iterator[Problem]:
    if pair.translation.isascii() and pair.translation.isprintable():
        return
    # Before it is known what is fine: nearly all texts have none of them.
    if not _SUSPECT.search(pair.translation):
        return
    reported: set[str] = set()
    known = {*pair.source} | (_BIDI if _bidi_is_closed(pair.translation) else set())
    for match in _SUSPECT.finditer(pair.translation):
        character = match[0]
        if character in reported or character in known:
            continue
        if _is_legitimate(character, match.start(), pair):
            continue
        reported.add(character)
        yield Problem(
            message(
                "the translation has {characters}, after “{text_before}”",
                characters=_named(character),
                text_before=pair.translation[max(0, match.start() - 15) : match.start()],
            ),
            message("delete it, or type the text again")
            if character != "\ufffd"
            else message("type the lost letters again"),
            TextSpan(*match.span()),
            _without(character, pair.translation),
        )


def _without(character: str, text: str) -> Correction | None:
    """The text without a character that nobody sees, where that can have no sense anywhere."""
    if unicodedata.category(character) != "Cf" or character in {*_JOINERS, *_BIDI, "\u2060"}:
        return None
    return Correction(text.replace(character, ""))


def _is_legitimate(character: str, position: int, pair: TranslationPair) -> bool:
    if character in _JOINERS:
        return _joins(pair.translation, position)
    if character == "\u200b":
        return language_of(pair.locale) in _BREAK_SPACE
    if character == "\u2060":
        # The word joiner forbids a line break: typography, if a rare one.
        return 0 < position < len(pair.translation) - 1
    return False


def _joins(text: str, position: int) -> bool:
    """Whether a joiner stands beside a letter of a joining script, or within an emoji."""
    beside = text[max(0, position - 1) : position] + text[position + 1 : position + 2]
    if _JOINING_SCRIPTS.search(beside):
        return True
    return any(unicodedata.category(other) in {"So", "Sk", "Mn"} for other in beside)


def _bidi_is_closed(text: str) -> bool:
    open_ones: list[str] = []
    for character in text:
        if character in _OPENING_BIDI:
            open_ones.append(_OPENING_BIDI[character])
        elif character in _CLOSING_BIDI and (not open_ones or open_ones.pop() != character):
            return False
    return not open_ones


def _named(character: str) -> str:
    if character in _NAMES:
        return message(_NAMES[character])
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "")
    if name:
        return message("the invisible character {code} ({name})", code=code, name=name.lower())
    if unicodedata.category(character) == "Co":
        return message("the private-use character {code}", code=code)
    return message("the control character {code}", code=code)


CHECK = Check(
    "characters",
    Severity.ERROR,
    "No control, lost or invisible characters that the source has not.",
    _run,
)
