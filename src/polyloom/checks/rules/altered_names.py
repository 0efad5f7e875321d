"""A name of the source is not misspelt in the translation.

A name is a capitalised word within a sentence. It may be missing, inflected, or have another form
in the language (``London`` → ``Londres``): what is found are slips that no language makes by rule,
where the name as it is stands nowhere in the translation.

- ``"of Fujimori"`` → ``"de Fuijmori"``: two letters are exchanged.
- ``"Alberto Fujimori"`` → ``"Alberto Fujimorri"``: one letter is wrong, and what stands before the
  name was left as it is.
- ``"of Philip"`` → ``"de Filip"``, ``"with Konrad"`` → ``"s Konradem"``: fine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from polyloom.checks.check_contract import Check, Problem, TranslationPair, excerpt, only_span
from polyloom.language.locales import script_of
from polyloom.late_patterns import late_pattern
from polyloom.messages import message
from polyloom.model import Severity
from polyloom.placeables.prose import prose

# In letters: shorter ones are like many words. Plurals such as “Stories” have the letters of other
# languages’ words.
_NAME = late_pattern(r"(?<=[A-Za-z,;(] )[A-Z][a-z]{4,30}(?<!ries)(?![\w'’])")
_CAPITALISED = late_pattern(r"\b[A-Z][^\W\d_]{4,33}")
_FIRST_NAME = late_pattern(r"\b[A-Z][a-z]{2,30} $")
_REACH = 40
_MOST = 3
_LONGEST_ENDING = 3
# Letters at the beginning and at the end that languages may change.
_FEWEST_BEFORE, _FEWEST_BEHIND = 2, 2
# Letters that stand for each other where names are written as they are spoken.
_ALIKE = tuple(map(frozenset, ("aeiouyj", "ckqgxh", "szcxj", "vwbfp", "td")))
# Consonants that are written or not.
_MUTE = frozenset("aeiouyhcj")


def _run(pair: TranslationPair) -> Iterator[Problem]:
    names = {name for name in _NAME.findall(pair.source) if name not in pair.translation}
    if not names:
        return
    slips = [slip for slip in _slips(pair, names) if _is_prose(pair, *slip)]
    for name, word in islice(slips, _MOST):
        yield Problem(
            message(
                "the name {name} of the source is written {word}",
                name=excerpt(name),
                word=excerpt(word),
            ),
            message("write {name}, or the form that your language has for it", name=excerpt(name)),
            only_span(pair.translation, word),
        )


def _slips(pair: TranslationPair, names: set[str]) -> Iterator[tuple[str, str]]:
    """Names and the words of the translation that are slips of them."""
    for match in _CAPITALISED.finditer(pair.translation):
        word = match[0]
        for name in names:
            # Nearly all differ here.
            if name[:2] == word[:2] and (
                _has_letters_exchanged(name, word)
                or _is_slip_in_full_name(name, match, pair.source)
            ):
                yield name, word


def _is_prose(pair: TranslationPair, name: str, word: str) -> bool:
    """Whether a name and its slip are no code, and the slip is no word of the source."""
    source = prose(pair.source)
    return (
        name in source
        and word not in source
        and word in prose(pair.translation)
        and script_of(pair.source_locale) == "Latn"
    )


def _first_difference(one: str, other: str) -> int:
    return next(
        (place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )


def _has_letters_exchanged(name: str, word: str) -> bool:
    """Whether a word is a name with two letters exchanged, and perhaps with an ending."""
    place = _first_difference(name, word)
    if place < _FEWEST_BEFORE or place + 1 + _FEWEST_BEHIND >= len(name):
        return False
    exchanged = name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    return word.startswith(exchanged) and len(word) - len(name) <= _LONGEST_ENDING


def _is_slip_in_full_name(name: str, match: re.Match[str], source: str) -> bool:
    """Whether a word is a name with one letter wrong, behind the word that is before the name.

    What stands unchanged before it says that the name was not to be changed either.
    """
    word = match[0]
    if not word.isascii() or not _differ_in_one_letter(name, word):
        return False
    before = match.string[max(0, match.start() - _REACH) : match.start()]
    first = _FIRST_NAME.search(before)
    return first is not None and f"{first[0]}{name}" in source


def _differ_in_one_letter(name: str, word: str) -> bool:
    """Whether a letter is added, taken away or replaced that does not depend on a language."""
    place = _first_difference(name, word)
    rest, others = name[place:], word[place:]
    if place < _FEWEST_BEFORE or min(len(rest), len(others)) <= _FEWEST_BEHIND:
        return False
    if rest[1:] == others[1:]:
        return not any({rest[0], others[0]} <= alike for alike in _ALIKE)
    if rest[1:] == others:
        return rest[0] not in _MUTE
    return rest == others[1:] and others[0] not in _MUTE


CHECK = Check(
    "altered-names",
    Severity.WARNING,
    "No name of the source is misspelt.",
    _run,
)
