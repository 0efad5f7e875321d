"""Files: replaced as a whole, left alone when nothing changes, never written over unseen."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from polyloom.errors import UserError
from polyloom.workspace.files import (
    ChangedMeanwhileError,
    read,
    read_if_there,
    remove,
    write,
    write_derived,
    write_over,
)
from support.faults import fill, let_others_in, run_as_nobody, small_disk


def test_what_is_there_already_is_not_written(tmp_path: Path) -> None:
    assert write(tmp_path, "a/b.po", b"one")
    before = (tmp_path / "a/b.po").stat()
    assert not write(tmp_path, "a/b.po", b"one")
    after = (tmp_path / "a/b.po").stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


def test_no_file_is_not_an_empty_file(tmp_path: Path) -> None:
    assert read_if_there(tmp_path, "x.po") is None
    assert write(tmp_path, "x.po", b"")
    assert read_if_there(tmp_path, "x.po") == b""


def test_the_mode_stays(tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    path.write_bytes(b"one")
    path.chmod(0o640)
    write(tmp_path, "x.po", b"two")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_inside_the_project_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.po").write_bytes(b"one")
    (tmp_path / "link.po").symlink_to("real.po")
    write(tmp_path, "link.po", b"two")
    assert (tmp_path / "link.po").is_symlink()
    assert (tmp_path / "real.po").read_bytes() == b"two"


def test_what_somebody_else_wrote_is_not_written_over(tmp_path: Path) -> None:
    write(tmp_path, "x.po", b"mine")
    with pytest.raises(ChangedMeanwhileError):
        write_over(tmp_path, "x.po", b"new", expected=b"what I read")
    with pytest.raises(ChangedMeanwhileError):
        write_over(tmp_path, "x.po", b"new", expected=None)
    assert read(tmp_path, "x.po") == b"mine"


@pytest.mark.parametrize("path", ["../outside.po", "link/outside.po", "/etc/hostname"])
def test_nothing_outside_the_project_is_touched(tmp_path: Path, path: str) -> None:
    root = tmp_path / "project"
    root.mkdir()
    (root / "link").symlink_to(tmp_path)
    for action in (lambda: read(root, path), lambda: write(root, path, b"x")):
        with pytest.raises(UserError, match="leads out of the project"):
            action()
    assert not (tmp_path / "outside.po").exists()


def test_a_folder_in_the_place_of_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "x.po").mkdir()
    with pytest.raises(UserError) as caught:
        read(tmp_path, "x.po")
    assert str(caught.value) == (
        "x.po: cannot read it: is a directory; a file should stand here: move the folder away"
    )


FULL_DISK = """
import resource, sys
from pathlib import Path
from polyloom.errors import UserError
from polyloom.workspace.files import write
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write(Path(sys.argv[1]), "x.po", b"new " * 1000)
except UserError as error:
    print(error)
"""


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    write(tmp_path, "x.po", b"the old bytes")
    run = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert run.stdout.startswith("x.po: cannot write it: file too large; free some space")
    assert [path.name for path in tmp_path.iterdir()] == ["x.po"]
    assert read(tmp_path, "x.po") == b"the old bytes"


WRITER = """
import sys
from pathlib import Path
from polyloom.workspace.files import write
print("ready", flush=True)
for number in range(10**9):
    write(Path(sys.argv[1]), "x.po", b"%d " % (number % 2) * 200_000)
"""


def test_a_killed_writer_leaves_one_version_or_the_other(tmp_path: Path) -> None:
    whole = {b"0 " * 200_000, b"1 " * 200_000}
    for delay in (0.01, 0.02, 0.03, 0.05):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE
        ) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            while not (tmp_path / "x.po").exists():
                time.sleep(0.001)
            time.sleep(delay)
            writer.send_signal(signal.SIGKILL)
        assert (tmp_path / "x.po").read_bytes() in whole


NOT_ROOT_WRITES = """
import sys
from pathlib import Path
from polyloom.errors import UserError
from polyloom.workspace.files import remove, write, write_derived, write_over
root = Path(sys.argv[1])
"""
NOT_ROOT = """
for action in (
    lambda: write(root, "locales/x.po", b"new"),
    lambda: write(root, "locales/y.po", b"new"),
    lambda: write(root, "locales/es/y.po", b"new"),
    lambda: write_derived(root, "locales/x.po", b"new"),
    lambda: write_over(root, "locales/x.po", b"new", expected=b"old"),
    lambda: remove(root, "locales/x.po", expected=b"old"),
):
    try:
        action()
    except UserError as error:
        print(error)
"""


def test_a_read_only_folder_is_one_sentence_and_stays_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "locales"
    folder.mkdir()
    (folder / "x.po").write_bytes(b"old")
    (folder / "x.po").chmod(0o666)
    folder.chmod(0o555)
    let_others_in(tmp_path)
    said = run_as_nobody(NOT_ROOT_WRITES, NOT_ROOT, str(tmp_path)).splitlines()
    reason = "permission denied; make it accessible to you (chmod, or ask its owner)"
    assert said == [
        f"locales/x.po: cannot write it: {reason}",
        f"locales/y.po: cannot write it: {reason}",
        f"locales/es/y.po: cannot write it: {reason}",
        f"locales/x.po: cannot write it: {reason}",
        f"locales/x.po: cannot write it: {reason}",
        f"locales/x.po: cannot remove it: {reason}",
    ]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"x.po": b"old"}


def test_a_read_only_file_is_not_replaced_though_its_folder_would_let_it_be(tmp_path: Path) -> None:
    folder = tmp_path / "locales"
    folder.mkdir()
    folder.chmod(0o777)
    (folder / "x.po").write_bytes(b"old")
    (folder / "x.po").chmod(0o444)
    let_others_in(tmp_path)
    action = """
try:
    write(root, "locales/x.po", b"new")
except UserError as error:
    print(error)
"""
    said = run_as_nobody(NOT_ROOT_WRITES, action, str(tmp_path))
    assert said.startswith("locales/x.po: cannot write it: permission denied; make it accessible")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"x.po": b"old"}


def test_a_disk_without_room_keeps_the_old_bytes(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", kilobytes=64) as root:
        write(root, "x.po", b"the old bytes")
        fill(root)
        actions: tuple[Callable[[], bool], ...] = (
            lambda: write(root, "x.po", b"new " * 10_000),
            lambda: write(root, "new.po", b"new " * 10_000),
            lambda: write_derived(root, "x.po", b"new " * 10_000),
            lambda: write_over(root, "x.po", b"new " * 10_000, expected=b"the old bytes"),
        )
        for action in actions:
            with pytest.raises(UserError, match="no space left on device; free some space"):
                action()
        assert sorted(path.name for path in root.iterdir()) == ["filling", "x.po"]
        assert read(root, "x.po") == b"the old bytes"
        (root / "filling").unlink()
        assert write(root, "x.po", b"new " * 10_000)


def test_what_changed_meanwhile_is_not_removed(tmp_path: Path) -> None:
    write(tmp_path, "a/x.po", b"what somebody wrote")
    with pytest.raises(ChangedMeanwhileError):
        remove(tmp_path, "a/x.po", expected=b"what was read")
    assert read(tmp_path, "a/x.po") == b"what somebody wrote"
    remove(tmp_path, "a/x.po", expected=b"what somebody wrote")
    assert list(tmp_path.iterdir()) == []
