"""The page on architecture says what is: its examples run, its layers are the contract's."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/architecture.md"
BLOCK = re.compile(r"^```(python|text|layers)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# Between what the examples print.
BORDER = "=== the next example ==="


def blocks(kind: str) -> list[str]:
    text = PAGE.read_text(encoding="utf-8")
    return [body for found, body in BLOCK.findall(text) if found == kind]


def test_each_example_prints_what_is_shown() -> None:
    # One program, as they build on each other.
    program = f"print({BORDER!r})\n".join(blocks("python"))
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PYTHONUTF8": "1"},
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.split(f"{BORDER}\n") == blocks("text")


def test_the_layers_are_those_of_the_contract() -> None:
    (shown,) = blocks("layers")
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = configuration["tool"]["importlinter"]["contracts"][0]
    assert [re.split(r" {2,}", line)[0] for line in shown.splitlines()] == contract["layers"]


def test_each_room_is_in_the_picture() -> None:
    (shown,) = blocks("layers")
    package = ROOT / "src/polyloom"
    rooms = {path.stem for path in package.iterdir() if path.suffix in {"", ".py"}}
    rooms -= {"__init__", "__main__", "__pycache__", "py"}
    assert rooms <= set(re.findall(r"\w+", shown))
