from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from polyloom.memory.exact_matches import build_memory
from polyloom.memory.fuzzy_matches import FuzzyMemory, Suggestion, has_no_match
from polyloom.memory.similar import similar_texts
from polyloom.model import Catalog, Entry

PAIRS = {
    "The land belongs to those who work on it.": "La tierra es de quienes la trabajan.",
    "We met in 1984. The square was full.": "Nos reunimos en 1984. La plaza estaba llena.",
    "New elections!": "¡Nuevas elecciones!",
    "Nobody came. They had no bus.": "No vino nadie, porque no había autobús.",
}


def memory(pairs: dict[str, str], locale: str = "es") -> FuzzyMemory:
    entries = tuple(Entry(source, (target,)) for source, target in pairs.items())
    return FuzzyMemory(build_memory([("doc", Catalog((), entries))]), "en", locale)


def test_a_text_that_is_much_like_another() -> None:
    found = memory(PAIRS).suggest("The land belongs to all who work on it.")
    assert found is not None
    assert (found.text, found.document) == ("La tierra es de quienes la trabajan.", "doc")
    assert 0.75 <= found.score < 1


def test_a_text_of_known_sentences() -> None:
    text = "The square was full. The land belongs to those who work on it. We met in 1991."
    assert memory(PAIRS).suggest(text) == Suggestion(
        "La plaza estaba llena. La tierra es de quienes la trabajan. Nos reunimos en 1991.",
        "doc",
        1 - (1 - 0.75) * 15 / 76,
        is_assembled=True,
    )


def test_sentences_without_blanks_between_them() -> None:
    pairs = {"It rains.": "下雨了。", "We stay here today.": "我们今天留在这里。"}
    found = memory(pairs, "zh_Hans").suggest("It rains. We stay here today.")
    assert found is not None
    assert found.text == "下雨了。我们今天留在这里。"


def test_no_suggestion() -> None:
    remembered = memory(PAIRS)
    # Too short to be alike, another text, one sentence that nobody knows, no pair of sentences.
    for text in (
        "Old elections!",
        "The sea belongs to nobody.",
        "The square was full. It rained on all of us.",
        "Nobody came. The square was full.",
        "",
        "—",
    ):
        assert remembered.suggest(text) is None


def test_the_closest_of_equals_is_the_first() -> None:
    texts = similar_texts(["one two three five", "one two three four", "one two three four"])
    found = texts.closest("one two three four six", 0.5)
    assert found is not None
    assert found.number == 1
    assert texts.closest("nothing of that", 0.1) is None


def test_where_no_blanks_part_words_characters_are_alike() -> None:
    texts = similar_texts(["เราไปตลาดทุกวันเสาร์", "ฝนตกหนักเมื่อคืนนี้"])
    found = texts.closest("เราไปตลาดทุกวันอาทิตย์", 0.6)
    assert found is not None
    assert found.number == 0


WORDS = st.sampled_from(["land", "for", "all", "More.", "We met", "in 1984.", "→", "下雨了。"])
TEXTS = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)


@given(TEXTS, st.lists(TEXTS, max_size=4, unique=True))
def test_where_nothing_is_like_a_text_it_has_no_match(text: str, known: list[str]) -> None:
    remembered = memory({source: source.upper() for source in known})
    if has_no_match(text, similar_texts(known), "en"):
        assert remembered.memory.look_up(text) is None
        assert remembered.suggest(text) is None


def test_what_has_no_match_is_told() -> None:
    known = similar_texts(PAIRS)
    assert has_no_match("The sea belongs to nobody. Everybody knows it by now.", known, "en")
    # Once more the same word does not make it the same text.
    assert has_no_match("Land. Land. Land. Land. Land. Land.", known, "en")
    for text in (
        "New elections!",
        "The land belongs to all who work on it.",
        "We met in 1984. New elections!",
    ):
        assert not has_no_match(text, known, "en")
