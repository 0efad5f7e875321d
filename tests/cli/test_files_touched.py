"""Which files a run reads, writes and waits for, as the system sees it."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from support.polyloom import SPANISH, files, make_project, polyloom, translate_by_hand
from support.programs import require_program


@pytest.fixture
def root(tmp_path: Path) -> Path:
    project = make_project(tmp_path / "project", locales='"es"')
    assert polyloom(project, "sync").code == 0
    translate_by_hand(project, "es", SPANISH)
    assert polyloom(project, "build").code == 0
    return project


def traced(root: Path, command: str, *options: str) -> str:
    """The system calls about files that a run of the program makes; descriptors have names."""
    strace = require_program("strace")
    trace = root.parent / "trace"
    subprocess.run(
        [
            *(strace, "-f", "-y", "-e", "trace=openat,fsync,rename,renameat2", "-o", str(trace)),
            *(sys.executable, "-m", "polyloom", "-C", str(root), command, *options),
        ],
        capture_output=True,
        check=True,
    )
    return trace.read_text(encoding="utf-8", errors="replace")


@pytest.mark.parametrize("command", ["extract", "update", "build"])
def test_a_run_without_changes_reads_each_file_once_and_writes_none(
    root: Path, command: str
) -> None:
    calls = traced(root, command, "--no-index")
    opened = re.findall(r'openat\([^"]*"([^"]*)"', calls)
    for path in ("source/statement.txt", "locales/statement.pot"):
        assert opened.count(str(root / path)) <= 1
    assert opened.count(str(root / "locales/es/LC_MESSAGES/statement.po")) <= 1
    assert not re.search(r"rename(at2)?\(", calls)
    assert "fsync(" not in calls


@pytest.mark.parametrize("command", ["extract", "update", "check", "build", "report"])
def test_what_the_index_has_is_not_read(root: Path, command: str) -> None:
    # What was written in the same tick of the clock is read once more, and then what it made.
    for _ in range(2):
        time.sleep(0.1)
        assert polyloom(root, command).code == 0
    calls = traced(root, command)
    opened = re.findall(r'openat\([^"]*"([^"]*)"', calls)
    assert [path for path in opened if Path(path).stem == "statement"] == []
    assert not re.search(r"rename(at2)?\(", calls)
    assert "fsync(" not in calls


def test_only_catalogs_wait_for_the_disk(root: Path) -> None:
    with (root / "source/statement.txt").open("a", encoding="utf-8") as document:
        document.write("\nOne more.\n")
    for command, waited_for in (("extract", []), ("update", ["statement.po"]), ("build", [])):
        calls = traced(root, command)
        moved = re.findall(
            r'fsync\(\d+<([^>]*)>\)\s+= 0\n(?:.*\n)*?.*renameat2\(.*"\1",.*/([^/]*)", ', calls
        )
        assert re.search(r"rename(at2)?\(", calls)
        assert (command, [name for _, name in moved]) == (command, waited_for)
        assert calls.count("fsync(") == len(waited_for)


def test_the_disk_has_new_catalogs_when_all_are_there(root: Path) -> None:
    (root / "source/other.txt").write_text("Other\n", encoding="utf-8")
    (root / "source/third.txt").write_text("Third\n", encoding="utf-8")
    calls = traced(root, "sync")
    synced = [Path(path).name for path in re.findall(r"fsync\(\d+<([^>]*)>", calls)]
    assert {"other.po", "third.po"} <= set(synced)
    assert calls.rfind("renameat2(") < calls.find("fsync(")


@pytest.mark.parametrize(
    "path", ["locales/statement.pot", "build/es/statement.txt", "build/es/statement.html"]
)
@pytest.mark.parametrize("left", [b"", b"half of wh", b"\0" * 40])
def test_what_a_power_failure_left_is_made_again(root: Path, path: str, left: bytes) -> None:
    before = files(root)
    (root / path).write_bytes(left)
    assert polyloom(root, "sync").code == 0
    assert polyloom(root, "build").code == 0
    after = files(root)
    # A template's date is that of its making; nothing else may differ.
    date = re.compile(rb'"POT-Creation-Date: [^"]*"')
    for name, data in before.items():
        assert date.sub(b"", after[name]) == date.sub(b"", data), name


def test_an_empty_template_removes_nothing_from_catalogs(root: Path) -> None:
    (root / "locales/statement.pot").write_bytes(b"")
    before = files(root)
    run = polyloom(root, "update")
    assert run.code == 1
    assert run.err == (
        "polyloom: locales/statement.pot: the template is empty;"
        " make it again with polyloom extract\n"
    )
    assert files(root) == before


def test_quiet_says_problems_only(root: Path) -> None:
    for command in ("sync", "extract", "update", "translate", "check", "build"):
        run = polyloom(root, "-q", command)
        assert (run.out, run.err) == ("", "")
    (root / "source/broken.md").write_bytes(b"---\ntitle: [\n---\n")
    run = polyloom(root, "-q", "extract")
    assert run.out == ""
    assert run.err.startswith("polyloom: source/broken.md:")


def test_untranslated_catalogs_are_not_read_again_either(root: Path) -> None:
    # Their texts may come from other documents: they are known as long as all catalogs stay.
    (root / "source/other.txt").write_text("Another title\n\nBread is dear.\n", encoding="utf-8")
    for _ in range(3):
        assert polyloom(root, "sync").code == 0
        assert polyloom(root, "translate").code == 0
        time.sleep(0.06)
    for command in ("update", "translate"):
        assert opened_catalogs(root, command) == set()


def test_catalogs_that_an_update_found_complete_are_not_read_to_be_translated(root: Path) -> None:
    (root / ".polyloom/index").unlink()
    time.sleep(0.06)
    assert polyloom(root, "sync").code == 0
    assert opened_catalogs(root, "translate") == set()
    # What is emptied afterwards is seen.
    (root / ".polyloom/index").unlink()
    assert polyloom(root, "sync").code == 0
    catalog = root / "locales/es/LC_MESSAGES/statement.po"
    text = catalog.read_text("utf-8")
    catalog.write_text(text.replace('msgstr "Perú: insurgencia nacional"', 'msgstr ""'), "utf-8")
    assert opened_catalogs(root, "translate") == {"statement.po"}


def opened_catalogs(root: Path, command: str) -> set[str]:
    """The names of the catalogs that a run of a command reads."""
    opened = re.findall(r'openat\([^"]*"([^"]*)"', traced(root, command))
    return {path.name for path in root.rglob("*.po") if str(path) in opened}
