"""Promises 1 and 2 of every format in the table, as properties.

Documents are made of the format's alphabet: see ``support.alphabets``.
"""

from __future__ import annotations

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.errors import UserError
from polyloom.formats import FORMATS
from polyloom.formats.segmentation import segment
from polyloom.formats.weave import weave
from polyloom.model import Document, Kind
from support.alphabets import ANYTHING, alphabet_of, has_alphabet
from support.structures import assert_structure_kept, read_again

# A format without an alphabet fails in one test, and not in each.
ALPHABETS = {name: alphabet_of(name) for name in FORMATS if has_alphabet(name)}
format_names = st.sampled_from(sorted(ALPHABETS))
encodings = st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])
# A translation may look like any format: one for a Word file, too, like Markdown.
translations = st.one_of(
    ANYTHING, *(ALPHABETS[name].documents for name in ("plaintext", "markdown", "html"))
)


@st.composite
def sources(draw: st.DrawFn) -> tuple[str, bytes]:
    """The name of a format, and a document that may be one of it."""
    name = draw(format_names)
    document: str | bytes = draw(st.one_of(ALPHABETS[name].documents, ANYTHING))
    return name, document if isinstance(document, bytes) else document.encode(draw(encodings))


def read(name: str, data: bytes) -> Document:
    """The document, or the format's sample where it is none: bad input has tests of its own."""
    try:
        return segment(data, name)
    except UserError:
        assert name != "plaintext"
        return segment(ALPHABETS[name].sample, name)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_an_alphabet(name: str) -> None:
    alphabet = alphabet_of(name)
    assert segment(alphabet.sample, name).segments, f"there is no segment in SAMPLE of {name}"


@given(sources())
def test_untouched_bytes_stay(source: tuple[str, bytes]) -> None:
    document = read(*source)
    same = {index: found.text for index, found in enumerate(document.segments)}
    assert weave(document, {}).data == document.data
    assert weave(document, same).data == document.data


@given(st.binary(max_size=80), st.sampled_from(sorted(FORMATS)))
def test_any_bytes_round_trip_or_are_refused(data: bytes, name: str) -> None:
    try:
        document = segment(data, name)
    except UserError:
        with pytest.raises(UserError, match=r"source/x\.txt.*; "):
            segment(data, name, where="source/x.txt")
    else:
        assert weave(document, {}).data == data


@given(sources())
def test_segments_are_in_order_and_cover_words_only(source: tuple[str, bytes]) -> None:
    document = read(*source)
    position = document.bom
    for found in document.segments:
        assert position <= found.start < found.end <= len(document.body)
        assert found.text.strip() == found.text != ""
        assert found.depth or found.kind is not Kind.POINT
        # In a package there is more in a segment than its words; front matter has its own quoting.
        if document.unpacked is None and found.kind is not Kind.FRONT_MATTER:
            written = document.data[found.start : found.end].decode(document.encoding)
            assert _letters(written) == _letters(found.text)
        position = found.end


def _letters(text: str) -> list[str]:
    """What is text in a segment's bytes: no spelling of a character, no prefix, no wrapping."""
    return list(filter(str.isalnum, unescape(text)))


@given(sources(), st.data())
def test_structure_is_the_sources(source: tuple[str, bytes], data: st.DataObject) -> None:
    document = read(*source)
    chosen = {
        index: data.draw(translations)
        for index in range(len(document.segments))
        if data.draw(st.booleans())
    }
    woven = weave(document, chosen)
    assert_structure_kept(document, woven.data)
    assert {refusal.segment for refusal in woven.refused} <= chosen.keys()
    assert all(refusal.reason and refusal.remedy for refusal in woven.refused)


@given(sources())
def test_reading_again_guesses_the_same(source: tuple[str, bytes]) -> None:
    document = read(*source)
    assert read_again(document, document.data) == document


WORDS = st.lists(st.sampled_from(["wage", "land,", "bread;", "国家", "e.g.", "(so)"]), min_size=1)


@given(WORDS.map(" ".join), format_names)
def test_a_plain_translation_is_never_refused(translation: str, name: str) -> None:
    document = segment(ALPHABETS[name].sample, name)
    woven = weave(document, dict.fromkeys(range(len(document.segments)), translation))
    assert woven.refused == ()
    read = read_again(document, woven.data)
    assert {found.text for found in read.segments} == {translation}
