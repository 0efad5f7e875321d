from __future__ import annotations

from datetime import date

import pytest

from polyloom.engines.labels import label, origin_of, without_label
from polyloom.model import Entry, Origin

DAY = date(2026, 11, 23)


def draft(*comments: str, flags: tuple[str, ...] = ("fuzzy",)) -> Entry:
    return Entry("a", ("A",), translator_comments=comments, flags=flags)


def test_labels() -> None:
    assert label("google", DAY) == " Draft by google, 2026-11-23"
    assert (
        label("memory", DAY, "peru\n statement") == " Draft by memory, 2026-11-23 (peru statement)"
    )


@pytest.mark.parametrize(
    ("entry", "origin"),
    [
        (draft(), Origin.PERSON),
        (draft(" a note"), Origin.PERSON),
        (draft(" Draft by hand, it is not done"), Origin.PERSON),
        (draft(label("google", DAY), flags=()), Origin.PERSON),
        (draft(label("google", DAY)), Origin.MACHINE),
        (draft(" a note", label("memory", DAY, "doc (1)"), " more"), Origin.MEMORY),
        (draft(label("google", DAY), label("memory", DAY)), Origin.MEMORY),
        (draft(label("another", DAY)), Origin.MACHINE),
        (draft("Draft by google, 2026-11-23 "), Origin.MACHINE),
    ],
)
def test_origin_is_read_back(entry: Entry, origin: Origin) -> None:
    assert origin_of(entry) is origin


def test_without_label_keeps_the_notes_of_people() -> None:
    comments = (" a note", label("google", DAY), label("memory", DAY, "x"), "")
    assert without_label(comments) == (" a note", "")
