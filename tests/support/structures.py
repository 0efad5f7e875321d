"""Whether an output has the structure of its source: promise 2.

Formats with a grammar are read again. In plain text some segments are told by wording, which a
translation changes; what is compared there is the layout that every reader sees: blocks, rules,
quotes and the markers at the beginnings of lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from polyloom.formats.directive_lines import directive_lines
from polyloom.formats.directives import Directive
from polyloom.formats.plaintext.blocks import Block, split_blocks
from polyloom.formats.segmentation import segment
from polyloom.formats.weave import structure
from polyloom.language.list_markers import long_number_at, marker_at
from polyloom.language.page_frames import page_frames
from polyloom.model import Document, Kind


def read_again(document: Document, data: bytes) -> Document:
    """An output, read with the kinds of its source's segments."""
    kinds = [found.kind for found in document.segments]
    return segment(data, document.format, encoding=document.encoding, kinds=kinds)


def assert_structure_kept(document: Document, data: bytes) -> None:
    """Fails where an output (``data``) has another structure than its source."""
    if document.format != "plaintext":
        assert structure(read_again(document, data)) == structure(document)
        return
    source, source_directives = _layout(document.data[document.bom :].decode(document.encoding))
    output, output_directives = _layout(data[document.bom :].decode(document.encoding))
    assert output_directives == source_directives
    assert [_frame(block) for block in output] == [_frame(block) for block in source]
    if any(found.kind is Kind.CELL for found in document.segments):
        # What looks like a marker in a table is a cell's text.
        return
    points = [found.marker for found in document.segments if found.marker]
    for there, here in zip(output, source, strict=True):
        assert _is_subsequence(_markers(there, points), _markers(here, points))
    written = [marker for block in output for marker in _markers(block, points)]
    assert _is_subsequence(points, written)


def _layout(text: str) -> tuple[list[Block], list[Directive]]:
    lines, directives = directive_lines(text)
    return split_blocks(text, sorted([*lines, *page_frames(text)])), [
        replace(one, start=0, line=0, warning=None) for one in directives
    ]


def _frame(block: Block) -> tuple[object, ...]:
    return (block.quoted, block.gap, block.underlined, block.bordered, block.signed)


def _markers(block: Block, points: Sequence[str]) -> list[str]:
    """The markers at the beginnings of lines; long numbers only if they are a point's."""
    found = []
    for line in block.lines:
        if short := marker_at(line.text):
            found.append(short[0].text)
        elif (long := long_number_at(line.text)) and long[0].text in points:
            found.append(long[0].text)
    return found


def _is_subsequence(few: Iterable[str], many: Sequence[str]) -> bool:
    rest = iter(many)
    return all(one in rest for one in few)
