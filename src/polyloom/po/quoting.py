r"""Quoted strings of PO files: what stands between the quotes, and what it means.

gettext knows the escapes of ISO C but ``\?``, ``\'`` and ``\u``: ``\a \b \f \n \r \t \v \\ \"``,
one to three octal digits, and ``\x`` with any number of hexadecimal digits. The numeric ones name
bytes in the file's charset, of which the last eight bits count.
"""

from __future__ import annotations

import re

from polyloom.late_patterns import late_pattern

_MEANINGS = {
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    "\\": "\\",
    '"': '"',
}
_ESCAPE = late_pattern(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]++)|(.))", re.DOTALL)
_SIMPLE = late_pattern(r"\\(.)")

_LINE = late_pattern(r"(?:[^\\]|\\[^n])*+\\n|(?:[^\\]|\\[^n])++", re.DOTALL)

_RARE = late_pattern(r"[\a\b\f\r\t\v]")
_ESCAPES = str.maketrans({meaning: f"\\{letter}" for letter, meaning in _MEANINGS.items()})


def unescape_usual(text: str) -> str:
    r"""The meaning of a quoted text whose escapes are all of one character, as tools write them.

    >>> unescape_usual(r"a\nb\\") == "a\nb\\"
    True
    """
    if "\\" not in text:
        return text
    if "\\\\" in text:
        return _SIMPLE.sub(_simple, text)
    text = text.replace("\\n", "\n").replace('\\"', '"')
    return _SIMPLE.sub(_simple, text) if "\\" in text else text


def unescape_po(text: str) -> str:
    """The meaning of a quoted text, in which numeric escapes over 127 become lone surrogates.

    Those are bytes: once all lines of a string are joined, ``decode_numeric_escapes`` makes
    characters of them. Raises ValueError with the offending escape.
    """
    return _ESCAPE.sub(_meaning, text) if "\\" in text else text


def decode_numeric_escapes(text: str, charset: str) -> str:
    """The text with characters of ``charset`` in place of the bytes that numeric escapes gave.

    Raises UnicodeError where they are no characters in it.
    """
    if text.isascii() or not any("\udc80" <= character <= "\udcff" for character in text):
        return text
    return text.encode(charset, "surrogateescape").decode(charset)


def escape_po(text: str) -> str:
    """The text as it stands between quotes; other control characters stay as they are."""
    if text.isprintable() and '"' not in text and "\\" not in text:
        return text
    if _RARE.search(text):
        return text.translate(_ESCAPES)
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def split_at_line_feeds(quoted: str) -> list[str]:
    """A quoted text, as ``escape_po`` makes it, cut behind each line feed."""
    if "\\\\" in quoted:
        return _LINE.findall(quoted)
    *ended, last = quoted.split("\\n")
    found = [f"{portion}\\n" for portion in ended]
    return [*found, last] if last else found


def _simple(match: re.Match[str]) -> str:
    return _MEANINGS[match[1]]


def _meaning(match: re.Match[str]) -> str:
    octal, hexadecimal, letter = match.groups()
    if letter:
        if letter not in _MEANINGS:
            raise ValueError(match[0])
        return _MEANINGS[letter]
    byte = (int(octal, 8) if octal else int(hexadecimal[-2:], 16)) & 0xFF
    return chr(byte) if byte < 0x80 else chr(0xDC00 + byte)
