"""The examples of ``docs/markdown.md`` have the segments that are shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from polyloom.formats.segmentation import segment
from support.listings import listing

PAGE = Path(__file__).resolve().parents[2] / "docs" / "markdown.md"
_EXAMPLE = re.compile(
    r"^(?P<fence>`{3,})(?P<format>markdown|mdx)\n(?P<source>.*?)^(?P=fence)\n\n```text\n(?P<shown>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
EXAMPLES = [
    (match["format"], match["source"], match["shown"])
    for match in _EXAMPLE.finditer(PAGE.read_text(encoding="utf-8"))
]


def test_there_are_examples() -> None:
    assert len(EXAMPLES) > 8


@pytest.mark.parametrize(("name", "source", "shown"), EXAMPLES)
def test_an_example_shows_its_segments(name: str, source: str, shown: str) -> None:
    assert listing(segment(source.encode(), name)) == shown
