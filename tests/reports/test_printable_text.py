from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.reports.printable_text import encodable, printable


@pytest.mark.parametrize("text", ["Perú", "نص عربي\u200f", "می\u200cخواهم", "章程", "a\u00a0b", ""])
def test_leaves_text_alone(text: str) -> None:
    assert printable(text) == text
    assert encodable(text, "utf-8") == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb", r"a\nb"),
        ("\x1b]0;x\x07", r"\x1b]0;x\x07"),
        ("a\u202eb", r"a\u202eb"),
        ("\udc80", r"\udc80"),
        ("\u2028", r"\u2028"),
    ],
)
def test_what_steers_is_spelled_out(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_punctuation_has_its_like_in_ascii() -> None:
    assert encodable("“a” – ‘b’…", "ascii") == "\"a\" - 'b'..."
    assert encodable("“ñ” █", "cp1252") == "“ñ” #"


@given(st.text())
def test_everything_can_be_printed_anywhere(text: str) -> None:
    for encoding in ("utf-8", "ascii", "cp1252", "gbk"):
        shown = encodable(printable(text), encoding)
        shown.encode(encoding)
        assert shown.isprintable() or not set(shown) & set("\n\r\x1b\x07\x9b")
