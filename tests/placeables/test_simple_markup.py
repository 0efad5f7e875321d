from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.placeables.inline_markup import inline_markup
from polyloom.placeables.simple_markup import has_same_markup, simple_markup

PIECES = (
    "a", "é", "規", "。", ".", "(", ")", " ", "\n", "*", "**", "_", "__", "~~", "~", "`", "``",
    "[", "]", "](b)", "](b.md)", "![", "[^1]", "<b>", "</b>", "<", ">", "\\", "&", "!", "“", '"',
    "1",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_what_is_simple_is_what_a_parser_sees(text: str) -> None:
    found = simple_markup(text)
    if found is None:
        return
    parsed = inline_markup(text)
    assert [shown for shown in parsed.shown if shown.mark != "~"] == []
    assert Counter(mark for mark in found if mark[0] in "*_~") == Counter(
        mark for mark in found if mark in ("*", "**", "_", "__", "~~")
    )
    assert sum(mark[0] in "*_~" for mark in found) == parsed.emphasis.total()
    assert sum(mark[0] == "`" for mark in found) == len(parsed.codes)
    assert sum(mark[0] == "<" for mark in found) == len(parsed.tags)
    assert sum(mark[0] in "![" for mark in found) == parsed.links.total()


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("plain", "llano"),
        ("the **rules** of `x`", "`x` の**規則**"),
        ("[a](b.md), _c_, d_e[^1]", "_c_, d_e[^1]. [á](b.md)"),
        ("![a](b.png) <kbd>x</kbd> snake case", "<kbd>x</kbd> ![é](b.png)"),
        ("**Note:** x [sic]", "**Nota:** x"),
    ],
)
def test_texts_with_the_same_markup(source: str, translation: str) -> None:
    assert has_same_markup(source, translation)


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("**a**", "a"),
        ("**a.** b", "**止。**ま"),
        ("**a** b", "** a ** b"),
        ("_a_ b", "_범위_를"),
        ("[a](b.md)", "[a] (b.md)"),
        ("**[a](b)**", "**[a**](b)"),
        (r"\*a\*", r"\*a\*"),
        ("`a`", "`b`"),
        ("`a`", "``a`"),
    ],
)
def test_texts_that_need_a_parser(source: str, translation: str) -> None:
    assert not has_same_markup(source, translation)
