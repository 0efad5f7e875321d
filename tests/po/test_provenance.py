from __future__ import annotations

from datetime import date

import pytest

from polyloom.model import Entry, Origin
from polyloom.po.provenance import (
    DraftProvenance,
    origin_of,
    provenance_comment,
    without_provenance,
)

DAY = date(2026, 11, 23)


def by(engine: str, detail: str = "", text: str = "A") -> str:
    return provenance_comment(DraftProvenance("a", text, engine, DAY, detail))


def draft(*comments: str, flags: tuple[str, ...] = ("fuzzy",), text: str = "A") -> Entry:
    return Entry("a", (text,), translator_comments=comments, flags=flags)


def test_provenance_comments() -> None:
    assert by("google") == " Draft by google, 2026-11-23 [ca978112 559aead0]"
    assert by("memory", "peru\n statement").startswith(
        " Draft by memory, 2026-11-23 (peru statement) ["
    )


@pytest.mark.parametrize(
    ("entry", "origin"),
    [
        (draft(), Origin.PERSON),
        (draft(" a note"), Origin.PERSON),
        (draft(" Draft by hand, it is not done"), Origin.PERSON),
        (draft(by("google"), flags=()), Origin.PERSON),
        (draft(by("google")), Origin.MACHINE),
        (draft(" a note", by("memory", "doc (1)"), " more"), Origin.MEMORY),
        (draft(by("google"), by("memory")), Origin.MEMORY),
        (draft(by("another")), Origin.MACHINE),
        (draft("Draft by google, 2026-11-23 "), Origin.MACHINE),
        # Somebody has changed the text, and left it a draft.
        (draft(by("google"), text="A!"), Origin.PERSON),
        (draft(by("memory"), by("google", text="B")), Origin.PERSON),
    ],
)
def test_origin_is_read_back(entry: Entry, origin: Origin) -> None:
    assert origin_of(entry) is origin


def test_without_provenance_keeps_the_notes_of_people() -> None:
    comments = (" a note", by("google"), by("memory", "x"), "")
    assert without_provenance(comments) == (" a note", "")
