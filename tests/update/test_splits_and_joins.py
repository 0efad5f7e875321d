from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.update.splits_and_joins import (
    Containment,
    Division,
    divide_translation,
    find_divisions,
    join_paragraphs,
)


@pytest.mark.parametrize(
    ("translation", "sources", "parts"),
    [
        # As many sentences as the source has.
        ("Uno. Dos. Tres.", ["One.", "Two. Three."], ["Uno.", "Dos. Tres."]),
        (
            "Una frase muy larga que sigue y sigue. Otra.",
            ["One.", "Two."],
            ["Una frase muy larga que sigue y sigue.", "Otra."],
        ),
        # Other sentences: the nearest end of one.
        (
            "Uno es corto. Dos también. Esto es el final, por cierto.",
            ["One is short and two too.", "This is the end, by the way."],
            ["Uno es corto. Dos también.", "Esto es el final, por cierto."],
        ),
        # One sentence only: the nearest end of a clause, or a word.
        (
            "Vinieron todos, y nadie se quedó.",
            ["They all came.", "Nobody stayed."],
            ["Vinieron todos,", "y nadie se quedó."],
        ),
        (
            "Vinieron todos juntos ayer",
            ["They came", "all together"],
            ["Vinieron todos", "juntos ayer"],
        ),
    ],
)
def test_divided(translation: str, sources: list[str], parts: list[str]) -> None:
    assert divide_translation(translation, sources, source_locale="en", locale="es") == parts


def test_chinese_is_divided_between_characters() -> None:
    assert divide_translation(
        "我们都来了没有人", ["We came.", "All us."], source_locale="en", locale="zh"
    ) == [
        "我们都来",
        "了没有人",
    ]


@pytest.mark.parametrize(
    ("texts", "joined"),
    [
        (["Uno.", "Dos.", "Tres."], "Uno. Dos. Tres."),
        (["一。", "二。"], "一。二。"),
        (["ﾃｽﾄ｡", "ﾃｽﾄ"], "ﾃｽﾄ｡ﾃｽﾄ"),
        (["「はい」", "Yes"], "「はい」Yes"),
        # Thai has no blanks between words, but between sentences; Korean between both.
        (["เรามา", "เขาไป"], "เรามา เขาไป"),
        (["우리가 왔다", "그가 갔다"], "우리가 왔다 그가 갔다"),
        ([], ""),
    ],
)
def test_joined(texts: list[str], joined: str) -> None:
    assert join_paragraphs(texts) == joined


def test_one_word_cannot_be_divided() -> None:
    assert divide_translation("Sí", ["Yes.", "Yes."], source_locale="en", locale="es") is None


@given(
    st.lists(st.sampled_from(["Uno.", "Dos, tres.", "cuatro", "Ay!", "五。"]), min_size=1),
    st.lists(st.sampled_from(["One.", "Two. Three.", "Four and more of it."]), min_size=2),
)
def test_no_letter_is_lost(words: list[str], sources: list[str]) -> None:
    translation = " ".join(words)
    parts = divide_translation(translation, sources, source_locale="en", locale="es")
    if parts is not None:
        assert len(parts) == len(sources)
        assert "".join("".join(parts).split()) == "".join(translation.split())
        assert all(parts)


def divisions(wholes: list[str], parts: list[str], places: list[int | None]) -> list[Division]:
    every = [
        Containment(whole, part, len([one for one in parts[part] if one in text]), len(parts[part]))
        for whole, text in enumerate(wholes)
        for part in range(len(parts))
    ]
    return find_divisions(every, wholes, parts, places)


def test_parts_follow_each_other() -> None:
    assert divisions(["abcdefgh"], ["abcd", "efgh"], [4, 5]) == [Division(0, (0, 1))]
    assert divisions(["abcdefgh"], ["abcd", "efgh"], [4, 6]) == []
    assert divisions(["abcdefgh"], ["abcd", "efgh"], [None, None]) == []
    assert divisions(["abcdefgh"], ["efgh", "abcd"], [4, 5]) == []


def test_parts_make_up_the_whole() -> None:
    assert divisions(["abcdefghijklmnop"], ["abcd", "ijkl"], [1, 2]) == []
    assert divisions(["abcdefgh"], ["abcd", "efxgh"], [1, 2]) == [Division(0, (0, 1))]
    assert divisions(["abcdefgh"], ["abcd", "efg", "hij"], [1, 2, 3]) == [Division(0, (0, 1))]


def test_each_is_used_once() -> None:
    found = divisions(["abcdefgh", "abcdefgx"], ["abcd", "efgh"], [1, 2])
    assert found == [Division(0, (0, 1))]
