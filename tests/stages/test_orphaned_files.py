"""Templates and catalogs of documents that are gone are named, with what may be done."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from polyloom.project import Grouping
from support.polyloom import make_project, polyloom

FILES = {
    "locales/statement.pot": 0,
    "locales/es/LC_MESSAGES/statement.po": 0,
    "locales/fr/LC_MESSAGES/statement.po": 1,
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    project = make_project(tmp_path / "project", locales='"es", "fr"')
    assert polyloom(project, "sync").code == 0
    catalog = project / "locales/fr/LC_MESSAGES/statement.po"
    head, _, tail = catalog.read_text("utf-8").rpartition('msgstr ""')
    # Somebody's editor says that it has made the file.
    head = head.replace("X-Generator: Polyloom", "X-Generator: Poedit 3.4")
    catalog.write_text(f'{head}msgstr "Un texte."{tail}', "utf-8")
    (project / "source/statement.txt").rename(project / "away.txt")
    (project / "source/other.txt").write_text("One.\n", "utf-8")
    return project


def named(root: Path, command: str, *arguments: str) -> dict[str, int]:
    found: dict[str, Any] = polyloom(root, command, *arguments, "--json").json
    return {
        each["path"]: each["translations"]
        for each in (found["update"] if command == "sync" else found)["orphaned"]
    }


@pytest.mark.parametrize("command", ["sync", "check", "report", "update"])
def test_they_are_named(root: Path, command: str) -> None:
    polyloom(root, "sync")
    assert named(root, command) == FILES
    assert named(root, command, "es") == {path: n for path, n in FILES.items() if "fr" not in path}
    done = polyloom(root, command)
    assert done.code == 0
    assert "locales/statement.pot: its document is gone; delete it\n" in done.err
    assert "statement.po: its document is gone (no translation); delete it\n" in done.err
    assert (
        "locales/fr/LC_MESSAGES/statement.po: its document is gone (1 translation);"
        " updates and the memory draw on its translations; delete it once they need not\n"
    ) in done.err


def test_one_that_cannot_be_read_is_not_gone(root: Path) -> None:
    (root / "source/statement.txt").write_bytes(b"caf\xe9\n")
    (root / "source/statement.md").write_text("One.\n", "utf-8")
    assert named(root, "report") == {}
    for file in (root / "source").iterdir():
        file.unlink()
    (root / "source").rmdir()
    assert named(root, "report") == {}


def test_files_of_others_and_of_other_groupings_are_not_ours(root: Path) -> None:
    (root / "away.txt").rename(root / "source/statement.txt")
    foreign = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    foreign += '#: app/main.c:12\nmsgid "Open"\nmsgstr "Abrir"\n'
    for path in ("locales/django.pot", "locales/es/LC_MESSAGES/django.po"):
        (root / path).write_text(foreign, "utf-8")
    (root / "locales/es/LC_MESSAGES/broken.po").write_text('msgid "', "utf-8")
    toml = root / "polyloom.toml"
    assert named(root, "report") == {}
    for grouping in Grouping:
        text = (
            f'source_locale = "en"\nlocales = ["es", "fr"]\n\n[catalogs]\ncatalog = "{grouping}"\n'
        )
        toml.write_text(text, "utf-8")
        assert named(root, "report") == {}
