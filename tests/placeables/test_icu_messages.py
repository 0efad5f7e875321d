from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.placeables.icu_messages import IcuArgument, icu_arguments, is_icu_message


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("{a}", [("a", "", ())]),
        ("{a, number} of {b, date, short}", [("a", "number", ()), ("b", "date", ())]),
        (
            "{n, plural, offset:1 =0 {no {thing}} other {#}}",
            [("thing", "", ()), ("n", "plural", ("=0", "other"))],
        ),
        (
            "{g, select, f {{n, plural, one {a} other {b}}} other {c}}",
            [("n", "plural", ("one", "other")), ("g", "select", ("f", "other"))],
        ),
        ("it's '{not}' one, {a}", [("a", "", ())]),
    ],
)
def test_arguments(text: str, arguments: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert icu_arguments(text) == [IcuArgument(*each) for each in arguments]


@pytest.mark.parametrize("text", ["{a", "a}", "{n, plural, one {a}}}", "{n, plural, one {a}", "{}"])
def test_broken_messages(text: str) -> None:
    assert icu_arguments(text) is None


@pytest.mark.parametrize("text", ["{name}", "a, b", "{a, b}", "in {1, 2}", "plural, {x}"])
def test_other_texts_with_braces(text: str) -> None:
    assert not is_icu_message(text)


@given(st.text("{}',#a \n=:plural", max_size=40))
def test_any_text_is_read(text: str) -> None:
    icu_arguments(text)


def test_many_braces_are_read_without_recursion() -> None:
    depth = 50_000
    text = "{n, plural, other {" * depth + "}}" * depth
    assert len(icu_arguments(text) or ()) == depth
