"""Brackets are balanced where the source's are.

ASCII and full-width brackets are the same: ``(1）`` is balanced, if not pretty.

- ``"law (draft)"`` → ``"ley (borrador"``: the bracket is never closed.
- ``"[law](a.md)"`` → ``"[ley(a.md)"``: ``links`` says it.
- ``"a) first"``, ``"1） 第一"`` and ``":)"`` are no unbalanced brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from polyloom.checks.check_contract import Check, Problem, TranslationPair
from polyloom.checks.rules.links import has_lost_link
from polyloom.language.numerals import ROMAN
from polyloom.late_patterns import late_pattern
from polyloom.messages import message
from polyloom.model import Severity, TextSpan

_CLASSES = ("()", "[]", "{}", "「」", "『』", "【】", "《》", "〈〉", "〔〕")
_FULL_WIDTH = str.maketrans("（）［］｛｝〖〗", "()[]{}【】")
_OPENING = {pair[0]: pair[1] for pair in _CLASSES}
_CLOSING = {closing: opening for opening, closing in _OPENING.items()}
_BRACKET = late_pattern("[" + re.escape("".join((*_OPENING, *_CLOSING))) + "]")
_ANY = late_pattern(r"[()\[\]{}（）［］｛｝「」『』【】《》〈〉〔〕〖〗]")
# What stands before it is looked at behind its first sign, which is looked for fast.
_SMILEY = late_pattern(r"[:;=](?<![\w(\[][:;=])['’]?-?[()\[\]](?!\w)")
_FULL_WIDTH_BRACKET = late_pattern(r"[（）［］｛｝〖〗]")
_ENUMERATOR = late_pattern(
    rf"(?:^|[\s,;:，；：、—–(])(?:\d{{1,3}}|\w[\u0300-\u036f]?|{ROMAN}|{ROMAN.upper()})[.’']?$"
)


def _run(pair: TranslationPair) -> Iterator[Problem]:
    if not _ANY.search(pair.translation):
        return
    loose = _loose_bracket(pair.translation)
    if loose is None or _loose_bracket(pair.source) is not None:
        return
    if has_lost_link(pair):
        return
    position, bracket = loose
    span = TextSpan(position, position + 1)
    around = " ".join(pair.translation[max(0, position - 20) : position + 20].split())
    if bracket in _OPENING:
        yield Problem(
            message(
                "the bracket {bracket} in “{around}” is never closed",
                bracket=bracket,
                around=around,
            ),
            message(
                "add {opening} where it ends, or take {bracket} out",
                opening=_OPENING[bracket],
                bracket=bracket,
            ),
            span,
        )
    else:
        yield Problem(
            message(
                "the bracket {bracket} in “{around}” was never opened",
                bracket=bracket,
                around=around,
            ),
            message(
                "add {closing} where it begins, or take {bracket} out",
                closing=_CLOSING[bracket],
                bracket=bracket,
            ),
            span,
        )


def _loose_bracket(text: str) -> tuple[int, str] | None:
    """The first bracket without a counterpart and its position, or nothing."""
    if _FULL_WIDTH_BRACKET.search(text):
        text = text.translate(_FULL_WIDTH)
    text = _SMILEY.sub(lambda match: " " * len(match[0]), text)
    open_ones: list[tuple[int, str]] = []
    for match in _BRACKET.finditer(text):
        bracket = match[0]
        if bracket in _OPENING:
            open_ones.append((match.start(), bracket))
        elif open_ones and open_ones[-1][1] == _CLOSING[bracket]:
            open_ones.pop()
        elif bracket != ")" or not _ENUMERATOR.search(
            text[max(0, match.start() - 8) : match.start()]
        ):
            return match.start(), bracket
    return open_ones[0] if open_ones else None


CHECK = Check(
    "brackets",
    Severity.WARNING,
    "Brackets are balanced where the source's are.",
    _run,
)
