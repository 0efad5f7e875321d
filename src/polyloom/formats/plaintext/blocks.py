"""From characters to lines, and from lines to blocks.

A block is a run of lines between blank lines, rules, form feeds and changes of quoting. Lines end
where editors end them: LF, CRLF, CR and form feed; Unicode's other separators are rare inside text
and end lines for no editor.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from polyloom.language.drawn_frames import framed_spans
from polyloom.language.drawn_lines import is_border, is_rule
from polyloom.language.line_breaks import column_width, indent_width, opening_width
from polyloom.language.sentences import ends_sentence

# A line from its first visible character on.
_VISIBLE = re.compile(r"\S[^\n]*")
# The ``>`` of a quoted line, nested ones with or without blanks between, and one blank behind.
_QUOTE = re.compile(r">(?:[ \t]?>)*(?!\u00a0)[ \t]?")
# What is quoted, and no prompt: ``>>`` and a blank mark what a reader is to do. Of so many prompts
# one may be written otherwise.
_PROMPTS = 20
_NO_PROMPT = re.compile(r"^[ \t]*>(?!\u00a0|>[ \t]+[^\s>])", re.MULTILINE)
# What Debian's control files write for a blank line (Debian Policy, section 5.6.13).
BLANK = "."
# Lines with nothing but a marker on each, or blank ones between; so many in a row have no text.
_LONE_MARKERS = re.compile(
    r"\n[ \t]*+(?:(?:\(?(?:\d+|[a-z]|[ivxl]+)[.)]|[-*•·‣▪◦●○■□–—]|§ ?\d+)[ \t\r]*(?:\n\s*+|\Z))++"
)
_MANY_MARKERS = 64
# Without its blank: programs take that away.
_OVER_SIGNATURE = "--"

# No hard-wrapped line is wider, in columns.
MAX_WRAPPED_WIDTH = 160
# The share of lines that are no wider than the width at which a text is wrapped.
_USUAL = 0.9
# In a double-spaced text sentences go on below five blank lines at least, and below a fifth of them
# all; no more than one block in twenty has several lines.
_LEAST_GOING_ON, _PART_GOING_ON, _PART_WITH_LINES = 5, 5, 20
# The share of the width that full lines reach there, the next word included.
_FULL = 0.9
# Shorter lines, in columns, may end anywhere.
_LONG = 40


class Line(Struct, frozen=True, gc=False):
    """A line that has text on it, without the white space at its edges.

    ``start`` and ``end`` are the span of ``text`` in characters of the whole text, in a frame with
    its padding. ``column`` is where the text begins on its line, ``edge`` where it ends, in
    columns; those of a quoted line count from behind its ``>``, and so in a frame.
    """

    text: str
    start: int
    end: int
    column: int
    edge: int

    @property
    def opening(self) -> int:
        """The columns that the first word would take behind the line above."""
        return opening_width(self.text)

    def goes_on_in(self, below: Line) -> bool:
        """Whether the line plainly goes on in the next one: it is long, and ends within a sentence.

        Where letters have no case, a line without punctuation at its end goes on.
        """
        if self.edge - self.column < _LONG:
            return False
        first, last = below.text[0], self.text[-1]
        if not first.islower() and (first.isupper() or not first.isalpha() or not last.isalpha()):
            return False
        return last not in ";；؛" and not ends_sentence(self.text)


def right_edge(lines: Sequence[Line]) -> int:
    """The column at which the line that reaches furthest ends."""
    return max([line.edge for line in lines])


def usual_edge(lines: Sequence[Line]) -> int:
    """The column that nine in ten lines do not pass, lines too long to be wrapped aside; or 0."""
    edges = sorted([line.edge for line in lines if line.edge <= MAX_WRAPPED_WIDTH])
    return edges[int(_USUAL * len(edges))] if edges else 0


class Block(Struct, frozen=True, gc=False):
    """Lines between blank lines or rules, before their words are looked at.

    ``quoted`` counts the ``>`` before each line, ``gap`` the blank lines above. ``underlined``: a
    rule stands right below the only line; ``bordered``: a rule with crossings or gaps, as tables
    have, stands right above or below. ``signed``: two dashes and a blank stand right above, as over
    the signature of a message (RFC 3676, section 4.3).
    """

    lines: list[Line]
    quoted: int = 0
    gap: int = 0
    underlined: bool = False
    bordered: bool = False
    signed: bool = False


# Behind every text.
_NOWHERE = (sys.maxsize, sys.maxsize)


def split_blocks(text: str, hidden: Iterable[tuple[int, int]] = ()) -> list[Block]:
    """The blocks of a text, in order; lines in the spans ``hidden`` are as blank ones."""
    markers = _LONE_MARKERS.finditer(text)
    lone = [found.span() for found in markers if len(found[0].split()) >= _MANY_MARKERS]
    hidden = sorted([*hidden, *lone]) if lone else hidden
    blocks: list[Block] = []
    lines: list[Line] = []
    quoted = gap = 0
    bordered = signed = False
    for line, blanks, depth in _visible_lines(text, hidden):
        if blanks or depth != quoted:
            if lines:
                blocks.append(Block(lines, quoted, gap, False, bordered, signed))
            lines, quoted, gap, bordered, signed = [], depth, blanks, False, False
        if is_rule(line.text):
            border = is_border(line.text)
            if lines:
                single = len(lines) == 1 and not border
                blocks.append(Block(lines, quoted, gap, single, bordered or border, signed))
                lines, gap = [], 0
            bordered, signed = border, line.text == _OVER_SIGNATURE
        else:
            lines.append(line)
    if lines:
        blocks.append(Block(lines, quoted, gap, False, bordered, signed))
    # In a double-spaced text hardly a block has several lines.
    several = sum(len(block.lines) > 1 for block in blocks)
    return blocks if _PART_WITH_LINES * several > len(blocks) else _single_spaced(text, blocks)


def _single_spaced(text: str, blocks: list[Block]) -> list[Block]:
    """The blocks, joined where nothing but a blank line parts full lines, if that is usual."""
    least = _FULL * usual_edge([line for block in blocks for line in block.lines])
    spaced, starts, going_on = 0, [0], 0
    for index, (one, other) in enumerate(pairwise(blocks), 1):
        above, below = one.lines[-1], other.lines[0]
        near = other.gap == 1 and not (one.quoted or other.quoted)
        full = near and MAX_WRAPPED_WIDTH >= above.edge >= least - below.opening
        if not (full and text[above.end : below.start].isspace()):
            starts.append(index)
        elif above.goes_on_in(below):
            going_on += 1
        spaced += near
    if going_on < _LEAST_GOING_ON or _PART_GOING_ON * going_on < spaced:
        return blocks
    return [
        replace(blocks[begin], lines=[line for one in blocks[begin:end] for line in one.lines])
        for begin, end in pairwise([*starts, len(blocks)])
    ]


def _visible_lines(text: str, hidden: Iterable[tuple[int, int]]) -> Iterator[tuple[Line, int, int]]:
    """The lines with something on them, each with the blank lines above and how deep it is quoted.

    Around a line that is hidden, only quotes, or stands for a blank one, those above it count.
    """
    spans = iter(hidden)
    hidden_from, hidden_to = next(spans, _NOWHERE)
    prompts = ">>" in text and _PROMPTS * len(_NO_PROMPT.findall(text)) <= text.count("\n>>")
    framed = framed_spans(text)
    carried = 0
    for first, end, begin, blanks in _lines_with_blanks(text):
        gap, carried = carried or blanks, 0
        while first >= hidden_to:
            hidden_from, hidden_to = next(spans, _NOWHERE)
        quoted = None if prompts or text[first] != ">" else _QUOTE.match(text, first, end)
        if first >= hidden_from or (end - first == 1 and text[first] == BLANK):
            carried = max(gap, 1)
        elif framed and (inside := framed.get(first)):
            if words := _VISIBLE.search(text, *inside):
                line = _line(text, inside[0], words.start(), inside[1])
                yield replace(line, end=inside[1]), gap, 0
            carried = 0 if words else gap + 1
        elif quoted is None:
            yield _line(text, begin, first, end), gap, 0
        elif found := _VISIBLE.search(text, quoted.end(), end):
            yield _line(text, quoted.end(), found.start(), end), gap, quoted[0].count(">")
        else:
            carried = gap + 1


def _lines_with_blanks(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Where text begins and ends on each line, where that begins, and the blank lines above."""
    probe = text
    if "\r" in text or "\f" in text:
        # The same length, and every line ends in a line feed; a form feed is a blank line.
        probe = text.replace("\r\n", " \n").replace("\r", "\n").replace("\f", "\n")
    position, has_feeds = 0, "\f" in text
    for found in _VISIBLE.finditer(probe):
        first, end = found.span()
        begin, blanks = position, 0
        if first != position:
            begin = probe.rfind("\n", position, first) + 1 or position
            blanks = probe.count("\n", position, begin)
        if has_feeds and begin == position and position and text[position - 1] == "\f":
            blanks += 1
        position = end + 1
        yield first, end, begin, blanks


def _line(text: str, begin: int, first: int, end: int) -> Line:
    """The line whose text begins at ``first``; white space begins at ``begin``."""
    body = text[first:end].rstrip()
    column = indent_width(text[begin:first]) if first > begin else 0
    return Line(body, first, first + len(body), column, column + column_width(body))
