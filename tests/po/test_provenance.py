from __future__ import annotations

import textwrap
from datetime import date

import pytest

from polyloom.model import Entry, Origin
from polyloom.po.provenance import (
    DraftProvenance,
    origin_of,
    provenance_comment,
    rebind_provenance,
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


DETAILS = [
    "guide-installing-on-linux, 95%",
    "a-very-long-name-of-a-document-with-many-parts/in/a/folder, 100%",
    "gpt-4o-mini-2024-07-18-with-a-name-that-has-no-end",
    "a document whose name has blanks in it, and commas, 77%",
    "日本語の文書の名前はとても長いので行に入りません, 80%",
    "en → es",
]


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize("engine", ["memory", "libretranslate"])
def test_a_label_is_short_and_tells_how_well_a_match_fits(engine: str, detail: str) -> None:
    label = by(engine, detail)
    assert len(f"#{label}") <= 76
    if detail.endswith("%"):
        assert detail.rpartition(", ")[2] in label


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize("width", [20, 40, 60, 76, 78])
def test_labels_of_any_length_are_read_whatever_lines_they_were_broken_into(
    detail: str, width: int
) -> None:
    """Labels on disk may be longer than those that are written now."""
    digests = by("google")[-20:]
    label = f"Draft by google, 2026-11-23 ({detail}) {digests.strip()}"
    lines = tuple(f" {line}" for line in textwrap.wrap(label, width, break_long_words=False))
    assert origin_of(draft(" mine", *lines, " (checked)")) is Origin.MACHINE
    assert origin_of(draft(*lines, text="A!")) is Origin.PERSON
    assert without_provenance((" mine", *lines, " (checked)", *lines)) == (" mine", " (checked)")
    (bound,) = rebind_provenance("A!", lines)
    assert origin_of(draft(bound, text="A!")) is Origin.MACHINE


@pytest.mark.parametrize(
    "comments",
    [
        (" Draft by google, 2026-11-23", " (checked)"),
        (" Draft by google, 2026-11-23", " (checked)", by("memory")),
        (" Draft by google, 2026-11-23", " and read by me [51e295ae 1bf20365]"),
    ],
)
def test_a_persons_comment_below_a_label_is_no_part_of_it(comments: tuple[str, ...]) -> None:
    assert without_provenance(comments) == comments[1:2]
