"""What a check looks at and what it says: TranslationPair in, Problems out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from polyloom.model import Correction, Markup, Severity, TextSpan
from polyloom.placeables.localized_links import DEFAULT_PATTERNS, LocalizedLinks


class TranslationPair(Struct, frozen=True):
    """A source text and one translation of it, each with its locale as gettext writes it.

    ``link_patterns`` are those of ``LocalizedLinks``. ``markup`` is what is markup in both texts.
    ``terms`` are names and words that the project wants to stay as they are.
    """

    source: str
    translation: str
    source_locale: str
    locale: str
    link_patterns: tuple[str, ...] = DEFAULT_PATTERNS
    markup: Markup = Markup.MARKDOWN
    terms: tuple[str, ...] = ()

    @property
    def localized_links(self) -> LocalizedLinks:
        """Which link targets of the source may be others in the translation."""
        return LocalizedLinks(self.link_patterns, self.source_locale, self.locale)


class Problem(Struct, frozen=True):
    """What is wrong, quoting it, and what to do about it. Neither ends in a full stop.

    ``span`` is the place in the translation, where there is one; ``correction`` what the whole
    translation would be without this problem. Where a project may have a style of its own that
    would make many such problems, ``convention`` names what is then done otherwise. ``topic`` names
    what it is about, where weaving may refuse the translation for the same.
    """

    message: str
    hint: str
    span: TextSpan | None = None
    correction: Correction | None = None
    convention: str = ""
    topic: str = ""


class Check(Struct, frozen=True):
    """A row of the table of checks.

    ``name`` is what findings call it, ``summary`` what documentation says of it. ``run`` is pure,
    raises nothing, and may be given any two strings. ``observed``, where its problems may be a
    project's conventions, gives for a locale, by the names of these, what finds the places that
    are as they should be.
    """

    name: str
    severity: Severity
    summary: str
    run: Callable[[TranslationPair], Iterator[Problem]]
    observed: Callable[[str], Mapping[str, re.Pattern[str]]] | None = None


def only_span(text: str, part: str) -> TextSpan | None:
    """Where a part stands in a text, if it stands there once."""
    start = text.find(part)
    if not part or start < 0 or text.find(part, start + 1) >= 0:
        return None
    return TextSpan(start, start + len(part))


def replaced(text: str, replacements: Iterable[tuple[int, int, str]]) -> str:
    """The text with other text from each start to its end; they are in order and apart.

    >>> replaced("a : b", [(1, 2, "")])
    'a: b'
    """
    pieces = []
    position = 0
    for start, end, new in replacements:
        pieces += [text[position:start], new]
        position = end
    return "".join([*pieces, text[position:]])


def excerpt(text: str, limit: int = 60) -> str:
    """The text in quotation marks, on one line, shortened to ``limit`` characters."""
    return f"“{shortened(' '.join(text.split()), limit)}”"


def shortened(text: str, limit: int = 60) -> str:
    """The text, or its beginning and an ellipsis where it has more than ``limit`` characters."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
