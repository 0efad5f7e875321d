"""Emphasis and strikethrough are not lost.

- ``"the **rules** here"`` → ``"las reglas aquí"``: the words are no longer strong.
- ``"the *rules* here"`` → ``"las **reglas** aquí"``: fine, one emphasis for another.
- ``"the *rules* here"`` → ``"這裡的「規則」"``: fine, quotation marks emphasize, too.
- ``"the *make* tool"`` → ``"la herramienta `make`"``: fine, it is set off as code.
- ``"the *rules* here"`` → ``"ここの規則"``: fine where letters are not sloped.
"""

from __future__ import annotations

from collections.abc import Iterator

from polyloom.checks.check_contract import Check, Problem, TranslationPair
from polyloom.checks.rules.marks import shown_marks
from polyloom.checks.rules.tags import tags_of
from polyloom.language.scripts import has_italics
from polyloom.language.typography import DOUBLE_QUOTATION_MARKS
from polyloom.messages import message
from polyloom.model import Markup, Severity
from polyloom.placeables.html_tags import EMPHASIZING
from polyloom.placeables.inline_markup import NO_INLINE_MARKUP, InlineMarkup, inline_markup
from polyloom.placeables.simple_markup import has_same_markup

_SIGNS = "*_~<"
_SLOPED = ("Emphasis", "i", "em", "cite", "dfn")
_BLOCKS = frozenset({"a", "center", "div", "html", "p", "qt", "span"})
_QUOTES = frozenset(f"{DOUBLE_QUOTATION_MARKS}\"'‘’‚‹›「」『』《》〈〉")


def _run(pair: TranslationPair) -> Iterator[Problem]:
    if pair.markup is Markup.NONE or not any(map(pair.source.__contains__, _SIGNS)):
        return
    markdown = pair.markup is Markup.MARKDOWN
    if markdown and has_same_markup(pair.source, pair.translation):
        return
    source = inline_markup(pair.source) if markdown else NO_INLINE_MARKUP
    names = [*source.stresses, *_elements(pair.source, pair.markup)]
    if not has_italics(pair.locale):
        names = [name for name in names if name not in _SLOPED]
    if not names:
        return
    translation = inline_markup(pair.translation) if markdown else NO_INLINE_MARKUP
    found = translation.emphasis.total() + len(_elements(pair.translation, pair.markup))
    others = _other_marks(translation, pair.translation, pair.markup)
    found += max(0, others - _other_marks(source, pair.source, pair.markup))
    lost = len(names) - found
    if lost <= 0 or shown_marks(source, translation):
        return
    quotes = _count_quotes(pair.translation) - _count_quotes(pair.source)
    if quotes < 2 * lost:
        yield Problem(
            message(
                "emphasis is lost: {number} in the source, {found} in the translation",
                number=len(names),
                found=found,
            ),
            message("emphasize what the source does, or accept it"),
        )


def _elements(text: str, markup: Markup) -> list[str]:
    tags = tags_of(text, markup)
    return [tag.name for tag in tags if tag.name in EMPHASIZING and not tag.closes]


def _other_marks(found: InlineMarkup, text: str, markup: Markup) -> int:
    """How many words a text sets off in other ways: as code, or by elements such as ``tt``."""
    tags = tags_of(text, markup)
    elements = sum(
        not (tag.closes or tag.void or tag.name in EMPHASIZING or tag.name in _BLOCKS)
        for tag in tags
    )
    return len(found.codes) + elements


def _count_quotes(text: str) -> int:
    return sum(map(text.count, _QUOTES))


CHECK = Check(
    "emphasis",
    Severity.WARNING,
    "Emphasis is not lost.",
    _run,
)
