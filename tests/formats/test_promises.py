"""Promises 1 and 2 of every format, as properties."""

from __future__ import annotations

from html import unescape

import pytest
from hypothesis import given
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
_EOLS = ["\n", "\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\n   ", "\n\u00a0", "\n \n", "\x0c"]

# The same for HTML: tags of every sort, whole and broken, and what looks like them.
_TAGS = [
    "<p>", "</p>", "<div title='T x'>", "</div>", "<b>", "</b>", "<i class=x>", "</i>", "<br>",
    "<ul><li>", "<li>", "</ul>", "<table><tr><td>", "<td>", "</table>", "<H1>", "</h1>",
    "<a href='u' title='see'>", "</a>", "<img alt='a word'>", "<img alt=one src=x>", "<pre>",
    "</pre>",
    "<code>", "</code>", "<span translate=no>", "<b translate=yes>", "</span>", "<html lang=en>",
    "<p lang=fr>", "<title>", "</title>", "<textarea>", "</textarea>", "<script>", "</script>",
    "<svg>", "</svg>", "<![CDATA[", "]]>", "<!--", "-->", "<!-- x -->", "<ruby>", "<rt>", "</ruby>",
    "<select><option>", "</select>", "<!doctype html>", "<?xml version='1.0'?>", "<x-y>", "</x-y>",
    "<", ">", "</", "&", "&amp;", "&lt;", "&#60;", "&nbsp;", "&eacute", "&shy;", "&#10;", '"', "'",
    "=", "/", "<!-- polyloom:split -->", "<!-- polyloom:note so -->", "<p translate=no>",
    "<input type=submit value='Go on'>", "<meta name=description content='Of this'>",
]  # fmt: skip
# And for subtitles, whose cues are whole more often than not.
_CUE = "7\n00:00:01,000 --> 00:00:02,500\n"
_CUES = ["\n\n" + _CUE, "\r\n\r\n" + _CUE.replace("\n", "\r\n"), "\n" + _CUE, "<i>", "</i>"]
_CUES += ["{\\an8}", "\n", "12", "-->", "♪"]

anything = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)


def made_of(pieces: list[str], *, begin: str = "") -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=40).map(lambda parts: begin + "".join(parts))


texts = made_of(_PIECES + _EOLS)
html = made_of(_TAGS + _TAGS + _PIECES + _EOLS)
subtitles = made_of(_CUES + _CUES + _PIECES, begin=_CUE)
documents = {"text": texts, "html": html, "subrip": subtitles}
translations = st.one_of(texts, html, anything)
encodings = st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])
format_names = st.sampled_from(sorted(FORMATS))
# A format's name, and a text in it.
sources = format_names.flatmap(
    lambda name: st.tuples(st.just(name), st.one_of(documents.get(name, texts), anything))
)


def read(data: bytes, format_name: str) -> Document:
    """The document; what is none is no matter of these properties."""
    try:
        return segment(data, format_name)
    except UserError:
        assert format_name != "text"
        return segment(b"", format_name)


def read_again(document: Document, data: bytes) -> Document:
    kinds = [found.kind for found in document.segments]
    return segment(data, document.format, encoding=document.encoding, kinds=kinds)


@given(sources, encodings)
def test_untouched_bytes_stay(source: tuple[str, str], encoding: str) -> None:
    format_name, text = source
    document = read(text.encode(encoding), format_name)
    data = document.data
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


@given(sources, encodings)
def test_segments_are_in_order_and_cover_words_only(source: tuple[str, str], encoding: str) -> None:
    format_name, text = source
    document = read(text.encode(encoding), format_name)
    position = document.bom
    for found in document.segments:
        assert position <= found.start < found.end <= len(document.data)
        assert found.text.strip() == found.text != ""
        written = document.data[found.start : found.end].decode(document.encoding)
        if format_name == "html":
            assert unescape(written).split() == unescape(found.text).split()
        else:
            assert written.split() == found.text.split() or any(c >= "\u3000" for c in written)
        position = found.end


@given(sources, st.data(), encodings)
def test_structure_is_the_sources(
    source: tuple[str, str], data: st.DataObject, encoding: str
) -> None:
    format_name, text = source
    document = read(text.encode(encoding), format_name)
    chosen = {
        index: data.draw(translations)
        for index in range(len(document.segments))
        if data.draw(st.booleans())
    }
    woven = weave(document, chosen)
    assert structure(read_again(document, woven.data)) == structure(document)
    assert {refusal.segment for refusal in woven.refused} <= chosen.keys()
    assert all(refusal.reason and refusal.remedy for refusal in woven.refused)


@given(sources)
def test_reading_again_guesses_the_same(source: tuple[str, str]) -> None:
    format_name, text = source
    document = read(text.encode(), format_name)
    assert read_again(document, document.data) == document


WORDS = st.lists(st.sampled_from(["wage", "land,", "bread;", "国家", "e.g.", "(so)"]), min_size=1)


@given(WORDS.map(" ".join))
def test_a_plain_translation_is_never_refused(translation: str) -> None:
    source = b"A title\n\nBy someone\n\nA paragraph that\nis wrapped:\n\n1) one\n   more\n2) two\n"
    document = segment(source)
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
