"""What git is told of catalogs: which files, and by which command they are merged."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from polyloom.mt.api.program_search import (
    find_program,
    is_bare_name,
    is_program,
    outside_of,
    search_path,
)
from polyloom.workspace.files import read_if_there, write_over
from polyloom.workspace.paths import CONFIGURATION
from polyloom.workspace.temporary_files import UNFINISHED_FILES

# What is only ever appended to, in the folder of the catalogs.
_APPENDED = ("rewordings.jsonl", "*/reviews/**/*.jsonl")
# The driver's name in .gitattributes and in git's configuration.
DRIVER = "polyloom"
ATTRIBUTES = ".gitattributes"

# What git ignores in a clone besides .gitignore, in git's own folder.
_EXCLUDED = "info/exclude"
# How many commits are looked through for the history of an entry.
_MOST_VERSIONS = 1000
_KEY = f"merge.{DRIVER}.driver"
_NAME_KEY = f"merge.{DRIVER}.name"
_NAME = "gettext catalogs, merged by entry"
# Keeps git from running programs that a repository's configuration names, and from taking a folder
# of a work tree for a repository.
_RUN_NOTHING = (
    *("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}"),
    *("-c", "safe.bareRepository=explicit", "--no-pager"),
)
# How long git, or a driver on a file of three lines, may take, in seconds.
_PATIENCE = 20


def attribute_lines(folder: str) -> tuple[str, ...]:
    """The lines of ``.gitattributes`` that give catalogs and templates in ``folder`` the driver.

    Of ledgers and of the log of rewordings, which are only ever appended to, git keeps the lines
    of both sides.
    """
    catalogs = (f"{folder}/**/*.{suffix} merge={DRIVER}" for suffix in ("po", "pot"))
    return (*catalogs, *(f"{folder}/{path} merge=union" for path in _APPENDED))


def driver_command(program: Sequence[str]) -> str:
    """The command with which git merges a catalog (gitattributes, “Custom merge driver”).

    git quotes ``%P``, the only one of its words that a repository chooses; ``--`` keeps a file's
    name from being an option.

    ``program`` are the words that run polyloom. Where it is gone or cannot read a version of the
    file, git's own merge of text does its best, with conflict markers; git alone would leave our
    version, and no trace of theirs.
    """
    return (
        f"{shlex.join(program)} merge-driver -- %O %A %B %P"
        " || git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B"
    )


def configure_command(program: Sequence[str]) -> str:
    """What a person types to register the driver in a clone."""
    return f"git config {_KEY} {shlex.quote(driver_command(program))}"


def in_work_tree(folder: Path) -> bool:
    """Whether there is git, and the folder is in a clone's work tree."""
    return _git(folder, "rev-parse", "--is-inside-work-tree").strip() == "true"


def identity(folder: Path, environment: Mapping[str, str]) -> str:
    """Who works here, ``Name <address>``, as git would write it into a commit; or an empty string.

    git's variables come before its configuration.
    """
    name = environment.get("GIT_AUTHOR_NAME") or _git(folder, "config", "--get", "user.name")
    address = environment.get("GIT_AUTHOR_EMAIL") or _git(folder, "config", "--get", "user.email")
    name, address = " ".join(name.split()), " ".join(address.split())
    return f"{name} <{address}>" if name and address else name or address


def commit_of(folder: Path, revision: str) -> str:
    """The commit that a revision names, or an empty string."""
    return _git(
        folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
    ).strip()


def file_at(folder: Path, commit: str, path: str) -> bytes | None:
    """A file, relative to ``folder``, as a commit has it; None where it has none."""
    if not _git(folder, "ls-tree", "--name-only", commit, "--", path):
        return None
    return _blob(folder, commit, path)


def _blob(folder: Path, commit: str, path: str) -> bytes:
    """A file as a commit has it. ``git show`` would run what the clone has to convert it."""
    return _git_bytes(folder, "cat-file", "blob", f"{commit}:./{path}")


class FileVersion(Struct, frozen=True):
    """A file as a commit has it, whose commit that is (``Name <address>``), and of when."""

    commit: str
    author: str
    at: str
    data: bytes


def file_versions(folder: Path, path: str) -> Iterator[FileVersion]:
    """A file in the last commits that changed it, the oldest of them first."""
    form = "--format=%H%x09%aN <%aE>%x09%aI"
    most = f"--max-count={_MOST_VERSIONS}"
    log = _git(folder, "log", "--no-show-signature", most, form, "--", path)
    for line in reversed(log.splitlines()):
        commit, author, at = line.split("\t")
        yield FileVersion(commit, author, at, _blob(folder, commit, path))


def line_authors(folder: Path, commit: str, path: str) -> tuple[str, ...]:
    """Who wrote each line of a file as a commit has it, ``Name <address>``.

    Of the file in the work tree git would run the filters that the clone has for it.
    """
    authors: list[str] = []
    name = address = ""
    blame = ("blame", "--no-textconv", "--line-porcelain", commit, "--", path)
    for line in _git(folder, *blame).split("\n"):
        word, _, value = line.partition(" ")
        if word == "author":
            name = value
        elif word == "author-mail":
            address = value
        elif line.startswith("\t"):
            authors.append(f"{name} {address}")
    return tuple(authors)


def registered_driver(folder: Path) -> str:
    """The command with which git merges catalogs here, or an empty string."""
    return _git(folder, "config", "--get", _KEY).rstrip("\n")


def has_attribute(folder: Path, path: str) -> bool:
    """Whether ``.gitattributes`` gives the driver to a file, given relative to ``folder``."""
    answer = _git(folder, "check-attr", "-z", "merge", "--", path)
    return answer.split("\0")[2:3] == [DRIVER]


def driver_is_there(command: str) -> bool:
    """Whether the program of a driver is there, which is not run."""
    try:
        word = shlex.split(command)[0]
    except (ValueError, IndexError):
        return False
    if is_bare_name(word):
        return find_program(word, search_path(os.environ), os.environ) is not None
    return is_program(Path(word))


def register_driver(folder: Path, program: Sequence[str]) -> bool:
    """Register the driver in the clone that ``folder`` is in; whether it had to be."""
    command = driver_command(program)
    if registered_driver(folder) == command:
        return False
    _git(folder, "config", _NAME_KEY, _NAME)
    _git(folder, "config", _KEY, command)
    return registered_driver(folder) == command


def ignore_unfinished_files(folder: Path) -> bool:
    """Have git ignore, in this clone, files that a killed run leaves; whether it had to be told.

    The driver writes beside the file that git gives it, in repositories that ``polyloom init`` has
    never seen, too. Raises UserError where git's list of what to ignore cannot be written.
    """
    probe = UNFINISHED_FILES.replace("*", "0")
    path = _git(folder, "rev-parse", "--git-path", _EXCLUDED).rstrip("\n")
    if not path or _git(folder, "check-ignore", "--no-index", "--", probe):
        return False
    root = (folder / path).parent.parent
    old = read_if_there(root, _EXCLUDED)
    lines = old or b""
    if lines and not lines.endswith(b"\n"):
        lines += b"\n"
    return write_over(root, _EXCLUDED, lines + f"{UNFINISHED_FILES}\n".encode(), expected=old)


def _git_program(folder: Path) -> Path | None:
    """The person's git, which no folder of the project or of its work tree can stand in for."""
    places = outside_of(folder, search_path(os.environ))
    for each in (folder, *folder.resolve().parents):
        if (each / CONFIGURATION).exists() or (each / ".git").exists():
            places = outside_of(each, places)
            break
    return find_program("git", places, os.environ)


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
                [shutil.which("sh") or "/bin/sh", "-c", command],
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
    return _git_bytes(folder, *arguments).decode("utf-8", "replace")


def _git_bytes(folder: Path, *arguments: str) -> bytes:
    """Like ``_git``, as it is.

    git reads ``.git/config``, which may have come with the folder as all else in it.
    """
    program = _git_program(folder)
    if program is None:
        return b""
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and the arguments are ours
            [str(program), *_RUN_NOTHING, *arguments],
            cwd=folder,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return done.stdout if done.returncode == 0 else b""
