"""The stack of open elements (§13.2.4.2), and of what kind text in them is."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from msgspec import Struct, field

from polyloom.formats.html.elements import (
    CLOSES_ALL,
    CLOSES_PARAGRAPH,
    IMPLIED_ENDS,
    KINDS,
    LISTS,
    MARKED,
    PREFORMATTED,
    SCOPES,
)
from polyloom.formats.html.table_cells import CELLS, ROW, OpenTable
from polyloom.model import CellPlace, Kind

# An open element is looked for no further out than this, so that time stays linear in the size of
# a document in which elements are never closed.
_REACH = 200


class OpenListItem(Struct):
    """An open list item; ``begun`` says whether it has had a segment yet."""

    begun: bool = False


class OpenElement(NamedTuple):
    """An open element, and kind and marker of the segments in it.

    ``depth`` counts the lists around; ``on`` says whether text is for translators, ``lines``
    whether its line breaks are kept. ``block`` is false for an inline element; one is on the stack
    only if it switches translation on or off, or, ``inert``, if one of its name does and is open.
    ``table`` is the table around, ``cell`` the cell of it.
    """

    name: str
    kind: Kind = Kind.PARAGRAPH
    marker: str = ""
    depth: int = 0
    on: bool = True
    lines: bool = False
    item: OpenListItem | None = None
    block: bool = True
    inert: bool = False
    table: OpenTable | None = None
    cell: CellPlace | None = None


class OpenElements(Struct):
    """All open blocks, and the inline elements that switch translation; the innermost is last.

    Invariant: ``stack`` is never empty; its first element stands for the document. ``counts`` is
    how many elements of each name are open.
    """

    stack: list[OpenElement] = field(default_factory=lambda: [OpenElement("")])
    counts: dict[str, int] = field(default_factory=dict)

    def push_block(self, name: str, on: bool, start: int = 0, tag: str = "") -> None:
        """Open a block; ``on`` says whether its text is for translators.

        ``start`` is where its tag begins, ``tag`` what that says, which matters of tables only.
        """
        around = self.stack[-1]
        kind, marker, item = around.kind, around.marker, around.item
        if name in KINDS:
            kind = KINDS[name]
            marker = name if name in MARKED else ""
            item = OpenListItem() if kind is Kind.POINT else None
        # An item without a list around it is one of a list all the same.
        depth = around.depth + (name in LISTS)
        depth = 1 if item is not None and not depth else depth
        lines = around.lines or name in PREFORMATTED
        table, cell = around.table, around.cell
        if name == "table":
            table, cell = OpenTable(start), None
        elif table is not None and name == ROW:
            table.begin_row()
        elif table is not None and name in CELLS:
            cell = table.begin_cell(tag)
        self._push(OpenElement(name, kind, marker, depth, on, lines, item, table=table, cell=cell))

    def push_inline(self, name: str, on: bool, *, inert: bool = False) -> None:
        """Open an inline element; ``on`` and ``inert`` are those of ``OpenElement``."""
        self._push(self.stack[-1]._replace(name=name, on=on, block=False, inert=inert))

    def imply_ends(self, name: str) -> None:
        """Close the elements that the start tag of a block closes (§13.2.6.4.7)."""
        if self.counts.get("p") and name in CLOSES_PARAGRAPH:
            nearest = islice(reversed(self.stack), _REACH)
            if next((one.name for one in nearest if one.block), "") == "p":
                self.close("p")
        if name not in IMPLIED_ENDS:
            return
        targets, barriers = IMPLIED_ENDS[name]
        if not any(map(self.counts.get, targets)):
            return
        keep = len(self.stack)
        for index in range(len(self.stack) - 1, max(0, len(self.stack) - _REACH), -1):
            if self.stack[index].name in targets:
                keep = index
            elif self.stack[index].name in barriers:
                break
        self._cut(keep)

    def close(self, name: str) -> None:
        """Close an element by its end tag, if it is open, with all that is open in it."""
        if not self.counts.get(name):
            return
        if self.stack[-1].name == name:
            self.counts[name] -= 1
            self.stack.pop()
            return
        for index in range(len(self.stack) - 1, max(0, len(self.stack) - _REACH), -1):
            one = self.stack[index].name
            if one == name:
                self._cut(index)
                return
            if one in SCOPES and name not in CLOSES_ALL:
                return

    def nearest_inline(self, name: str) -> OpenElement | None:
        """The innermost open inline element of this name, or None if there is a block inside it.

        It is looked for in the innermost elements only.
        """
        nearest = islice(reversed(self.stack), _REACH)
        found = next((one for one in nearest if one.block or one.name == name), None)
        return None if found is None or found.block else found

    def is_block(self, name: str) -> bool:
        """Whether an element of this name is open as a block, and none inside it inline."""
        return bool(self.counts.get(name)) and self.nearest_inline(name) is None

    def _push(self, element: OpenElement) -> None:
        self.counts[element.name] = self.counts.get(element.name, 0) + 1
        self.stack.append(element)

    def _cut(self, length: int) -> None:
        """Close all elements but the outer ``length`` ones."""
        for one in self.stack[length:]:
            self.counts[one.name] -= 1
        del self.stack[length:]
