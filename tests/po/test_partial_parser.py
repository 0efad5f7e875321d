"""What is read and written of a part is what would be read and written of the whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from polyloom.errors import UserError
from polyloom.model import Catalog, Entry, Previous
from polyloom.po.entry_blocks import CatalogOnDisk, write_preserving
from polyloom.po.parser import read_nonempty_catalog
from polyloom.po.partial_parser import read_changed_catalog, with_entries_replaced
from polyloom.po.writer import write_catalog

HEADER = (("Content-Type", "text/plain; charset=UTF-8"), ("Language", "es"))
TEXTS = st.sampled_from(["a", "word " * 30, "two\nlines\n", "é", '"', "\n\n", "a\n\nb", "x" * 200])
ENTRIES = st.builds(
    Entry,
    msgid=TEXTS,
    msgstr=st.tuples(TEXTS),
    translator_comments=st.sampled_from([(), (" note",), ("", " b")]),
    flags=st.sampled_from([(), ("fuzzy",)]),
    previous=st.none() | st.just(Previous("before")),
    obsolete=st.booleans(),
)
# Pieces that an editor, a merge or a person may put anywhere.
PIECES = st.sampled_from(
    [
        *(b"", b"\n", b"\n\n", b"# c\n", b"#~ ", b'"', b"x", b"\r\n", b"\xff", b"\\n"),
        *(b'msgid "n"\nmsgstr "m"\n\n', b'msgid "a"\nmsgstr ""\n\n', b"<<<<<<< ours\n"),
        "é".encode(),
    ]
)


def catalog_of(entries: list[Entry]) -> Catalog:
    numbered = [
        replace(each, msgid=f"{number} {each.msgid}", msgstr=(f"{each.msgstr[0]}",))
        for number, each in enumerate(entries)
    ]
    ordered = sorted(numbered, key=lambda each: each.obsolete)
    return Catalog(HEADER, tuple(ordered))


def read(data: bytes, known: CatalogOnDisk | None = None) -> tuple[Catalog, list[int]] | str:
    """The catalog and the lines of its entries, or what is wrong."""
    try:
        if known is None:
            catalog = read_nonempty_catalog(data, "c.po")
        else:
            catalog = read_changed_catalog(data, "c.po", known)
    except UserError as error:
        return str(error)
    return catalog, [entry.line for entry in catalog.entries]


@given(st.lists(ENTRIES, max_size=6), st.data(), PIECES)
def test_a_changed_file_is_read_as_any(
    entries: list[Entry], data: st.DataObject, piece: bytes
) -> None:
    before = write_catalog(catalog_of(entries))
    begin = data.draw(st.integers(0, len(before)))
    end = data.draw(st.integers(begin, min(len(before), begin + 60)))
    after = before[:begin] + piece + before[end:]
    known = (before, read_nonempty_catalog(before, "c.po"))
    assert read(after) == read(after, known)


@given(st.lists(ENTRIES, min_size=1, max_size=6), st.data())
def test_entries_are_replaced_as_the_whole_file_would_be_written(
    entries: list[Entry], data: st.DataObject
) -> None:
    before = write_catalog(catalog_of(entries), 40)
    old = read_nonempty_catalog(before, "c.po")
    number = data.draw(st.integers(0, len(old.entries) - 1))
    other = data.draw(ENTRIES)
    changed = replace(
        old.entries[number],
        msgstr=other.msgstr,
        flags=other.flags,
        translator_comments=other.translator_comments,
        previous=other.previous,
    )
    after = [*old.entries]
    after[number] = changed
    new = replace(old, entries=tuple(after))
    written = with_entries_replaced(before, old, new, 77)
    assert written == write_preserving(new, [(before, old)], 77)
    assert read_nonempty_catalog(written, "c.po") == new
    assert read_changed_catalog(written, "c.po", (before, old)) == new


@pytest.mark.parametrize("comment", [b"# c", b'# c"', b'# "c"', b"\n# c", b" # c"])
def test_a_comment_behind_a_string_is_the_next_entrys(comment: bytes) -> None:
    before = write_catalog(catalog_of([Entry(text, ("x",)) for text in "abc"]))
    end = before.index(b'"x"') + len(b'"x"')
    after = before[:end] + comment + before[end:]
    known = (before, read_nonempty_catalog(before, "c.po"))
    assert read(after, known) == read(after)


def test_only_parts_are_read_where_only_parts_are_other() -> None:
    entries = [Entry(f"text {number}", (f"texto {number}",)) for number in range(500)]
    before = write_catalog(Catalog(HEADER, tuple(entries)))
    old = read_nonempty_catalog(before, "c.po")
    after = before.replace(b'"texto 250"', b'"otro\\n"\n"texto"')
    new = read_changed_catalog(after, "c.po", (before, old))
    assert new == read_nonempty_catalog(after, "c.po")
    # Those before it are the very same.
    assert new.entries[249] is old.entries[249]
    assert new.entries[251].line == old.entries[251].line + 1
