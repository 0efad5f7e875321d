"""A run that is killed at any moment leaves an index that tells the next run nothing wrong."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from support.polyloom import SPANISH, files, make_project, polyloom, translate_by_hand

pytestmark = pytest.mark.slow

# Of each command the numbers of the calls at which it dies.
KILLS = {
    "extract": (1, 5),
    "update": (1, 5),
    "translate": (5,),
    "check": (1,),
    "build": (5,),
    "report": (1,),
    "pipeline": (8, 13, 21),
}
MOMENT = {"SOURCE_DATE_EPOCH": "1795000000"}
# Runs the command that its arguments name, and dies at the call of that number of one of what
# changes files: each is a place where a power cut or kill -9 may come.
_MORTAL = """
import os, signal, sqlite3, sys
from polyloom.cli.main import main
left = int(sys.argv[1])

def count(event, arguments):
    global left
    changes = event == "open" and isinstance(arguments[2], int) and arguments[2] & 3
    if changes or event in ("os.rename", "os.remove", "sqlite3.connect"):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(count)
sys.exit(main(sys.argv[2:]))
"""


def killed(root: Path, at: int, *words: str) -> bool:
    """Whether the run was killed before its end."""
    done = subprocess.run(
        [sys.executable, "-c", _MORTAL, str(at), "-C", str(root), *words],
        env={**os.environ, **MOMENT},
        capture_output=True,
        check=False,
    )
    return done.returncode == -signal.SIGKILL


@pytest.mark.parametrize("command", KILLS)
def test_the_run_after_a_kill_does_what_is_left(tmp_path: Path, command: str) -> None:
    root = make_project(tmp_path / "project", locales='"es"')
    assert polyloom(root, "sync", environment=MOMENT).code == 0
    translate_by_hand(root, "es", SPANISH)
    assert polyloom(root, "pipeline", environment=MOMENT).code == 0
    text = (root / "source/statement.txt").read_text("utf-8")
    (root / "source/statement.txt").write_text(text.replace("28", "29") + "\nMore.\n", "utf-8")
    whole = shutil.copytree(root, tmp_path / "whole")
    run = polyloom(whole, "pipeline", "--no-index", environment=MOMENT)
    deaths = 0
    for at in KILLS[command]:
        mortal = shutil.copytree(root, tmp_path / f"mortal-{at}")
        deaths += killed(mortal, at, command)
        again = polyloom(mortal, "pipeline", environment=MOMENT)
        assert again.code == run.code
        assert files(mortal) == files(whole), at
        once_more = polyloom(mortal, "pipeline", environment=MOMENT)
        assert once_more == polyloom(whole, "pipeline", "--no-index", environment=MOMENT)
    assert deaths
