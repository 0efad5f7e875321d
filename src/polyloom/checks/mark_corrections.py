"""Translations whose marks work, where moving a mark or a blank is all that it takes.

Each is tried on a parser: what is not the source's markup then is no correction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from polyloom.checks.check_contract import TranslationPair
from polyloom.late_patterns import late_pattern
from polyloom.model import Correction
from polyloom.placeables.inline_markup import InlineMarkup, inline_markup

# Between the two halves of a link, where nothing may stand.
_BLANK_IN_LINK = late_pattern(r"\][\s\u200b-\u200f\u2060]+\((?=[^()\s]+\))")
_UNDERSCORES = late_pattern(r"(?<!_)(_{1,2})(?=[^\s_])([^_`]+)(?<=[^\s_])\1(?!_)")
_PUNCTUATION = "。．、，：；！？…:;.,!?"
_CLOSED_BEHIND_PUNCTUATION = late_pattern(
    rf"(?<![{_PUNCTUATION}])([{_PUNCTUATION}]++)(\*{{1,2}}|~~)(?=[^\W_])"
)


def link_correction(pair: TranslationPair) -> Correction | None:
    """The translation without blanks within links, if it has the source's links then."""
    text = _BLANK_IN_LINK.sub("](", pair.translation)
    if text == pair.translation or inline_markup(text).links != inline_markup(pair.source).links:
        return None
    return Correction(text)


def mark_correction(pair: TranslationPair) -> Correction | None:
    """The translation with marks that open and close, if it has the source's emphasis then."""
    wanted = inline_markup(pair.source)
    for text in _candidates(pair.translation):
        if text != pair.translation and _is_as_marked(inline_markup(text), wanted):
            return Correction(text)
    return None


def _is_as_marked(translation: InlineMarkup, source: InlineMarkup) -> bool:
    return (
        translation.emphasis.total() == source.emphasis.total()
        and len(translation.shown) <= len(source.shown)
        and len(translation.codes) == len(source.codes)
    )


def _candidates(text: str) -> Iterator[str]:
    """Other ways to write the text, the ones that change less first."""
    yield _without_inner_blanks(text)
    moved = _CLOSED_BEHIND_PUNCTUATION.sub(r"\2\1", text)
    yield moved
    starred = _UNDERSCORES.sub(_with_stars, text)
    yield starred
    yield _CLOSED_BEHIND_PUNCTUATION.sub(r"\2\1", starred)


def _with_stars(match: re.Match[str]) -> str:
    stars = "*" * len(match[1])
    return f"{stars}{match[2]}{stars}"


def _without_inner_blanks(text: str) -> str:
    """The text without blanks within each two marks that follow each other and do nothing."""
    shown = [each for each in inline_markup(text).shown if each.mark[0] != "`"]
    pieces: list[str] = []
    position = 0
    for opening, closing in zip(shown[::2], shown[1::2], strict=False):
        begin, end = opening.start + len(opening.mark), closing.start
        if opening.mark == closing.mark and text[begin:end].strip():
            pieces += [text[position:begin], text[begin:end].strip()]
            position = end
    return "".join([*pieces, text[position:]])
