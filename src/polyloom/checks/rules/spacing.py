"""Blanks beside marks are those of the locale.

French has a no-break blank before ``; : ! ?`` and within ``« »``, Canadian French before ``:`` and
within ``« »`` alone; most other languages have none there (``language.punctuation``).

- French ``"Qui décide ?"`` with a plain blank: the mark may come to stand on a line by itself.
- Spanish ``"Nombre : Ana"``: the blank before the colon is the source language's, or a typist's.
- ``"12:30"``, ``"Fin :-)"``, ``"std::io"``: no marks of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from polyloom.checks.check_contract import Check, Problem, TranslationPair, replaced
from polyloom.language.punctuation import (
    NARROW_BLANKS,
    NO_BREAK_BLANK,
    BlankRule,
    blank_rule,
    has_tight_guillemets,
)
from polyloom.late_patterns import late_pattern
from polyloom.messages import message
from polyloom.model import Correction, Severity, TextSpan
from polyloom.placeables.prose import STAND_IN, prose_in_place

_PLAIN, _NONE, _BEFORE = "plain_blank", "no_blank", "blank_before"
_WITHIN = "blank_within_quotes"
# What a mark stands behind, and what may follow it: the end, a blank, closing signs.
_WORD_END = rf"[\w)\]»”’\"'*_%°{STAND_IN}…]"
_END = r"(?=[\s*_»”’\"]|$)"
_END_OR_BRACKET = r"(?=[\s*_»”’\")\]…]|$)"
_ANY_MARK = ";:!?,،؛؟"
_BLANKS_BEFORE = tuple(f" {mark}" for mark in _ANY_MARK)
_SEPARATOR = late_pattern(r"\w;\w")
_MARK_WITHOUT_BLANK = late_pattern(rf"[^{NARROW_BLANKS};:!?][;:!?»]|«[^{NARROW_BLANKS}]")


def _run(pair: TranslationPair) -> Iterator[Problem]:
    rule = blank_rule(pair.locale)
    if rule is None:
        return
    # Before it is known what of a text is prose: most texts have nothing of the kind.
    if rule.needed or rule.allowed:
        if _MARK_WITHOUT_BLANK.search(pair.translation):
            yield from _french_problems(pair, prose_in_place(pair.translation), rule)
        return
    if any(map(pair.translation.__contains__, _BLANKS_BEFORE)):
        yield from _blanks_before(pair, prose_in_place(pair.translation))
    if "«" in pair.translation and has_tight_guillemets(pair.locale):
        yield from _blanks_in_quotes(pair, prose_in_place(pair.translation))


def _french_problems(pair: TranslationPair, text: str, rule: BlankRule) -> Iterator[Problem]:
    plain = [*_plain_blanks(rule).finditer(text)]
    if plain:
        yield Problem(
            message(
                "a plain blank stands {beside}: a line may break there", beside=_beside(plain[0])
            ),
            message("write a no-break blank (U+00A0, or the narrow U+202F)"),
            TextSpan(*_widened(plain[0])),
            Correction(_edited(pair.translation, plain, NO_BREAK_BLANK)),
            _PLAIN,
        )
    missing = [
        each
        for each in _missing_blanks(rule).finditer(text)
        if not _is_of_source(each, pair) and not _is_separator(each, pair)
    ]
    if missing:
        yield Problem(
            message("there is no blank {beside}", beside=_beside(missing[0])),
            message("write a no-break blank (U+00A0, or the narrow U+202F)"),
            TextSpan(*_widened(missing[0])),
            Correction(_edited(pair.translation, missing, NO_BREAK_BLANK)),
            _NONE,
        )


def _blanks_before(pair: TranslationPair, text: str) -> Iterator[Problem]:
    found = [*_blank_before_mark().finditer(text)]
    if found and not _blank_before_mark().search(prose_in_place(pair.source)):
        yield Problem(
            message("a blank stands {beside}", beside=_beside(found[0])),
            message("take it out"),
            TextSpan(*_widened(found[0])),
            Correction(_edited(pair.translation, found, "")),
            _BEFORE,
        )


def _blanks_in_quotes(pair: TranslationPair, text: str) -> Iterator[Problem]:
    found = [*_blank_in_quotes().finditer(text)]
    if found and not _blank_in_quotes().search(pair.source):
        yield Problem(
            message("a blank stands {beside}", beside=_beside(found[0])),
            message("take it out: the language has none within quotation marks"),
            TextSpan(*_widened(found[0])),
            Correction(_edited(pair.translation, found, "")),
            _WITHIN,
        )


def _beside(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    return (
        message("behind “«”")
        if text[start - 1 : start] == "«"
        else message("before “{written}”", written=text[end])
    )


def _widened(match: re.Match[str]) -> tuple[int, int]:
    """The blank, or where it is missing, with its mark."""
    start, end = match.span()
    if match.string[start - 1 : start] == "«":
        return start - 1, end
    return start, end + 1


def _edited(text: str, matches: list[re.Match[str]], blank: str) -> str:
    return replaced(text, ((*match.span(), blank) for match in matches))


def _is_of_source(match: re.Match[str], pair: TranslationPair) -> bool:
    """Whether the word with its mark stands in the source as well: a key, a name, a command."""
    text, start = match.string, match.start()
    begin = max(*(text.rfind(blank, 0, start) + 1 for blank in " \n"), start - 60)
    word = text[begin : match.end() + 1]
    return STAND_IN not in word and word in pair.source


def _is_separator(match: re.Match[str], pair: TranslationPair) -> bool:
    """Whether a semicolon ends an item of a list for programs: ``text;editor;``."""
    return match.string[match.end()] == ";" and _SEPARATOR.search(pair.source) is not None


@cache
def _plain_blanks(rule: BlankRule) -> re.Pattern[str]:
    marks = "".join(sorted({*rule.needed, *rule.allowed} & set(";:!?")))
    sentence = "".join(mark for mark in marks if mark in "!?")
    alternatives = [rf"(?<={_WORD_END}) (?=[{marks}]{_END})"]
    alternatives.append(rf"(?<={_WORD_END}) (?=[{sentence}]{{1,3}}{_END_OR_BRACKET})")
    alternatives += [r"(?<=«) (?=\S)", r"(?<=\S) (?=»)"]
    return re.compile("|".join(alternatives))


@cache
def _missing_blanks(rule: BlankRule) -> re.Pattern[str]:
    marks = "".join(mark for mark in ";:" if mark in rule.needed)
    sentence = "".join(mark for mark in "!?" if mark in rule.needed)
    alternatives = []
    if marks:
        alternatives.append(
            rf"(?<=[^\W_])(?=[{marks}]{_END})|(?<=[){STAND_IN}])(?=[{marks}]{_END})"
        )
    if sentence:
        alternatives.append(rf"(?<=[\w){STAND_IN}])(?=[{sentence}]{{1,3}}{_END_OR_BRACKET})")
    if "»" in rule.needed:
        alternatives += [r"(?<=«)(?=[\w(])", r"(?<=[\w.!?…)])(?=»)"]
    # A class without members never matches.
    return re.compile("|".join(alternatives) or r"(?!)")


@cache
def _blank_before_mark() -> re.Pattern[str]:
    return re.compile(rf"(?<=[^\W_]) (?=[{_ANY_MARK}](?=\s|$))")


@cache
def _blank_in_quotes() -> re.Pattern[str]:
    blank = rf"[ {NARROW_BLANKS}]"
    return re.compile(rf"(?<=«){blank}(?=[\w{STAND_IN}])|(?<=[\w.!?…{STAND_IN}]){blank}(?=»)")


def _observed(locale: str) -> Mapping[str, re.Pattern[str]]:
    rule = blank_rule(locale)
    if rule is None:
        return {}
    if not rule.needed:
        if rule.allowed:
            return {}
        tight = {_WITHIN: re.compile(r"«\S")} if has_tight_guillemets(locale) else {}
        return {_BEFORE: re.compile(r"(?<=\w)[;:!?](?=\s|$)")} | tight
    observed = re.compile(rf"[{NARROW_BLANKS}](?=[;:!?»])|(?<=«)[{NARROW_BLANKS}]")
    return {_PLAIN: observed, _NONE: observed}


CHECK = Check(
    "spacing",
    Severity.WARNING,
    "Blanks before marks and within quotation marks are those of the locale.",
    _run,
    _observed,
)
