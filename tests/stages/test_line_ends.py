"""Catalogs whose lines end in a carriage return and a line feed stay so, whatever is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from polyloom.po.line_ends import line_end_of, with_line_end, with_line_feeds
from polyloom.stages.merge_driver import merge_files
from support.engine_runs import project, translated
from support.polyloom import (
    SPANISH,
    STATEMENT,
    catalog_file,
    files,
    make_project,
    polyloom,
    translate_by_hand,
)
from support.test_bed import serving


def as_on_windows(path: Path) -> None:
    path.write_bytes(with_line_end(path.read_bytes(), b"\r\n"))


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose template and catalogs have come from another system."""
    # A minute may pass between two runs whose files are compared.
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    project = make_project(tmp_path / "project")
    assert polyloom(project, "sync").code == 0
    translate_by_hand(project, "es", SPANISH)
    for path in (project / "locales").rglob("*.po*"):
        as_on_windows(path)
    return project


def assert_on_windows(path: Path) -> None:
    data = path.read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") == data.count(b"\r")


def test_what_changes_nothing_writes_nothing(root: Path) -> None:
    before = files(root)
    for command in (("sync",), ("format",), ("format", "--check"), ("sync", "--dry-run")):
        assert polyloom(root, *command).code == 0
        assert files(root) == before


@pytest.mark.parametrize("edit", [("28 causes", "31 causes"), ("We affirm", "We affirm it")])
def test_an_update_writes_lines_as_they_were(root: Path, edit: tuple[str, str]) -> None:
    """Whether entries are written anew or copied from the file."""
    other = make_project(root.with_name("other"))
    assert polyloom(other, "sync").code == 0
    translate_by_hand(other, "es", SPANISH)
    for each in (root, other):
        (each / "source/statement.txt").write_text(STATEMENT.replace(*edit), encoding="utf-8")
        assert polyloom(each, "sync").code == 0
    for path in (catalog_file(root, "es"), root / "locales/statement.pot"):
        assert_on_windows(path)
        same = other / path.relative_to(root)
        assert with_line_feeds(path.read_bytes()) == same.read_bytes()


def test_a_draft_is_written_with_lines_as_they_were(tmp_path: Path) -> None:
    with serving() as bed:
        root = project(tmp_path, "libretranslate", bed.url)
        as_on_windows(catalog_file(root, "es"))
        assert all(translated(root).msgstrs)
    assert_on_windows(catalog_file(root, "es"))


def test_a_format_keeps_the_ends_and_mixed_ones_become_those_of_most_lines(root: Path) -> None:
    path = catalog_file(root, "es")
    canonical = path.read_bytes()
    for loose in (
        canonical.replace(b"\r\n\r\n", b"\r\n\r\n\r\n"),
        canonical.replace(b"\r\n", b"\n", 2),
    ):
        path.write_bytes(loose)
        assert polyloom(root, "format", "--check").code == 1
        assert polyloom(root, "format").code == 0
        assert path.read_bytes() == canonical
        assert polyloom(root, "format", "--check").code == 0


def test_a_backslash_before_a_carriage_return_joins_no_lines(root: Path) -> None:
    path = catalog_file(root, "es")
    comment = b"# C:\\docs\\\r\n"
    path.write_bytes(path.read_bytes().replace(b"#. Point", comment + b"#. Point", 1))
    text = (root / "source/statement.txt").read_text("utf-8")
    (root / "source/statement.txt").write_text(text.replace("28", "31"), encoding="utf-8")
    assert polyloom(root, "sync").code == 0
    assert b"docs" in path.read_bytes()
    assert line_end_of(path.read_bytes()) == b"\r\n"


BASE = b"""\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "a"
msgstr "%s"

msgid "b"
msgstr "%s"
"""


def windows(data: bytes) -> bytes:
    return with_line_end(data, b"\r\n")


def unix(data: bytes) -> bytes:
    return data


Ends = Callable[[bytes], bytes]


@pytest.mark.parametrize(
    ("sides", "result"),
    [
        ((windows, windows, windows), windows),
        ((windows, windows, unix), unix),
        ((unix, windows, unix), windows),
        ((unix, unix, windows), windows),
        ((windows, unix, windows), unix),
        ((unix, unix, unix), unix),
    ],
)
@pytest.mark.parametrize("ours", [b"A", b""])
def test_a_merge_writes_the_ends_of_the_side_that_changed_them(
    tmp_path: Path, sides: tuple[Ends, Ends, Ends], result: Ends, ours: bytes
) -> None:
    names = ("base", "ours", "theirs")
    texts = (BASE % (b"", b""), BASE % (ours, b""), BASE % (b"", b"B"))
    for name, ends, text in zip(names, sides, texts, strict=True):
        (tmp_path / name).write_bytes(ends(text))
    merge_files(*(tmp_path / name for name in names), path="es.po")
    assert (tmp_path / "ours").read_bytes() == result(BASE % (ours, b"B"))
