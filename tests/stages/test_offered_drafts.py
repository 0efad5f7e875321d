"""Drafts that another program empties are offered again; what a person chose stays."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from polyloom.model import State
from support.polyloom import (
    SPANISH,
    STATEMENT,
    catalog_file,
    entry,
    files,
    make_project,
    polyloom,
    read,
    translate_by_hand,
)

EDITED = STATEMENT.replace("28 causes", "31 causes").replace(
    "The country is in crisis.", "The whole country is in a crisis."
)
FUZZY = "#, fuzzy\n"
MSGSTR = re.compile(r"(?m)^msgstr (?:\".*\"\n?)+")
CHANGED = "That the crisis has 31"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with two drafts, of texts that changed."""
    project = make_project(tmp_path / "project", locales='"es"')
    polyloom(project, "sync")
    translate_by_hand(project, "es", SPANISH)
    polyloom(project, "sync")
    (project / "source/statement.txt").write_text(EDITED, encoding="utf-8")
    assert polyloom(project, "sync").code == 0
    assert drafts(project) == 2
    return project


def drafts(root: Path) -> int:
    return sum(each.state is State.DRAFT for each in read(root, "es").entries)


def rewritten(root: Path, change: Callable[[str], str]) -> None:
    path = catalog_file(root, "es")
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def emptied(text: str) -> str:
    """As OmegaT empties drafts: neither flag nor text stay, all else does."""
    blocks = [
        MSGSTR.sub('msgstr ""', block.replace(FUZZY, "")) if FUZZY in block else block
        for block in text.split("\n\n")
    ]
    return "\n\n".join(blocks).rstrip("\n") + "\n"


def without_previous(text: str) -> str:
    return re.sub(r"(?m)^#\| .*\n", "", emptied(text))


def still_fuzzy(text: str) -> str:
    return emptied(text).replace("#| msgid", "#, fuzzy\n#| msgid")


@pytest.mark.parametrize("change", [emptied, without_previous, still_fuzzy])
@pytest.mark.parametrize("command", ["sync", "update"])
def test_emptied_drafts_are_offered_again(
    root: Path, change: Callable[[str], str], command: str
) -> None:
    before = read(root, "es")
    rewritten(root, change)
    assert drafts(root) == 0
    assert "2 emptied and offered again" in polyloom(root, command, "--dry-run").err
    assert drafts(root) == 0
    run = polyloom(root, command)
    assert "es statement: 2 emptied and offered again" in run.err
    assert read(root, "es") == before
    after = files(root)
    assert "offered again" not in polyloom(root, command).err
    assert files(root) == after


def test_those_of_machines_too(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", locales='"es"')
    other = STATEMENT.replace("The country", "This country")
    (project / "source/other.txt").write_text(other, encoding="utf-8")
    polyloom(project, "sync")
    translate_by_hand(project, "es", SPANISH)
    polyloom(project, "translate", "--engine", "memory")
    path = catalog_file(project, "es", "other")
    before = path.read_text(encoding="utf-8")
    assert "Draft by memory" in before
    path.write_text(emptied(before), encoding="utf-8")
    assert "emptied and offered again" in polyloom(project, "sync").err
    assert path.read_text(encoding="utf-8") == before


def test_what_a_person_has_written_since_stays(root: Path) -> None:
    rewritten(root, emptied)
    finished = entry(root, "es", CHANGED)
    rewritten(
        root,
        lambda text: re.sub(
            r'(msgid "That the crisis has 31[^\n]*\n)msgstr ""', r'\1msgstr "Que son 31."', text
        ),
    )
    run = polyloom(root, "sync", "--json")
    assert run.json["update"]["locales"]["es"]["statement"]["recovered"] == 1
    assert finished.msgstr == ("",)
    assert entry(root, "es", CHANGED).msgstr == ("Que son 31.",)
    assert entry(root, "es", CHANGED).state is State.TRANSLATED


def test_a_draft_that_was_emptied_with_its_notes_stays_empty(root: Path) -> None:
    rewritten(
        root,
        lambda text: re.sub(r"^# Polyloom: .*\n", "", without_previous(text), flags=re.MULTILINE),
    )
    polyloom(root, "sync")
    assert drafts(root) == 0


def test_an_emptied_draft_whose_text_changes_again_is_the_draft_of_it(root: Path) -> None:
    rewritten(root, emptied)
    (root / "source/statement.txt").write_text(
        EDITED.replace("31 causes", "32 causes"), encoding="utf-8"
    )
    polyloom(root, "sync")
    found = entry(root, "es", "That the crisis has 32")
    assert found.state is State.DRAFT
    assert found.msgstr == (SPANISH["That the crisis has 28 causes in our country."],)


@pytest.mark.parametrize("data", [None, b"", b"{", b"[1]", b"\xff", b'[{"msgid": 1}]'])
def test_without_what_was_kept_they_stay_empty(root: Path, data: bytes | None) -> None:
    kept = root / ".polyloom/drafts/es/statement.json"
    kept.unlink()
    if data is not None:
        kept.write_bytes(data)
    rewritten(root, emptied)
    run = polyloom(root, "sync")
    assert (run.code, drafts(root)) == (0, 0)
    assert "offered again" not in run.err
