"""Commands as somebody types them who has nothing set up."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

# What this very test run has in its environment, and a newcomer's shell has not.
_HIDDEN = ("VIRTUAL_ENV", "PYTHONPATH", "MAKEFLAGS", "MAKELEVEL", "MFLAGS")


def run_as_newcomer(*command: str, folder: Path) -> str:
    """What the command prints. It must end with exit code 0."""
    hidden = (*_HIDDEN, *(key for key in os.environ if key.startswith(("COVERAGE_", "PYTEST_"))))
    environment = {key: value for key, value in os.environ.items() if key not in hidden}
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
