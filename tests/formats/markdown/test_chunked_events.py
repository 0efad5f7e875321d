"""A large text is parsed in chunks, which are read as the whole would be."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.formats.markdown.chunked_events import events_in_chunks
from polyloom.placeables.byte_text import byte_text
from polyloom.placeables.markdown_events import Event, link_targets, parse_events

CASES = sorted(Path(__file__).parent.glob("*.md"))
LINES = [
    "text", "    code", "# heading", "- point", "  more", "> quote", "", "", "```", "===", "---",
    "[link] [c]", "[link]: x", '"title"', "[c]:",
    "/d", "| a | b |", "|---|---|", ": definition", "<div>", "</div>", "<!-- a", "-->", "$$",
    "1. one", "\ttab", "ä", "[ä🦀]", "[ä🦀]: /&eacute;", "[à]: /à",
]  # fmt: skip


def essence(found: list[Event]) -> list[Event]:
    """Events without how links name their targets, which differs for those elsewhere."""
    return [
        (edge, name, data["dest_url"] if name in ("Link", "Image") and data else data, start, end)
        for edge, name, data, start, end in found
    ]


def check(text: str, chunk: int) -> None:
    # Of a label that is defined twice the first definition counts, wherever it stands.
    as_bytes = byte_text(text.encode())
    targets = link_targets(as_bytes)
    whole = essence(list(parse_events(text, offset=7)))
    assert essence(list(events_in_chunks(as_bytes, targets, 7, chunk))) == whole


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_cases(case: Path) -> None:
    text = case.read_bytes().decode("utf-8-sig")
    for chunk in (1, 20, 100):
        check(text, chunk)


@given(st.lists(st.sampled_from(LINES), max_size=25), st.integers(1, 40))
def test_any_lines(lines: list[str], chunk: int) -> None:
    check("\n".join(lines), chunk)


@pytest.mark.parametrize("chunk", [1, 10, 30])
def test_footnotes_stand_anywhere(chunk: int) -> None:
    check("a[^a] b[^b] c[^c]\n\n[^a]: one\n\n    more\n\ntext[^a]\n\n[^b]: two[^b]\n", chunk)
