"""Whether a catalog may have an entry of some text, told by its bytes without reading entries."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable
from zlib import crc32

from polyloom.late_patterns import late_pattern
from polyloom.po.parser import charset_of
from polyloom.po.quoting import escape_po

# Between two lines of a string, obsolete ones too.
_JOINT = late_pattern(rb'"[ \t]*\r?\n[ \t]*(?:#~[ \t]*)?"')
# Also in comments: what is told of a text that is none does no harm.
_MSGID = late_pattern(rb'msgid\s*"((?:[^"\\]|\\.)*+)"', re.DOTALL)
# Escapes that another program may write where ours writes the character, or the other way round.
_RARE_ESCAPE = late_pattern(rb'\\[^"\\n]')
_RARE = late_pattern(r"[\x00-\x09\x0b-\x1f\x7f]")
_CHARSETS = frozenset({"utf-8", "utf8"})


def text_finder(texts: Iterable[str]) -> Callable[[bytes], bool]:
    """A function that tells of a catalog's bytes whether one of the texts may stand there.

    It is never wrong where it says no: then no entry has one of them as its ``msgid``.
    """
    wanted = frozenset(texts)
    if any(_RARE.search(text) for text in wanted):
        return lambda _: True
    quoted = [_quoted(text) for text in wanted]

    def may_have(data: bytes) -> bool:
        if not _is_usual(data):
            return True
        joined = _JOINT.sub(b"", data)
        return any(text in joined for text in quoted)

    return may_have


def msgid_digests(data: bytes) -> bytes:
    """The digests of each ``msgid`` in a catalog's bytes; none where these may be any.

    They take a twentieth of the catalog's room. ``digest_finder`` finds texts by them.
    """
    if not _is_usual(data):
        return b""
    return array("I", {crc32(text) for text in _MSGID.findall(_JOINT.sub(b"", data))}).tobytes()


def digest_finder(texts: Iterable[str]) -> Callable[[bytes], bool]:
    """Like ``text_finder``, of which the function is given what ``msgid_digests`` made."""
    wanted = frozenset(texts)
    if any(_RARE.search(text) for text in wanted):
        return lambda _: True
    digests = {crc32(_quoted(text)) for text in wanted}

    def may_have(data: bytes) -> bool:
        found = array("I")
        found.frombytes(data)
        return not found or not digests.isdisjoint(found)

    return may_have


def _quoted(text: str) -> bytes:
    return escape_po(text).encode("utf-8", "surrogatepass")


def _is_usual(data: bytes) -> bool:
    """Whether a text stands in a catalog's bytes as our writer, and most others, put it there."""
    return charset_of(data).lower() in _CHARSETS and not _RARE_ESCAPE.search(data)
