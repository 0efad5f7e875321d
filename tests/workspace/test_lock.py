"""One writer at a time, and who it is."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from polyloom.errors import UserError
from polyloom.workspace.lock import project_lock
from support.faults import fill, let_others_in, run_as_nobody, small_disk

HOLDER = """
import sys
from pathlib import Path
from polyloom.workspace.lock import project_lock
with project_lock(Path(sys.argv[1]), "update", wait=0, notice=print):
    print("held", flush=True)
    sys.stdin.read()
"""


def hold(root: Path) -> subprocess.Popen[bytes]:
    """A process that holds the lock until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    return process


def release(holder: subprocess.Popen[bytes]) -> None:
    assert holder.stdin is not None
    holder.stdin.close()


def test_a_second_writer_waits_and_says_for_whom(tmp_path: Path) -> None:
    said: list[str] = []

    def notice(sentence: str) -> None:
        said.append(sentence)
        release(holder)

    with hold(tmp_path) as holder, project_lock(tmp_path, "build", wait=60, notice=notice):
        assert holder.wait() == 0
    assert said == [f"waiting for polyloom update (process {holder.pid})"]


def test_a_second_writer_gives_up_and_names_the_first(tmp_path: Path) -> None:
    with hold(tmp_path) as holder:
        with (
            pytest.raises(UserError) as caught,
            project_lock(tmp_path, "build", wait=0.1, notice=lambda _: None),
        ):
            pass
        holder.kill()
    assert f"polyloom update (process {holder.pid}) is at work here" in str(caught.value)
    assert "wait until it has finished" in str(caught.value)


def test_the_lock_of_a_killed_writer_is_free(tmp_path: Path) -> None:
    with hold(tmp_path) as holder:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    said: list[str] = []
    with project_lock(tmp_path, "build", wait=0, notice=said.append):
        pass
    assert said == []


LOCK = """
import sys
from pathlib import Path
from polyloom.errors import UserError
from polyloom.workspace.lock import project_lock
"""
TAKE = """
try:
    with project_lock(Path(sys.argv[1]), "update", wait=0, notice=print):
        print("held")
except UserError as error:
    print(error)
"""


def test_a_folder_that_one_may_not_write_cannot_be_locked(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    root.chmod(0o555)
    let_others_in(root)
    assert run_as_nobody(LOCK, TAKE, str(root)) == (
        ".polyloom/lock: cannot lock the project: permission denied;"
        " make it accessible to you (chmod, or ask its owner)\n"
    )


def test_a_disk_without_room_for_a_lock_is_one_sentence(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", kilobytes=64, files=1) as root:
        with (
            pytest.raises(UserError) as caught,
            project_lock(root, "build", wait=0, notice=print),
        ):
            pass
        assert str(caught.value) == (
            ".polyloom/lock: cannot lock the project: no space left on device;"
            " free some space, or look at the disk"
        )


def test_without_room_for_its_name_a_holder_holds_the_lock_all_the_same(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", kilobytes=64) as root:
        (root / ".polyloom").mkdir()
        fill(root)
        with hold(root) as holder:
            with (
                pytest.raises(UserError, match="another polyloom is at work here"),
                project_lock(root, "build", wait=0, notice=lambda _: None),
            ):
                pass
            release(holder)
        with project_lock(root, "build", wait=0, notice=lambda _: pytest.fail("it is held")):
            pass
