"""The pages about formats: their examples are segmented, their excerpts are the real code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from polyloom.formats.segmentation import segment
from support.listings import listing

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = re.compile(
    r"^```html\n(?P<source>.*?)^```\n+```segments\n(?P<segments>.*?)^```$", re.MULTILINE | re.DOTALL
)
EXCERPT = re.compile(r"^```python from=(?P<path>\S+)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)

HTML = (ROOT / "docs/html.md").read_text(encoding="utf-8")
ADDING = (ROOT / "docs/adding-a-format.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "example", list(EXAMPLE.finditer(HTML)), ids=lambda match: str(match.start())
)
def test_the_examples_of_html(example: re.Match[str]) -> None:
    assert listing(segment(example["source"].encode(), "html")) == example["segments"]


def test_every_example_of_html_is_tested() -> None:
    assert len(EXAMPLE.findall(HTML)) == HTML.count("```html\n") == 8


@pytest.mark.parametrize(
    "excerpt", list(EXCERPT.finditer(ADDING)), ids=lambda match: str(match.start())
)
def test_the_excerpts_are_the_real_code(excerpt: re.Match[str]) -> None:
    assert excerpt["code"] in (ROOT / excerpt["path"]).read_text(encoding="utf-8")


def test_every_excerpt_is_tested() -> None:
    assert len(EXCERPT.findall(ADDING)) == ADDING.count("```python") == 8


def test_the_example_of_subtitles() -> None:
    shown = re.search(r"^```\n(1\n.*?)^```$", ADDING, re.MULTILINE | re.DOTALL)
    assert shown
    assert listing(segment(shown[1].encode(), "subrip")) == (
        "subtitle | The population mobilized\\u000anationally.\n"
        "subtitle | <i>It is time to change.</i>\n"
    )
