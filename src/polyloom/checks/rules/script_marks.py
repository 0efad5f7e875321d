"""Marks are those of the script: Arabic ``؟ ، ؛``, full-width Chinese and Japanese, Greek ``;``.

A mark of ASCII is one where it stands right behind a letter of the script
(``language.punctuation``).

- ``"من يقرر?"`` → ``"من يقرر؟"``, ``"你好,世界"`` → ``"你好，世界"``.
- ``"版本 1.2, 3"``, ``"C, C++"``: behind digits and Latin letters the marks are these' own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from polyloom.checks.check_contract import Check, Problem, TranslationPair, replaced
from polyloom.language.punctuation import ScriptMarks, convention_of, script_marks
from polyloom.late_patterns import late_pattern
from polyloom.messages import message
from polyloom.model import Correction, Severity, TextSpan
from polyloom.placeables.prose import prose_in_place

_SEPARATOR = late_pattern(r"\w;\w")
_ANY_MARK = late_pattern(r"[,;?!:.(]")


def _run(pair: TranslationPair) -> Iterator[Problem]:
    if _ANY_MARK.search(pair.translation) is None:
        return
    script = script_marks(pair.locale)
    if script is None:
        return
    text = prose_in_place(pair.translation)
    for mark, own in script.marks.items():
        if mark == ";" and _SEPARATOR.search(pair.source):
            # A list for programs: “text;editor;”.
            continue
        found = [*_mark_of_ascii(script.letters, mark).finditer(text)] if mark in text else []
        if not found:
            continue
        start = found[0].start()
        yield Problem(
            message(
                "the mark “{mark}” stands behind “{word_before}”, where the script has “{own}”",
                mark=mark,
                word_before=_word_before(text, start),
                own=own,
            ),
            message("write {own} there", own=own)
            if mark != "("
            else message("write （ and ） there"),
            TextSpan(start, start + 1),
            Correction(_corrected(pair.translation, found, script)),
            convention_of(mark),
        )


def _word_before(text: str, end: int) -> str:
    return text[max(text.rfind(" ", 0, end) + 1, end - 8) : end]


def _corrected(text: str, found: list[re.Match[str]], script: ScriptMarks) -> str:
    return replaced(text, (each for match in found for each in _replacements(text, match, script)))


def _replacements(
    text: str, match: re.Match[str], script: ScriptMarks
) -> Iterator[tuple[int, int, str]]:
    start, end = match.span()
    if text[start] == "(":
        yield start, start + 1, "（"
        yield end - 1, end, "）"
    elif (
        not script.takes_blank
        and text[end : end + 1] == " "
        and script.has_letter(text[end + 1 : end + 2])
    ):
        # A full-width mark has its blank in itself; markup may need one all the same.
        yield start, end + 1, script.marks[text[start]]
    else:
        yield start, end, script.marks[text[start]]


@cache
def _mark_of_ascii(letters: str, mark: str) -> re.Pattern[str]:
    """A mark of ASCII behind a letter of the script, before another or a word's end."""
    if mark == "(":
        # The pair, where what it holds and what stands before it is of the script.
        return re.compile(rf"(?<=[{letters}])\([{letters}][^()\n]{{0,200}}\)")
    if mark == ".":
        return re.compile(rf"(?<=[{letters}])\.(?![.\w])(?=\s|$)")
    return re.compile(rf"(?<=[{letters}]){re.escape(mark)}(?=\s|$|[{letters}])")


def _observed(locale: str) -> Mapping[str, re.Pattern[str]]:
    script = script_marks(locale)
    return (
        {convention_of(mark): _own_mark(own) for mark, own in script.marks.items()}
        if script
        else {}
    )


@cache
def _own_mark(own: str) -> re.Pattern[str]:
    return re.compile(re.escape(own))


CHECK = Check(
    "script-marks",
    Severity.WARNING,
    "Punctuation behind letters of a script is that script's.",
    _run,
    _observed,
)
