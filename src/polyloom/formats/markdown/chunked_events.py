"""The events of a text of any size, parsed in chunks, so that memory is bounded.

A block at the top level ends where the next one begins, and nothing that follows changes it
(CommonMark, “A parsing strategy”). So a large text is parsed in chunks; each begins with the last
block of the chunk before that has a blank line above it. Definitions of links and footnotes may
stand anywhere, so that each chunk gets those of the whole text; what looks in code like the
beginning of a footnote counts as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from polyloom.formats.markdown.chunk_heads import CHUNK_SIZE, FENCE, FOOTNOTE, footnote_stubs
from polyloom.placeables.byte_text import decoded, utf8_of
from polyloom.placeables.markdown_events import BEGIN, END, Event, LinkTarget, parse_events


def events_in_chunks(
    text: str, targets: Mapping[str, LinkTarget], offset: int = 0, chunk: int = CHUNK_SIZE
) -> Iterator[Event]:
    """The events of a byte text that begins at ``offset``, as ``parse_events`` gives them.

    ``targets`` are those of all the text's link reference definitions. Memory is bounded by the
    length of a ``chunk`` or of the longest block if that is longer.
    """
    if len(text) <= chunk:
        return parse_events(decoded(text), offset=offset)
    return _chunked(text, targets, offset, chunk)


def _chunked(
    text: str, targets: Mapping[str, LinkTarget], offset: int, chunk: int
) -> Iterator[Event]:
    footnotes = {label for label, colon in FOOTNOTE.findall(text) if colon}
    position, size = 0, chunk
    while True:
        end = text.find("\n", position + size) + 1 or len(text)
        piece = text[position:end]
        last: list[Event] = []
        body = utf8_of(piece)
        done = 0
        for block in _blocks(_events_of(piece, targets, footnotes, offset)):
            line = _line_after_blank(body, block[0][3] - offset)
            # A paragraph behind definitions can turn out to be one more term of theirs.
            if line and not (last and last[-1][1] == "DefinitionList"):
                yield from last
                last, done = [], line
            last += block
        if end == len(text):
            yield from last
            return
        position += done
        offset += done
        # Nothing is done where one block is longer than the chunk.
        size = chunk if done else size * 2


def _events_of(
    piece: str, targets: Mapping[str, LinkTarget], footnotes: set[str], offset: int
) -> Iterator[Event]:
    """The events of a chunk, with links and footnotes as they are in the whole text."""
    head = footnote_stubs(piece, footnotes) + FENCE
    for event in parse_events(decoded(head + piece), targets, offset - len(head)):
        if event[3] >= offset:
            yield event


def _blocks(found: Iterable[Event]) -> Iterator[list[Event]]:
    """The events, grouped by block at the top level."""
    depth = 0
    block: list[Event] = []
    for event in found:
        block.append(event)
        depth += (event[0] is BEGIN) - (event[0] is END)
        if not depth:
            yield block
            block = []


def _line_after_blank(body: bytes, offset: int) -> int:
    """Where the line at an offset begins, in bytes, if the line above it is blank, else 0.

    Without the blank line a block behind a definition is read by other rules than a block at the
    beginning of a text.
    """
    begin = _line_begin(body, offset)
    return begin if body[_line_begin(body, begin - 1) : begin].isspace() else 0


def _line_begin(body: bytes, offset: int) -> int:
    """Where the line at an offset begins, in bytes."""
    return max(body.rfind(b"\n", 0, offset), body.rfind(b"\r", 0, offset)) + 1
