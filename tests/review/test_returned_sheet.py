"""What comes back of review sheets: both forms, and whatever else somebody may send."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.errors import UserError
from polyloom.model import Entry
from polyloom.review.ledger import Verdict
from polyloom.review.returned_sheet import (
    LARGEST_FILE,
    Remark,
    ReturnedSheet,
    SheetText,
    plain_sheet,
    read_returned_sheet,
    remark_id,
    source_of_mark,
    text_mark,
)

MARK = "0123456789abcdef.fedcba9876543210"
OTHER = "0123456789abcdef.0000000000000000"
BLANK = ReturnedSheet("Statements", "es", "a.md", "", ())
TEXTS = [
    SheetText(MARK, "title", "Strike", "Huelga"),
    SheetText(OTHER, "paragraph-1", "Comment: " + "very long words " * 20, "工人" * 90),
]


def filled(**said: str) -> str:
    """The plain form with words behind the fields of its first text."""
    text = plain_sheet(BLANK, TEXTS).replace("Name: ", "Name: Ana <ana@example.org>")
    for field, words in said.items():
        text = text.replace(f"{field.title()}:", f"{field.title()}: {words}", 1)
    return text


def read(text: str) -> ReturnedSheet:
    return read_returned_sheet(text.encode(), "mail.txt")


def as_json(**changed: Any) -> bytes:
    sheet = {
        "format": "polyloom-review-sheet",
        "version": 1,
        "project": "Statements",
        "locale": "es",
        "document": "a.md",
        "by": "Ana <ana@example.org>",
        "remarks": [
            {"mark": MARK, "reference": "title", "verdict": "comment", "text": "Sure?"},
            {"mark": MARK, "reference": "title", "verdict": "approve"},
        ],
    }
    return json.dumps(sheet | changed).encode()


def test_what_the_script_writes() -> None:
    found = read_returned_sheet(as_json(), "review.json")
    assert found == ReturnedSheet(
        "Statements",
        "es",
        "a.md",
        "Ana <ana@example.org>",
        (
            Remark(MARK, "title", Verdict.COMMENT, "Sure?"),
            Remark(MARK, "title", Verdict.APPROVE),
        ),
    )


def test_a_mail_says_what_the_script_would() -> None:
    assert read(filled(approve="yes", comment="Sure?")).remarks == (
        Remark(MARK, "title", Verdict.APPROVE),
        Remark(MARK, "title", Verdict.COMMENT, "Sure?"),
    )
    found = read(filled(reject="It is\na general strike.\n\nSee the source."))
    assert found.by == "Ana <ana@example.org>"
    (remark,) = found.remarks
    assert remark.text == "It is\na general strike.\n\nSee the source."
    assert not any(len(line) > 72 for line in plain_sheet(BLANK, TEXTS).split("\n"))


@pytest.mark.parametrize(
    "mangled",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "Dear Ana,\n\nhere it is.\n\n" + text,
        lambda text: "".join(f"> {line}\n" for line in text.split("\n")),
        lambda text: "".join(f">> {line}\n" for line in text.split("\n")),
        lambda text: "\ufeff" + text.replace("Comment:", "  comment :"),
        lambda text: text.replace("\n", "  \n"),
        lambda text: text + "\n-- \nLuis\nComment: from my telephone\n",
    ],
)
def test_what_programs_for_mail_do_to_it_makes_no_difference(mangled: Any) -> None:
    assert read(mangled(filled(comment="Sure?"))).remarks == (
        Remark(MARK, "title", Verdict.COMMENT, "Sure?"),
    )


@pytest.mark.parametrize("no", ["", "no", "No", " - "])
def test_no_is_no_approval(no: str) -> None:
    with pytest.raises(UserError, match="nothing is said in it"):
        read(filled(approve=no))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "neither JSON nor the text of a review sheet"),
        (b"{", "it is no review sheet"),
        (b'{"format": "other"}', "it is no review sheet"),
        (b"[" * 100_000, "neither JSON nor"),
        (b'{"remarks":' * 50_000, "it is no review sheet"),
        (b"\xff\xfe", "no text in UTF-8"),
        (b" " * (LARGEST_FILE + 1), "too large for a review sheet"),
        (as_json(version=2), "another version"),
        (as_json(remarks=[]), "nothing is said in it"),
        (as_json(remarks="x"), "it is no review sheet"),
        (as_json(by="Ana\x1b[2J"), "names that no sheet has"),
        (as_json(document="a" * 300), "names that no sheet has"),
        (as_json(remarks=[{"mark": "../x", "verdict": "approve"}]), "of no text"),
        (as_json(remarks=[{"mark": MARK, "verdict": "withdraw"}]), "it is no review sheet"),
        (as_json(remarks=[{"mark": MARK, "verdict": "reject"}]), "says nothing"),
        (as_json(remarks=[{"mark": MARK, "verdict": "reject", "text": " "}]), "says nothing"),
        (
            as_json(remarks=[{"mark": MARK, "verdict": "comment", "text": "x" * 10_001}]),
            "too long",
        ),
        (
            as_json(remarks=[{"mark": MARK, "verdict": "comment", "text": "a\x07"}]),
            "control characters",
        ),
        (b"[[ polyloom review sheet 9 ]]\n", "another version"),
        (b"[[ polyloom review sheet 1 ]]\nProject: a\n", "its lines locale, document are gone"),
    ],
)
def test_what_is_no_sheet_is_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(UserError) as caught:
        read_returned_sheet(data, "review.json")
    assert said in caught.value.what
    assert caught.value.where == "review.json"
    assert caught.value.remedy


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode()))
def test_anything_is_a_sheet_or_an_error(data: bytes) -> None:
    with pytest.raises(UserError):
        read_returned_sheet(data, "x")


def test_a_mark_is_of_one_source_with_one_translation() -> None:
    entry = Entry("Strike", ("Huelga",), msgctxt="title")
    others = [
        Entry("Strike", ("Huelga",)),
        Entry("Strikes", ("Huelga",), msgctxt="title"),
        Entry("Strike", ("Huelga",), msgctxt="title", msgid_plural="Strikes"),
    ]
    assert all(
        source_of_mark(text_mark(each)) != source_of_mark(text_mark(entry)) for each in others
    )
    changed = Entry("Strike", ("Paro",), msgctxt="title")
    assert text_mark(changed) != text_mark(entry)
    assert source_of_mark(text_mark(changed)) == source_of_mark(text_mark(entry))


def test_an_id_is_that_of_who_said_what_of_which_text() -> None:
    remark = Remark(MARK, "title", Verdict.COMMENT, "Sure?")
    same = remark_id(BLANK, remark, "Ana <ana@example.org>")
    assert same == remark_id(BLANK, remark, "A. Quispe <ANA@example.org>")
    assert len(same) == 24
    assert same != remark_id(BLANK, remark, "Luis <luis@example.org>")
    assert same != remark_id(BLANK, Remark(OTHER, "title", Verdict.COMMENT, "Sure?"), "Ana")
