"""Of what kind a candidate is, as its wording, its place and the document tell.

Each rule of ``_RULES`` answers with a kind, or with None where it has nothing to say. The first
answer counts; what no rule knows is a paragraph, or a point where a marker stands before it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice

from polyloom.formats.plaintext.blocks import Block
from polyloom.formats.plaintext.candidate_segments import Candidate
from polyloom.formats.plaintext.document_layout import DocumentLayout
from polyloom.formats.plaintext.segmentation_state import SegmentContext
from polyloom.formats.plaintext.text_lines import Line
from polyloom.formats.plaintext.titles_and_headings import (
    BEFORE_TITLE,
    MAX_BYLINE_LINES,
    NUMBERED_FAMILIES,
    NUMBERED_LENGTH,
    QUOTE_INDENT,
    SENTENCE_ENDS,
    UNDER_TITLE,
    classify_byline_or_date,
    classify_heading,
    classify_heading_name,
    classify_title,
    classify_underlined,
    heads_section,
    is_numbered_heading,
)
from polyloom.formats.plaintext.verse import (
    VERSE_WIDTH,
    is_at_right_margin,
    is_stanza,
    is_verse,
)
from polyloom.language.closings import is_closing
from polyloom.language.dates import is_date
from polyloom.language.line_labels import is_caption
from polyloom.language.list_markers import Marker
from polyloom.language.sentences import ends_sentence
from polyloom.model import Kind

_SIGNATURE_LENGTH = 60
_SIGNATURE_LINES = 6
# Longer lines are running text, or captions.
_SHORT = 120


def infer_kind(candidate: Candidate, context: SegmentContext) -> Kind:
    """The kind of a candidate."""
    known = None if context.opens_document else obvious_kind(candidate, context.layout)
    if known is not None or candidate.block.quoted or candidate.cell:
        return known or (Kind.QUOTE if candidate.block.quoted else Kind.CELL)
    if candidate.marker is not None:
        return _kind_behind_marker(candidate.marker, candidate, context)
    kind = next(filter(None, (rule(candidate, context) for rule in _RULES)), Kind.PARAGRAPH)
    if kind is Kind.HEADING and not context.has_title and context.previous_kind in BEFORE_TITLE:
        return Kind.TITLE
    return kind


def obvious_kind(candidate: Candidate, layout: DocumentLayout) -> Kind | None:
    """The kind of a candidate that is not the document's first, or None where rules must tell.

    It is what ``infer_kind`` would say, at less cost.
    """
    if candidate.block.quoted:
        return Kind.QUOTE
    if candidate.cell:
        return Kind.CELL
    if candidate.marker is not None:
        return Kind.POINT if _is_surely_point(candidate, candidate.marker) else None
    if candidate.joined:
        return Kind.PARAGRAPH
    plain = is_surely_paragraph(candidate.lines, layout)
    if len(candidate.lines) == 1:
        plain = is_surely_paragraph_line(candidate.first_text)
    return Kind.PARAGRAPH if plain else None


def _is_surely_point(candidate: Candidate, marker: Marker) -> bool:
    """Whether what stands behind a marker can be no footnote and no heading."""
    if (
        marker.marks_footnote
        or marker.family == "*"
        or candidate.block.underlined
        or candidate.divided
    ):
        return False
    return not candidate.whole_block or marker.family not in NUMBERED_FAMILIES


def is_surely_paragraph(lines: Sequence[Line], layout: DocumentLayout) -> bool:
    """Whether lines that are not a document's first can be nothing but a paragraph.

    They are more than a heading has, longer than verse, not indented, and end as sentences do.
    """
    first, last = lines[0], lines[-1]
    return (
        len(lines) > MAX_BYLINE_LINES
        and len(first.text) > VERSE_WIDTH
        and last.text.endswith(SENTENCE_ENDS)
        and first.column < layout.margin + QUOTE_INDENT
        and not is_caption(first.text)
    )


def is_surely_paragraph_line(text: str) -> bool:
    """Whether a line that is not a document's first can be nothing but a paragraph."""
    return len(text) > _SHORT and not is_caption(text)


def is_indented_like_quote(candidate: Candidate, layout: DocumentLayout) -> bool:
    """Whether a candidate is indented as quotes without ``>`` are."""
    return candidate.column >= layout.margin + QUOTE_INDENT


def is_surely_point_text(text: str) -> bool:
    """Whether the text behind a point's marker can be no heading."""
    return len(text) > NUMBERED_LENGTH or text.endswith(SENTENCE_ENDS)


def _kind_behind_marker(marker: Marker, candidate: Candidate, context: SegmentContext) -> Kind:
    """The kind of what stands behind a marker: a footnote, a heading or title, else a point."""
    if _is_footnote(marker, candidate.block, context.layout):
        return Kind.FOOTNOTE
    if candidate.divided:
        return Kind.HEADING
    if candidate.block.underlined:
        return Kind.TITLE if context.opens_document else Kind.HEADING
    if marker.family in NUMBERED_FAMILIES and is_numbered_heading(candidate, context):
        return Kind.HEADING if heads_section(marker, candidate, context) else Kind.POINT
    return Kind.POINT


def _is_footnote(marker: Marker, block: Block, layout: DocumentLayout) -> bool:
    """Whether a marker is a footnote's mark: by its looks, or a lone star that is referred to."""
    if marker.marks_footnote and not layout.is_outline(marker):
        return True
    if marker.family != "*" or layout.has_sibling(marker):
        return False
    starred = (line for line in block.lines if line.text.startswith("* "))
    several = len(list(islice(starred, 2))) > 1
    return not several and layout.refers_to(marker)


def _caption(candidate: Candidate, context: SegmentContext) -> Kind | None:  # noqa: ARG001
    return Kind.CAPTION if is_caption(candidate.first_text) else None


def _closing(candidate: Candidate, context: SegmentContext) -> Kind | None:  # noqa: ARG001
    return Kind.CLOSING if len(candidate.lines) == 1 and is_closing(candidate.first_text) else None


def _signature(candidate: Candidate, context: SegmentContext) -> Kind | None:
    """Who signs: short lines under a closing or ``-- ``, or at the right of a document's end."""
    ends = context.next_block is None and is_at_right_margin(candidate.lines, context.layout)
    if candidate.block.signed or ends:
        return Kind.SIGNATURE
    more = context.previous_kind is Kind.SIGNATURE and len(candidate.lines) > 1
    if context.previous_kind is not Kind.CLOSING and not more:
        return None
    if len(candidate.lines) > _SIGNATURE_LINES:
        return None
    if any(len(line.text) > _SIGNATURE_LENGTH for line in candidate.lines):
        return None
    return None if candidate.lines[-1].text.endswith(("。", "?", "!")) else Kind.SIGNATURE


def _signed_with_date(candidate: Candidate, context: SegmentContext) -> Kind | None:
    """Who signs, and when: a block of short lines below text, of which one is a date."""
    lines = candidate.lines
    below_text = context.has_title and context.previous_kind not in UNDER_TITLE
    if not below_text or not candidate.whole_block or not 1 < len(lines) <= _SIGNATURE_LINES:
        return None
    if any(len(line.text) > _SIGNATURE_LENGTH or ends_sentence(line.text) for line in lines):
        return None
    return Kind.SIGNATURE if is_date(lines[0].text) or is_date(lines[-1].text) else None


def _verse(candidate: Candidate, context: SegmentContext) -> Kind | None:
    """Lines whose breaks are meant, and the stanzas below them."""
    next_stanza = context.previous_kind is Kind.VERSE and is_stanza(candidate.lines)
    return Kind.VERSE if next_stanza or is_verse(candidate.lines, context.layout) else None


def _indented_quote(candidate: Candidate, context: SegmentContext) -> Kind | None:
    """A block whose lines are all set in from the margin that running text has."""
    if len(candidate.lines) < 2 or not candidate.whole_block:
        return None
    if len({line.column for line in candidate.lines}) > 1:
        return None
    set_in = candidate.column >= context.layout.prose_margin + QUOTE_INDENT
    return Kind.QUOTE if set_in else None


_KindRule = Callable[[Candidate, SegmentContext], Kind | None]
_RULES: tuple[_KindRule, ...] = (
    classify_underlined,
    classify_title,
    classify_byline_or_date,
    _closing,
    _signature,
    _signed_with_date,
    _caption,
    classify_heading,
    classify_heading_name,
    _verse,
    _indented_quote,
)
