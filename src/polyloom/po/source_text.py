"""The text of a PO file: decoded by the charset that its header names, with lines to be told."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

_SAVE_AS_UTF8 = "save it as UTF-8 without a byte order mark"

# Every charset of a PO file writes ASCII as ASCII; this tells off those that only look like it.
_PROBE = rb" !\"#$%&'()*+,-./09:;<=>?@AZ[]^_`az{|}+AGE-xn--4ca \u0041"


# What joins a line with the next one; an expression is three times as fast here as “in” is.
_JOINT = re.compile(rb"\\\n")

# Where an entry ends and another one begins.
_BORDER = re.compile(rb'^(?:"|msg)[^\n]*"\n\n++(?=#[^~|]|msg(?:id|ctxt) )', re.MULTILINE)


class Refusal(Exception):  # noqa: N818 - it becomes a UserError as soon as the line is known
    """What is wrong at an offset of the text, and what to do about it."""

    def __init__(self, what: str, offset: int, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.offset = offset
        self.remedy = remedy


class Source(Struct, frozen=True):
    r"""Decoded text with ``\n`` line ends, the last line's too.

    A backslash at the end of a line joins it with the next, in comments as well, as in C;
    ``splices`` are the offsets in ``text`` at which lines were joined; ``line`` is the number of
    the first line, 1 but for a part of a file.
    """

    text: str
    charset: str
    splices: tuple[int, ...] = ()
    line: int = 1


class LineCounter:
    """Tells lines of offsets that mostly grow, so that no text is counted twice."""

    __slots__ = ("_line", "_offset", "_splices", "_text")

    def __init__(self, source: Source) -> None:
        self._text = source.text
        self._splices = source.splices
        self._offset = 0
        self._line = source.line

    def line(self, offset: int) -> int:
        """The 1-based line of the file on which the character at ``offset`` stands."""
        if offset >= self._offset:
            self._line += self._text.count("\n", self._offset, offset)
        else:
            self._line -= self._text.count("\n", offset, self._offset)
        self._offset = offset
        return self._line + bisect_right(self._splices, offset) if self._splices else self._line


def make_source(data: bytes, charset: str) -> Source:
    """Decode, join what is to be joined, and make line ends alike. Raises UnicodeDecodeError."""
    text = data.decode(charset)
    end = "" if data.endswith(b"\n") else "\n"
    if b"\r" not in data and _JOINT.search(data) is None:
        return Source(text + end, charset)
    # “\\” and a carriage return make no joint, so joints are found before line ends are changed.
    parts = [part.replace("\r\n", "\n") for part in text.split("\\\n")]
    splices: list[int] = []
    length = 0
    for part in parts[:-1]:
        length += len(part)
        splices.append(length)
    return Source("".join(parts) + end, charset, tuple(splices))


def refuse_foreign_bytes(data: bytes) -> None:
    """Refuse byte order marks, UTF-16, UTF-32 and NUL bytes; offsets are in bytes.

    gettext takes a NUL for the end of a string or comment and drops the rest in silence.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Refusal("the catalog is encoded in UTF-16", 0, _SAVE_AS_UTF8)
    if data.startswith(codecs.BOM_UTF8):
        raise Refusal("a byte order mark before the first entry", 0, _SAVE_AS_UTF8)
    zero = data.find(b"\0")
    if zero < 0:
        return
    if data.count(b"\0") * 3 >= len(data):
        raise Refusal("the catalog is encoded in UTF-16 or UTF-32", 0, _SAVE_AS_UTF8)
    raise Refusal("a NUL byte", zero, "remove it; the file may be damaged, look at a backup")


def decode(data: bytes, charset: str) -> Source:
    """Decode a file by the charset that its header names, or by ASCII where it names none.

    Raises Refusal, with an offset in bytes.
    """
    codec = find_codec(charset) if charset else "ascii"
    if codec is None:
        start = max(data.find(charset.encode("latin-1", "replace")), 0)
        remedy = "save the catalog as UTF-8 and write charset=UTF-8 in its header"
        what = f"the header names a charset that catalogs cannot be read in, “{charset}”"
        raise Refusal(what, start, remedy)
    try:
        return make_source(data, codec)
    except UnicodeDecodeError as error:
        raise _undecodable(data, error.start, charset) from None


def cut(data: bytes, charset: str, size: int = 1 << 20) -> Iterator[Source]:
    """Parts of a large file, to be decoded and read one after the other: they take less memory.

    Cuts are made where an entry ends and the next one begins, at every ``size`` bytes or so; an
    entry that goes on there, against all custom, gives a part that ends within it. Files whose
    lines are joined or end in carriage returns make one part, and so do those that are not UTF-8.
    Raises UnicodeDecodeError.
    """
    start, line = 0, 1
    if charset.lower() == "utf-8" and b"\r" not in data and _JOINT.search(data) is None:
        while border := _BORDER.search(data, start + size):
            part = data[start : border.end()]
            yield Source(part.decode(), "utf-8", line=line)
            start = border.end()
            line += part.count(b"\n")
    if start:
        yield replace(make_source(data[start:], "utf-8"), line=line)
    else:
        yield decode(data, charset)


def find_codec(charset: str) -> str | None:
    """Python's codec for a header's charset, or None where there is none fit for PO files.

    ``CHARSET``, as templates have it, stands for ASCII (gettext manual, “Filling in the Header”).
    """
    if charset == "CHARSET":
        return "ascii"
    try:
        if _PROBE.decode(charset) != _PROBE.decode("ascii"):
            return None
        return codecs.lookup(charset).name
    except (LookupError, ValueError):
        return None


def _undecodable(data: bytes, start: int, charset: str) -> Refusal:
    byte = f"byte 0x{data[start]:02X}"
    column = start - (data.rfind(b"\n", 0, start) + 1) + 1
    if not charset:
        what = "text beyond ASCII, but no header that names a charset"
        remedy = r'add a header entry with "Content-Type: text/plain; charset=UTF-8\n"'
    elif charset == "CHARSET":
        what = "text beyond ASCII, but the header's charset is still the placeholder CHARSET"
        remedy = "write charset=UTF-8 in the header"
    else:
        what = f"{byte}, number {column} in its line, is no part of {charset} text"
        remedy = "save the file in the charset that its header names, best of all UTF-8"
    return Refusal(what, start, remedy)
