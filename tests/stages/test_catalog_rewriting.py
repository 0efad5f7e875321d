"""Catalogs are written whole, never over what was not read, and large ones by several processes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from polyloom.errors import UserError
from polyloom.model import Catalog, Entry
from polyloom.po.writer import write_catalog
from polyloom.project import Project
from polyloom.project.configuration import load_project
from polyloom.stages.catalog_rewriting import (
    FileChange,
    catalog_bytes,
    rewrite_catalog,
    rewrite_file,
)
from support.faults import fill, small_disk

HEADER = (("Language", "es"), ("Content-Type", "text/plain; charset=UTF-8"))
ES = "locales/es/LC_MESSAGES/a.po"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "polyloom.toml").write_text(
        'source_locale = "en"\nlocales = ["es"]\n', encoding="utf-8"
    )
    return load_project(tmp_path)


def catalog(more: str = "") -> Catalog:
    entries = [
        Entry(f"The demand number {number} “of” all", (f"La demanda número {number} " * 9,))
        for number in range(60_000)
    ]
    return Catalog(HEADER, (*entries, Entry(f"the last one{more}")))


@pytest.mark.alone
def test_several_processes_write_what_one_does(project: Project) -> None:
    assert catalog_bytes(project, catalog()) == write_catalog(catalog())


@pytest.mark.alone
def test_what_cannot_be_written_is_one_sentence(project: Project) -> None:
    with pytest.raises(UserError, match=r"a lone surrogate, U\+D800 after “.*the last one”"):
        catalog_bytes(project, catalog("\ud800"))


# Saves the file again and again, each time with a higher number, as often as it is asked.
EDITOR = """
import os, sys
for number in range(int(sys.argv[2])):
    if not sys.stdin.readline():
        break
    with open(sys.argv[1] + "~", "w", encoding="utf-8") as file:
        file.write(f"saved {number}\\n")
    os.replace(sys.argv[1] + "~", sys.argv[1])
    print("saved", flush=True)
"""


@contextmanager
def editor(path: Path, times: int) -> Iterator[subprocess.Popen[str]]:
    """Another program that saves a file when a line is written to it, at most so often."""
    with subprocess.Popen(
        [sys.executable, "-c", EDITOR, str(path), str(times)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process


def let_it_save(process: subprocess.Popen[str]) -> None:
    """Wait until the editor has saved once more; it may have had enough."""
    assert process.stdin is not None
    assert process.stdout is not None
    if process.poll() is None:
        try:
            process.stdin.write("save\n")
            process.stdin.flush()
            process.stdout.readline()
        except BrokenPipeError:
            process.wait()


@pytest.mark.parametrize("times", [0, 1, 4])
def test_what_somebody_saves_meanwhile_is_read_and_changed_again(
    project: Project, times: int
) -> None:
    path = project.root / "a.txt"
    path.write_text("at first\n", encoding="utf-8")
    seen: list[bytes | None] = []
    with editor(path, times) as process:

        def change(data: bytes | None) -> FileChange[int]:
            seen.append(data)
            let_it_save(process)
            return FileChange((data or b"") + b"ours\n", len(seen))

        assert rewrite_file(project, "a.txt", change) == (True, times + 1)
    assert seen == [b"at first\n", *(b"saved %d\n" % number for number in range(times))]
    assert path.read_bytes() == (seen[-1] or b"") + b"ours\n"


def test_a_program_that_keeps_saving_has_the_last_word(project: Project) -> None:
    path = project.root / "a.txt"
    path.write_text("at first\n", encoding="utf-8")
    with editor(path, 1000) as process:

        def change(_: bytes | None) -> FileChange[None]:
            let_it_save(process)
            return FileChange(b"ours\n", None)

        with pytest.raises(UserError) as caught:
            rewrite_file(project, "a.txt", change)
        process.kill()
    assert str(caught.value) == (
        "a.txt: another program keeps writing it; close it there and run the command again"
    )
    assert path.read_bytes().startswith(b"saved ")
    assert {each.name for each in project.root.iterdir()} == {"a.txt", "polyloom.toml"}


def test_a_catalog_of_the_same_meaning_is_not_written(project: Project) -> None:
    path = project.root / ES
    path.parent.mkdir(parents=True)
    unusual = write_catalog(Catalog(HEADER, (Entry("a", ("b",)),))).replace(b'"a"', b'""\n"a"')
    path.write_bytes(unusual)

    def keep(old: Catalog | None) -> Catalog:
        assert old is not None
        return old

    assert not rewrite_catalog(project, "es", "a", keep)
    assert path.read_bytes() == unusual


def test_a_catalog_on_a_full_disk_stays_as_it_was(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", kilobytes=64) as root:
        (root / "polyloom.toml").write_text(
            'source_locale = "en"\nlocales = ["es"]\n', encoding="utf-8"
        )
        project = load_project(root)
        assert rewrite_catalog(project, "es", "a", lambda _: Catalog(HEADER, (Entry("a"),)))
        before = (root / ES).read_bytes()
        fill(root)
        large = Catalog(HEADER, tuple(Entry(f"text {number}") for number in range(5000)))
        with pytest.raises(UserError, match="cannot write it: no space left on device; free some"):
            rewrite_catalog(project, "es", "a", lambda _: large)
        assert (root / ES).read_bytes() == before
        assert [each.name for each in (root / ES).parent.iterdir()] == ["a.po"]
