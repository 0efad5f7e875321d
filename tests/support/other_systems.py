"""Other systems than Unix."""

from __future__ import annotations

from pathlib import Path

# On PYTHONPATH, this folder makes Python as it is on Windows, as near as can be had.
WITHOUT_UNIX = Path(__file__).parent / "without_unix"
