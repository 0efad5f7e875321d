"""Promises 1 and 2 of every format, as properties."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from polyloom.errors import UserError
from polyloom.formats import FORMATS
from polyloom.formats.segmenting import segment
from polyloom.formats.weaving import structure, weave
from polyloom.model import Document, Kind

# What lines of plain text are made of, the awkward parts included.
_PIECES = [
    "1. ", "2) ", "(3) ", "a) ", "- ", "* ", "• ", "10. ", "1984. ", "By ", "Por ",
    "word", "Title", "state", "übung", "国家", "العربية", "–", ":", ".", "?", ",", "  ", "\t",
    "\u00a0", "\u2028", "\u0085", "\u200b", "#", ">", "=====", "---", " ", "\ufeff",
]  # fmt: skip
# What Markdown is made of besides.
_MARKDOWN = [
    "# ", "## ", "> ", "+ ", "*", "**", "_", "`", "```", "~~~", "~~", "[", "]", "(", ")", "![",
    "](x)", "[a]: /b", "[^1]", "[^1]: ", "<", "</b>", "<b>", "<div>", "</div>", "<!--", "-->", "|",
    "|-|", "| a ", "\\", "  \n", "    ", ": ", "$", "$$", "{#x}", "{{< a >}}", "[ ] ", "[!NOTE]",
    "&amp;", "&", "\n> ", "\n- ", "\n  ", "\n\n    ", "---\n", "+++\n", "title: a\n", "'", '"',
    "title = 'a'\n", "<!-- polyloom:skip -->", "<!-- polyloom:split -->", "https://a.b", "``",
    "```py\n# a\n",
]  # fmt: skip
_EOLS = ["\n", "\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\n   ", "\n\u00a0", "\n \n", "\x0c"]

texts = st.one_of(
    st.lists(st.sampled_from(_PIECES + _EOLS), max_size=40).map("".join),
    st.lists(st.sampled_from(_PIECES[:24] + _MARKDOWN + _EOLS), max_size=40).map("".join),
)
anything = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
translations = st.one_of(texts, anything)
encodings = st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])
format_names = st.sampled_from(sorted(FORMATS))


def segment_or_pass(data: bytes, format_name: str, **how: Any) -> Document:
    """The document, where a sentence would not do: broken front matter, a range without an end."""
    try:
        return segment(data, format_name, **how)
    except UserError:
        reject()


def read_again(document: Document, data: bytes) -> Document:
    kinds = [found.kind for found in document.segments]
    return segment(data, document.format, encoding=document.encoding, kinds=kinds)


@given(st.one_of(texts, anything), encodings, format_names)
def test_untouched_bytes_stay(text: str, encoding: str, format_name: str) -> None:
    data = text.encode(encoding)
    document = segment_or_pass(data, format_name)
    same = {index: found.text for index, found in enumerate(document.segments)}
    assert weave(document, {}).data == data
    assert weave(document, same).data == data


@given(st.binary(max_size=80), format_names)
def test_any_bytes_round_trip_or_are_refused(data: bytes, format_name: str) -> None:
    try:
        document = segment(data, format_name)
    except UserError:
        with pytest.raises(UserError, match=r"source/x\.txt.*; "):
            segment(data, format_name, where="source/x.txt")
    else:
        assert weave(document, {}).data == data


@given(st.one_of(texts, anything), encodings, format_names)
def test_segments_are_in_order_and_cover_words_only(
    text: str, encoding: str, format_name: str
) -> None:
    document = segment_or_pass(text.encode(encoding), format_name)
    position = document.bom
    for found in document.segments:
        assert position <= found.start < found.end <= len(document.data)
        assert found.text.strip() == found.text != ""
        source = document.data[found.start : found.end].decode(document.encoding)
        if found.kind is not Kind.FRONT_MATTER:
            assert list(filter(str.isalnum, source)) == list(filter(str.isalnum, found.text))
        position = found.end


@given(texts, st.data(), encodings, format_names)
def test_structure_is_the_sources(
    text: str, data: st.DataObject, encoding: str, format_name: str
) -> None:
    document = segment_or_pass(text.encode(encoding), format_name)
    chosen = {
        index: data.draw(translations)
        for index in range(len(document.segments))
        if data.draw(st.booleans())
    }
    woven = weave(document, chosen)
    assert structure(read_again(document, woven.data)) == structure(document)
    assert {refusal.segment for refusal in woven.refused} <= chosen.keys()
    assert all(refusal.reason and refusal.remedy for refusal in woven.refused)


@given(texts, format_names)
def test_reading_again_guesses_the_same(text: str, format_name: str) -> None:
    document = segment_or_pass(text.encode(), format_name)
    assert read_again(document, document.data) == document


WORDS = st.lists(st.sampled_from(["wage", "land,", "bread;", "国家", "e.g.", "(so)"]), min_size=1)


SOURCES = {
    "text": b"A title\n\nBy someone\n\nA paragraph that\nis wrapped:\n\n1) one\n   more\n2) two\n",
    "markdown": b"# A title\n\nA paragraph that\nis wrapped:\n\n1) one\n   more\n2) two\n\n"
    b"> quoted\n\n"
    b"| cell |\n|------|\n| code `a|b` |\n\n![an image](a.png)\n\nTerm\n: defined\n",
}


@given(WORDS.map(" ".join), st.sampled_from(sorted(SOURCES)))
def test_a_plain_translation_is_never_refused(translation: str, format_name: str) -> None:
    document = segment(SOURCES[format_name], format_name)
    woven = weave(document, dict.fromkeys(range(len(document.segments)), translation))
    assert woven.refused == ()
    read = read_again(document, woven.data)
    assert {found.text for found in read.segments} == {translation}


@pytest.mark.parametrize(
    ("translation", "expected"),
    [
        ("1. Mai", "1.\u00a0Mai"),
        ("- ja", "-\u00a0ja"),
        ("eins\n\nzwei", "eins zwei"),
        ("eins\n2) zwei", "eins 2) zwei"),
        ("  Ränder \n", "Ränder"),
    ],
)
def test_what_would_change_the_structure_is_escaped(translation: str, expected: str) -> None:
    document = segment(b"A title\n\nA paragraph.\n\n- a point\n")
    woven = weave(document, {1: translation})
    assert woven.data.decode() == f"A title\n\n{expected}\n\n- a point\n"
    assert woven.refused == ()


def test_what_cannot_be_escaped_is_refused_and_the_source_stays() -> None:
    document = segment(b"A title\n\nA paragraph.\n\nAnother.\n")
    woven = weave(document, {0: "Ein Titel", 1: "***", 2: "Noch einer."})
    assert woven.data.decode() == "Ein Titel\n\nA paragraph.\n\nNoch einer.\n"
    assert [refusal.segment for refusal in woven.refused] == [1]


def test_a_character_that_the_encoding_lacks_is_refused() -> None:
    document = segment("Título\n\nUn párrafo.\n".encode("latin-1"), encoding="latin-1")
    woven = weave(document, {0: "Название", 1: "Ein Absatz für alle."})
    assert woven.data.decode("latin-1") == "Título\n\nEin Absatz für alle.\n"
    assert "U+041D" in woven.refused[0].reason


def test_a_wrapped_paragraph_stays_wrapped_as_the_source_is() -> None:
    source = "Title\n\n  The population mobilized\n  nationally.\n"
    document = segment(source.encode())
    woven = weave(document, {1: "La población se movilizó a nivel nacional y 1. nada más."})
    assert woven.data.decode() == (
        "Title\n\n  La población se movilizó\n  a nivel nacional y 1.\n  nada más.\n"
    )


def test_kinds_that_wording_tells_are_carried_over() -> None:
    document = segment(b"A title\n\nBy the movement\n\nText.\n")
    woven = weave(document, {0: "Ein Titel, der endet.", 1: "Die Bewegung"})
    assert woven.refused == ()
    assert [found.kind for found in document.segments] == [
        Kind.TITLE,
        Kind.BYLINE,
        Kind.PARAGRAPH,
    ]
