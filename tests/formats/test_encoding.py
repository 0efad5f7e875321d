"""Encodings: declared, marked, wrong."""

from __future__ import annotations

import pytest

from polyloom.errors import UserError
from polyloom.formats.segmentation import segment


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        ("Año".encode(), None, "Año"),
        ("Año".encode("utf-8-sig"), None, "Año"),
        ("Año".encode("utf-8-sig"), "latin-1", "Año"),
        ("Año".encode("utf-16"), None, "Año"),
        (b"\xfe\xff" + "Año".encode("utf-16-be"), None, "Año"),
        ("Año".encode("latin-1"), "iso-8859-1", "Año"),
        ("Год".encode("koi8-r"), "koi8-r", "Год"),
        ("年".encode("shift_jis"), "shift_jis", "年"),
    ],
)
def test_text_is_found(data: bytes, encoding: str | None, text: str) -> None:
    document = segment(data, encoding=encoding)
    assert [found.text for found in document.segments] == [text]
    found = document.segments[0]
    assert data[found.start : found.end].decode(document.encoding) == text


@pytest.mark.parametrize(
    ("data", "encoding", "sentence"),
    [
        (
            b"One\nA\xf1o\n",
            None,
            (
                "source/x.txt:2: byte 0xf1 at offset 5 is not UTF-8; "
                "save the file as UTF-8, or name its encoding "
                'in polyloom.toml, in the document\'s table: encoding = "iso-8859-1"'
            ),
        ),
        (
            b"Text",
            "utf-9",
            "source/x.txt: there is no encoding “utf-9”; try utf-8 or iso-8859-1",
        ),
        (
            b"One\n\0",
            None,
            (
                "source/x.txt:2: a NUL character at byte 4: this is no text; move the file out of "
                "source/, or save it as text"
            ),
        ),
        (
            b"\x1b$B\x1b(B",
            "iso-2022-jp",
            (
                "source/x.txt:1: an escape sequence at byte 0: the file is in ISO-2022, an "
                "encoding that is not read; save the file as UTF-8, for example with iconv -f "
                "ISO-2022-JP -t UTF-8"
            ),
        ),
    ],
)
def test_a_wrong_encoding_is_one_sentence(data: bytes, encoding: str | None, sentence: str) -> None:
    with pytest.raises(UserError) as caught:
        segment(data, encoding=encoding, where="source/x.txt")
    assert str(caught.value) == sentence
