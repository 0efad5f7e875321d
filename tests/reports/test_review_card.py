"""A card of a review as a console shows it."""

from __future__ import annotations

import io

import pytest
from rich.console import Console
from unicode_segmentation_rs import text_width

from polyloom.model import Finding, Severity, TextSpan
from polyloom.reports.review_card import CardSection, ReviewCard, print_card

CARD = ReviewCard(
    "a.md#title",
    "1 of 2, 2 to go",
    "draft",
    (
        CardSection("source (en)", ("We affirm\nthis in 28 words or more, as ever:",)),
        CardSection("how the source has changed", ("In 1985",), ("In 1984",)),
        CardSection("nothing", ()),
    ),
    (
        Finding(
            "numbers", Severity.ERROR, "a.po", 3, "the number is lost", "write it",
            translation="我们重申" * 30, span=TextSpan(4, 6),
        ),
    ),
    (CardSection("after it", ("我们重申" * 30, "\x1b[2J"), short=True),),
)  # fmt: skip


def printed(width: int, *, coloured: bool = False, encoding: str = "utf-8") -> str:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    print_card(
        Console(
            file=stream,
            width=width,
            force_terminal=coloured,
            color_system="standard" if coloured else None,
            highlight=False,
            markup=False,
        ),
        CARD,
    )
    stream.flush()
    return raw.getvalue().decode(encoding)


@pytest.mark.parametrize("width", [1, 2, 3, 20, 80, 200])
def test_whatever_the_width_all_sections_are_shown(width: int) -> None:
    lines = printed(width).split("\n")
    if width >= 20:
        assert "source (en)" in lines
        assert "  We affirm" in lines
        assert "nothing" not in lines
        short = lines[lines.index("after it") + 1]
        assert text_width(short) <= width
        assert short.endswith("…") == (width < 240)


def test_what_has_changed_is_marked_where_there_are_no_colours() -> None:
    assert "  In [-1984-]{+1985+}\n" in printed(80)
    coloured = printed(80, coloured=True)
    assert "[-" not in coloured.replace("\x1b[", "")
    assert "1984" in coloured


def test_control_characters_are_shown_as_escapes() -> None:
    assert "\\x1b[2J" in printed(80)
    assert "\x1b" not in printed(80)


def test_a_console_without_utf_8_shows_what_it_can() -> None:
    assert "\\u6211" in printed(80, encoding="ascii")
