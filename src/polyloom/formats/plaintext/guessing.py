"""What a piece is to its reader, as far as its wording and its place tell.

Each rule of ``_RULES`` answers with a kind, or with None where it has nothing to say. The first
answer counts; what no rule knows is a paragraph, or a point where a marker stands before it. A
guess depends on nothing but the document.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from polyloom.formats.plaintext.blocks import Line
from polyloom.formats.plaintext.heads import (
    BEFORE_TITLE,
    HEAD_LINES,
    NUMBERED_FAMILIES,
    NUMBERED_LENGTH,
    QUOTE_INDENT,
    SENTENCE_ENDS,
    UNDER_TITLE,
    byline_or_date,
    heading,
    heads_section,
    is_numbered_heading,
    second_heading,
    title,
    underlined,
)
from polyloom.formats.plaintext.look import Look
from polyloom.formats.plaintext.pieces import Piece
from polyloom.formats.plaintext.setting import Setting
from polyloom.formats.plaintext.verse import (
    VERSE_WIDTH,
    is_at_the_right,
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


def guess(piece: Piece, setting: Setting) -> Kind:
    """What a piece is, where its layout does not tell."""
    known = None if setting.first else obvious(piece, setting.look)
    if known is not None or piece.block.quoted or piece.cell:
        return known or (Kind.QUOTE if piece.block.quoted else Kind.CELL)
    if piece.marker is not None:
        return _guess_marked(piece, setting)
    kind = next(filter(None, (rule(piece, setting) for rule in _RULES)), Kind.PARAGRAPH)
    if kind is Kind.HEADING and not setting.titled and setting.previous in BEFORE_TITLE:
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
    if marker.notes or marker.family == "*" or piece.block.underlined or piece.parted:
        return False
    return not piece.alone or marker.family not in NUMBERED_FAMILIES


def is_plainly_prose(lines: Sequence[Line], look: Look) -> bool:
    """Whether lines are more, longer and end otherwise than heads, verse, quotes and letters."""
    first, last = lines[0], lines[-1]
    return (
        len(lines) > HEAD_LINES
        and len(first.text) > VERSE_WIDTH
        and last.text.endswith(SENTENCE_ENDS)
        and first.column < look.margin + QUOTE_INDENT
        and not is_caption(first.text)
    )


def is_plainly_running(text: str) -> bool:
    """Whether a line that is not a document's first can be nothing but a paragraph."""
    return len(text) > _SHORT and not is_caption(text)


def is_set_in(piece: Piece, look: Look) -> bool:
    """Whether a piece is indented as quotes without ``>`` are."""
    return piece.column >= look.margin + QUOTE_INDENT


def is_plainly_point(text: str) -> bool:
    """Whether the text behind a point's marker can be no heading."""
    return len(text) > NUMBERED_LENGTH or text.endswith(SENTENCE_ENDS)


def _guess_marked(piece: Piece, setting: Setting) -> Kind:
    marker = piece.marker
    if marker is None or piece.block.quoted:
        return Kind.PARAGRAPH
    if marker.notes and not setting.look.is_outline(marker):
        return Kind.FOOTNOTE
    if marker.family == "*" and not setting.look.has_sibling(marker):
        return Kind.FOOTNOTE if setting.look.refers_to(marker) else Kind.POINT
    if piece.block.underlined or piece.parted:
        return Kind.TITLE if setting.first and not piece.parted else Kind.HEADING
    if marker.family in NUMBERED_FAMILIES and is_numbered_heading(piece, setting):
        return Kind.HEADING if heads_section(marker, piece, setting) else Kind.POINT
    return Kind.POINT


def _caption(piece: Piece, setting: Setting) -> Kind | None:  # noqa: ARG001
    return Kind.CAPTION if is_caption(piece.first) else None


def _closing(piece: Piece, setting: Setting) -> Kind | None:  # noqa: ARG001
    return Kind.CLOSING if len(piece.lines) == 1 and is_closing(piece.first) else None


def _signature(piece: Piece, setting: Setting) -> Kind | None:
    """Who signs: the short lines under a closing, or at the right of a document's end.

    So are those under the two dashes of a message.
    """
    ends = setting.following is None and is_at_the_right(piece.lines, setting.look)
    if piece.block.signed or ends:
        return Kind.SIGNATURE
    more = setting.previous is Kind.SIGNATURE and len(piece.lines) > 1
    if not (setting.previous is Kind.CLOSING or more) or len(piece.lines) > _SIGNATURE_LINES:
        return None
    if any(len(line.text) > _SIGNATURE_LENGTH for line in piece.lines):
        return None
    return None if piece.lines[-1].text.endswith(("。", "?", "!")) else Kind.SIGNATURE


def _signed_with_date(piece: Piece, setting: Setting) -> Kind | None:
    """Who signs, and when: short lines by themselves, not under a title."""
    lines = piece.lines
    under = setting.previous in UNDER_TITLE
    if under or not setting.titled or not piece.alone or not 1 < len(lines) <= _SIGNATURE_LINES:
        return None
    if any(len(line.text) > _SIGNATURE_LENGTH or ends_sentence(line.text) for line in lines):
        return None
    return Kind.SIGNATURE if is_date(lines[0].text) or is_date(lines[-1].text) else None


def _verse(piece: Piece, setting: Setting) -> Kind | None:
    goes_on = setting.previous is Kind.VERSE and is_stanza(piece.lines)
    return Kind.VERSE if goes_on or is_verse(piece.lines, setting.look) else None


def _indented_quote(piece: Piece, setting: Setting) -> Kind | None:
    """A block whose lines are all set in from the margin that running text has."""
    if len(piece.lines) < 2 or not piece.alone:
        return None
    if len({line.column for line in piece.lines}) > 1:
        return None
    set_in = piece.column >= setting.look.prose_margin + QUOTE_INDENT
    return Kind.QUOTE if set_in else None


_Rule = Callable[[Piece, Setting], Kind | None]
_RULES: tuple[_Rule, ...] = (
    underlined,
    title,
    byline_or_date,
    _closing,
    _signature,
    _signed_with_date,
    _caption,
    heading,
    second_heading,
    _verse,
    _indented_quote,
)
