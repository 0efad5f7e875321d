"""Work counts as preserved only where each form and each comment of a person is on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyloom.model import Catalog, Entry, Previous
from polyloom.po.writer import write_catalog
from polyloom.project import Project
from polyloom.project.documents import CatalogFile
from polyloom.stages.regrouping.preserved_work import PreservedWork

HEADER = (("Language", "es"), ("Content-Type", "text/plain; charset=UTF-8"))
ON_DISK = (
    Entry("one", ("uno",), translator_comments=(" Ana: good",)),
    Entry("plural", ("sing", "plur"), msgid_plural="plurals"),
    Entry("new", ("nuevo",), flags=("fuzzy",), previous=Previous("old")),
    Entry("two", ("dos",), translator_comments=(' Translated otherwise in b: "par"',)),
)


@pytest.fixture
def preserved(tmp_path: Path) -> PreservedWork:
    folder = tmp_path / "locales/es/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "a.po").write_bytes(write_catalog(Catalog(HEADER, ON_DISK, (" By Ana",))))
    (folder / "broken.po").write_bytes(b'msgid "x')
    files = [CatalogFile(name, ()) for name in ("a", "broken", "missing")]
    return PreservedWork(Project(tmp_path, "en", ("es",)), "es", files)


@pytest.mark.parametrize(
    "entry",
    [
        *ON_DISK,
        Entry("one", ("uno",), obsolete=True),
        Entry("one", ("",)),
        Entry("nowhere", ("",)),
        # What a draft was made from counts as its text.
        Entry("old", ("nuevo",)),
        # Elsewhere another translation was chosen, and this one quoted.
        Entry("two", ("par",)),
        Entry("two", ("dos",), translator_comments=(" Ana: good",)),
    ],
)
def test_what_is_there(preserved: PreservedWork, entry: Entry) -> None:
    assert preserved.has_all_of(entry)


@pytest.mark.parametrize(
    "entry",
    [
        Entry("one", ("una",)),
        Entry("other", ("uno",)),
        Entry("plural", ("sing", "otro"), msgid_plural="plurals"),
        Entry("one", ("uno",), translator_comments=(" Ana: bad",)),
        Entry("nowhere", ("",), translator_comments=(" nobody has this",)),
    ],
)
def test_what_is_not_there(preserved: PreservedWork, entry: Entry) -> None:
    assert not preserved.has_all_of(entry)


def test_comments_of_headers_count(preserved: PreservedWork) -> None:
    assert preserved.has_comments([" By Ana"])
    assert not preserved.has_comments([" By Ana", " By Pau"])
