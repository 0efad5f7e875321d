"""What killed runs leave goes with the next run, and nothing else does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from polyloom.workspace.files import write, write_over
from polyloom.workspace.lock import project_lock
from polyloom.workspace.temporary_files import remove_strays, temporary_path
from support.faults import small_disk
from support.polyloom import files, make_project, polyloom
from support.programs import require_program

STRAY = ".polyloom-0123456789abcdef.tmp"


def lock(root: Path) -> None:
    with project_lock(root, "sync", wait=0, notice=print):
        pass


def all_files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


KEPT = {".polyloom/lock", ".polyloom/lock.holder", ".polyloom/.gitignore"}


@pytest.mark.parametrize("folder", ["", ".polyloom/unfinished/"])
def test_whoever_takes_the_lock_removes_them(tmp_path: Path, folder: str) -> None:
    lock(tmp_path)
    (tmp_path / ".polyloom/unfinished").mkdir()
    (tmp_path / f"{folder}{STRAY}").write_bytes(b"half")
    lock(tmp_path)
    assert all_files(tmp_path) == KEPT


@pytest.mark.parametrize(
    "name",
    [".polyloom-notes.tmp", ".polyloom-0123456789abcdef.tmp.po", "polyloom-0123456789abcdef.tmp"],
)
def test_files_of_other_names_stay(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"a person's")
    remove_strays(tmp_path)
    assert (tmp_path / name).read_bytes() == b"a person's"


@pytest.mark.parametrize("link", [".polyloom", ".polyloom/unfinished"])
def test_a_link_that_a_repository_brings_leads_nowhere(tmp_path: Path, link: str) -> None:
    root, outside = tmp_path / "project", tmp_path / "outside"
    (outside / "unfinished").mkdir(parents=True)
    for folder in (outside, outside / "unfinished"):
        (folder / STRAY).write_bytes(b"not ours")
    root.mkdir()
    (root / link).parent.mkdir(exist_ok=True)
    (root / link).symlink_to(outside)
    remove_strays(root)
    assert write(root, "a.po", b"text")
    assert (outside / STRAY).exists()
    assert (outside / "unfinished" / STRAY).exists()


def test_a_list_that_a_repository_brings_leads_nowhere(tmp_path: Path) -> None:
    root, outside = tmp_path / "project", tmp_path / "outside"
    outside.mkdir()
    (outside / STRAY).write_bytes(b"not ours")
    (root / ".polyloom/unfinished").mkdir(parents=True)
    listed = [b"../outside", bytes(outside), b"", b"a\xff", b"no/such"]
    (root / ".polyloom/unfinished/folders").write_bytes(b"\0".join(listed))
    remove_strays(root)
    assert (outside / STRAY).exists()


def test_on_another_disk_they_lie_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / ".polyloom").mkdir()
    with small_disk(tmp_path / "locales", kilobytes=64) as disk:
        path = temporary_path(str(tmp_path), str(disk))
        assert Path(path).parent == disk
        assert write_over(tmp_path, "locales/a.po", b"one", expected=None)
        assert write_over(tmp_path, "locales/a.po", b"two", expected=b"one")
        (disk / STRAY).write_bytes(b"half")
        lock(tmp_path)
        assert [(each.name, each.read_bytes()) for each in disk.iterdir()] == [("a.po", b"two")]


def test_on_a_mount_of_the_same_disk_too(tmp_path: Path) -> None:
    """A file cannot be moved from one mount to another, though both are of one disk."""
    for folder in (".polyloom", "locales", "disk"):
        (tmp_path / folder).mkdir()
    mount = ["mount", "--bind", str(tmp_path / "disk"), str(tmp_path / "locales")]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        assert write_over(tmp_path, "locales/a.po", b"one", expected=None)
        assert write_over(tmp_path, "locales/a.po", b"two", expected=b"one")
        (tmp_path / "locales" / STRAY).write_bytes(b"half")
        lock(tmp_path)
        assert all_files(tmp_path / "disk") == {"a.po"}
        assert all_files(tmp_path / ".polyloom/unfinished") == {"folders"}
    finally:
        subprocess.run(["umount", str(tmp_path / "locales")], check=True)


@pytest.mark.parametrize(
    ("call", "is_first"), [("renameat2", True), ("renameat2", False), ("fsync", False)]
)
def test_git_sees_nothing_of_a_killed_run_and_the_next_one_tidies_up(
    tmp_path: Path, call: str, is_first: bool
) -> None:
    git, strace = require_program("git"), require_program("strace")
    root = make_project(tmp_path / "project", locales='"es"')
    subprocess.run([git, "init", "-q"], cwd=root, check=True)
    if not is_first:
        assert polyloom(root, "sync").code == 0
    before = {path for path in files(root) if not path.startswith(".git/")}
    with (root / "source/statement.txt").open("a", encoding="utf-8") as document:
        document.write("\nOne more.\n")
    killed = subprocess.run(
        [
            *(strace, "-f", "-qq", "-o", "/dev/null", "-e", f"inject={call}:signal=SIGKILL"),
            *(sys.executable, "-m", "polyloom", "-C", str(root), "-q", "sync"),
        ],
        check=False,
    )
    assert killed.returncode == -9
    assert len(list((root / ".polyloom/unfinished").iterdir())) == 1
    status = subprocess.run(
        [git, "status", "--porcelain", "-uall"], cwd=root, capture_output=True, check=True
    )
    assert b".polyloom" not in status.stdout
    assert polyloom(root, "sync").code == 0
    assert list((root / ".polyloom/unfinished").iterdir()) == []
    assert {path for path in files(root) if not path.startswith(".git/")} == {
        *before,
        "locales/statement.pot",
        "locales/es/LC_MESSAGES/statement.po",
    }
