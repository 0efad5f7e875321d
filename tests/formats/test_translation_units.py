"""Sentences as units: divided for translators, put together for the document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.formats.format_options import DocumentOptions
from polyloom.formats.segmentation import segment
from polyloom.formats.translation_units import segment_translations, translation_units
from polyloom.formats.weave import weave
from polyloom.language.sentences import sentences

BY_SENTENCE = DocumentOptions(segment_by="sentence")
SOURCE = (
    "A title. With a stop\n\n"
    "The U.S. is far away. Dr. Smith said: “Go.” We stay\n"
    "here! Why?\n\n"
    "1) One (two. three). Four.\n"
)


def parts(text: str, locale: str = "en") -> list[str]:
    return [text[begin:end] for begin, end in sentences(text, locale)]


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("One sentence", "en", ["One sentence"]),
        ("Dr. Smith left.", "en", ["Dr. Smith left."]),
        ("It costs 3.5 km. So?", "en", ["It costs 3.5 km.", "So?"]),
        ("Stay **here. And** there. Go.", "en", ["Stay **here. And** there.", "Go."]),
        ("Stay <1>here. And</1> there. Go.", "en", ["Stay <1>here. And</1> there.", "Go."]),
        ("El Sr. Gómez no fue. ¿Y?", "es", ["El Sr. Gómez no fue.", "¿Y?"]),
        ("不能继续。为什么？", "zh_Hans", ["不能继续。", "为什么？"]),
        ("", "en", []),
    ],
)
def test_sentences(text: str, locale: str, expected: list[str]) -> None:
    assert parts(text, locale) == expected


@given(st.text(alphabet=st.sampled_from("aB.!? \n\u00a0“”()*<1>/。"), max_size=60))
def test_sentences_leave_out_white_space_only(text: str) -> None:
    position = 0
    for begin, end in sentences(text, "en"):
        assert text[position:begin].strip() == ""
        assert begin < end
        position = end
    assert text[position:].strip() == ""


def test_titles_stay_whole_and_paragraphs_are_divided() -> None:
    units = translation_units(segment(SOURCE.encode()), BY_SENTENCE, "en")
    assert [unit.text for unit in units.units] == [
        "A title. With a stop",
        "The U.S. is far away.",
        "Dr. Smith said: “Go.”",
        "We stay here!",
        "Why?",
        "One (two. three).",
        "Four.",
    ]
    assert units.parents == (0, 1, 1, 1, 1, 2, 2)


def test_sentences_are_put_together_as_their_scripts_ask() -> None:
    document = segment(SOURCE.encode())
    units = translation_units(document, BY_SENTENCE, "en")
    spanish = segment_translations(units, {1: "EE. UU. está lejos.", 5: "Uno (dos. tres)."})
    assert spanish == {
        1: "EE. UU. está lejos. Dr. Smith said: “Go.” We stay here! Why?",
        2: "Uno (dos. tres). Four.",
    }
    assert segment_translations(units, {5: "一（二）。", 6: "四。"}) == {2: "一（二）。四。"}


@given(st.sets(st.integers(0, 6)))
def test_a_units_own_text_gives_the_source_back(chosen: set[int]) -> None:
    document = segment(SOURCE.encode())
    units = translation_units(document, BY_SENTENCE, "en")
    same = segment_translations(units, {index: units.units[index].text for index in chosen})
    assert weave(document, same).data == SOURCE.encode()


def test_short_labels_have_their_kind_for_a_context_wherever_else_they_stand() -> None:
    page = b"<h1>Open</h1><p>Open</p><table><td>Open<td>Three words here</table>"
    units = translation_units(segment(page, "html"), DocumentOptions(), "en")
    assert [(unit.text, unit.context) for unit in units.units] == [
        ("Open", None),
        ("Open", None),
        ("Open", "cell"),
        ("Three words here", None),
    ]
