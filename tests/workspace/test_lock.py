"""One writer at a time, and who it is."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from polyloom.errors import UserError
from polyloom.workspace.lock import project_lock

HOLDER = """
import sys, time
from pathlib import Path
from polyloom.workspace.lock import project_lock
with project_lock(Path(sys.argv[1]), "update", wait=0, notice=print):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def hold(root: Path, seconds: float) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(root), str(seconds)], stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    return process


def test_a_second_writer_waits_and_says_for_whom(tmp_path: Path) -> None:
    said: list[str] = []
    with (
        hold(tmp_path, 0.3) as holder,
        project_lock(tmp_path, "build", wait=10, notice=said.append),
    ):
        assert holder.wait() == 0
    assert said == [f"waiting for polyloom update (process {holder.pid})"]


def test_a_second_writer_gives_up_and_names_the_first(tmp_path: Path) -> None:
    with hold(tmp_path, 60) as holder:
        with (
            pytest.raises(UserError) as caught,
            project_lock(tmp_path, "build", wait=0.1, notice=lambda _: None),
        ):
            pass
        holder.kill()
    assert f"polyloom update (process {holder.pid}) is at work here" in str(caught.value)
    assert "wait until it has finished" in str(caught.value)


def test_the_lock_of_a_killed_writer_is_free(tmp_path: Path) -> None:
    with hold(tmp_path, 60) as holder:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    said: list[str] = []
    with project_lock(tmp_path, "build", wait=0, notice=said.append):
        pass
    assert said == []
