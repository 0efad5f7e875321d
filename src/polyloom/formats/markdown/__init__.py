"""Markdown: CommonMark 0.31, GitHub's tables, footnotes and alerts, front matter, shortcodes.

Segments are spans of the source; every other byte is copied. A CommonMark parser is asked what
stands where (``placeables.markdown_events``, ``chunked_events``), and never to write Markdown.
What it does not know is written otherwise for it, at the same length (``container_markers``,
``code_shortcodes``).
``text_analysis`` walks over its events once and collects segments (``inline_segments``,
``html_blocks``, ``code_comments``) and whatever else ``document``, ``rendering`` and ``page`` need.
Translations may add no markup (``markup_inventory``) and begin no block (``block_escapes``).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from polyloom.formats.contract import Format, no_alternatives, splice_spans
from polyloom.formats.markdown.document import outline, read_dialect
from polyloom.formats.markdown.localization import localize
from polyloom.formats.markdown.notices import add_notices
from polyloom.formats.markdown.reading import Dialect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from polyloom.formats.format_options import DocumentOptions
    from polyloom.formats.left_out_texts import LeftOutText
    from polyloom.model import Document, Rendition, Segment
    from polyloom.placeables.localized_links import LocalizedLinks


# Imports on use: what only finds segments needs none of these.
def _render(document: Document, segment: Segment, translation: str, links: LocalizedLinks) -> str:
    from polyloom.formats.markdown.rendering import render

    return render(document, segment, translation, links)


def _left_out(document: Document, options: DocumentOptions) -> Sequence[LeftOutText]:
    from polyloom.formats.markdown.left_out import left_out

    return left_out(document, options)


def _page(rendition: Rendition, woven: bytes) -> Rendition:
    from polyloom.formats.markdown.page import page

    return page(rendition, woven)


FORMAT = Format(
    read=partial(read_dialect, Dialect.MARKDOWN),
    render=_render,
    alternatives=no_alternatives,
    splice=splice_spans,
    outline=outline,
    left_out=_left_out,
    localize=localize,
    page=_page,
    add_notices=add_notices,
)
