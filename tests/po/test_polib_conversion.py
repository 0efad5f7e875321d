from __future__ import annotations

import polib

from polyloom.model import Catalog, Entry, Previous
from polyloom.po.parser import read_catalog
from polyloom.po.polib_conversion import from_polib, to_polib

CATALOG = Catalog(
    header=(("Language", "es"), ("Content-Type", "text/plain; charset=UTF-8"), ("X-A", "b")),
    header_comments=(" Statement", "", " two"),
    header_flags=("fuzzy",),
    entries=(
        Entry(
            "a\n",
            ("á",),
            msgctxt="",
            translator_comments=(" note", "", " more"),
            extracted_comments=("Point 1",),
            references=("s.txt:3", "s.txt#point-2"),
            flags=("fuzzy", "mt"),
            previous=Previous("o", "c"),
        ),
        Entry("one", ("uno", ""), msgid_plural="more", previous=Previous("x", msgid_plural="y")),
        Entry("new"),
        Entry("old", ("viejo",), obsolete=True),
    ),
)


def test_to_polib_and_back() -> None:
    assert from_polib(to_polib(CATALOG)) == CATALOG


def test_polib_writes_what_we_read() -> None:
    """All but empty comment lines, which it writes with a blank."""
    text = str(to_polib(CATALOG)).replace("# \n", "#\n")
    assert read_catalog(text.encode(), "es.po") == CATALOG


def test_entries_as_polib_has_them() -> None:
    file = to_polib(CATALOG)
    entry = file[0]
    assert isinstance(file, polib.POFile)
    assert file.metadata["Language"] == "es"
    assert (entry.msgid, entry.msgstr, entry.msgctxt) == ("a\n", "á", "")
    assert entry.occurrences == [("s.txt", "3"), ("s.txt#point-2", "")]
    assert entry.tcomment == "note\n\nmore"
    assert file[1].msgstr_plural == {0: "uno", 1: ""}
    assert [entry.msgid for entry in file.obsolete_entries()] == ["old"]
