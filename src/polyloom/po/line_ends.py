"""How the lines of a PO file end: as Unix has it, or as Windows editors and git may have it."""

from __future__ import annotations

LF, CRLF = b"\n", b"\r\n"


def line_end_of(data: bytes) -> bytes:
    r"""What ends the lines of a file, most of them where it is mixed.

    >>> line_end_of(b'msgid ""\r\nmsgstr ""\r\n'), line_end_of(b"")
    (b'\r\n', b'\n')
    """
    if b"\r" not in data:
        return LF
    return CRLF if 2 * data.count(CRLF) > data.count(LF) else LF


def with_line_end(data: bytes, end: bytes) -> bytes:
    """The file with lines that end so, whatever theirs was; lone carriage returns stay."""
    data = data.replace(CRLF, LF) if b"\r" in data else data
    return data if end == LF else data.replace(LF, end)


def with_line_feeds(data: bytes) -> bytes:
    r"""The same file with lines that end in line feeds.

    One with a backslash before a carriage return stays as it is: before a line feed it would join
    two lines (``decode_po_as``).
    """
    return data if b"\\\r\n" in data else with_line_end(data, LF)
