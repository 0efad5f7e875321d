"""The examples of ``docs/markdown.md`` have the segments that are shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from polyloom.formats.segmentation import segment
from support.listings import listing

PAGE = Path(__file__).resolve().parents[2] / "docs" / "markdown.md"
_EXAMPLE = re.compile(
    r"^(?P<fence>`{3,})markdown\n(?P<source>.*?)^(?P=fence)\n\n```text\n(?P<shown>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
EXAMPLES = [
    (match["source"], match["shown"])
    for match in _EXAMPLE.finditer(PAGE.read_text(encoding="utf-8"))
]


def test_there_are_examples() -> None:
    assert len(EXAMPLES) > 8


@pytest.mark.parametrize(("source", "shown"), EXAMPLES)
def test_an_example_shows_its_segments(source: str, shown: str) -> None:
    assert listing(segment(source.encode(), "markdown")) == shown
