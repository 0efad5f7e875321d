"""Items with letters, Roman numerals or ``#.`` for numbers, on the lines of one paragraph.

They are a list to Pandoc (``fancy_lists``) and to PyMdown's FancyLists, and running text to
CommonMark. Each is a text for itself, which stays on a line of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from polyloom.formats.markdown.block_context import BlockContext
from polyloom.formats.markdown.run_splitting import (
    LINE_BREAKS,
    PartialRun,
    events_between,
    lines_of_run,
    without_outer_breaks,
)
from polyloom.late_patterns import late_pattern
from polyloom.model import Kind
from polyloom.placeables.markdown_events import Event, span_of_events

# As Pandoc has it, a capital with a period is no number if one blank follows: it may be an initial.
_NUMBER = r"(?:#|[a-z]|[ivxlc]{2,6}|(?:[A-Z]|[IVXLC]{2,6})(?=\)|\.[ \t]{2}))"
_ITEM = late_pattern(rf"(?P<number>{_NUMBER})[.)](?P<blanks>[ \t]+)(?=\S)")
# Two patterns, each of which is quick to fail.
_ITEM_AT_START = late_pattern(rb"(?:#|[A-Za-z]|[ivxlcIVXLC]{2,6})[.)][ \t]")
_FIRST_ITEM_BELOW = late_pattern(rb"\n[ \t>]*(?:[ai#][.)]|[AI](?:\)|\.[ \t]))[ \t]")
_FIRST_WORD = late_pattern(r"[aiAI#][.)](?:[ \t]|\Z)")
_NEXT_NUMBER = {"a": "b", "A": "B", "i": "ii", "I": "II", "#": "#"}
_KINDS = (Kind.PARAGRAPH, Kind.POINT, Kind.QUOTE)
# How far back, in bytes, the beginning of a line is looked for.
_LOOK_BACK = 200


def begins_lettered_list(line: str) -> bool:
    """Whether a line, without its indentation, begins with the first number of such a list.

    >>> [begins_lettered_list(line) for line in ("a) one", "i. one", "b) two", "and")]
    [True, True, False, False]
    """
    return _FIRST_WORD.match(line) is not None


def lettered_items(
    body: bytes, run: Sequence[Event], raw: bytes, context: BlockContext
) -> Iterator[PartialRun] | None:
    """The items of a run, and what stands before the first; None where there is none.

    ``body`` is the UTF-8 of the whole text, ``raw`` those bytes of it that the run is.
    """
    below = b"\n" in raw and _FIRST_ITEM_BELOW.search(raw) is not None
    if not below and _ITEM_AT_START.match(raw) is None:
        return None
    if context.kind not in _KINDS:
        return None
    lines = list(lines_of_run(run))
    texts = [body[slice(*span_of_events(body, line))].decode() for line in lines]
    first = _first_item(lines, texts)
    return None if first is None else _parts(body, lines, texts, first, context)


def _first_item(lines: Sequence[Sequence[Event]], texts: Sequence[str]) -> int | None:
    """The index of the line with which the items begin.

    It is the first line, with a second blank behind the number or more items below; or its number
    is the first one, and something confirms that it is a number: a second blank behind
    it, a colon at the end of the line above, or the next number at the beginning of a line.
    """
    found = Counter(match["number"] for text in texts if (match := _ITEM.match(text)))
    above = ""
    for index, (line, text) in enumerate(zip(lines, texts, strict=True)):
        if line[0][1] in LINE_BREAKS:
            continue
        match = _ITEM.match(text)
        if match and not index and (len(match["blanks"]) > 1 or found.total() > 1):
            return index
        if match and (following := _NEXT_NUMBER.get(match["number"])):
            counts_on = found[following] > (following == "#")
            if counts_on or len(match["blanks"]) > 1 or above.endswith(":"):
                return index
        above = text
    return None


def _parts(
    body: bytes,
    lines: Sequence[Sequence[Event]],
    texts: Sequence[str],
    first: int,
    context: BlockContext,
) -> Iterator[PartialRun]:
    piece: list[Event] = [event for line in lines[:first] for event in line]
    own: BlockContext | None = None
    columns: list[int] = []
    for line, text in zip(lines[first:], texts[first:], strict=True):
        match = _ITEM.match(text)
        if line[0][1] in LINE_BREAKS or match is None:
            piece += line
            continue
        yield from ((found, own) for found in without_outer_breaks(piece))
        start, end = span_of_events(body, line)
        column = _column(body, start)
        while columns and columns[-1] >= column:
            columns.pop()
        columns.append(column)
        own = context._replace(
            kind=Kind.POINT, depth=context.depth + len(columns), marker=match[0].rstrip()
        )
        piece = events_between(line, start + len(match[0]), end)
    yield from ((found, own) for found in without_outer_breaks(piece))


def _column(body: bytes, start: int) -> int:
    """How many bytes stand before an offset in its line."""
    begin = max(start - _LOOK_BACK, 0)
    return start - max(body.rfind(b"\n", begin, start) + 1, begin)
