"""The paragraphs of a story, and the kind of each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from polyloom.formats.docx.list_numbering import ListCounter
from polyloom.formats.docx.package_parts import PartRole
from polyloom.formats.docx.paragraph_styles import (
    ParagraphStyle,
    ParagraphStyles,
    kind_of_style,
    parse_integer,
)
from polyloom.formats.docx.xml_nodes import XML_TOKEN, XmlNode, read_nodes
from polyloom.model import CellPlace, Kind

_NOTES = (PartRole.FOOTNOTES, PartRole.ENDNOTES)


class ParagraphSpan(Struct, frozen=True):
    """Where a paragraph stands in its story; all offsets are in bytes.

    Its content begins at ``begin``; behind its properties it extends from ``start`` to ``end``.
    ``properties`` (ECMA-376 Part 1 §17.3.1 ``w:pPr``) is None where it has none; spans in it count
    from ``begin``. ``cell`` is the cell of a table that it stands in.
    """

    begin: int
    start: int
    end: int
    properties: XmlNode | None
    cell: CellPlace | None = None


class ParagraphKind(Struct, frozen=True):
    """Kind, depth and marker of the segment that a paragraph is."""

    kind: Kind
    depth: int = 0
    marker: str = ""


def find_paragraphs(xml: bytes) -> Iterator[ParagraphSpan]:
    """The paragraphs of a story that are not empty, in order."""
    tables = _OpenTables()
    begin = depth = 0
    for token in XML_TOKEN.finditer(xml):
        name = token["close"] or token["open"]
        if name in _OF_TABLES:
            tables.take(name, token)
        elif name != b"w:p" or token.group().endswith(b"/>"):
            continue
        elif token["close"]:
            depth -= 1
            if depth == 0 and (found := _paragraph_span(xml, begin, token.start(), tables.cell)):
                yield found
        else:
            depth += 1
            if depth == 1:
                begin = token.end()


_OF_TABLES = frozenset({b"w:tbl", b"w:tr", b"w:tc", b"w:gridSpan"})
_SPAN = re.compile(rb"""w:val\s*=\s*["'](\d{1,3})""")


class _OpenTables:
    """The tables that are open, the innermost last, and in which cell one is.

    Of each table: the last cell that was begun, the column of the next one, and the cell that one
    is in, which is one around the table where that has none open.
    """

    def __init__(self) -> None:
        self._last: list[CellPlace] = []
        self._next: list[int] = []
        self._cells: list[CellPlace | None] = [None]

    @property
    def cell(self) -> CellPlace | None:
        """The innermost cell."""
        return self._cells[-1]

    def take(self, name: bytes, token: re.Match[bytes]) -> None:
        """Take a tag of a table, a row or a cell, or what says how many columns a cell has."""
        begins = not token["close"]
        if name == b"w:tbl":
            self._take_table(token.start(), begins=begins)
        elif not self._last:
            return
        elif name == b"w:gridSpan" and (span := _SPAN.search(token.group())):
            self._next[-1] = self._last[-1].column + int(span[1])
        elif name == b"w:tc" and begins:
            self._cells[-1] = self._last[-1] = replace(self._last[-1], column=self._next[-1])
            self._next[-1] += 1
        elif name == b"w:tc":
            self._cells[-1] = self._cells[-2]
        elif name == b"w:tr" and begins:
            self._last[-1] = CellPlace(self._last[-1].table, self._last[-1].row + 1, 0)
            self._next[-1] = 1

    def _take_table(self, start: int, *, begins: bool) -> None:
        if begins:
            self._last.append(CellPlace(start, 0, 0))
            self._next.append(1)
            self._cells.append(self._cells[-1])
        elif self._last:
            for stack in (self._last, self._next, self._cells):
                stack.pop()


def _paragraph_span(
    xml: bytes, begin: int, end: int, cell: CellPlace | None
) -> ParagraphSpan | None:
    inside = xml[begin:end]
    nodes = read_nodes(inside)
    properties = nodes[0] if nodes and nodes[0].name == b"w:pPr" else None
    content = nodes[1:] if properties else nodes
    if not content and properties is None:
        return None
    start = content[0].start if content else len(inside)
    stop = content[-1].end if content else len(inside)
    return ParagraphSpan(begin, begin + start, begin + stop, properties, cell)


class ParagraphClassifier(Struct, frozen=True):
    """Tells the kinds of paragraphs, which must come in reading order: it counts list items."""

    styles: ParagraphStyles
    list_counter: ListCounter

    def classify(self, paragraph: ParagraphSpan, role: PartRole) -> ParagraphKind:
        """The kind of the next paragraph, which stands in a part with this role."""
        node = paragraph.properties
        chain = self.styles.chain(node.value(b"w:pStyle") if node else None)
        item = self._item(node, chain)
        outline = parse_integer(node.value(b"w:outlineLvl")) if node else None
        styled = kind_of_style(chain, outline)
        if styled and styled[0] in (Kind.TITLE, Kind.HEADING):
            return ParagraphKind(styled[0], 0, styled[1])
        if item is not None:
            return item
        if styled:
            return ParagraphKind(styled[0], 0, styled[1])
        if role in _NOTES:
            return ParagraphKind(Kind.FOOTNOTE)
        return ParagraphKind(Kind.CELL if paragraph.cell else Kind.PARAGRAPH)

    def _item(self, node: XmlNode | None, chain: list[ParagraphStyle]) -> ParagraphKind | None:
        """The paragraph as a list item, if it is one: by itself or by its style (§17.9.18)."""
        own = node.value(b"w:numPr", b"w:numId") if node else None
        level = parse_integer(node.value(b"w:numPr", b"w:ilvl")) if node else None
        list_ = next((name for name in (own, *(one.list for one in chain)) if name), None)
        if list_ is None or list_ == "0":
            return None
        levels = [level, *(style.level for style in chain)]
        depth = next((one for one in levels if one is not None), 0)
        depth = min(max(depth, 0), 8)
        return ParagraphKind(Kind.POINT, depth + 1, self.list_counter.marker(list_, depth))
