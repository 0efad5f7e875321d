"""Programs that some tests compare with."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

_MODES = Path("/usr/share/apertium/modes")
# The pairs of languages that tests use.
_PAIRS = ("eng-spa", "spa-ita")


def require_program(name: str) -> str:
    """The program's path. Without the program the test is skipped, but fails where CI is set."""
    path = shutil.which(name)
    if path is None:
        _give_up(f"{name} is not installed")
    return path


def require_browser() -> str:
    """Chromium's path, without a window where the system has such a build: it takes half the time.

    Without any, as for any program.
    """
    return shutil.which("chromium-headless-shell") or require_program("chromium")


def require_apertium() -> None:
    """Apertium with the pairs that tests use; without, as for any program."""
    require_program("apertium")
    for pair in _PAIRS:
        if not (_MODES / f"{pair}.mode").exists():
            _give_up(f"Apertium's pair {pair} is not installed")


def _give_up(reason: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
