"""Texts with one character for each byte of UTF-8, so that offsets in them are offsets in bytes.

A byte text is the UTF-8 of a text read as Latin-1: it takes a byte of memory for each byte of a
document, where a text with an emoji takes four for each character. What is looked for in one is
ASCII; every byte of another character is one of those that ``word_class`` has. Patterns for byte
texts have ``re.ASCII``: some of those bytes would be blanks in Latin-1.
"""

from __future__ import annotations


def word_class(signs: str = "") -> str:
    r"""A class of characters, in byte texts and others: what is in words, and these ASCII signs.

    Letters, digits and ``_`` of ASCII are in words, and so is all that is not ASCII.

    >>> word_class("-")
    '[^\\x00-\\x2c\\x2e-\\x2f\\x3a-\\x40\\x5b-\\x5e\\x60-\\x60\\x7b-\\x7f]'
    """
    # A class that says what is in it, up to the last of Unicode, takes forty times as long to
    # compile.
    others = [one for one in map(chr, range(128)) if not (one.isalnum() or one in f"_{signs}")]
    runs: list[list[int]] = []
    for code in map(ord, others):
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "[^" + "".join(f"\\x{first:02x}-\\x{last:02x}" for first, last in runs) + "]"


def byte_text(data: bytes | bytearray) -> str:
    r"""The byte text of some UTF-8.

    >>> byte_text("é".encode())
    'Ã©'
    """
    return data.decode("latin-1")


def utf8_of(text: str) -> bytes:
    """The UTF-8 that a byte text stands for."""
    return text.encode("latin-1")


def decoded(text: str) -> str:
    """What a byte text says."""
    return utf8_of(text).decode()
