"""Clones to merge in, with real git and the settings of nobody's machine."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import polyloom as package
from polyloom.workspace.git import attribute_lines, register_driver
from support.polyloom import Run
from support.programs import require_program

CONFLICT = "<<<<<<<"


@dataclass(frozen=True, slots=True)
class Clone:
    """A git repository with a work tree."""

    root: Path

    def git(self, *arguments: str, code: int | None = 0) -> Run:
        """Run git; ``code`` is the exit code it must have, if any."""
        done = subprocess.run(
            [require_program("git"), *arguments],
            cwd=self.root,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={
                **{name: value for name, value in os.environ.items() if name[:4] != "GIT_"},
                "GIT_CONFIG_GLOBAL": os.devnull,
                "GIT_CONFIG_SYSTEM": os.devnull,
                "GIT_EDITOR": "true",
                "LC_ALL": "C.UTF-8",
                # The program under test, also from the folder in which git calls it.
                "PYTHONPATH": str(Path(package.__file__).parents[1]),
            },
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        assert code is None or done.returncode == code, (done.stdout, done.stderr)
        return Run(done.returncode, done.stdout, done.stderr)

    def commit(self, message: str) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")


def make_clone(root: Path, *, registered: bool = True) -> Clone:
    """An empty repository on the branch ``main``, whose catalogs are merged by entry."""
    root.mkdir(parents=True, exist_ok=True)
    clone = Clone(root)
    clone.git("init", "-q", "-b", "main")
    clone.git("config", "user.name", "A Translator")
    clone.git("config", "user.email", "translator@example.org")
    clone.write(".gitattributes", "".join(f"{line}\n" for line in attribute_lines("locales")))
    if registered:
        assert register_driver(root, [sys.executable, "-m", "polyloom"])
    clone.commit("a project")
    return clone
