"""The index keeps nothing of documents, catalogs and locales that are gone."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from support.polyloom import make_project, polyloom

RUNS = (("pipeline",), ("pipeline",), ("check", "es"), ("build", "es"))


def kept(root: Path, word: str) -> set[str]:
    """The names of rows, and the paths of files, that have a word."""
    query = "SELECT name FROM work UNION SELECT path FROM files"
    with closing(sqlite3.connect(root / ".polyloom/index")) as connection:
        return {name for (name,) in connection.execute(query) if word in name}


def rows(root: Path) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(root / ".polyloom/index")) as connection:
        return set(connection.execute("SELECT stage, name FROM work"))


def test_nothing_is_kept_of_a_document_that_is_gone(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project")
    gone = root / "source/former.txt"
    gone.write_text("Bread is dear.\n\nWe ask everybody to come.\n", "utf-8")
    time.sleep(0.06)
    for words in RUNS:
        polyloom(root, *words)
        time.sleep(0.06)
    assert kept(root, "former") >= {"former", "es former", "source/former.txt"}
    catalog = root / "locales/es/LC_MESSAGES/former.po"
    text = catalog.read_text("utf-8").replace('\nmsgstr ""\n\n', '\nmsgstr "x"\n\n')
    catalog.write_text(text.removesuffix('""\n') + '"x"\n', "utf-8")
    time.sleep(0.06)
    polyloom(root, "sync")
    assert ("complete", "es former") in rows(root)
    before = kept(root, "statement")
    for path in [gone, *root.glob("locales/**/former.po*")]:
        path.unlink()
    polyloom(root, "pipeline")
    assert kept(root, "former") == set()
    assert kept(root, "statement") >= before


def test_nothing_is_kept_of_a_locale_that_is_gone(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project")
    time.sleep(0.06)
    for words in RUNS:
        polyloom(root, *words)
        time.sleep(0.06)
    assert kept(root, "es statement")
    configuration = root / "polyloom.toml"
    configuration.write_text(configuration.read_text("utf-8").replace('"es", ', ""), "utf-8")
    polyloom(root, "pipeline")
    assert kept(root, "es statement") == set()
