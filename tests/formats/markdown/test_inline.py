"""What stands in a line of Markdown, and where the line is broken."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from polyloom.formats.markdown.block_escapes import begins_block
from polyloom.formats.markdown.line_layout import LineLayout
from polyloom.formats.markdown.markup_inventory import inventory_of_markdown
from polyloom.formats.markdown.translatable_words import markdown_has_words
from polyloom.placeables.markdown_events import parse_events

WORDS = st.lists(
    st.sampled_from(
        ["a", "run", "`", "``", "``` ", " ", "  ", "*", "**", "_", "~~", "1", ".", "ñ"]
    ),
    max_size=12,
).map("".join)


@given(WORDS)
def test_code_is_found_as_the_parser_finds_it(text: str) -> None:
    # Without what begins a block, whose text would be another one.
    whole = f"a {text}"
    code = [
        (len(whole.encode()[:start].decode()) - 2, len(whole.encode()[:end].decode()) - 2)
        for _, name, _, start, end in parse_events(whole)
        if name == "Code"
    ]
    found = inventory_of_markdown(text, {})
    assert list(found.unbreakable) == code
    shown = text
    for start, end in reversed(code):
        shown = f"{shown[:start]} {shown[end:]}"
    assert found.has_words == markdown_has_words(shown)
    assert not found.items


PIECES = st.lists(
    st.sampled_from(
        [
            "we",
            "`cargo run`",
            "[to the](b)",
            "-",
            "1.",
            "# no",
            "#5",
            "a)",
            "中文",
            "Perú",
            "`",
            ">",
        ]
    ),
    min_size=1,
    max_size=14,
).map(" ".join)


@given(st.lists(PIECES, min_size=1, max_size=3), st.integers(4, 30), st.integers(0, 12))
def test_lines_say_the_text_again_and_none_begins_a_block(
    parts: list[str], width: int, first: int
) -> None:
    layout = LineLayout("\n", "> ", ("\\",), first, width, wraps=True)
    whole = " ".join(parts)
    unbreakable = [match.span() for match in re.finditer(r"`cargo run`|\]\(b\)", whole)]
    text = layout.lay_out(parts, unbreakable, markdown=True)
    hard = text.split("\\\n> ")
    assert len(hard) == len(parts)
    for said, part in zip(hard, parts, strict=True):
        lines = said.split("\n> ")
        assert "`cargo" not in [line[-6:] for line in lines]
        assert not any(begins_block(line) for line in lines)
        assert " ".join(lines).replace("\\", "") == part


def test_what_must_not_be_broken_in_an_earlier_part_says_nothing_of_a_later_one() -> None:
    layout = LineLayout("\n", "", ("\\",), 0, 12, wraps=True)
    text = layout.lay_out(["`cargo run`:", "it runs what was built"], [(0, 11)], markdown=True)
    assert text == "`cargo run`:\\\nit runs what\nwas built"
