"""Only texts in question are split into sentences, and the same is found as in all of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.language.sentences import sentences
from polyloom.memory import known_sentences
from polyloom.memory.exact_matches import build_memory
from polyloom.memory.fuzzy_matches import FuzzyMemory
from polyloom.memory.known_sentences import KnownSentences
from polyloom.model import Catalog, Entry

SENTENCES = (
    "The land belongs to those who work.",
    "The land belongs to all who work.",
    "The land belongs to nobody at all.",
    "«Bread is dear.»",
    "Bread is dear.",
    "It is **Bread is dear. so** they said to all.",
    "We met in 1984!",
    "Was it 3.4 or 4.3, Dr. Who?",
    "人民要土地。",
    "Straße, STRASSE and ſtreet of the land.",
    "No.",
)
texts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map(" ".join)
pairs = st.dictionaries(texts, texts, max_size=6)


def memory(pairs: dict[str, str]) -> FuzzyMemory:
    entries = tuple(Entry(source, (target,)) for source, target in pairs.items())
    return FuzzyMemory(build_memory([("doc", Catalog((), entries))]), "en", "es")


class Exhaustive(FuzzyMemory, frozen=True):
    """Compares each sentence with all others."""

    def _may_be_alike(self, _text: str) -> bool:
        return True


@given(pairs, texts)
def test_the_same_is_suggested_as_after_a_look_at_all(pairs: dict[str, str], text: str) -> None:
    some = memory(pairs)
    every = Exhaustive(some.memory, "en", "es")
    assert some.suggest(text) == every.suggest(text)


@given(pairs, st.sampled_from((*SENTENCES, "land", "\0", "No. No.")))
def test_a_sentence_is_found_as_among_all(pairs: dict[str, str], sentence: str) -> None:
    known = memory(pairs).memory
    alone, among_all = (KnownSentences(known, "en", "es") for _ in range(2))
    assert alone.find(sentence) == among_all.all.get(sentence)


def test_texts_without_the_sentence_are_not_split(monkeypatch: pytest.MonkeyPatch) -> None:
    split: list[str] = []

    def noted(text: str, locale: str) -> list[tuple[int, int]]:
        split.append(text)
        return sentences(text, locale)

    monkeypatch.setattr(known_sentences, "sentences", noted)
    found = memory({"It rains. We stay.": "Llueve. Aquí.", "Go away. Now.": "Vete. Ya."})
    assert found.suggest("We stay. It is the end of all this.") is None
    assert split == ["It rains. We stay.", "Llueve. Aquí."]
