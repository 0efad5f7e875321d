"""What is wrong with a TOML text, and where, as the standard library's parser tells it."""

from __future__ import annotations

import tomllib
from typing import Final

from polyloom.late_patterns import late_pattern
from polyloom.messages import message, translatable

_PLACE: Final = late_pattern(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
# The parser's own words; whatever stands in no row is told as it is.
_KNOWN: Final = (
    translatable("cannot overwrite a value"),
    translatable("escaped character is not a Unicode scalar value"),
    translatable("expected '=' after a key in a key/value pair"),
    translatable("expected ']' at the end of a table declaration"),
    translatable("expected ']]' at the end of an array declaration"),
    translatable("expected newline or end of document after a statement"),
    translatable("invalid date or datetime"),
    translatable("invalid hex value"),
    translatable("invalid initial character for a key part"),
    translatable("invalid statement"),
    translatable("invalid value"),
    translatable("unclosed array"),
    translatable("unclosed inline table"),
    translatable("unescaped '\\' in a string"),
    translatable("unterminated string"),
)
# Those of its words that name a key or a character.
_NAMING: Final = (
    (
        late_pattern(r"found invalid character (.+)"),
        translatable("found invalid character {found}"),
    ),
    (late_pattern(r"illegal character (.+)"), translatable("illegal character {found}")),
    (late_pattern(r"cannot declare (.+) twice"), translatable("cannot declare {found} twice")),
    (
        late_pattern(r"cannot mutate immutable namespace (.+)"),
        translatable("cannot mutate immutable namespace {found}"),
    ),
    (
        late_pattern(r"cannot redefine namespace (.+)"),
        translatable("cannot redefine namespace {found}"),
    ),
    (
        late_pattern(r"duplicate inline table key (.+)"),
        translatable("duplicate inline table key {found}"),
    ),
)


def toml_fault(error: tomllib.TOMLDecodeError, text: str) -> tuple[str, int]:
    """What is wrong, in words that follow a colon, and the line, from 1.

    What only shows at the end of the text is on its last line.
    """
    said = str(error)
    place = _PLACE.search(said)
    line = int(place[1]) if place and place[1] else text.removesuffix("\n").count("\n") + 1
    what = _PLACE.sub("", said)
    return _worded(what[:1].lower() + what[1:]), line


def _worded(what: str) -> str:
    """The parser's words in the language that is spoken, if they are common ones."""
    for pattern, text in _NAMING:
        if match := pattern.fullmatch(what):
            return message(text, found=match[1])
    return message(what)
