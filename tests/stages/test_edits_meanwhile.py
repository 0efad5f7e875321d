"""Editors that save a catalog while a stage is at work on it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from polyloom.model import State
from polyloom.mt.runtime.run_context import RunContext
from polyloom.project.configuration import load_project
from polyloom.project.documents import find_documents
from polyloom.stages.pretranslation_plan import PretranslationScope
from polyloom.stages.translate import translate
from polyloom.stages.update import update
from polyloom.workspace.files import write_over
from polyloom.workspace.response_store import open_response_store
from support.polyloom import (
    SPANISH,
    STATEMENT,
    catalog_file,
    entry,
    make_project,
    polyloom,
    translate_by_hand,
)

EDITOR = """
import sys
from pathlib import Path
path, old, new = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
text = path.read_text(encoding="utf-8")
assert old in text, text
path.write_text(text.replace(old, new), encoding="utf-8")
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    project = make_project(tmp_path / "project", locales='"es"')
    (project / "source/other.txt").write_text("Other\n\nWe affirm:\n", encoding="utf-8")
    assert polyloom(project, "sync").code == 0
    few = {msgid: SPANISH[msgid] for msgid in list(SPANISH)[2:]}
    translate_by_hand(project, "es", few)
    (project / "source/statement.txt").write_text(
        STATEMENT.replace("in crisis", "in deep crisis").replace("By the movement\n\n", ""),
        encoding="utf-8",
    )
    assert polyloom(project, "extract").code == 0
    return project


def save_in_an_editor(path: Path, old: str, new: str) -> None:
    subprocess.run([sys.executable, "-c", EDITOR, str(path), old, new], check=True)


@pytest.fixture
def on_write(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Callable[[], None]]]:
    """What happens between the reading of a catalog and its writing, one thing each time."""
    events: list[Callable[[], None]] = []

    def write_after_that(root: Path, relative: str, data: bytes, *, expected: bytes | None) -> bool:
        if events:
            events.pop(0)()
        return write_over(root, relative, data, expected=expected)

    monkeypatch.setattr("polyloom.stages.catalog_rewriting.write_over", write_after_that)
    yield events
    assert not events, "nothing was written"


def test_an_editor_saves_during_an_update(root: Path, on_write: list[Callable[[], None]]) -> None:
    path = catalog_file(root, "es")
    on_write += [lambda: save_in_an_editor(path, '"Afirmamos', '"Que afirmamos')]
    on_write += [lambda: save_in_an_editor(path, '"Que afirmamos', '"Que hoy afirmamos')]
    project = load_project(root)
    report = update(project, ["es"], find_documents(root))
    assert not report.problems
    assert entry(root, "es", "We affirm").msgstr == ("Que hoy afirmamos:",)
    assert entry(root, "es", "The country").state is State.DRAFT
    assert entry(root, "es", "The country").msgstr == (SPANISH["The country is in crisis."],)


def test_an_editor_that_saves_all_the_time_has_the_last_word(
    root: Path, on_write: list[Callable[[], None]]
) -> None:
    path = catalog_file(root, "es")
    on_write += [lambda: save_in_an_editor(path, "en crisis.", "en crisis..")] * 5
    (problem,) = update(load_project(root), ["es"], find_documents(root)).problems
    assert "another program keeps writing it" in str(problem)
    assert entry(root, "es", "The country").msgstr == ("El país está en crisis......",)


def test_an_editor_saves_during_a_translation(
    root: Path, on_write: list[Callable[[], None]]
) -> None:
    assert polyloom(root, "update").code == 0
    path = catalog_file(root, "es", "other")
    on_write.append(
        lambda: save_in_an_editor(
            path, '"We affirm:"\nmsgstr ""', '"We affirm:"\nmsgstr "Decimos:"'
        )
    )
    with open_response_store(root) as store:
        translate(
            load_project(root),
            PretranslationScope(("es",), ("memory",)),
            RunContext(store, {}),
            day=date(2026, 11, 23),
        )
    done = entry(root, "es", "We affirm", "other")
    assert (done.msgstr, done.state) == (("Decimos:",), State.TRANSLATED)
