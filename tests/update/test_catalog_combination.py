"""Several catalogs become one."""

from __future__ import annotations

import pytest

from polyloom.model import Catalog, Entry, Previous
from polyloom.update.catalog_combination import combine_catalogs

FINISHED = Entry("x", ("uno",))
DRAFT = Entry("x", ("dos",), flags=("fuzzy",))
EMPTY = Entry("x")
OBSOLETE = Entry("x", ("tres",), obsolete=True)


def combined(one: Entry, other: Entry) -> Entry:
    parts = [("a", Catalog((), (one,))), ("b", Catalog((), (other,)))]
    (entry,) = combine_catalogs(parts).entries
    return entry


@pytest.mark.parametrize(
    ("one", "other", "winner", "kept"),
    [
        (FINISHED, FINISHED, FINISHED, ()),
        (EMPTY, DRAFT, DRAFT, ()),
        (EMPTY, OBSOLETE, OBSOLETE, ()),
        (DRAFT, FINISHED, FINISHED, (' Translated otherwise in a: "dos"',)),
        (DRAFT, OBSOLETE, DRAFT, (' Translated otherwise in b: "tres"',)),
        (FINISHED, Entry("x", ('"\n',)), FINISHED, (' Translated otherwise in b: "\\"\\n"',)),
    ],
)
def test_which_of_two_translations_is_taken(
    one: Entry, other: Entry, winner: Entry, kept: tuple[str]
) -> None:
    entry = combined(one, other)
    assert (entry.msgstr, entry.flags, entry.obsolete) == (
        winner.msgstr,
        winner.flags,
        winner.obsolete,
    )
    assert entry.translator_comments == kept


def test_comments_and_flags_are_those_of_both() -> None:
    previous = Previous("w")
    one = Entry(
        "x", ("uno",), translator_comments=(" a",), flags=("fuzzy", "mt"), previous=previous
    )
    other = Entry("x", ("uno",), translator_comments=(" b", " a"), flags=("fuzzy", "seen"))
    entry = combined(one, other)
    assert entry.translator_comments == (" a", " b")
    assert entry.flags == ("fuzzy", "mt", "seen")
    assert entry.previous == previous


def test_other_contexts_are_other_entries_and_obsolete_ones_come_last() -> None:
    one = Catalog((), (FINISHED, Entry("old", ("viejo",), obsolete=True)))
    other = Catalog((), (Entry("x", ("dos",), msgctxt="menu"),))
    assert [entry.key for entry in combine_catalogs([("a", one), ("b", other)]).entries] == [
        (None, "x"),
        ("menu", "x"),
        (None, "old"),
    ]


def test_the_header_has_what_each_has() -> None:
    one = Catalog((("Language", "es"), ("X-One", "1")), (), header_comments=(" by Ana",))
    other = Catalog((("Language", "es"), ("X-Two", "2")), (), header_comments=(" by Beto",))
    both = combine_catalogs([("a", one), ("b", other)])
    assert dict(both.header) == {"Language": "es", "X-One": "1", "X-Two": "2"}
    assert both.header_comments == (" by Ana", " by Beto")
