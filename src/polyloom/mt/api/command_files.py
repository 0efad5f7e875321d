"""Which files of a project the words of a command name, and what is in them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from polyloom.messages import message
from polyloom.mt.api.bounded_reads import content_digest

# What separates names of files in the words of a command, as in sh -c 'exec ./a.sh; ./b.sh'.
_SEPARATORS = re.compile(r"[\s'\"`;|&<>(){}=,:$]+")


def command_files(words: Sequence[str], root: Path) -> tuple[tuple[str, str], ...]:
    """The files of the project at ``root`` that a command names, in order of their names.

    Each is its path in the project with the digest of its content, or, for a symbolic link that
    leads out of the project, with where it leads. Folders are left out. Raises OSError where a file
    cannot be read, or is a pipe or a device.
    """
    found: dict[str, str] = {}
    for word in words:
        for name in _possible_names(word):
            found |= _described(name, root)
    return tuple(sorted(found.items()))


def _possible_names(word: str) -> Iterator[str]:
    """What in a word of a command may be the name of a file: all of it, or parts of it."""
    yield word
    yield from (part for part in _SEPARATORS.split(word) if part != word)


def _described(name: str, root: Path) -> dict[str, str]:
    """The path in the project and what is there, or nothing where no file of the project is."""
    if not name or "\0" in name:
        return {}
    named = Path(os.path.normpath(root / name))
    try:
        real, real_root = named.resolve(), root.resolve()
        if not real.exists() or real.is_dir():
            return {}
    except (OSError, RuntimeError):
        # Too long a name, or a loop of links: there is no file of this name.
        return {}
    if real.is_relative_to(real_root):
        return {real.relative_to(real_root).as_posix(): content_digest(real)}
    if named.is_relative_to(root):
        return {named.relative_to(root).as_posix(): message("a link to {real}", real=real)}
    return {}
