"""The machine that Polyloom runs on: the environment, the programs and the libraries it has."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path


def environment() -> Mapping[str, str]:
    """The variables of the environment."""
    return os.environ


def own_command() -> tuple[str, ...]:
    """The words that run this very program, in whichever folder they are typed."""
    script = Path(sys.argv[0]).absolute()
    if script.name == "__main__.py":
        # -P: of the folder in which it is run, a work tree perhaps, Python imports nothing.
        return (sys.executable, "-P", "-m", "polyloom")
    return (str(script),)


def python_version() -> str:
    """The version of Python, and where it is."""
    import platform

    return f"{platform.python_version()} ({sys.executable})"


def random_id() -> str:
    """A word that no other call gives, on this machine or another: 96 random bits."""
    import secrets

    return secrets.token_hex(12)


def random_token() -> str:
    """A word that nobody can guess: 256 random bits, of letters and digits that addresses hold."""
    import secrets

    return secrets.token_urlsafe(32)


def program_path(name: str, environment: Mapping[str, str]) -> str | None:
    """Where on the search path (``PATH``) a program is, None where it is not."""
    # On use: every command asks for the environment, few for a program.
    from polyloom.mt.api.program_search import find_program, search_path

    path = find_program(name, search_path(environment), environment)
    return None if path is None else str(path)


def required_libraries() -> tuple[str, ...]:
    """The libraries that Polyloom needs, without those of extras, in order of their names."""
    import importlib.metadata
    import re

    requirements = importlib.metadata.requires("polyloom") or []
    names = [
        re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
        for requirement in requirements
        if "extra ==" not in requirement
    ]
    return tuple(sorted(filter(None, names)))


def library_version(name: str) -> str | None:
    """The version of a library that is installed, None where it is not."""
    import importlib.metadata

    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def library_versions() -> Mapping[str, str | None]:
    """The versions of the libraries that Polyloom needs, by name; None of what is not installed."""
    return {name: library_version(name) for name in required_libraries()}


def minor_version(version: str) -> str:
    """The first two numbers of a version.

    >>> minor_version("3.11.7")
    '3.11'
    """
    return ".".join(version.split(".")[:2])
