"""What stands over text: titles with their bylines and dates, and headings, numbered ones too.

A heading is known by its words, its letters, its number, or by where it stands.
"""

from __future__ import annotations

import re

from polyloom.formats.plaintext.candidate_segments import HEADING_KINDS, Candidate
from polyloom.formats.plaintext.document_layout import DocumentLayout
from polyloom.formats.plaintext.segmentation_state import SegmentContext, follows_number
from polyloom.formats.plaintext.text_lines import column_width
from polyloom.language.bylines import looks_like_byline
from polyloom.language.dates import is_date
from polyloom.language.heading_words import in_capitals, worded_as_heading
from polyloom.language.line_labels import begins_turn, speaker_name
from polyloom.language.list_markers import Marker, marker_at
from polyloom.model import Kind

SENTENCE_ENDS = tuple(".,;:。，；：、．।۔؛،")
_TITLE_LENGTH = 200
_BYLINE_LENGTH = 120
_HEADING_LENGTH = 100
NUMBERED_LENGTH = 80
_SENTENCE_END = re.compile(r"[.,;:。，；：、．।۔؛،][\"'”’»)\]」』]*(?:\[\d+\]|[¹²³⁴-⁹*†‡])*$")
_END_REACH = 16
# A byline takes no more lines.
MAX_BYLINE_LINES = 2
# Lines centred by hand are off by some columns; a slight indent is no centring.
_CENTRED_SLACK, _CENTRED_INDENT = 4, 6
# An indented block that is a quote is indented by this much, in columns.
QUOTE_INDENT = 4
# Blank lines above what stands apart as a heading.
_APART = 2
# What may stand over a title: a letter's date, the table at the head of a memorandum.
BEFORE_TITLE = frozenset({Kind.CELL, Kind.DATE})
# What a byline and a date stand below.
UNDER_TITLE = frozenset({Kind.TITLE, Kind.BYLINE, Kind.DATE})
# Among so many segments at a document's beginning a date is looked for.
_FIRST_FEW = 4
NUMBERED_FAMILIES = frozenset(
    {"#.", "#.#", "I.", "I-", "A.", "§#", "一、", "1、", "第一条", "제1조"}
)
# Numbers of sections, whatever stands below them.
_OF_SECTIONS = frozenset({"#.#", "§#", "第一条", "제1조"})
# Numbers that make a heading even without a second one.
_SELF_EVIDENT = frozenset({"#.#", "I."})


def classify_underlined(candidate: Candidate, context: SegmentContext) -> Kind | None:
    """A single line over a rule is a title or a heading, unless it ends as a sentence does."""
    if not candidate.block.underlined or candidate.first_text.endswith(tuple(".,;。，；")):
        return None
    return Kind.TITLE if context.opens_document else Kind.HEADING


def classify_title(candidate: Candidate, context: SegmentContext) -> Kind | None:
    """The first segment of a document is a title, or a date, if more follows."""
    if not context.opens_document or not _stands_over_text(candidate, context):
        return None
    if is_date(candidate.first_text) and len(candidate.lines) == 1:
        return Kind.DATE
    if not context.opens_block or not _reads_as_title(candidate, context.layout):
        return None
    return Kind.TITLE


def _reads_as_title(candidate: Candidate, layout: DocumentLayout) -> bool:
    """Whether lines are neither a sentence nor a turn of a dialogue, and several of them one title.

    Several lines are one title where they are centred or in capitals.
    """
    several = len(candidate.lines) > 1
    if several and not (_all_capitals(candidate) or _is_centred(candidate, layout)):
        return False
    last = candidate.lines[-1].text
    if candidate.divided and (begins_turn(last) or speaker_name(last) or last[0] in "—–―"):
        return False
    return len(last) <= _TITLE_LENGTH and not last.endswith(SENTENCE_ENDS)


def _stands_over_text(candidate: Candidate, context: SegmentContext) -> bool:
    """Whether more text follows in the block or, where the candidate is all of it, in the next."""
    return candidate.divided or (candidate.whole_block and context.next_block is not None)


def classify_byline_or_date(candidate: Candidate, context: SegmentContext) -> Kind | None:
    """Who wrote it, and when: a line under a title; a date also where no title has come yet."""
    under = context.previous_kind in UNDER_TITLE
    early = not context.has_title and context.segment_count < _FIRST_FEW
    if not (under or early) or len(candidate.lines) > 2:
        return None
    text = candidate.first_text
    if len(candidate.lines) == 1 and is_date(text):
        return Kind.DATE
    if not under:
        return None
    if len(text) > _BYLINE_LENGTH or candidate.lines[-1].text.endswith(SENTENCE_ENDS):
        return None
    return Kind.BYLINE if looks_like_byline(text) else None


def classify_heading(candidate: Candidate, context: SegmentContext) -> Kind | None:
    """A short line that is worded, written or placed as a heading, with text below."""
    if not _stands_over_text(candidate, context) or len(candidate.first_text) > _HEADING_LENGTH:
        return None
    if len(candidate.lines) == 1 and worded_as_heading(candidate.first_text):
        return Kind.HEADING
    if not context.opens_block or not _ends_openly(candidate):
        return None
    placed = candidate.whole_block and (
        _is_centred(candidate, context.layout) or _stands_apart(candidate, context)
    )
    return Kind.HEADING if placed or _all_capitals(candidate) else None


def classify_heading_name(candidate: Candidate, context: SegmentContext) -> Kind | None:
    """The name of a heading such as ``Chapter I``, on the line below it.

    A heading that begins with a marker has its name behind that.
    """
    if context.previous_kind not in HEADING_KINDS or context.opens_block or not candidate.divided:
        return None
    if marker_at(candidate.block.lines[0].text) is not None:
        return None
    if candidate.lines[-1] is not candidate.block.lines[-1] or len(candidate.lines) > 1:
        return None
    short = len(candidate.first_text) <= NUMBERED_LENGTH and not candidate.first_text[0].islower()
    return Kind.HEADING if short and _ends_openly(candidate) and context.next_block else None


def is_numbered_heading(candidate: Candidate, context: SegmentContext) -> bool:
    """Whether a line behind a number stands alone above other text, and is no sentence."""
    alone = candidate.whole_block and len(candidate.lines) == 1
    return alone and reads_as_heading(candidate.first_text) and context.next_block is not None


def reads_as_heading(text: str) -> bool:
    """Whether what stands behind a number is short, and neither begins small nor ends a sentence.

    >>> reads_as_heading("Scope"), reads_as_heading("It ends.")
    (True, False)
    """
    short = len(text) <= NUMBERED_LENGTH and not text.endswith(SENTENCE_ENDS)
    return short and not text[0].islower()


def is_self_evident_heading(candidate: Candidate, context: SegmentContext) -> bool:
    """Whether a lone block such as ``1.2 Scope`` or ``IV. The War`` is a numbered heading."""
    found = marker_at(candidate.first_text)
    if found is None or found[0].family not in _SELF_EVIDENT:
        return False
    if found[0].family == "I." and found[0].other is not None:
        return False
    marked = candidate._replace(
        lines=[candidate.lines[0]._replace(text=candidate.first_text[found[1] :])]
    )
    return candidate.whole_block and is_numbered_heading(marked, context)


def heads_section(marker: Marker, candidate: Candidate, context: SegmentContext) -> bool:
    """Whether a numbered line is a section's heading rather than a point.

    ``candidate`` is what stands behind ``marker``.
    """
    if marker.family in _OF_SECTIONS or context.layout.has_parts(marker):
        return True
    if follows_number(marker, context.last_number):
        return True
    first = any(one.ordinal == 1 for one in marker.interpretations)
    if not first and context.layout.has_sibling(marker):
        return False
    return _stands_over_running_text(candidate, context)


def _stands_over_running_text(candidate: Candidate, context: SegmentContext) -> bool:
    """Whether the block below a numbered line makes it a heading: it is no point, and no quote.

    Below ``1. Introduction`` it also has to be longer than a line, because points are numbered so,
    too.
    """
    below = context.next_block
    if below is None or below.quoted or marker_at(below.lines[0].text):
        return False
    if candidate.marker is not None and candidate.marker.family != "#.":
        return True
    if len(below.lines) == 1 and len(below.lines[0].text) <= NUMBERED_LENGTH:
        return False
    return (
        below.lines[0].column <= candidate.column + QUOTE_INDENT
        and candidate.first_text[0].isupper()
    )


def _stands_apart(candidate: Candidate, context: SegmentContext) -> bool:
    """Whether a short line has two blank lines above or more, and fewer below."""
    below = context.next_block.gap if context.next_block is not None else 0
    return (
        candidate.block.gap >= _APART
        and candidate.block.gap > below
        and len(candidate.lines) == 1
        and len(candidate.first_text) <= NUMBERED_LENGTH
        and not candidate.first_text[0].islower()
        and "  " not in candidate.first_text
    )


def _all_capitals(candidate: Candidate) -> bool:
    return all(in_capitals(line.text) for line in candidate.lines)


def _ends_openly(candidate: Candidate) -> bool:
    """Whether a candidate ends as no sentence does, marks of footnotes and quotation aside."""
    last = candidate.lines[-1].text
    return not (last.endswith(SENTENCE_ENDS) or _SENTENCE_END.search(last[-_END_REACH:]))


def _is_centred(candidate: Candidate, layout: DocumentLayout) -> bool:
    """Whether each line has about as much space before it as behind it, up to the width."""
    return layout.width > 0 and all(
        line.column >= layout.margin + _CENTRED_INDENT
        and abs(2 * line.column + column_width(line.text) - layout.width - layout.margin)
        <= _CENTRED_SLACK
        for line in candidate.lines
    )
