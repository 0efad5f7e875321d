"""A file that is much like one that has been read: only what is other in it is read.

Both ways are for people who wait. Where a file is laid out so that a part of it cannot be told to
be whole entries, they say so, and the whole file is read, or written.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from polyloom.errors import UserError
from polyloom.late_patterns import late_pattern
from polyloom.model import Catalog, Entry
from polyloom.po.entry_blocks import BLOCK_BORDER, CatalogOnDisk
from polyloom.po.parser import charset_of, read_catalog, read_nonempty_catalog
from polyloom.po.writer import write_blocks

# Parts of files are read below a header of their own.
_HEADER = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
_HEADER_TEXT = "Content-Type: text/plain; charset=UTF-8\n"
_HEADER_LINES = _HEADER.count(b"\n")
_LAST_LINE = late_pattern(rb'(?:#~ )?(?:msgstr(?:\[[0-9]+\])? )?"(?:[^"\\]|\\.)*+"')
# Of more entries the whole file is written in less time.
_MOST_REPLACED = 8


def read_changed_catalog(data: bytes, where: str, known: CatalogOnDisk) -> Catalog:
    """Like ``read_nonempty_catalog``, of a file of which another version has been read.

    Raises UserError as that does.
    """
    if data == known[0]:
        return known[1]
    return _with_changed_part(data, known) or read_nonempty_catalog(data, where)


def with_entries_replaced(data: bytes, old: Catalog, new: Catalog, width: int) -> bytes | None:
    """The file ``data``, from which ``old`` was read, with those entries that are other in ``new``.

    All other bytes stay. None where that cannot be done so: where there are other entries, or many,
    or the file is laid out otherwise than tools do. Raises UserError as ``write_catalog`` does.
    """
    if replace(old, entries=()) != replace(new, entries=()) or not _is_usual(data):
        return None
    if len(old.entries) != len(new.entries):
        return None
    pairs = zip(old.entries, new.entries, strict=True)
    # Most are the same object: to compare what is in them takes longer.
    changed = [pair for pair in pairs if pair[0] is not pair[1] and pair[0] != pair[1]]
    if len(changed) > _MOST_REPLACED:
        return None
    for before, after in sorted(changed, key=lambda pair: -pair[0].line):
        begin = _offset_of_line(data, before.line)
        begin = data.rfind(BLOCK_BORDER, 0, begin) + len(BLOCK_BORDER)
        end = data.find(BLOCK_BORDER, begin)
        end = len(data.rstrip(b"\n")) if end < 0 else end
        part = _read_part(data[begin:end] + b"\n") if begin > 1 else None
        if before.key != after.key or before.obsolete != after.obsolete or part != [before]:
            return None
        data = data[:begin] + write_blocks(b"", [after], width).strip(b"\n") + data[end:]
    return data


def _with_changed_part(data: bytes, known: CatalogOnDisk) -> Catalog | None:
    old_data, old = known
    if not (_is_usual(data) and _is_usual(old_data)):
        return None
    begin = old_data.rfind(BLOCK_BORDER, 0, _common_beginning(old_data, data)) + len(BLOCK_BORDER)
    room = min(len(data), len(old_data)) - begin
    same = _common_end(old_data, data, room)
    end = data.find(BLOCK_BORDER, len(data) - same)
    if begin <= 1 or end < 0:
        # The header is another, or the last entry.
        return None
    old_end = end + len(old_data) - len(data)
    lines = old_data.count(b"\n", 0, begin)
    old_lines = old_data.count(b"\n", begin, old_end) + lines
    shift = data.count(b"\n", begin, end) - (old_lines - lines)
    before = [entry for entry in old.entries if entry.line <= lines]
    between = [entry for entry in old.entries if lines < entry.line <= old_lines + 1]
    after = [entry for entry in old.entries if entry.line > old_lines + 1]
    if _read_part(old_data[begin:old_end] + b"\n") != sorted(between, key=_line):
        return None
    changed = _read_part(data[begin:end] + b"\n")
    if changed is None:
        return None
    moved = lines - _HEADER_LINES
    changed = [replace(entry, line=entry.line + moved) for entry in changed]
    if shift:
        after = [replace(entry, line=entry.line + shift) for entry in after]
    found = sorted([*before, *changed, *after], key=_line)
    if len({entry.key for entry in found}) != len(found):
        return None
    active = [entry for entry in found if not entry.obsolete]
    obsolete = [entry for entry in found if entry.obsolete]
    return replace(old, entries=(*active, *obsolete))


def _line(entry: Entry) -> int:
    return entry.line


def _is_usual(data: bytes) -> bool:
    """Whether blocks between empty lines can be entries."""
    return charset_of(data).lower() == "utf-8" and b"\r" not in data and b"\4" not in data


def _read_part(part: bytes) -> Sequence[Entry] | None:
    """The entries of a part of a file; None where it is not entries and nothing else."""
    if not _LAST_LINE.fullmatch(part.rstrip(b"\n").rpartition(b"\n")[2]):
        # A comment there, also behind a string, is the next entry's.
        return None
    try:
        catalog = read_catalog(_HEADER + part, "")
    except UserError:
        return None
    if catalog.end_comments or catalog.header_text != _HEADER_TEXT:
        # It begins with a string, which goes on with what stands above, whatever is between them.
        return None
    return sorted(catalog.entries, key=_line)


def _offset_of_line(data: bytes, line: int) -> int:
    """Where a line begins, given by its number, from 1 on."""
    offset = 0
    for _ in range(line - 1):
        offset = data.find(b"\n", offset) + 1
    return offset


def _common_beginning(one: bytes, other: bytes) -> int:
    """How many bytes two files have in common at their beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_end(one: bytes, other: bytes, most: int) -> int:
    """How many bytes two files have in common at their end, at most so many."""
    low, high = 0, max(most, 0)
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle : len(one) - low] == other[len(other) - middle : len(other) - low]:
            low = middle
        else:
            high = middle - 1
    return low
