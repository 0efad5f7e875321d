"""The pages about formats: their examples are segmented, their excerpts are the real code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from polyloom.formats import FORMATS, format_named
from polyloom.formats.contract import NoPage
from polyloom.formats.segmentation import segment
from polyloom.outputs import OUTPUTS, Output
from support.listings import listing

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = re.compile(
    r"^```html\n(?P<source>.*?)^```\n+```segments\n(?P<segments>.*?)^```$", re.MULTILINE | re.DOTALL
)
EXCERPT = re.compile(r"^```python from=(?P<path>\S+)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)

REFERENCE = (ROOT / "docs/reference/formats.md").read_text(encoding="utf-8")
HTML = (ROOT / "docs/html.md").read_text(encoding="utf-8")
ADDING = (ROOT / "docs/adding-a-format.md").read_text(encoding="utf-8")


def row_of(name: str) -> str:
    """How a format's row in the reference begins."""
    suffixes = ", ".join(f"`{suffix}`" for suffix in FORMATS[name].suffixes)
    return f"| `{name}` | {suffixes} | "


@pytest.mark.parametrize("name", FORMATS)
def test_the_reference_has_a_row_for_every_format(name: str) -> None:
    rows = [line for line in REFERENCE.splitlines() if line.startswith(row_of(name))]
    assert rows, f"add a row to docs/reference/formats.md: {row_of(name)}…"
    page = format_named(name).page
    options = ", ".join(f"`{option.name}`" for option in FORMATS[name].options) or "none"
    shown = f"no: {page.reason}" if isinstance(page, NoPage) else "yes"
    assert rows[0].endswith(f" | {options} | {shown} |")


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.name)
def test_the_reference_has_a_row_for_every_output(output: Output) -> None:
    row = f"| `{output.name}` | `{output.suffix}` | "
    assert row in REFERENCE, f"add a row to docs/reference/formats.md: {row}…"


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
