"""What stands over text: titles with bylines and dates, and headings, numbered ones too.

A heading is known by its words, its letters, its number, or by where it stands.
"""

from __future__ import annotations

import re

from polyloom.formats.plaintext.blocks import width_of
from polyloom.formats.plaintext.look import Look, both
from polyloom.formats.plaintext.pieces import HEADS, Piece
from polyloom.formats.plaintext.setting import Setting
from polyloom.language.bylines import looks_like_byline
from polyloom.language.dates import is_date
from polyloom.language.heading_words import in_capitals, worded_as_heading
from polyloom.language.line_labels import begins_turn, speaker
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
HEAD_LINES = 2
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
_FIRST_FEW = 4
NUMBERED_FAMILIES = frozenset(
    {"#.", "#.#", "I.", "I-", "A.", "§#", "一、", "1、", "第一条", "제1조"}
)
# Numbers of sections, whatever stands below them.
_OF_SECTIONS = frozenset({"#.#", "§#", "第一条", "제1조"})
# Numbers that make a heading even without a second one.
_SELF_EVIDENT = frozenset({"#.#", "I."})


def underlined(piece: Piece, setting: Setting) -> Kind | None:
    """A single line over a rule, unless it is a sentence over a short one."""
    if not piece.block.underlined or piece.first.endswith(tuple(".,;。，；")):
        return None
    return Kind.TITLE if setting.first else Kind.HEADING


def title(piece: Piece, setting: Setting) -> Kind | None:
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


def byline_or_date(piece: Piece, setting: Setting) -> Kind | None:
    """Who wrote it, and when: under a title."""
    under = setting.previous in UNDER_TITLE
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


def heading(piece: Piece, setting: Setting) -> Kind | None:
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


def second_heading(piece: Piece, setting: Setting) -> Kind | None:
    """``Chapter I`` has its name on the next line; what has a marker has it behind that."""
    if setting.previous not in HEADS or setting.opens or not piece.parted:
        return None
    if marker_at(piece.block.lines[0].text) is not None:
        return None
    if piece.lines[-1] is not piece.block.lines[-1] or len(piece.lines) > 1:
        return None
    short = len(piece.first) <= NUMBERED_LENGTH and not piece.first[0].islower()
    return Kind.HEADING if short and _ends_openly(piece) and setting.following else None


def is_numbered_heading(piece: Piece, setting: Setting) -> bool:
    """A numbered line that stands alone above text, and is no sentence."""
    alone = piece.alone and len(piece.lines) == 1
    return alone and reads_as_heading(piece.first) and setting.following is not None


def reads_as_heading(text: str) -> bool:
    """Whether what stands behind a number is short, and neither begins small nor ends a sentence.

    >>> reads_as_heading("Scope"), reads_as_heading("It ends.")
    (True, False)
    """
    short = len(text) <= NUMBERED_LENGTH and not text.endswith(SENTENCE_ENDS)
    return short and not text[0].islower()


def self_evident_heading(piece: Piece, setting: Setting) -> bool:
    """Whether a lone block such as ``1.2 Scope`` or ``IV. The War`` is a numbered heading."""
    found = marker_at(piece.first)
    if found is None or found[0].family not in _SELF_EVIDENT:
        return False
    if found[0].family == "I." and found[0].other is not None:
        return False
    marked = piece._replace(lines=[piece.lines[0]._replace(text=piece.first[found[1] :])])
    return piece.alone and is_numbered_heading(marked, setting)


def heads_section(marker: Marker, piece: Piece, setting: Setting) -> bool:
    """Whether a numbered line begins or goes on with sections, rather than being a point."""
    if marker.family in _OF_SECTIONS or setting.look.has_parts(marker):
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
    if len(below.lines) == 1 and len(below.lines[0].text) <= NUMBERED_LENGTH:
        return False
    return below.lines[0].column <= piece.column + QUOTE_INDENT and piece.first[0].isupper()


def _stands_apart(piece: Piece, setting: Setting) -> bool:
    """Whether a short line has more blank lines above than below."""
    below = setting.following.gap if setting.following is not None else 0
    return (
        piece.block.gap >= _APART
        and piece.block.gap > below
        and len(piece.lines) == 1
        and len(piece.first) <= NUMBERED_LENGTH
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
