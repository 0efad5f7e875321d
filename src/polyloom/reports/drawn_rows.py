"""Rows of a page that an earlier page has: only those are drawn that show something else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import blake2b

import msgspec

_WIDTH = 16
_BEGIN, _END = '<tr class="document">', "</tr>\n"


class DrawnRows:
    """The rows of a page, by what they show: those that are ``known`` are not drawn again."""

    def __init__(self, known: Mapping[bytes, str] | None = None) -> None:
        self._known = known or {}
        self._keys: list[bytes] = []

    def row(self, shown: object, draw: Callable[[], str]) -> str:
        """The row that shows something; ``draw`` depends on nothing else."""
        data = msgspec.msgpack.encode(shown)
        key = blake2b(data, digest_size=_WIDTH).digest()
        self._keys.append(key)
        known = self._known.get(key)
        return draw() if known is None else known

    @property
    def keys(self) -> bytes:
        """What tells what the rows of the page show, for ``rows_of_page``."""
        return b"".join(self._keys)


def rows_of_page(page: str, keys: bytes) -> dict[bytes, str]:
    """The rows of a page that was drawn before, by ``keys``; none where these are not of it."""
    # Nothing that a row shows has a tag of its own: it is escaped.
    rows = page.split(_BEGIN)[1:]
    if len(rows) * _WIDTH != len(keys):
        return {}
    return {
        keys[at * _WIDTH : (at + 1) * _WIDTH]: f"{_BEGIN}{row.partition(_END)[0]}{_END}"
        for at, row in enumerate(rows)
    }
