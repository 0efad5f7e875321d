"""The text of a PO file: decoded by the charset that its header names, its lines joined as in C."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from polyloom.late_patterns import late_pattern
from polyloom.messages import message, translatable

_SAVE_AS_UTF8 = translatable("save it as UTF-8 without a byte order mark")

# Every charset of a PO file writes ASCII as ASCII; this tells off those that only look like it.
_PROBE = rb" !\"#$%&'()*+,-./09:;<=>?@AZ[]^_`az{|}+AGE-xn--4ca \u0041"


# What ends a line for some editor, but not for gettext; and a keyword with a string behind it.
_FOREIGN_LINE_ENDS = "\r\u2028\u2029\x85\v\f"
_STATEMENT = late_pattern(
    rf"[{_FOREIGN_LINE_ENDS}][ \t]*+(?:#~[ \t]*+)?"
    r'msg(?:ctxt|id|str)[a-z0-9_\[\]]*+[ \t]*+"'
)

# What joins a line with the next one; an expression is three times as fast here as “in” is.
_JOINT = late_pattern(rb"\\\n")

# Where an entry ends and another one begins.
_BORDER = late_pattern(rb'^(?:"|msg)[^\n]*"\n\n++(?=#[^~|]|msg(?:id|ctxt) )', re.MULTILINE)


class PoSyntaxError(Exception):
    """What is wrong at an offset of the text, and what to do about it.

    It becomes a UserError as soon as the line is known.
    """

    def __init__(self, what: str, offset: int, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.offset = offset
        self.remedy = remedy


class PoText(Struct, frozen=True):
    r"""Decoded text with ``\n`` line ends, the last line's too.

    A backslash at the end of a line joins it with the next, in comments as well, as in C;
    ``splices`` are the offsets in ``text``, in characters, at which lines were joined. ``line`` is
    the number of the first line: 1, but for a part of a file. ``charset`` is Python's codec.
    """

    text: str
    charset: str
    splices: tuple[int, ...] = ()
    line: int = 1


class LineCounter:
    """Tells the lines of offsets that mostly grow: only the text between two of them is counted."""

    __slots__ = ("_line", "_offset", "_splices", "_text")

    def __init__(self, source: PoText) -> None:
        self._text = source.text
        self._splices = source.splices
        self._offset = 0
        self._line = source.line

    def line(self, offset: int) -> int:
        """The 1-based line of the file on which character ``offset`` of the text stands."""
        if offset >= self._offset:
            self._line += self._text.count("\n", self._offset, offset)
        else:
            self._line -= self._text.count("\n", offset, self._offset)
        self._offset = offset
        return self._line + bisect_right(self._splices, offset) if self._splices else self._line


def swallowed_statement(text: str) -> re.Match[str] | None:
    """A keyword with its string behind what may have been meant to end the line before.

    In a comment it would be lost without a word.
    """
    if not any(end in text for end in _FOREIGN_LINE_ENDS):
        return None
    return _STATEMENT.search(text)


def decode_po_as(data: bytes, charset: str) -> PoText:
    """Decode a file by a Python codec, join lines and make their ends alike.

    Raises UnicodeDecodeError.
    """
    text = data.decode(charset)
    end = "" if data.endswith(b"\n") else "\n"
    if b"\r" not in data and _JOINT.search(data) is None:
        return PoText(text + end, charset)
    # “\\” and a carriage return make no joint, so joints are found before line ends are changed.
    parts = [part.replace("\r\n", "\n") for part in text.split("\\\n")]
    splices: list[int] = []
    length = 0
    for part in parts[:-1]:
        length += len(part)
        splices.append(length)
    return PoText("".join(parts) + end, charset, tuple(splices))


def refuse_foreign_bytes(data: bytes) -> None:
    """Refuse byte order marks, UTF-16, UTF-32 and NUL bytes.

    gettext takes a NUL for the end of a string or comment and drops the rest in silence. Raises
    PoSyntaxError, with an offset in bytes.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise PoSyntaxError(message("the catalog is encoded in UTF-16"), 0, message(_SAVE_AS_UTF8))
    if data.startswith(codecs.BOM_UTF8):
        raise PoSyntaxError(
            message("a byte order mark before the first entry"), 0, message(_SAVE_AS_UTF8)
        )
    zero = data.find(b"\0")
    if zero < 0:
        return
    if data.count(b"\0") * 3 >= len(data):
        raise PoSyntaxError(
            message("the catalog is encoded in UTF-16 or UTF-32"), 0, message(_SAVE_AS_UTF8)
        )
    raise PoSyntaxError(
        message("a NUL byte"), zero, message("remove it; the file may be damaged, look at a backup")
    )


def decode_po(data: bytes, charset: str) -> PoText:
    """Decode a file by the charset that its header names, or by ASCII where it names none.

    Raises PoSyntaxError, with an offset in bytes.
    """
    codec = po_codec(charset) if charset else "ascii"
    if codec is None:
        start = max(data.find(charset.encode("latin-1", "replace")), 0)
        remedy = message("save the catalog as UTF-8 and write charset=UTF-8 in its header")
        what = message(
            "the header names a charset that catalogs cannot be read in, “{charset}”",
            charset=charset,
        )
        raise PoSyntaxError(what, start, remedy)
    try:
        return decode_po_as(data, codec)
    except UnicodeDecodeError as error:
        raise _undecodable(data, error.start, charset) from None


def decode_po_parts(data: bytes, charset: str, size: int = 1 << 20) -> Iterator[PoText]:
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
            yield PoText(part.decode(), "utf-8", line=line)
            start = border.end()
            line += part.count(b"\n")
    if start:
        yield replace(decode_po_as(data[start:], "utf-8"), line=line)
    else:
        yield decode_po(data, charset)


@lru_cache(maxsize=64)
def po_codec(charset: str) -> str | None:
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


def _undecodable(data: bytes, start: int, charset: str) -> PoSyntaxError:
    byte = message("byte 0x{data}", data=f"{data[start]:02X}")
    column = start - (data.rfind(b"\n", 0, start) + 1) + 1
    if not charset:
        what = message("text beyond ASCII, but no header that names a charset")
        remedy = message(r'add a header entry with "Content-Type: text/plain; charset=UTF-8\n"')
    elif charset == "CHARSET":
        what = message(
            "text beyond ASCII, but the header's charset is still the placeholder CHARSET"
        )
        remedy = message("write charset=UTF-8 in the header")
    else:
        what = message(
            "{byte}, number {column} in its line, is no part of {charset} text",
            byte=byte,
            column=column,
            charset=charset,
        )
        remedy = message("save the file in the charset that its header names, best of all UTF-8")
    return PoSyntaxError(what, start, remedy)
