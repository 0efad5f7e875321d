"""Translations as Markdown: escaped, and in lines that are laid out as the source's."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import TypeAlias

from polyloom.formats.contract import UnfitTranslation
from polyloom.formats.front_matter import write_front_matter_value
from polyloom.formats.markdown.block_escapes import (
    close_last_backslash,
    escape_cell,
    escape_heading_end,
)
from polyloom.formats.markdown.code_comments import COMMENT_PREFIX
from polyloom.formats.markdown.document import DocumentAnalysis, analyze_document
from polyloom.formats.markdown.html_blocks import render_html_text, render_html_value
from polyloom.formats.markdown.inline_segments import quote_prefix
from polyloom.formats.markdown.line_layout import line_layout_of
from polyloom.formats.markdown.markup_inventory import (
    NO_MARKUP,
    MarkupInventory,
    inventory_of_html,
    inventory_of_markdown,
    is_plain_prose,
    refuse_added_markup,
    without_chance_emphasis,
)
from polyloom.formats.markdown.mdx_texts import inventory_of_mdx, shielded
from polyloom.formats.markdown.reading import Dialect
from polyloom.formats.markdown.text_analysis import SegmentContainer
from polyloom.formats.markdown.translatable_words import markdown_has_words
from polyloom.formats.source_text import source_text
from polyloom.language.line_breaks import flatten
from polyloom.late_patterns import late_pattern
from polyloom.messages import message
from polyloom.model import Document, Kind, Segment
from polyloom.placeables.localized_links import NO_LOCALIZED_LINKS, LocalizedLinks
from polyloom.placeables.markdown_events import BEGIN, LinkTarget, parse_events

# The markup of a text.
InventoryFunction: TypeAlias = Callable[[str], MarkupInventory]

_LINE_BREAK = late_pattern(r"[ \t]*[\r\n]\s*")
_WITHOUT_DEFINITIONS: InventoryFunction = partial(inventory_of_markdown, targets={})


def render(document: Document, segment: Segment, translation: str, links: LocalizedLinks) -> str:
    """What to write in a segment's place: Markdown that says the translation and begins no block.

    Raises UnfitTranslation for a translation that adds what the source does not have. An empty
    result means that there is nothing to write.
    """
    parts = _parts(segment, translation)
    if not parts:
        return ""
    analysis = analyze_document(document)
    if segment.kind is Kind.FRONT_MATTER:
        _checked(segment, translation, _WITHOUT_DEFINITIONS, NO_LOCALIZED_LINKS)
        return write_front_matter_value(analysis.values[segment.start], translation)
    if segment.kind in (Kind.COMMENT, Kind.STRING):
        return _in_code(document, segment, " ".join(parts))
    container = analysis.container_of(segment)
    if container.in_string or _is_parameter(document, segment, container):
        return _in_string(document, segment, " ".join(parts), links)
    if container.in_html:
        return _in_html(document, segment, " ".join(parts), container, links)
    return _in_text(document, segment, parts, analysis, links)


def _parts(segment: Segment, translation: str) -> list[str]:
    """The parts of a translation between hard breaks; it gets at most as many as the source."""
    if "\n" not in translation:
        line = flatten(translation)
        return [line] if line else []
    lines = [line for line in map(flatten, translation.split("\n")) if line]
    breaks = segment.text.count("\n")
    head, tail = lines[:breaks], lines[breaks:]
    return [*head, " ".join(tail)] if tail else head


def _in_text(
    document: Document,
    segment: Segment,
    parts: list[str],
    analysis: DocumentAnalysis,
    links: LocalizedLinks,
) -> str:
    text = without_chance_emphasis("\n".join(parts), segment.text)
    if document.format == Dialect.MDX:
        text = shielded(text, segment.text)
    parts = text.split("\n")
    parts[-1] = close_last_backslash(parts[-1])
    if segment.kind in (Kind.TITLE, Kind.HEADING):
        parts[-1] = escape_heading_end(parts[-1])
    unbreakable = _checked(
        segment,
        " ".join(parts),
        _inventory_for(document, analysis.text_analysis.targets),
        links,
    )
    one_line = " ".join(parts)
    if is_description(document, segment):
        return _as_description(one_line)
    if segment.kind is Kind.CELL:
        return escape_cell(one_line)
    if segment.kind in (Kind.TITLE, Kind.HEADING) and segment.marker.startswith("#"):
        return one_line
    layout = line_layout_of(document, segment, _prefix(analysis.container_of(segment).quotes))
    return layout.lay_out(parts, unbreakable, markdown=True)


def _inventory_for(document: Document, targets: Mapping[str, LinkTarget]) -> InventoryFunction:
    """The function for a document's texts; ``targets`` are those of its definitions."""
    of_dialect = inventory_of_mdx if document.format == Dialect.MDX else inventory_of_markdown
    return partial(of_dialect, targets=targets)


def _checked(
    segment: Segment, translation: str, inventory_of: InventoryFunction, links: LocalizedLinks
) -> Sequence[tuple[int, int]]:
    """The spans, in characters, in which no line of a translation may be broken.

    Raises UnfitTranslation for a translation that adds markup, or has no words.
    """
    if is_plain_prose(translation) and "<" not in segment.text:
        return ()
    found = inventory_of(translation)
    has_more = found.items or found.unmatched or "<" in segment.text
    refuse_added_markup(inventory_of(segment.text) if has_more else NO_MARKUP, found, links)
    return found.unbreakable


def _in_html(
    document: Document,
    segment: Segment,
    flat: str,
    container: SegmentContainer,
    links: LocalizedLinks,
) -> str:
    """Text or an attribute's value in an HTML block."""
    refuse_added_markup(inventory_of_html(segment.text), inventory_of_html(flat), links)
    source = source_text(document, segment)
    if container.in_tag:
        return render_html_value(source, _before(document, segment), flat)
    prefix = _prefix(container.quotes)
    written = render_html_text(re.sub(rf"(\r\n?|\n){prefix.pattern}", r"\1", source), flat, links)
    unbreakable = inventory_of_html(written).unbreakable
    return line_layout_of(document, segment, prefix).lay_out([written], unbreakable, markdown=False)


def _in_string(document: Document, segment: Segment, flat: str, links: LocalizedLinks) -> str:
    """A string of a shortcode or a program, in the quotation marks that stand before it."""
    _checked(segment, flat, _WITHOUT_DEFINITIONS, links)
    for mark in ("}}", "%}", "*/"):
        if flat.count(mark) > segment.text.count(mark):
            raise UnfitTranslation(
                message("“{mark}” would end what it stands in", mark=mark),
                message("write it otherwise"),
            )
    quote = _before(document, segment)
    if quote == "`":
        text = flat.replace("`", "’")
    else:
        text = re.sub(rf"[\\{re.escape(quote)}]", r"\\\g<0>", flat)
    # A shortcode over lines is a block, one on a line is none: it stays what it is.
    source = source_text(document, segment)
    line_break = _LINE_BREAK.search(source)
    if line_break is None:
        return text
    head, _, tail = text.partition(" ")
    return head + line_break[0] + tail


def _is_parameter(document: Document, segment: Segment, container: SegmentContainer) -> bool:
    """Whether a segment is a parameter of a shortcode, or a title behind a fence of prose."""
    if segment.kind is Kind.ATTRIBUTE:
        return not container.in_html
    return segment.kind is Kind.CAPTION and _before(document, segment, 2) == '="'


def _before(document: Document, segment: Segment, count: int = 1) -> str:
    """The characters before a segment, or as many as there are."""
    head = document.data[max(document.bom, segment.start - 8 * count) : segment.start]
    return head.decode(document.encoding, "ignore")[-count:]


def _in_code(document: Document, segment: Segment, flat: str) -> str:
    if not markdown_has_words(flat):
        raise UnfitTranslation(
            message("the translation has no words"), message("write words, or leave it empty")
        )
    if segment.kind is Kind.STRING:
        return close_last_backslash(_escaped(flat, re.escape(_before(document, segment))))
    for mark in ("*/", "-->"):
        if flat.count(mark) > segment.text.count(mark):
            raise UnfitTranslation(
                message("“{mark}” would end the comment", mark=mark), message("write it otherwise")
            )
    return line_layout_of(document, segment, COMMENT_PREFIX).lay_out([flat], (), markdown=False)


def is_description(document: Document, segment: Segment) -> bool:
    """Whether a segment is the description of an image, which stands between ``![`` and ``]``."""
    if document.encoding == "utf-8":
        data = document.data
        return data.startswith(b"](", segment.end) and data.endswith(b"![", 0, segment.start)
    around = (segment.start - 2, segment.start), (segment.end, segment.end + 2)
    if document.encoding.startswith("utf-16"):
        around = (segment.start - 4, segment.start), (segment.end, segment.end + 4)
    before, after = (document.data[max(begin, 0) : end] for begin, end in around)
    return before == "![".encode(document.encoding) and after == "](".encode(document.encoding)


def _as_description(text: str) -> str:
    """A text as the description of an image: its brackets match, or are escaped."""
    whole = f"![{text}](a)"
    for edge, name, _, start, end in parse_events(whole):
        if edge is BEGIN and name == "Image" and (start, end) == (0, len(whole.encode())):
            return text
    return _escaped(text, r"[\[\]]")


def _escaped(text: str, pattern: str) -> str:
    """The text with a backslash before each match of ``pattern`` that has none."""
    return re.sub(
        rf"\\.|(?P<found>{pattern})",
        lambda match: f"\\{match[0]}" if match["found"] else match[0],
        text,
    )


@lru_cache(maxsize=64)
def _prefix(quotes: int) -> re.Pattern[str]:
    return re.compile(quote_prefix(quotes).pattern.decode())
