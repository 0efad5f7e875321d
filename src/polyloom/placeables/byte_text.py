"""Texts with one character for each byte of UTF-8, so that offsets in them are offsets in bytes.

A byte text is the UTF-8 of a text read as Latin-1: it takes a byte of memory for each byte of a
document, where a text with an emoji takes four for each character. What is looked for in one is
ASCII; every byte of another character is a character of ``NOT_ASCII``. Patterns for byte texts have
``re.ASCII``: some of those bytes would be blanks in Latin-1.
"""

from __future__ import annotations

# For use within a class of characters, in byte texts and others.
NOT_ASCII = r"\x80-\U0010ffff"


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
