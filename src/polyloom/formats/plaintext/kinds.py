"""Of what kind a candidate is, as its wording, its place and the document tell.

Each rule of ``_RULES`` answers with a kind, or with None where it has nothing to say. The first
answer counts; what no rule knows is a paragraph, or a point where a marker stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from polyloom.formats.plaintext.candidates import Candidate, SegmentationState
from polyloom.formats.plaintext.document_layout import DocumentLayout
from polyloom.formats.plaintext.paragraph_breaks import is_at_right_margin, is_stanza, is_verse
from polyloom.formats.plaintext.points import follows_number
from polyloom.formats.plaintext.text_lines import column_width
from polyloom.language.bylines import looks_like_byline
from polyloom.language.closings import is_closing
from polyloom.language.dates import is_date
from polyloom.language.heading_words import in_capitals, worded_as_heading
from polyloom.language.line_labels import begins_turn, is_caption, speaker_name
from polyloom.language.list_markers import Marker, marker_at
from polyloom.language.sentences import ends_sentence
from polyloom.model import Kind

_SENTENCE_ENDS = tuple(".,;:。，；：、．।۔؛،")
_SENTENCE_END = re.compile(r"[.,;:。，；：、．।۔؛،][\"'”’»)\]」』]*(?:\[\d+\]|[¹²³⁴-⁹*†‡])*$")
_END_REACH = 16
# Longer titles, bylines, headings, numbered headings and signatures are none, in characters.
_TITLE_LENGTH, _SHORT, _HEADING_LENGTH, _NUMBERED_LENGTH, _SIGNATURE_LENGTH = 200, 120, 100, 80, 60
_SIGNATURE_LINES = 6
# Lines centred by hand are off by some columns; a slight indent is no centring.
_CENTRED_SLACK, _CENTRED_INDENT = 4, 6
# An indented block that is a quote is indented by this much, in columns.
_QUOTE_INDENT = 4
# Blank lines above what stands apart as a heading.
_APART = 2
_HEADING_KINDS = frozenset({Kind.TITLE, Kind.HEADING})
# What may stand over a title: a letter's date, the table at the head of a memorandum.
_BEFORE_TITLE = frozenset({Kind.CELL, Kind.DATE})
# What a byline and a date stand below.
_UNDER_TITLE = frozenset({Kind.TITLE, Kind.BYLINE, Kind.DATE})
# Among so many segments at a document's beginning a date is looked for.
_FIRST_FEW = 4
NUMBERED_FAMILIES = frozenset(
    {"#.", "#.#", "I.", "I-", "A.", "§#", "一、", "1、", "第一条", "제1조"}
)
# Numbers of sections, whatever stands below them.
_OF_SECTIONS = frozenset({"#.#", "§#", "第一条", "제1조"})


def infer_kind(candidate: Candidate, state: SegmentationState, layout: DocumentLayout) -> Kind:
    """The kind of a candidate; ``state`` is that before it."""
    if candidate.block.quoted or candidate.cell:
        return Kind.QUOTE if candidate.block.quoted else Kind.CELL
    if candidate.marker is not None:
        return _kind_behind_marker(candidate.marker, candidate, state, layout)
    if state.previous_kind and candidate.joined:
        return Kind.PARAGRAPH
    if state.previous_kind and len(candidate.lines) == 1 and len(candidate.text) > _SHORT:
        return Kind.CAPTION if is_caption(candidate.text) else Kind.PARAGRAPH
    kind = None
    for rule in _RULES:
        kind = rule(candidate, state, layout)
        if kind is not None:
            break
    if kind is Kind.HEADING and not state.has_title and state.previous_kind in _BEFORE_TITLE:
        return Kind.TITLE
    return kind or Kind.PARAGRAPH


def reads_as_heading(text: str) -> bool:
    """Whether what stands behind a number is short, and neither begins small nor ends a sentence.

    >>> reads_as_heading("Scope"), reads_as_heading("It ends.")
    (True, False)
    """
    short = len(text) <= _NUMBERED_LENGTH and not text.endswith(_SENTENCE_ENDS)
    return short and not text[0].islower()


def _kind_behind_marker(
    marker: Marker, candidate: Candidate, state: SegmentationState, layout: DocumentLayout
) -> Kind:
    """The kind of what stands behind a marker: a footnote, a heading or title, else a point."""
    if _is_footnote(marker, candidate, layout):
        return Kind.FOOTNOTE
    if candidate.block.underlined:
        return Kind.HEADING if state.previous_kind else Kind.TITLE
    alone = candidate.whole_block and len(candidate.lines) == 1 and candidate.below is not None
    if (
        alone
        and marker.family in NUMBERED_FAMILIES
        and reads_as_heading(candidate.text)
        and _heads_section(marker, candidate, state, layout)
    ):
        return Kind.HEADING
    return Kind.HEADING if candidate.heading else Kind.POINT


def _is_footnote(marker: Marker, candidate: Candidate, layout: DocumentLayout) -> bool:
    """Whether a marker is a footnote's mark: by its looks, or a lone star that is referred to."""
    if marker.marks_footnote and not layout.is_outline(marker):
        return True
    if marker.family != "*" or layout.has_sibling(marker):
        return False
    several = sum(line.text.startswith("* ") for line in candidate.block.lines) > 1
    return not several and layout.has_starred_word


def _heads_section(
    marker: Marker, candidate: Candidate, state: SegmentationState, layout: DocumentLayout
) -> bool:
    """Whether a numbered line is a section's heading rather than a point.

    Below ``1. Introduction`` stands more than a line, because points are numbered so, too.
    """
    if marker.family in _OF_SECTIONS or layout.has_parts(marker):
        return True
    if follows_number(marker, state.last_number):
        return True
    below = candidate.below
    later = all(one.ordinal != 1 for one in marker.interpretations)
    if (later and layout.has_sibling(marker)) or below is None or below.quoted:
        return False
    line = below.lines[0]
    if marker.family != "#." or marker_at(line.text):
        return marker_at(line.text) is None
    long = len(below.lines) > 1 or len(line.text) > _NUMBERED_LENGTH
    near = line.column <= candidate.column + _QUOTE_INDENT
    return long and near and candidate.text[0].isupper()


def _underlined(candidate: Candidate, state: SegmentationState, _: DocumentLayout) -> Kind | None:
    """A single line over a rule is a title or a heading, unless it ends as a sentence does."""
    if not candidate.block.underlined or candidate.text.endswith(tuple(".,;。，；")):
        return None
    return Kind.HEADING if state.previous_kind else Kind.TITLE


def _title(candidate: Candidate, state: SegmentationState, layout: DocumentLayout) -> Kind | None:
    """The first segment of a document is a title, or a date, if more follows.

    Several lines are one title where they are centred or in capitals.
    """
    if state.previous_kind is not None or not candidate.is_followed:
        return None
    several = len(candidate.lines) > 1
    if is_date(candidate.text) and not several:
        return Kind.DATE
    if several and not (_all_capitals(candidate) or _is_centred(candidate, layout)):
        return None
    last = candidate.last_text
    if not candidate.whole_block and (begins_turn(last) or speaker_name(last) or last[0] in "—–―"):
        return None
    return None if len(last) > _TITLE_LENGTH or last.endswith(_SENTENCE_ENDS) else Kind.TITLE


def _byline_or_date(
    candidate: Candidate, state: SegmentationState, _: DocumentLayout
) -> Kind | None:
    """Who wrote it, and when: a line under a title; a date also where no title has come yet."""
    under = state.previous_kind in _UNDER_TITLE
    early = not state.has_title and state.segment_count < _FIRST_FEW
    if not (under or early) or len(candidate.lines) > 2:
        return None
    if len(candidate.lines) == 1 and is_date(candidate.text):
        return Kind.DATE
    if not under or len(candidate.text) > _SHORT or candidate.last_text.endswith(_SENTENCE_ENDS):
        return None
    return Kind.BYLINE if looks_like_byline(candidate.text) else None


def _closing(candidate: Candidate, _: SegmentationState, __: DocumentLayout) -> Kind | None:
    return Kind.CLOSING if len(candidate.lines) == 1 and is_closing(candidate.text) else None


def _signature(
    candidate: Candidate, state: SegmentationState, layout: DocumentLayout
) -> Kind | None:
    """Who signs: short lines under a closing or ``-- ``, at the right, or with a date."""
    lines = candidate.lines
    if candidate.block.signed:
        return Kind.SIGNATURE
    if candidate.below is None and is_at_right_margin(lines, layout):
        return Kind.SIGNATURE
    if len(lines) > _SIGNATURE_LINES or any(len(line.text) > _SIGNATURE_LENGTH for line in lines):
        return None
    several = len(lines) > 1
    if state.previous_kind is Kind.CLOSING or (state.previous_kind is Kind.SIGNATURE and several):
        return None if candidate.last_text.endswith(("。", "?", "!")) else Kind.SIGNATURE
    below_text = state.has_title and state.previous_kind not in _UNDER_TITLE
    if not below_text or not several or any(ends_sentence(line.text) for line in lines):
        return None
    dated = candidate.whole_block and (is_date(candidate.text) or is_date(candidate.last_text))
    return Kind.SIGNATURE if dated else None


def _caption(candidate: Candidate, _: SegmentationState, __: DocumentLayout) -> Kind | None:
    return Kind.CAPTION if is_caption(candidate.text) else None


def _heading(candidate: Candidate, _: SegmentationState, layout: DocumentLayout) -> Kind | None:
    """A short line that is worded, written or placed as a heading, with text below."""
    if not candidate.is_followed or len(candidate.text) > _HEADING_LENGTH:
        return None
    if len(candidate.lines) == 1 and worded_as_heading(candidate.text):
        return Kind.HEADING
    if not candidate.opens_block or not _ends_openly(candidate):
        return None
    placed = candidate.whole_block and (_is_centred(candidate, layout) or _stands_apart(candidate))
    return Kind.HEADING if placed or _all_capitals(candidate) else None


def _heading_name(candidate: Candidate, state: SegmentationState, _: DocumentLayout) -> Kind | None:
    """The name of a heading such as ``Chapter I``, on the line below it, which ends the block."""
    if state.previous_kind not in _HEADING_KINDS or candidate.opens_block or not candidate.below:
        return None
    lines = candidate.block.lines
    if len(candidate.lines) > 1 or candidate.lines[0] is not lines[-1] or marker_at(lines[0].text):
        return None
    short = len(candidate.text) <= _NUMBERED_LENGTH and not candidate.text[0].islower()
    return Kind.HEADING if short and _ends_openly(candidate) else None


def _verse(candidate: Candidate, state: SegmentationState, layout: DocumentLayout) -> Kind | None:
    """Lines whose breaks are meant, and the stanzas below them."""
    next_stanza = state.previous_kind is Kind.VERSE and is_stanza(candidate.lines)
    return Kind.VERSE if next_stanza or is_verse(candidate.lines, layout) else None


def _quote(candidate: Candidate, _: SegmentationState, layout: DocumentLayout) -> Kind | None:
    """A block whose lines are all set in from the margin that running text has."""
    if len(candidate.lines) < 2 or not candidate.whole_block:
        return None
    aligned = len({line.column for line in candidate.lines}) == 1
    set_in = candidate.column >= layout.prose_margin + _QUOTE_INDENT
    return Kind.QUOTE if aligned and set_in else None


def _stands_apart(candidate: Candidate) -> bool:
    """Whether a short line has two blank lines above or more, and fewer below."""
    gap, below = candidate.block.gap, candidate.below
    return (
        gap >= _APART
        and (below is None or gap > below.gap)
        and len(candidate.lines) == 1
        and len(candidate.text) <= _NUMBERED_LENGTH
        and not candidate.text[0].islower()
        and "  " not in candidate.text
    )


def _all_capitals(candidate: Candidate) -> bool:
    return all(in_capitals(line.text) for line in candidate.lines)


def _ends_openly(candidate: Candidate) -> bool:
    """Whether a candidate ends as no sentence does, marks of footnotes and quotation aside."""
    return _SENTENCE_END.search(candidate.last_text[-_END_REACH:]) is None


def _is_centred(candidate: Candidate, layout: DocumentLayout) -> bool:
    """Whether each line has about as much space before it as behind it, up to the width."""
    return layout.width > 0 and all(
        line.column >= layout.margin + _CENTRED_INDENT
        and abs(2 * line.column + column_width(line.text) - layout.width - layout.margin)
        <= _CENTRED_SLACK
        for line in candidate.lines
    )


_KindRule = Callable[[Candidate, SegmentationState, DocumentLayout], Kind | None]
_RULES: tuple[_KindRule, ...] = (
    _underlined,
    _title,
    _byline_or_date,
    _closing,
    _signature,
    _caption,
    _heading,
    _heading_name,
    _verse,
    _quote,
)
