"""At which lines of a block, points aside, a segment begins, and which breaks verse keeps.

A line that had room for the next word was broken on purpose, and the next one begins a segment, if
the line ends a sentence or announces something, or is well under the width and the next one does
not begin in lower case. How much room wrapped lines have, the document and the block show.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from polyloom.formats.plaintext.blocks import MAX_WRAPPED_WIDTH, Line, right_edge
from polyloom.formats.plaintext.document_layout import DocumentLayout
from polyloom.formats.plaintext.own_lines import head_breaks, may_stand_alone, own_line_breaks
from polyloom.language.bylines import looks_like_byline
from polyloom.language.closings import is_closing
from polyloom.language.heading_words import in_capitals
from polyloom.language.sentences import announces, breaks_off, ends_clause, ends_sentence

# In narrower text, in columns, nothing is known of what is full, or of what is short.
_LEAST_WIDTH, _WIDE = 36, 55
# Shares of the width that are free behind a line which does not end as a sentence does.
_WELL_UNDER, _WELL_UNDER_UNCASED = 1 / 8, 1 / 3
_SEMICOLONS = (";", "；", "؛")
_QUOTES = "\"'“”‘’«»„¿¡「『"
# A block shows its width with so many wrapped lines; text is wrapped evenly if no more than this
# part of the width is free.
_WRAPPED_LINES, _EVEN = 3, 12
# A line of verse is narrower, in columns; so are all lines of a stanza.
_VERSE_WIDTH, _STANZA_WIDTH = 64, 50
_QUANTITY = re.compile(r"\d+(?:[.,:/–-]\d+)*\s")
# A line of Chinese or Japanese that ends without punctuation, as wrapped prose does anywhere.
_CJK_END = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]$")
# So many lines in a row hardly begin with a capital in prose.
_CAPITAL_LINES = 4
# Verse is so much narrower than the document's prose; nobody sets prose in narrow columns then.
_NARROWER, _NARROW = 12, 40


def paragraph_breaks(
    lines: Sequence[Line], layout: DocumentLayout, above: Line | None, *, marked: bool
) -> list[int]:
    """The indexes of the lines at which a segment begins, in order, without the first line's.

    ``above`` is the line above their block; ``marked``: they are a point's or quoted.
    """
    if len(lines) == 1:
        return []
    heads = not marked and (above is None or looks_like_byline(lines[0].text))
    found = head_breaks(lines) if heads else set()
    if not found and _runs_on(lines, marked=marked):
        return []
    if not marked:
        found = found or _breaks_by_form(lines, layout, above)
        if not found and is_verse(lines, layout) and not own_line_breaks(lines, layout):
            return []
        found = found or _breaks_by_indent(lines)
    for begin, end in pairwise((0, *sorted(found), len(lines))):
        if end - begin > 1:
            part = lines[begin:end]
            breaks = own_line_breaks(part, layout) | _meant_breaks(part, layout, marked=marked)
            if breaks and not marked:
                breaks |= _breaks_below_terms(part, sorted(breaks), layout)
            found |= {begin + index for index in breaks}
    return sorted(found)


def _runs_on(lines: Sequence[Line], *, marked: bool) -> bool:
    """Whether it shows at little cost that no rule below parts lines, as of most wrapped prose.

    Each plainly goes on in the next one, in small letters and at one margin, and none looks as if
    it stood for itself.
    """
    above, margin = lines[0], lines[1].column
    if above.text.isupper() or is_closing(above.text) or (margin > above.column and not marked):
        return False
    for line in lines[1:]:
        if not (line.text[0].islower() and above.goes_on_in(line)) or may_stand_alone(line.text):
            return False
        if line.column != margin and not marked:
            return False
        above = line
    return not may_stand_alone(lines[0].text) and not _is_unwrapped(lines)


def is_verse(lines: Sequence[Line], layout: DocumentLayout) -> bool:
    """Whether the breaks between a block's lines are meant, as those of verse or an address."""
    wide = len(lines) < 2 or any(one.edge - one.column > _VERSE_WIDTH for one in lines)
    if wide or any(a.goes_on_in(b) and not breaks_off(a.text) for a, b in pairwise(lines)):
        return False
    several = len(lines) > 2 and (is_stanza(lines) or _are_quantities(lines))
    return several or _begin_with_capitals(lines) or _are_narrow(lines, layout)


def is_stanza(lines: Sequence[Line]) -> bool:
    """Whether lines are short, each a sentence or a clause, and few begin in lower case."""
    short = all(
        len(line.text) <= _STANZA_WIDTH and (ends_clause(line.text) or ends_sentence(line.text))
        for line in lines
    )
    first = [line.text.lstrip(_QUOTES)[:1] for line in lines]
    others = sum(letter.islower() or not letter.isalpha() for letter in first)
    return short and 5 * others <= len(lines) != 1


def _breaks_by_form(lines: Sequence[Line], layout: DocumentLayout, above: Line | None) -> set[int]:
    """Where a term stands over its meaning, and where each line is a sentence or an item."""
    unwrapped = _is_unwrapped(lines)
    if not unwrapped and _is_term(lines, layout):
        return {1}
    announced = above is not None and announces(above.text) and above.column < lines[0].column
    leads = announces(lines[0].text) and lines[1].column > lines[0].column
    sentences = len(lines) > 2 and all(ends_sentence(line.text) for line in lines)
    apart = (
        unwrapped
        or (sentences and not is_stanza(lines))
        or ((announced or leads) and _are_items(lines[leads:], layout))
    )
    # One long line among wrapped ones does not part those.
    mixed = unwrapped and not layout.is_unwrapped
    pairs = enumerate(pairwise(lines) if apart else (), 1)
    return {n for n, (line, below) in pairs if not (mixed and line.goes_on_in(below))}


def _is_unwrapped(lines: Sequence[Line]) -> bool:
    return any(len(line.text) > MAX_WRAPPED_WIDTH for line in lines)


def _breaks_below_terms(
    lines: Sequence[Line], breaks: Sequence[int], layout: DocumentLayout
) -> set[int]:
    """Where text stands below a short field, as a meaning below its term; ``breaks`` part fields.

    Below any but the last one, lines that are not wrapped are further values.
    """
    found = set()
    for first, behind in pairwise((0, *breaks, len(lines))):
        piece = lines[first:behind]
        text = behind == len(lines) or any(Line.goes_on_in(*pair) for pair in pairwise(piece[1:]))
        if text and len(piece) > 1 and _is_term(piece, layout):
            found.add(first + 1)
    return found


def _is_term(lines: Sequence[Line], layout: DocumentLayout) -> bool:
    """Whether a short first line is a term, or an option, whose meaning is set in below it."""
    line, below = lines[0], lines[1]
    width = layout.width_for(lines)
    return (
        below.column > line.column
        and all(other.column == below.column for other in lines[2:])
        and not line.text.endswith(tuple(",;，；،"))
        and width >= max(_WIDE, 2 * line.edge)
    )


def _are_items(lines: Sequence[Line], layout: DocumentLayout) -> bool:
    """Whether announced lines are a list without markers, and no wrapped text."""
    if len(lines) < 2 or len({line.column for line in lines}) > 1:
        return False
    return not any(
        line.goes_on_in(below)
        or line.text[-1] in ",،，、"
        or (line.edge + below.opening > layout.reach and not below.text[0].isupper())
        for line, below in pairwise(lines)
    )


def _breaks_by_indent(lines: Sequence[Line]) -> set[int]:
    """Where first lines are indented, or the lines below them are (entries that hang)."""
    first = lines[0].column
    others = {line.column for line in lines} - {first}
    if len(others) != 1:
        return set()
    found = {index for index, line in enumerate(lines) if index and line.column == first}
    pairs = [pair for pair in pairwise(lines) if pair[0].column == first]
    if first > max(others):
        wrapped = any(below.column == first and line.goes_on_in(below) for line, below in pairs)
        return set() if wrapped else found
    # One deeper line may be anything, two entries with deeper lines are a habit.
    entries = sum(below.column > first for _, below in pairs)
    return found if entries > 1 and lines[1].column > first else set()


def _meant_breaks(lines: Sequence[Line], layout: DocumentLayout, *, marked: bool) -> set[int]:
    """The breaks behind lines with room; in a document that is not wrapped, all but some."""
    if not layout.is_unwrapped:
        return _breaks_with_room(lines, layout, marked=marked)
    return {
        index
        for index, (line, below) in enumerate(pairwise(lines), 1)
        if not line.goes_on_in(below) and any(map(str.isalnum, below.text))
    }


def _breaks_with_room(lines: Sequence[Line], layout: DocumentLayout, *, marked: bool) -> set[int]:
    """The breaks behind lines with more room than wrapped lines have."""
    edges = [line.edge + below.opening for line, below in pairwise(lines)]
    if min(edges) > layout.width_for(lines):
        return set()
    width, usual = _width_and_usual_room(lines, edges, layout)
    if width < _LEAST_WIDTH or width - min(edges) <= usual:
        return set()
    # What is set in below a first line goes on with it, as what hangs behind a marker does where
    # lines are wrapped by hand.
    hangs = not marked or layout.is_wrapped_by_hand
    found = set()
    for index, edge in enumerate(edges, 1):
        if width - edge > usual:
            line, below = lines[index - 1 : index + 1]
            room = (width - edge) / width
            set_in = hangs and below.column > lines[0].column and not announces(line.text)
            set_out = marked and below.column < lines[0].column and room >= _WELL_UNDER_UNCASED
            if set_out or (not set_in and _ends_before(line, below, room)):
                found.add(index)
    return found


def _width_and_usual_room(
    lines: Sequence[Line], edges: Sequence[int], layout: DocumentLayout
) -> tuple[int, int]:
    """The column up to which lines are wrapped, and how much room wrapped lines have at most.

    ``edges`` are those that lines would have with the next word. A block with wrapped lines enough
    shows it itself, in a document that is wrapped evenly.
    """
    wrapped = [e for e, pair in zip(edges, pairwise(lines), strict=True) if Line.goes_on_in(*pair)]
    own, least = right_edge(lines), min(wrapped, default=MAX_WRAPPED_WIDTH)
    even = layout.usual_room * _EVEN <= layout.width and len(wrapped) >= _WRAPPED_LINES
    if even and least > own:
        return own, -1
    width = max(layout.width, own)
    return width, max(layout.usual_room, -1, width - least if wrapped else -1)


def _ends_before(line: Line, below: Line, room: float) -> bool:
    """Whether a line ends a segment that has room behind it, as a share of the width."""
    text, first = line.text, below.text[0]
    if ends_sentence(text) or text.endswith(_SEMICOLONS):
        return not first.islower() or room >= _WELL_UNDER_UNCASED or announces(text)
    if breaks_off(text) or (in_capitals(text) and in_capitals(below.text)):
        return False
    if first.isupper() or first in _QUOTES:
        return room >= _WELL_UNDER
    return first.isalpha() and not first.islower() and room >= _WELL_UNDER_UNCASED


def _begin_with_capitals(lines: Sequence[Line]) -> bool:
    """Four lines or more that all begin with a capital, where capitals are rare inside."""
    if len(lines) < _CAPITAL_LINES or not all(line.text[0].isupper() for line in lines):
        return False
    inside = [word for line in lines for word in line.text.split()[1:]]
    return sum(word[0].isupper() for word in inside) < len(lines)


def _are_quantities(lines: Sequence[Line]) -> bool:
    """Whether lines begin with a number or a time, the first one aside if they are set in below."""
    headed = min(line.column for line in lines[1:]) > lines[0].column
    return all(_QUANTITY.match(line.text) for line in lines[headed:])


def _are_narrow(lines: Sequence[Line], layout: DocumentLayout) -> bool:
    """Lines that are much narrower than the document's prose, each with room for more words."""
    margin = min(line.column for line in lines)
    usual, width = layout.width - layout.margin, right_edge(lines) - margin
    wrapped = any(_CJK_END.search(line.text) for line in lines)
    if wrapped or usual < max(_WIDE, width + _NARROWER + 1):
        return False
    edges = [line.edge + below.opening for line, below in pairwise(lines)]
    return width <= _NARROW or 2 * sum(edge <= margin + width for edge in edges) >= len(edges)
