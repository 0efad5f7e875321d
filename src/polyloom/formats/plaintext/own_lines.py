"""Lines that stand for themselves inside a block: addresses, commands, fields, headings, closings.

Such a line is no part of the sentence above it, and text below it begins anew.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from polyloom.formats.plaintext.blocks import Line
from polyloom.formats.plaintext.document_layout import DocumentLayout
from polyloom.language.bylines import looks_like_byline
from polyloom.language.closings import is_closing
from polyloom.language.dates import is_date
from polyloom.language.heading_words import begins_part, in_capitals
from polyloom.language.line_breaks import column_width
from polyloom.language.line_labels import begins_field, is_literal, turn_style
from polyloom.language.list_markers import opens_item
from polyloom.language.sentences import announces, ends_clause, ends_sentence

_BRACKETED = re.compile(r"<.*>|\[.*\]")
# A first cell of two characters or more, and a gap.
_COLUMNS = re.compile(r"[^\s<](?:[^\s]|[ ](?! {2}))+(?:[ ]{3,}|[ ]*\t\s*)\S")
_WIDE_GAP = re.compile(r"\t| {4}")
# No line with columns is longer, in characters.
_ROW_LENGTH = 300
# Longer blocks have no title over an author, in lines.
_HEAD_LINES = 6


def own_line_breaks(lines: Sequence[Line], layout: DocumentLayout) -> set[int]:
    """The indexes of the lines at which a segment begins because lines stand for themselves."""
    found = _turns(lines) | _field_breaks(lines)
    odd = [_is_odd(line.text) for line in lines]
    width = layout.width_for(lines) if any(odd) else 0
    stands_over = is_closing(lines[0].text) or _heads_text(lines, layout)
    for index, (above, below) in enumerate(pairwise(lines), 1):
        text, ended = below.text, ends_sentence(above.text)
        part = begins_part(text)
        if not (ended or part or stands_over or odd[index] or odd[index - 1]):
            continue
        headed = announces(above.text) or (index == 1 and 2 * above.edge <= layout.reach)
        apart = ended and (layout.words_heading(text) or is_closing(text))
        apart = apart or (part and (ended or headed or begins_part(above.text)))
        if (
            apart
            or (stands_over and (index == 1 or not text[0].islower()))
            or (odd[index] and (opens_item(text) or _is_row(above, below, width)))
            or (odd[index - 1] | odd[index] and _parts_own_line(above, below))
        ):
            found.add(index)
        full = below.edge + max(layout.usual_room, 0) >= layout.width
        stands_over = apart and (is_closing(text) or not full)
    return found


def head_breaks(lines: Sequence[Line]) -> set[int]:
    """Where bylines and dates begin in a document's head: under the title, each for itself."""
    texts = [line.text for line in lines[:_HEAD_LINES]]
    named = [n for n, text in enumerate(texts) if n and (looks_like_byline(text) or is_date(text))]
    if not named or len(lines) > _HEAD_LINES or any(map(ends_clause, texts[: named[0]])):
        return set()
    return set(range(named[0], len(lines)))


def _heads_text(lines: Sequence[Line], layout: DocumentLayout) -> bool:
    """Whether the first line is a heading right above its text; wrapped names follow numbers."""
    line, text, below = lines[0], lines[0].text, lines[1].text
    full = line.edge + lines[1].opening > layout.reach
    if full or text[0].isdecimal() or text[-1] in ",;:，；：":
        return False
    if in_capitals(text):
        # Over text in capitals, too, which is wrapped, unlike a title on several lines.
        short = 3 * line.edge <= layout.width and 5 * lines[1].edge >= 4 * layout.width
        if short or not any(in_capitals(other.text) for other in lines[1:]):
            return True
    return not below[0].islower() and layout.words_heading(text)


def _is_odd(text: str) -> bool:
    """Whether a line may be in brackets or columns, a literal or an item; at little cost."""
    first, worded = text[0], " " in text or text.rstrip(".,;:").isalpha()
    plain = worded and first not in "$%" and (first.isascii() or first.islower() or first.isupper())
    return not plain or "@" in text or "   " in text or "\t" in text or text[-1] in ">]"


def may_stand_alone(text: str) -> bool:
    """Whether a line may be a field, in brackets or columns, a literal or an item."""
    return _is_odd(text) or begins_field(text)


def _parts_own_line(above: Line, below: Line) -> bool:
    """Whether an address, a command or a line in brackets is parted from its neighbour."""
    aligned, bracketed = above.column == below.column, _BRACKETED.fullmatch(above.text)
    if aligned and _BRACKETED.fullmatch(below.text) and (bracketed or ends_sentence(above.text)):
        return True
    if aligned and bracketed:
        return not below.text[0].islower()
    literal = is_literal(below.text)
    if is_literal(above.text) and (literal or not aligned or not below.text[0].islower()):
        return True
    return literal and (below.column > above.column or ends_sentence(above.text))


def _has_columns(text: str) -> bool:
    """Whether a line has a wide gap, behind more than a sign."""
    return ("   " in text or "\t" in text) and _COLUMNS.match(text, 0, _ROW_LENGTH) is not None


def _is_row(above: Line, line: Line, width: int) -> bool:
    """Whether a line with columns in it stands below another such line, or below a short one.

    Two lines of one sentence that end at the same edge, with no gaps but small ones, are justified.
    """
    full = above.edge == line.edge and above.goes_on_in(line)
    justified = full and not _WIDE_GAP.search(f"{above.text} {line.text}")
    if justified or line.column > above.column or not _has_columns(line.text):
        return False
    return _has_columns(above.text) or 2 * column_width(above.text) < width


def _turns(lines: Sequence[Line]) -> set[int]:
    """Where turns of talk begin, each like the first line, and below the end of a sentence."""
    style = turn_style(lines[0].text)
    pairs = enumerate(pairwise(lines) if style else (), 1)
    return {n for n, (a, b) in pairs if turn_style(b.text) == style and ends_sentence(a.text)}


def _field_breaks(lines: Sequence[Line]) -> set[int]:
    """Where fields begin, if two or more, and most of the lines furthest left, are fields."""
    fields = [index for index, line in enumerate(lines) if begins_field(line.text)]
    if len(fields) < 2:
        return set()
    columns = [line.column for line in lines]
    margin = min(columns)
    found = {index for index in fields if columns[index] == margin}
    return found - {0} if len(found) >= max(2, columns.count(margin) / 2) else set()
