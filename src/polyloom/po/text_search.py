"""Whether a catalog may have an entry of some text, told by its bytes without reading entries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from polyloom.po.parser import charset_of
from polyloom.po.quoting import escape_po

# Between two lines of a string, obsolete ones too.
_JOINT = re.compile(rb'"[ \t]*\r?\n[ \t]*(?:#~[ \t]*)?"')
# Escapes that another program may write where ours writes the character, or the other way round.
_RARE_ESCAPE = re.compile(rb'\\[^"\\n]')
_RARE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_CHARSETS = frozenset({"utf-8", "utf8"})


def text_finder(texts: Iterable[str]) -> Callable[[bytes], bool]:
    """A function that tells of a catalog's bytes whether one of the texts may stand there.

    It is never wrong where it says no: then no entry has one of them as its ``msgid``.
    """
    wanted = frozenset(texts)
    if any(_RARE.search(text) for text in wanted):
        return lambda _: True
    quoted = [escape_po(text).encode("utf-8", "surrogatepass") for text in wanted]

    def may_have(data: bytes) -> bool:
        if charset_of(data).lower() not in _CHARSETS or _RARE_ESCAPE.search(data):
            return True
        joined = _JOINT.sub(b"", data)
        return any(text in joined for text in quoted)

    return may_have
