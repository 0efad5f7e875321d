"""Real faults of disks and permissions, to see what the program makes of them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_NOBODY = 65534
# Modules are imported before: somebody else may not be allowed to read them.
_BE_NOBODY = f"""
import os
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid({_NOBODY})
    os.setuid({_NOBODY})
"""


@contextmanager
def small_disk(folder: Path, *, kilobytes: int, files: int = 100) -> Iterator[Path]:
    """A disk with room for so many kilobytes and files, at ``folder``, which is made."""
    folder.mkdir()
    options = f"size={kilobytes}k,nr_inodes={files}"
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.decode().strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def fill(folder: Path) -> None:
    """Take what room a disk has left."""
    with (folder / "filling").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 1024)
        except OSError:
            pass


def run_as_nobody(imports: str, action: str, *arguments: str) -> str:
    """What a program prints whose ``action`` is done by somebody who is not root."""
    done = subprocess.run(
        [sys.executable, "-c", f"{imports}\n{_BE_NOBODY}\n{action}", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def let_others_in(folder: Path) -> None:
    """Let whoever is not its owner look into a folder for tests, and those that it is in."""
    for each in (folder, *folder.parents):
        if each.stat().st_uid == os.geteuid() and "pytest" in str(each):
            each.chmod(each.stat().st_mode | 0o055)
