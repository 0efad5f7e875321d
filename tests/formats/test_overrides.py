"""What a project says of a segment outranks what the text looks like."""

from __future__ import annotations

import pytest

from polyloom.errors import UserError
from polyloom.formats.format_options import DocumentOptions, Overrule
from polyloom.formats.segmentation import segment
from polyloom.formats.weave import structure, weave
from polyloom.model import Document, Kind

LETTER = b"""The strike

Jane Roe

1) Only one point.

The first line
of something

Kept.
"""


def kinds(document: Document) -> list[Kind]:
    return [found.kind for found in document.segments]


def test_a_byline_that_has_no_word_for_by() -> None:
    assert kinds(segment(LETTER))[1] is Kind.PARAGRAPH
    assert kinds(segment(LETTER, options=DocumentOptions(kinds={2: Kind.BYLINE})))[1] is Kind.BYLINE


@pytest.mark.parametrize(
    "kind",
    [
        Kind.HEADING, Kind.QUOTE, Kind.DATE, Kind.CAPTION, Kind.FOOTNOTE, Kind.CLOSING,
        Kind.SIGNATURE, Kind.PARAGRAPH, Kind.TITLE,
    ],
)  # fmt: skip
def test_running_text_can_be_of_any_kind_that_wording_tells(kind: Kind) -> None:
    document = segment(LETTER, options=DocumentOptions(kinds={4: kind}))
    assert document.segments[3].kind is kind
    assert document.segments[3].text.split() == ["The", "first", "line", "of", "something"]


def test_an_override_can_keep_line_breaks() -> None:
    document = segment(LETTER, options=DocumentOptions(kinds={4: Kind.VERSE}))
    assert document.segments[3].text == "The first line\nof something"
    woven = weave(document, {3: "Der erste Vers\nvon etwas"})
    assert b"Der erste Vers\nvon etwas\n" in woven.data


def test_an_override_makes_a_point_a_paragraph_with_its_marker() -> None:
    document = segment(LETTER, options=DocumentOptions(kinds={3: Kind.PARAGRAPH}))
    found = document.segments[2]
    assert (found.kind, found.text, found.marker, found.depth) == (
        Kind.PARAGRAPH,
        "1) Only one point.",
        "",
        0,
    )


def test_outputs_are_read_with_the_overruled_kinds() -> None:
    document = segment(
        LETTER, options=DocumentOptions(kinds={2: Kind.BYLINE, 3: Kind.PARAGRAPH, 4: Kind.HEADING})
    )
    texts = {0: "Der Streik.", 1: "Johanna Roe.", 2: "1) Nur einer.", 3: "eins zwei", 4: "Ja"}
    woven = weave(document, texts)
    assert woven.refused == ()
    assert structure(segment(woven.data, kinds=kinds(document))) == structure(document)
    assert weave(document, {}).data == LETTER


def test_an_override_can_refuse_a_guess() -> None:
    data = b"We want:\n\n1. Bread\n\nBread is good for everyone, and everyone\nneeds it.\n"
    assert kinds(segment(data))[1] is Kind.HEADING
    assert kinds(segment(data, options=DocumentOptions(kinds={2: Kind.POINT})))[1] is Kind.POINT


@pytest.mark.parametrize(
    ("overrides", "sentence"),
    [
        (
            {9: Kind.BYLINE},
            (
                "source/x.txt: there is no segment 9 to be a byline: the document has 5; correct "
                "the number in the document's kinds in polyloom.toml"
            ),
        ),
        (
            {2: Kind.POINT},
            (
                "source/x.txt: segment 2 cannot be a point: its layout is another one; change how "
                "it is written in the document, or take it out of the document's kinds in "
                "polyloom.toml"
            ),
        ),
    ],
)
def test_an_override_that_cannot_be_is_one_sentence(
    overrides: dict[int, Kind], sentence: str
) -> None:
    with pytest.raises(UserError) as caught:
        segment(LETTER, options=DocumentOptions(kinds=overrides), where="source/x.txt")
    assert str(caught.value) == sentence


def overruled(data: bytes, *overrules: Overrule) -> Document:
    return segment(data, options=DocumentOptions(overrules=overrules))


CONTRACT = b"""Contract

The mill is where the
river bends.

1. We own it
   We run it as we
   like.
2. We share
"""


def test_an_overrule_names_a_text() -> None:
    document = overruled(CONTRACT, Overrule("The mill", kind=Kind.BYLINE))
    assert kinds(document)[1] is Kind.BYLINE
    assert kinds(overruled(CONTRACT, Overrule("point-2", kind=Kind.HEADING)))[-1] is Kind.HEADING
    assert document.warnings == ()
    assert weave(document, {}).data == CONTRACT


def test_an_overrule_splits_joins_and_skips() -> None:
    document = overruled(
        CONTRACT,
        Overrule("The mill", split_before="river"),
        Overrule("We own it", join_with_next=True),
        Overrule("Contract", skip=True),
    )
    assert [one.text for one in document.segments] == [
        "The mill is where the",
        "river bends.",
        "We own it We run it as we like. 2. We share",
    ]
    woven = weave(document, {0: "Die M\u00fchle", 1: "am Fluss", 2: "Unser"})
    assert woven.data.decode() == ("Contract\n\nDie M\u00fchle\nam Fluss\n\n1. Unser\n")


def test_an_overrule_that_finds_no_text_is_a_warning_and_changes_nothing() -> None:
    document = overruled(CONTRACT, Overrule("The mil was where", kind=Kind.HEADING))
    assert document.segments == segment(CONTRACT).segments
    assert "".join(f"{one.what}; {one.remedy}" for one in document.warnings) == (
        "there is no text \u201cThe mil was where\u201d to overrule; the nearest is "
        "\u201cThe mill is where the river bends.\u201d"
    )


def test_what_cannot_be_split_or_joined_is_a_warning() -> None:
    document = overruled(
        CONTRACT,
        Overrule("The mill", split_before="bends"),
        Overrule("Contract", join_with_next=True),
        Overrule("We share", join_with_next=True),
    )
    assert document.segments == segment(CONTRACT).segments
    assert len(document.warnings) == 3


def test_kinds_by_number_say_what_to_write_instead() -> None:
    document = segment(CONTRACT, options=DocumentOptions(kinds={2: Kind.BYLINE}))
    assert "".join(f"{one.what}; {one.remedy}" for one in document.warnings) == (
        "kinds by number are not read by the next version; write in the document's overrules: "
        'text = "The mill is where the river bends.", kind = "byline"'
    )
