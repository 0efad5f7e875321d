"""What git is told of catalogs: which files, and by which command they are merged."""

from __future__ import annotations

import shlex
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

# The driver's name in .gitattributes and in git's configuration.
DRIVER = "polyloom"
ATTRIBUTES = ".gitattributes"

_KEY = f"merge.{DRIVER}.driver"
_NAME_KEY = f"merge.{DRIVER}.name"
_NAME = "gettext catalogs, merged by entry"
# How long git, or a driver on a file of three lines, may take, in seconds.
_PATIENCE = 20


def attribute_lines(folder: str) -> tuple[str, ...]:
    """The lines of ``.gitattributes`` that give catalogs and templates in ``folder`` the driver.

    Of the log of rewordings, which is only ever appended to, git keeps the lines of both sides.
    """
    catalogs = (f"{folder}/**/*.{suffix} merge={DRIVER}" for suffix in ("po", "pot"))
    return (*catalogs, f"{folder}/rewordings.jsonl merge=union")


def driver_command(program: Sequence[str]) -> str:
    """The command with which git merges a catalog (gitattributes, “Custom merge driver”).

    ``program`` are the words that run polyloom. Where it is gone or cannot read a version of the
    file, git's own merge of text does its best, with conflict markers; git alone would leave our
    version, and no trace of theirs.
    """
    return (
        f"{shlex.join(program)} merge-driver %O %A %B %P"
        " || git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B"
    )


def configure_command(program: Sequence[str]) -> str:
    """What a person types to register the driver in a clone."""
    return f"git config {_KEY} {shlex.quote(driver_command(program))}"


def in_work_tree(folder: Path) -> bool:
    """Whether there is git, and the folder is in a clone's work tree."""
    return _git(folder, "rev-parse", "--is-inside-work-tree").strip() == "true"


def registered_driver(folder: Path) -> str:
    """The command with which git merges catalogs here, or an empty string."""
    return _git(folder, "config", "--get", _KEY).rstrip("\n")


def has_attribute(folder: Path, path: str) -> bool:
    """Whether ``.gitattributes`` gives the driver to a file, given relative to ``folder``."""
    answer = _git(folder, "check-attr", "-z", "merge", "--", path)
    return answer.split("\0")[2:3] == [DRIVER]


def register_driver(folder: Path, program: Sequence[str]) -> bool:
    """Register the driver in the clone that ``folder`` is in; whether it had to be."""
    command = driver_command(program)
    if registered_driver(folder) == command:
        return False
    _git(folder, "config", _NAME_KEY, _NAME)
    _git(folder, "config", _KEY, command)
    return registered_driver(folder) == command


class MergeTrial(Struct, frozen=True):
    """Three versions of a file for a driver to merge, and what must be in the result."""

    base: bytes
    ours: bytes
    theirs: bytes
    expected: tuple[bytes, ...]


def driver_merges(command: str, trial: MergeTrial) -> bool:
    """Run a driver as git does; whether it merges the trial as it should."""
    with tempfile.TemporaryDirectory() as folder:
        names = {"O": trial.base, "A": trial.ours, "B": trial.theirs}
        for name, data in names.items():
            (Path(folder) / name).write_bytes(data)
        for mark, word in {**{name: name for name in names}, "P": "trial.po", "L": "7"}.items():
            command = command.replace(f"%{mark}", word)
        try:
            done = subprocess.run(  # noqa: S603 - git runs it so, by the clone's settings
                ["/bin/sh", "-c", command],
                cwd=folder,
                capture_output=True,
                timeout=_PATIENCE,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
        result = (Path(folder) / "A").read_bytes()
    return done.returncode == 0 and all(part in result for part in trial.expected)


def _git(folder: Path, *arguments: str) -> str:
    """What git prints, or nothing where it fails or is not there."""
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and the arguments are ours
            ["git", *arguments],  # noqa: S607 - the user's own git
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""
