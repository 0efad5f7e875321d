"""Commands that find no room on the disk."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from support.polyloom import (
    SPANISH,
    STATEMENT,
    catalog_file,
    files,
    make_project,
    polyloom,
    read,
    translate_by_hand,
)


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


@pytest.mark.parametrize("command", ["update", "translate", "merge-driver"])
def test_a_full_disk_is_one_sentence_and_the_next_run_carries_on(root: Path, command: str) -> None:
    arguments = [command]
    if command == "merge-driver":
        path = str(catalog_file(root, "es"))
        (root / "theirs.po").write_bytes(
            catalog_file(root, "es").read_bytes().replace(b"Afirmamos", b"Decimos")
        )
        (root / "base.po").write_bytes(b"")
        arguments += ["base.po", path, "theirs.po"]
    before = files(root)
    done = subprocess.run(
        [sys.executable, "-m", "polyloom", "-C", str(root), *arguments],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (400, 400)),
    )
    assert done.returncode == 1, done.stderr
    assert "free some space" in done.stderr
    assert "Traceback" not in done.stderr
    after = files(root)
    assert {name: after[name] for name in before} == before
    assert not [name for name in after if name not in before]
    run = polyloom(root, *arguments)
    assert run.code == 0, run.err
    assert any("Afirmamos:" in each.msgstr for each in read(root, "es").entries)
