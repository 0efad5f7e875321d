from __future__ import annotations

import pytest
from msgspec.structs import replace

from polyloom.model import Catalog, Entry
from polyloom.po.equivalence import same_meaning

ENTRY = Entry("a", ("b",), flags=("fuzzy", "c-format"), line=3)
CATALOG = Catalog((("Language", "es"),), (ENTRY, Entry("c")))


def with_entry(entry: Entry) -> Catalog:
    return replace(CATALOG, entries=(entry, Entry("c")))


@pytest.mark.parametrize("entry", [ENTRY, replace(ENTRY, line=9, flags=("c-format", "fuzzy"))])
def test_the_same(entry: Entry) -> None:
    assert same_meaning(CATALOG, with_entry(entry))


@pytest.mark.parametrize(
    "other",
    [
        replace(CATALOG, header=()),
        replace(CATALOG, entries=(ENTRY,)),
        with_entry(replace(ENTRY, msgstr=("B",))),
        with_entry(replace(ENTRY, flags=("fuzzy",))),
        with_entry(replace(ENTRY, translator_comments=(" x",))),
    ],
)
def test_not_the_same(other: Catalog) -> None:
    assert not same_meaning(CATALOG, other)
