"""What a piece is to its reader, as far as its wording and its place tell.

Each rule of ``_RULES`` answers with a kind, or with None where it has nothing to say. The first
answer counts; what no rule knows is a paragraph, or a point where a marker stands before it. A
guess depends on nothing but the document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from polyloom.formats.plaintext.blocks import Block, Line, width_of
from polyloom.formats.plaintext.look import Look, both
from polyloom.formats.plaintext.pieces import HEADS, Piece
from polyloom.formats.plaintext.verse import VERSE_WIDTH, is_stanza, is_verse
from polyloom.model import Kind
from polyloom.text.bylines import looks_like_byline
from polyloom.text.closings import is_closing
from polyloom.text.dates import is_date
from polyloom.text.headings import in_capitals, worded_as_heading
from polyloom.text.labels import begins_turn, is_caption, speaker
from polyloom.text.markers import Marker, marker_at

SENTENCE_ENDS = tuple(".,;:。，；：、．।۔؛،")
_TITLE_LENGTH = 200
_BYLINE_LENGTH = 120
_HEADING_LENGTH = 100
_NUMBERED_LENGTH = 80
_SIGNATURE_LENGTH = 60
_SIGNATURE_LINES = 6
_SENTENCE_END = re.compile(r"[.,;:。，；：、．।۔؛،][\"'”’»)\]」』]*(?:\[\d+\]|[¹²³⁴-⁹*†‡])*$")
_END_REACH = 16
# Longer lines are running text, or captions.
_SHORT = 120
# A byline takes no more lines.
_HEAD_LINES = 2
# Lines centred by hand are off by some columns; a slight indent is no centring.
_CENTRED_SLACK, _CENTRED_INDENT = 4, 6
# An indented block that is a quote is indented by this much, in columns.
_QUOTE_INDENT = 4
# Blank lines above what stands apart as a heading.
_APART = 2
# What may stand over a title: a letter's date, the table at the head of a memorandum.
_BEFORE_TITLE = frozenset({Kind.CELL, Kind.DATE})
_FIRST_FEW = 4
_NUMBERED_FAMILIES = frozenset({"#.", "#.#", "I.", "A.", "§#", "一、", "第一条", "제1조"})
# Numbers that make a heading even without a second one.
_SELF_EVIDENT = frozenset({"#.#", "I."})


class Setting(NamedTuple):
    """Where a piece stands: the document, the kind before it, and the block after its own.

    ``done`` counts the segments before it. ``opens``: it is the first of its block. ``titled``:
    a title stands before it; ``numbered`` is the family and number of the last numbered
    heading.
    """

    look: Look
    previous: Kind | None
    following: Block | None
    done: int
    opens: bool
    titled: bool
    numbered: tuple[str, int]

    @property
    def first(self) -> bool:
        """Whether no segment stands before it."""
        return self.previous is None


def guess(piece: Piece, setting: Setting) -> Kind:
    """What a piece is, where its layout does not tell."""
    known = None if setting.first else obvious(piece, setting.look)
    if known is not None or piece.block.quoted or piece.cell:
        return known or (Kind.QUOTE if piece.block.quoted else Kind.CELL)
    if piece.marker is not None:
        return _guess_marked(piece, setting)
    kind = next(filter(None, (rule(piece, setting) for rule in _RULES)), Kind.PARAGRAPH)
    if kind is Kind.HEADING and not setting.titled and setting.previous in _BEFORE_TITLE:
        return Kind.TITLE
    return kind


def obvious(piece: Piece, look: Look) -> Kind | None:
    """What a piece other than a document's first is, where no rule has anything else to say."""
    if piece.block.quoted:
        return Kind.QUOTE
    if piece.cell:
        return Kind.CELL
    if piece.marker is not None:
        return Kind.POINT if _is_plain_point(piece, piece.marker) else None
    if piece.joined:
        return Kind.PARAGRAPH
    plain = is_plainly_prose(piece.lines, look)
    if len(piece.lines) == 1:
        plain = is_plainly_running(piece.first)
    return Kind.PARAGRAPH if plain else None


def _is_plain_point(piece: Piece, marker: Marker) -> bool:
    if marker.notes or marker.family == "*" or piece.block.underlined:
        return False
    return not piece.alone or marker.family not in _NUMBERED_FAMILIES


def is_plainly_prose(lines: Sequence[Line], look: Look) -> bool:
    """Whether lines are more, longer and end otherwise than heads, verse, quotes and letters."""
    first, last = lines[0], lines[-1]
    return (
        len(lines) > _HEAD_LINES
        and len(first.text) > VERSE_WIDTH
        and last.text.endswith(SENTENCE_ENDS)
        and first.column < look.margin + _QUOTE_INDENT
        and not is_caption(first.text)
    )


def is_plainly_running(text: str) -> bool:
    """Whether a line that is not a document's first can be nothing but a paragraph."""
    return len(text) > _SHORT and not is_caption(text)


def is_set_in(piece: Piece, look: Look) -> bool:
    """Whether a piece is indented as quotes without ``>`` are."""
    return piece.column >= look.margin + _QUOTE_INDENT


def is_plainly_point(text: str) -> bool:
    """Whether the text behind a point's marker can be no heading."""
    return len(text) > _NUMBERED_LENGTH or text.endswith(SENTENCE_ENDS)


def self_evident_heading(piece: Piece, setting: Setting) -> bool:
    """Whether a lone block such as ``1.2 Scope`` or ``IV. The War`` is a numbered heading."""
    found = marker_at(piece.first)
    if found is None or found[0].family not in _SELF_EVIDENT:
        return False
    if found[0].family == "I." and found[0].other is not None:
        return False
    marked = piece._replace(lines=[piece.lines[0]._replace(text=piece.first[found[1] :])])
    return piece.alone and _is_numbered_heading(marked, setting)


def _guess_marked(piece: Piece, setting: Setting) -> Kind:
    marker = piece.marker
    if marker is None or piece.block.quoted:
        return Kind.PARAGRAPH
    if marker.notes:
        return Kind.FOOTNOTE
    if marker.family == "*" and not setting.look.has_sibling(marker):
        return Kind.FOOTNOTE if setting.look.refers_to(marker) else Kind.POINT
    if piece.block.underlined:
        return Kind.TITLE if setting.first else Kind.HEADING
    if marker.family in _NUMBERED_FAMILIES and _is_numbered_heading(piece, setting):
        return Kind.HEADING if _heads_section(marker, piece, setting) else Kind.POINT
    return Kind.POINT


def _is_numbered_heading(piece: Piece, setting: Setting) -> bool:
    """A numbered line that stands alone above text, and is no sentence."""
    return (
        piece.alone
        and len(piece.lines) == 1
        and len(piece.first) <= _NUMBERED_LENGTH
        and not piece.first.endswith(SENTENCE_ENDS)
        and not piece.first[0].islower()
        and setting.following is not None
    )


def _heads_section(marker: Marker, piece: Piece, setting: Setting) -> bool:
    """Whether a numbered line begins or goes on with sections, rather than being a point."""
    if marker.family == "#.#":
        return True
    if any((way.family, way.ordinal - 1) == setting.numbered for way in both(marker)):
        return True
    first = any(way.ordinal == 1 for way in both(marker))
    if not first and setting.look.has_sibling(marker):
        return False
    return _over_running_text(piece, setting)


def _over_running_text(piece: Piece, setting: Setting) -> bool:
    """``1. Introduction`` is a heading if the text below is more than a line, and no point.

    Of numbers that points have less often, any text below makes a heading.
    """
    below = setting.following
    if below is None or below.quoted or marker_at(below.lines[0].text):
        return False
    if piece.marker is not None and piece.marker.family != "#.":
        return True
    if len(below.lines) == 1 and len(below.lines[0].text) <= _NUMBERED_LENGTH:
        return False
    return below.lines[0].column <= piece.column + _QUOTE_INDENT and piece.first[0].isupper()


def _underlined(piece: Piece, setting: Setting) -> Kind | None:
    """A single line over a rule, unless it is a sentence over a short one."""
    if not piece.block.underlined or piece.first.endswith(tuple(".,;。，；")):
        return None
    return Kind.TITLE if setting.first else Kind.HEADING


def _title(piece: Piece, setting: Setting) -> Kind | None:
    """The first thing in a document, if more follows and it is no sentence."""
    if not setting.first or not (piece.parted or (piece.alone and setting.following is not None)):
        return None
    if is_date(piece.first) and len(piece.lines) == 1:
        return Kind.DATE
    if len(piece.lines) > 1 and not (_all_capitals(piece) or _is_centred(piece, setting.look)):
        return None
    last = piece.lines[-1].text
    if piece.parted and (begins_turn(last) or speaker(last) or last[0] in "—–―"):
        return None
    if len(last) > _TITLE_LENGTH or last.endswith(SENTENCE_ENDS) or not setting.opens:
        return None
    return Kind.TITLE


def _byline_or_date(piece: Piece, setting: Setting) -> Kind | None:
    """Who wrote it, and when: under a title."""
    under = setting.previous in {Kind.TITLE, Kind.BYLINE, Kind.DATE}
    early = not setting.titled and setting.done < _FIRST_FEW
    if not (under or early) or len(piece.lines) > 2:
        return None
    text = piece.first
    if len(piece.lines) == 1 and is_date(text):
        return Kind.DATE
    if not under:
        return None
    if len(text) > _BYLINE_LENGTH or piece.lines[-1].text.endswith(SENTENCE_ENDS):
        return None
    return Kind.BYLINE if looks_like_byline(text) else None


def _caption(piece: Piece, setting: Setting) -> Kind | None:  # noqa: ARG001
    return Kind.CAPTION if is_caption(piece.first) else None


def _heading(piece: Piece, setting: Setting) -> Kind | None:
    """A short line that is worded, written or placed as a heading, with text below."""
    above = piece.parted or (piece.alone and setting.following is not None)
    if not setting.opens or not above or len(piece.first) > _HEADING_LENGTH:
        return None
    if len(piece.lines) == 1 and worded_as_heading(piece.first):
        return Kind.HEADING
    if _all_capitals(piece) and _ends_openly(piece):
        return Kind.HEADING
    if not piece.alone or not _ends_openly(piece):
        return None
    if _is_centred(piece, setting.look):
        return Kind.HEADING
    return Kind.HEADING if _stands_apart(piece, setting) else None


def _closing(piece: Piece, setting: Setting) -> Kind | None:  # noqa: ARG001
    return Kind.CLOSING if len(piece.lines) == 1 and is_closing(piece.first) else None


def _signature(piece: Piece, setting: Setting) -> Kind | None:
    """Who signs: the short lines under a closing."""
    more = setting.previous is Kind.SIGNATURE and len(piece.lines) > 1
    if not (setting.previous is Kind.CLOSING or more) or len(piece.lines) > _SIGNATURE_LINES:
        return None
    if any(len(line.text) > _SIGNATURE_LENGTH for line in piece.lines):
        return None
    return None if piece.lines[-1].text.endswith(("。", "?", "!")) else Kind.SIGNATURE


def _verse(piece: Piece, setting: Setting) -> Kind | None:
    goes_on = setting.previous is Kind.VERSE and is_stanza(piece.lines)
    return Kind.VERSE if goes_on or is_verse(piece.lines, setting.look) else None


def _indented_quote(piece: Piece, setting: Setting) -> Kind | None:
    """A block whose lines are all set in from the margin that running text has."""
    if len(piece.lines) < 2 or not piece.alone:
        return None
    if len({line.column for line in piece.lines}) > 1:
        return None
    return Kind.QUOTE if is_set_in(piece, setting.look) else None


def _second_heading(piece: Piece, setting: Setting) -> Kind | None:
    """``Chapter I`` has its name on the next line."""
    if setting.previous not in HEADS or setting.opens or not piece.parted:
        return None
    if piece.lines[-1] is not piece.block.lines[-1] or len(piece.lines) > 1:
        return None
    short = len(piece.first) <= _NUMBERED_LENGTH and not piece.first[0].islower()
    return Kind.HEADING if short and _ends_openly(piece) and setting.following else None


def _stands_apart(piece: Piece, setting: Setting) -> bool:
    """Whether a short line has more blank lines above than below."""
    below = setting.following.gap if setting.following is not None else 0
    return (
        piece.block.gap >= _APART
        and piece.block.gap > below
        and len(piece.lines) == 1
        and len(piece.first) <= _NUMBERED_LENGTH
        and not piece.first[0].islower()
        and "  " not in piece.first
    )


def _all_capitals(piece: Piece) -> bool:
    return all(in_capitals(line.text) for line in piece.lines)


def _ends_openly(piece: Piece) -> bool:
    """Whether a piece ends as no sentence does; what footnotes and quotation add is not seen."""
    last = piece.lines[-1].text
    return not (last.endswith(SENTENCE_ENDS) or _SENTENCE_END.search(last[-_END_REACH:]))


def _is_centred(piece: Piece, look: Look) -> bool:
    """Whether the blanks before each line are as many as those behind it would be."""
    return look.width > 0 and all(
        line.column >= look.margin + _CENTRED_INDENT
        and abs(2 * line.column + width_of(line.text) - look.width - look.margin) <= _CENTRED_SLACK
        for line in piece.lines
    )


_Rule = Callable[[Piece, Setting], Kind | None]
_RULES: tuple[_Rule, ...] = (
    _underlined,
    _title,
    _byline_or_date,
    _closing,
    _signature,
    _caption,
    _heading,
    _second_heading,
    _verse,
    _indented_quote,
)
