"""What an editor is given of a translation, and what is taken of what it leaves."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from polyloom.errors import UserError
from polyloom.model import Entry, Kind, Segment, SegmentStatus
from polyloom.project import ReviewPolicy
from polyloom.project.configuration import load_project
from polyloom.project.documents import DocumentFile
from polyloom.review.review_index import EntryReview
from polyloom.stages.inputs import LoadedCatalog
from polyloom.stages.reviews.edited_text import (
    begin_edit,
    edited_forms,
    end_edit,
    file_of_edit,
    has_kept_edit,
    unedited_forms,
)
from polyloom.stages.reviews.reviewed_documents import ReviewedText
from support.catalogs import catalog
from support.polyloom import make_project


def text_of(entry: Entry) -> ReviewedText:
    segment = Segment(Kind.PARAGRAPH, entry.msgid, 0, 1, context=entry.msgctxt)
    return ReviewedText(
        "es",
        DocumentFile("a.md", "a", "markdown"),
        "a.md#paragraph-1",
        SegmentStatus(segment, entry),
        ReviewPolicy(),
        EntryReview(),
        LoadedCatalog(catalog(entry), b""),
    )


def edited(root: Path, entry: Entry, data: bytes) -> tuple[str, ...] | None:
    project, text = load_project(root), text_of(entry)
    begin_edit(project, text, entry).write_bytes(data)
    try:
        return edited_forms(project, text, entry)
    finally:
        end_edit(project, text)
        assert not has_kept_edit(project, text)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("edits") / "project")


LINES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=9)
TEXTS = st.lists(LINES.filter(str.strip), min_size=1, max_size=3).map("\n".join)


@given(source=TEXTS, forms=st.lists(TEXTS, min_size=1, max_size=3), plural=st.booleans())
def test_what_nobody_changes_comes_back_as_it_was(
    root: Path, source: str, forms: list[str], *, plural: bool
) -> None:
    msgstr = tuple(forms) if plural else tuple(forms[:1])
    entry = Entry(source, msgstr, msgid_plural="several" if plural else None)
    project, text = load_project(root), text_of(entry)
    end_edit(project, text)
    begin_edit(project, text, entry)
    found = edited_forms(project, text, entry)
    assert found == unedited_forms(entry)
    if "\n" in source:
        # Whoever gives an entry line breaks keeps them.
        assert found == msgstr
    end_edit(project, text)


@pytest.mark.parametrize(
    ("data", "taken"),
    [
        (b"Uno", "Uno"),
        (b"Uno\r\n", "Uno"),
        (b"\xef\xbb\xbfUno\n\n\n", "Uno"),
        (b"Uno\n dos\n", "Uno dos"),
        ("他们\n反对".encode(), "他们反对"),
        (b"  Uno ", "  Uno "),
        (b"# Uno\n", "# Uno"),
        (b"Uno\n# ------------------------ >8 ------------------------\nDos\n", "Uno"),
    ],
)
def test_what_an_editor_leaves_is_taken_as_catalogs_have_it(
    root: Path, data: bytes, taken: str
) -> None:
    assert edited(root, Entry("One", ("x",)), data) == (taken,)


def test_line_feeds_at_the_ends_are_the_sources(root: Path) -> None:
    assert edited(root, Entry("\nOne\n", ("x",)), b"Uno\n\n") == ("\nUno\n",)
    assert edited(root, Entry("One\ntwo", ("x",)), b"Uno\ndos\n") == ("Uno\ndos",)


def test_what_was_there_may_stay(root: Path) -> None:
    assert edited(root, Entry("One\x02", ("x\x01",)), b"Uno \x01\x02") == ("Uno \x01\x02",)
    with pytest.raises(UserError, match=r"U\+001B"):
        edited(root, Entry("One", ("x",)), b"\x1b[2J")


@pytest.mark.parametrize("data", [b"", b"\n \n", b"# ------------------------ >8 ---------------"])
def test_an_empty_file_is_no_translation(root: Path, data: bytes) -> None:
    whole = data + b"---------\n" if data.startswith(b"#") else data
    assert edited(root, Entry("One", ("x",)), whole) is None


def test_each_entry_has_a_file_of_its_own(root: Path) -> None:
    project = load_project(root)
    entries = (Entry("a"), Entry("b"), Entry("a", msgctxt=""), Entry("a", msgctxt="c"))
    texts = [text_of(entry) for entry in entries]
    texts.append(replace(texts[0], locale="fr"))
    texts.append(replace(texts[0], file=DocumentFile("b.md", "b", "markdown")))
    assert len({file_of_edit(project, text) for text in texts}) == len(texts)
