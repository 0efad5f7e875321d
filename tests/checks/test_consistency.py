from __future__ import annotations

from collections.abc import Sequence

import pytest

from polyloom.checks.consistency import (
    PlacedEntry,
    contested_entries,
    contradictions,
    entry_digests,
)
from polyloom.model import Catalog, Entry

Pair = tuple[str, str]


def found(*catalogs: Sequence[Pair | Entry]) -> list[tuple[str, str, int]]:
    """Check, path and line of what is found in catalogs of pairs, on the lines 10, 20, …"""
    read = [
        Catalog(
            (),
            tuple(
                each if isinstance(each, Entry) else Entry(each[0], (each[1],), line=10 * line)
                for line, each in enumerate(entries, 1)
            ),
        )
        for entries in catalogs
    ]
    contested = contested_entries([entry_digests(catalog) for catalog in read])
    entries = [
        PlacedEntry(f"{'abc'[number]}.po", read[number].entries[place])
        for number, places in contested.items()
        for place in places
    ]
    return [
        (finding.check, finding.path, finding.line) for finding in contradictions(entries, "es")
    ]


LONG = "Whoever finds the lamp has to give it back before the evening."
OTHER = "Nobody in our village had ever seen such a large ship come in."


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # Letter case, punctuation, blanks, endings.
        (("Open the door.", "Abre la puerta."), ("Open the door.", "abre la  puerta")),
        (("Gone for good", "Ido para siempre"), ("Gone for good", "Ida para siempre")),
        # Of one word or two: a label may be two things.
        (("Open door", "Puerta abierta"), ("Open door", "Abrir puerta")),
        # Drafts, contexts, plurals, what is gone, what is empty.
        (
            ("Open the door.", "Abre la puerta."),
            Entry("Open the door.", ("Abran el portal.",), flags=("fuzzy",)),
        ),
        (
            ("Open the door.", "Abre la puerta."),
            Entry("Open the door.", ("Abran el portal.",), msgctxt="verse"),
        ),
        (
            ("Open the door.", "Abre la puerta."),
            Entry("Open the door.", ("Abran el portal.",), obsolete=True),
        ),
        (("Open the door.", "Abre la puerta."), ("Open the door.", "")),
        # Sources that are alike, or short.
        ((LONG, "Quien la encuentre la devuelve."),
         (LONG.replace("Whoever", "Anybody who"), "Quien la encuentre la devuelve.")),
        (("Stop it at once, boy", "¡Para ya!"), ("That will do now", "¡Para ya!")),
    ],
)  # fmt: skip
def test_leaves_what_agrees_alone(first: Pair, second: Pair | Entry) -> None:
    assert found([first], [second]) == []


def test_finds_a_source_translated_in_two_ways() -> None:
    catalogs = (
        [("Open the door.", "Abre la puerta.")],
        [("Shut it.", "Ciérrala."), ("Open the door.", "Abran el portal.")],
    )
    assert found(*catalogs) == [("same-source", "b.po", 20)]


def test_the_rarer_translation_is_the_one_that_is_found() -> None:
    usual, other = ("Open the door.", "Abre la puerta."), ("Open the door.", "Abran el portal.")
    assert found([other], [usual], [usual]) == [("same-source", "a.po", 10)]


def test_a_context_of_its_own_in_both_is_the_same_text() -> None:
    one = Entry("Open the door.", ("Abre la puerta.",), msgctxt="verse", line=10)
    two = Entry("Open the door.", ("Abran el portal.",), msgctxt="verse", line=30)
    assert found([one], [two]) == [("same-source", "b.po", 30)]


def test_finds_two_sources_translated_alike() -> None:
    translation = "Quien encuentre la lámpara tiene que devolverla antes de la noche."
    assert found([(LONG, translation), (OTHER, translation)]) == [("same-translation", "a.po", 20)]


def test_the_other_place_is_named() -> None:
    entries = [
        PlacedEntry("a.po", Entry("Open the door.", ("Abre la puerta.",), line=7)),
        PlacedEntry("b.po", Entry("Open the door.", ("Abran el portal.",), line=9)),
    ]
    (finding,) = contradictions(entries, "es")
    assert finding.message == (
        "the same source is translated otherwise at a.po:7: “Abre la puerta.”"
    )
