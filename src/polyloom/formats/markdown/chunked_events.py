"""The events of a text of any size, without holding all that the parser knows of it at once.

A block at the top level ends where the next one begins, and nothing that follows changes it
(CommonMark, “A parsing strategy”). So a large text is parsed in stretches, each of which begins
with the last block of the one before that a blank line precedes. What links and footnotes refer to
may stand anywhere, and is handed to each stretch; what looks like a footnote's beginning in code
counts as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from polyloom.formats.markdown.parser_events import BEGIN, END, Event, parse_events

# In characters. A text of no more than that is parsed at once.
CHUNK_SIZE = 1_000_000
_FOOTNOTE = re.compile(r"\[\^([^\]\[\s]+)\](:?)")
# A block that joins with nothing, between footnotes that stand elsewhere and the stretch.
_FENCE = "***\n\n"


def events_in_chunks(
    text: str, definitions: Mapping[str, str], offset: int = 0, stretch: int = CHUNK_SIZE
) -> Iterator[Event]:
    """The events of a text that begins at ``offset``, in bytes, as ``parse_events`` gives them.

    ``definitions`` are all the text's link reference definitions. Memory is bounded by the length
    of a ``stretch``, in characters, or of the longest block if that is longer.
    """
    if len(text) <= stretch:
        return parse_events(text, offset=offset)
    return _in_stretches(text, definitions, offset, stretch)


def _in_stretches(
    text: str, definitions: Mapping[str, str], offset: int, stretch: int
) -> Iterator[Event]:
    footnotes = {label for label, colon in _FOOTNOTE.findall(text) if colon}
    position, size = 0, stretch
    while True:
        end = text.find("\n", position + size) + 1 or len(text)
        piece = text[position:end]
        last: list[Event] = []
        body = piece.encode()
        done = 0
        for block in _blocks(_events_of(piece, definitions, footnotes, offset)):
            line = _line_after_blank(body, block[0][3] - offset)
            # A paragraph behind definitions can turn out to be one more term of theirs.
            if line and not (last and last[-1][1] == "DefinitionList"):
                yield from last
                last, done = [], line
            last += block
        if end == len(text):
            yield from last
            return
        position += len(body[:done].decode())
        offset += done
        # Nothing is done where one block is longer than the stretch.
        size = stretch if done else size * 2


def _events_of(
    piece: str, definitions: Mapping[str, str], footnotes: set[str], offset: int
) -> Iterator[Event]:
    """The events of a stretch, in which links and footnotes are what they are in the whole text."""
    labels = {label for label, _ in _FOOTNOTE.findall(piece) if label in footnotes}
    head = "".join(f"[^{label}]: a\n\n" for label in sorted(labels)) + _FENCE
    for event in parse_events(head + piece, definitions, offset - len(head.encode())):
        if event[3] >= offset:
            yield event


def _blocks(found: Iterable[Event]) -> Iterator[list[Event]]:
    """The events, those of a block at the top level together."""
    depth = 0
    block: list[Event] = []
    for event in found:
        block.append(event)
        depth += (event[0] is BEGIN) - (event[0] is END)
        if not depth:
            yield block
            block = []


def _line_after_blank(body: bytes, offset: int) -> int:
    """Where the line with an offset begins if the one above it is blank, else 0.

    A block that follows on a definition without a blank line is read by other rules than one at
    the beginning of a text.
    """
    begin = _line_begin(body, offset)
    return begin if body[_line_begin(body, begin - 1) : begin].isspace() else 0


def _line_begin(body: bytes, offset: int) -> int:
    return max(body.rfind(b"\n", 0, offset), body.rfind(b"\r", 0, offset)) + 1
