from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.placeables.inline_markup import (
    MarkupItem,
    inline_markup,
    match_localized,
    tags_of_html,
)
from polyloom.placeables.localized_links import LocalizedLinks


@pytest.mark.parametrize(
    ("text", "emphasis", "stresses"),
    [
        ("*a* **b** ~~c~~ _d_ __e__", 5, 1),
        ("*one* or else **two**", 2, 2),
        ("***all*** of what _it `x` y_", 3, 2),
        ("**止まれ。**まず", 0, 0),
        ("** x ** and a_b_c", 0, 0),
        (r"\*a\* `*b*`", 0, 0),
    ],
)
def test_emphasis(text: str, emphasis: int, stresses: int) -> None:
    found = inline_markup(text)
    assert (found.emphasis.total(), len(found.stresses)) == (emphasis, stresses)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("[a](b.md) ![c](d.png)", [("the link target", "b.md"), ("the image", "d.png")]),
        ("[a][B c], [d][] and [e]", [("the link target", "[b c]"), ("the link target", "[d]")]),
        (
            "<https://a.org> x[^1]",
            [("the address", "https://a.org"), ("the footnote mark", "[^1]")],
        ),
        ("[a]({{ site }}/b)", [("the link target", "{{ site }}/b")]),
        ("[a] (b) `[c](d)`", []),
    ],
)
def test_links(text: str, links: list[MarkupItem]) -> None:
    assert inline_markup(text).links == Counter(links)


def test_marks_that_readers_see_have_their_place() -> None:
    text = "é ** a ** `b _범위_를 \\*c"
    found = inline_markup(text).shown
    assert [(mark, text[start : start + len(mark)]) for mark, start in found] == [
        ("**", "**"),
        ("**", "**"),
        ("`", "`"),
        ("_", "_"),
        ("*", "*"),
    ]


@given(st.text("*_~`[]()<>!\\ aé規。\n^1&;", max_size=30))
def test_marks_of_any_text_stand_where_it_is_said(text: str) -> None:
    for mark, start in inline_markup(text).shown:
        assert text[start] in (mark[0], "&")


def test_half_a_character_is_read_over() -> None:
    assert inline_markup("\ud800 **a**").emphasis.total() == 1


def test_tags() -> None:
    assert [tag.essence for tag in inline_markup("`<i>` <b>x</b>").tags] == ["<b>", "</b>"]
    assert [tag.essence for tag in tags_of_html("`<i>` <b>x</b>")] == ["<i>", "<b>", "</b>"]


def test_localized_targets_match() -> None:
    links = LocalizedLinks(("/{locale}/",), "en", "es")
    missing = Counter([("the link target", "/en/tea"), ("the image", "a.png")])
    added = Counter([("the link target", "/es/te"), ("the image", "b.png")])
    assert match_localized(missing, added, links) == (
        Counter([("the image", "a.png")]),
        Counter([("the image", "b.png")]),
    )
