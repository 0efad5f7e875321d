"""A large text is rendered in chunks, whose HTML together is that of the whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.formats.markdown.chunked_html import html_in_chunks
from polyloom.placeables.byte_text import byte_text
from polyloom.placeables.markdown_events import BEGIN, link_targets, parse_events, render_html

CASES = sorted(Path(__file__).parent.glob("*.md"))
LINES = [
    "text", "    code", "# heading", "## ä", "- point", "  more", "> quote", "", "", "", "```",
    "===", "---", "[link] [c]", "[link]: x", "'ti\"&amp;\\\\tle'", "[link]: <é \\>&lt;>",
    "[c]:", "/d", "a | b", "--|--", ": definition",
    "<div>", "</div>", "<!-- a", "-->", "<pre>", "</pre>", "$$", "1. one", "é🦀",
    "a[^a]", "b[^b] [^a]", "[^a]: one", "[^b]: ä", "<p>x</p>",
]  # fmt: skip


def check(text: str, chunk: int) -> None:
    defined = [event for event in parse_events(text) if event[:2] == (BEGIN, "FootnoteDefinition")]
    footnotes = {event[2] for event in defined}
    as_bytes = byte_text(text.encode())
    pieces = html_in_chunks(as_bytes, link_targets(as_bytes), footnotes, chunk)
    assert "".join(pieces) == render_html(text)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_cases(case: Path) -> None:
    text = case.read_bytes().decode("utf-8-sig")
    for chunk in (1, 20, 100):
        check(text, chunk)


@given(st.lists(st.sampled_from(LINES), max_size=30), st.integers(1, 40), st.sampled_from("\n\r"))
def test_any_lines(lines: list[str], chunk: int, end: str) -> None:
    check({"\n": "\n", "\r": "\r\n"}[end].join(lines), chunk)


def test_a_large_text_comes_in_pieces() -> None:
    text = "# One\n\nText.\n\n" * 100
    assert len(list(html_in_chunks(text, {}, (), 100))) > 10
