"""Of what kind a candidate is, as its wording, its place and the document tell.

Each rule of ``_RULES`` answers with a kind, or with None where it has nothing to say. The first
answer counts; what no rule knows is a paragraph, or a point where a marker stands before it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from polyloom.formats.plaintext.blocks import Block, Line
from polyloom.formats.plaintext.document_layout import DocumentLayout
from polyloom.formats.plaintext.paragraph_breaks import is_stanza, is_verse
from polyloom.formats.plaintext.points import OpenLists
from polyloom.language.bylines import looks_like_byline
from polyloom.language.closings import is_closing
from polyloom.language.dates import is_date
from polyloom.language.heading_words import in_capitals, reads_as_heading, reads_as_numbered_heading
from polyloom.language.line_labels import is_caption, turn_style
from polyloom.language.list_markers import Marker, marker_at
from polyloom.language.sentences import ends_clause, ends_sentence
from polyloom.model import CellPlace, Kind

# What is longer is no heading and no title, in characters; a wider line signs nothing, in columns.
_LENGTH, _TITLE_LENGTH, _SIGNATURE_WIDTH = 100, 200, 60
# What is at the right begins this far from the left margin, in columns.
_SIGNATURE_LINES, _RIGHT = 6, 20
# Lines centred by hand are off by some columns; a slight indent is no centring.
_CENTRED_SLACK, _CENTRED_INDENT = 4, 6
# How far a quote is set in, in columns, and the blank lines above what stands apart as a heading.
_QUOTE_INDENT, _APART = 4, 2
# What a byline and a date stand below, if anything.
_UNDER_TITLE = frozenset({None, Kind.TITLE, Kind.BYLINE, Kind.DATE})


class Candidate(Struct, frozen=True, gc=False):
    """Lines of a block that are to make one segment.

    ``below`` is the block below their own. ``text`` is the first line's, behind the ``marker``,
    which takes ``body`` characters of it. ``heading``: it is a numbered line right over text.
    ``cell`` is its place where it is a table's.
    """

    block: Block
    below: Block | None
    lines: Sequence[Line]
    text: str
    marker: Marker | None = None
    body: int = 0
    heading: bool = False
    cell: CellPlace | None = None

    @property
    def last_text(self) -> str:
        """The last line's text, behind the marker."""
        return self.text if len(self.lines) == 1 else self.lines[-1].text

    @property
    def column(self) -> int:
        """The marker's column, or that of the leftmost line."""
        marked = self.marker is not None or len(self.lines) == 1
        return self.lines[0].column if marked else min([line.column for line in self.lines])

    @property
    def is_whole_block(self) -> bool:
        """Whether it has all lines of its block."""
        return len(self.lines) == len(self.block.lines)

    @property
    def is_headline(self) -> bool:
        """Whether it is one line, without gaps, that reads as a heading."""
        return len(self.lines) == 1 and reads_as_heading(self.text) and "  " not in self.text

    @property
    def is_followed(self) -> bool:
        """Whether more text follows, in its block or below."""
        return self.below is not None or self.lines[-1] is not self.block.lines[-1]


class SegmentContext(Struct, frozen=True, gc=False):
    """The document's layout, and what has been found before a candidate.

    ``last_heading`` is the number of the last numbered heading, but for a part's (``2.1``).
    """

    layout: DocumentLayout
    previous_kind: Kind | None = None
    last_heading: Marker | None = None
    open_lists: OpenLists = ()


def infer_kind(candidate: Candidate, context: SegmentContext) -> Kind:
    """The kind of a candidate."""
    if candidate.block.quoted or candidate.cell:
        return Kind.QUOTE if candidate.block.quoted else Kind.CELL
    if candidate.marker is not None:
        return _kind_behind_marker(candidate.marker, candidate, context)
    if context.previous_kind and len(candidate.lines) == 1 and len(candidate.text) > _LENGTH:
        return Kind.CAPTION if is_caption(candidate.text) else Kind.PARAGRAPH
    for rule in _RULES:
        if (kind := rule(candidate, context)) is not None:
            return kind
    return Kind.PARAGRAPH


def _kind_behind_marker(marker: Marker, candidate: Candidate, context: SegmentContext) -> Kind:
    """The kind of what stands behind a marker: a footnote, a heading or title, else a point."""
    if marker.marks_footnote:
        return Kind.FOOTNOTE
    reads = reads_as_heading if marker.numbers_section else reads_as_numbered_heading
    heading = candidate.heading or (
        marker.numbers_heading
        and len(candidate.lines) == 1
        and candidate.is_whole_block
        and candidate.below is not None
        and reads(candidate.text)
        and _heads_section(marker, candidate, context)
    )
    return _underlined(candidate, context) or (Kind.HEADING if heading else Kind.POINT)


def _heads_section(marker: Marker, candidate: Candidate, context: SegmentContext) -> bool:
    """Whether a numbered line is a section's heading rather than a point.

    The first number of a series, which may be either, has text below it that is no point.
    """
    if marker.numbers_section or marker.follows(context.last_heading):
        return True
    first = any(one.begins_list for one in marker.interpretations)
    below = candidate.below
    over_text = first and below is not None and not marker_at(below.lines[0].text)
    return context.layout.has_parts(marker) or over_text


def _underlined(candidate: Candidate, context: SegmentContext) -> Kind | None:
    """A single line over a rule is a title or a heading, unless it ends as a sentence does."""
    if not candidate.block.underlined or candidate.text.endswith(tuple(".,;。，；")):
        return None
    return Kind.HEADING if context.previous_kind else Kind.TITLE


def _title(candidate: Candidate, context: SegmentContext) -> Kind | None:
    """The first segment of a document is a title, or a date, if more follows.

    Several lines are one title where they are centred or in capitals. A turn of a talk is none.
    """
    if context.previous_kind is not None or not candidate.is_followed:
        return None
    last = candidate.last_text
    if len(candidate.lines) == 1 and is_date(last):
        return Kind.DATE
    one = len(candidate.lines) == 1 or _all_capitals(candidate) or _is_centred(candidate, context)
    if not one or (turn_style(last) and not candidate.is_whole_block):
        return None
    return None if len(last) > _TITLE_LENGTH or ends_clause(last) else Kind.TITLE


def _byline_or_date(candidate: Candidate, context: SegmentContext) -> Kind | None:
    """Who wrote it, and when: a line under a title."""
    if context.previous_kind not in _UNDER_TITLE:
        return None
    if len(candidate.lines) == 1 and is_date(candidate.text):
        return Kind.DATE
    short = len(candidate.lines) <= 2 and len(candidate.text) <= _LENGTH
    byline = short and not ends_clause(candidate.last_text)
    return Kind.BYLINE if byline and looks_like_byline(candidate.text) else None


def _closing_or_caption(candidate: Candidate, _: SegmentContext) -> Kind | None:
    if len(candidate.lines) == 1 and is_closing(candidate.text):
        return Kind.CLOSING
    return Kind.CAPTION if is_caption(candidate.text) else None


def _signature(candidate: Candidate, context: SegmentContext) -> Kind | None:
    """Who signs: few lines at the right, short ones under a closing or with a date, or ``-- ``."""
    lines, layout, previous = candidate.lines, context.layout, context.previous_kind
    if len(lines) > _SIGNATURE_LINES or candidate.block.signed:
        return Kind.SIGNATURE if candidate.block.signed else None
    least_indent = max(_RIGHT, (layout.width - layout.margin) / 2)
    signs = candidate.below is None and candidate.column - layout.margin >= least_indent
    if not signs and all(line.edge - line.column <= _SIGNATURE_WIDTH for line in lines):
        several = len(lines) > 1 and not any(ends_sentence(line.text) for line in lines)
        dated = several and any(map(is_date, (candidate.text, candidate.last_text)))
        signs = previous is Kind.CLOSING or (dated and previous not in _UNDER_TITLE)
    return Kind.SIGNATURE if signs else None


def _heading(candidate: Candidate, context: SegmentContext) -> Kind | None:
    """A short line that is worded, written or placed as a heading, with text below."""
    if not candidate.is_followed or len(candidate.text) > _LENGTH:
        return None
    if len(candidate.lines) == 1 and context.layout.words_heading(candidate.text):
        return Kind.HEADING
    if ends_clause(candidate.last_text) or candidate.lines[0] is not candidate.block.lines[0]:
        return None
    gap, below = candidate.block.gap, candidate.below
    apart = gap >= _APART and below is not None and gap > below.gap and candidate.is_headline
    placed = candidate.is_whole_block and (apart or _is_centred(candidate, context))
    return Kind.HEADING if placed or _all_capitals(candidate) else None


def _heading_name(candidate: Candidate, context: SegmentContext) -> Kind | None:
    """The name of a heading such as ``Chapter I``, on the line below it, which ends the block."""
    first, last = candidate.block.lines[0], candidate.block.lines[-1]
    ends_block = candidate.lines[0] is not first and candidate.lines[-1] is last
    named = context.previous_kind in {Kind.TITLE, Kind.HEADING} and not marker_at(first.text)
    names = named and ends_block and candidate.below is not None and candidate.is_headline
    return Kind.HEADING if names else None


def _verse(candidate: Candidate, context: SegmentContext) -> Kind | None:
    """Lines whose breaks are meant, and the stanzas below them."""
    stanza = context.previous_kind is Kind.VERSE and is_stanza(candidate.lines)
    return Kind.VERSE if stanza or is_verse(candidate.lines, context.layout) else None


def _quote(candidate: Candidate, context: SegmentContext) -> Kind | None:
    """A block whose lines are all set in from the margin that running text has."""
    if len(candidate.lines) == 1 or not candidate.is_whole_block:
        return None
    set_in = candidate.lines[0].column >= context.layout.prose_margin + _QUOTE_INDENT
    return Kind.QUOTE if set_in and len({line.column for line in candidate.lines}) == 1 else None


def _all_capitals(candidate: Candidate) -> bool:
    return all(in_capitals(line.text) for line in candidate.lines)


def _is_centred(candidate: Candidate, context: SegmentContext) -> bool:
    """Whether each line has about as much space before it as behind it, up to the width."""
    margin, width = context.layout.margin, context.layout.width
    return width > 0 and all(
        line.column >= margin + _CENTRED_INDENT
        and abs(line.column + line.edge - width - margin) <= _CENTRED_SLACK
        for line in candidate.lines
    )


_RULES: tuple[Callable[[Candidate, SegmentContext], Kind | None], ...] = (
    _underlined,
    _title,
    _byline_or_date,
    _closing_or_caption,
    _signature,
    _heading,
    _heading_name,
    _verse,
    _quote,
)
