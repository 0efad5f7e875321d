"""Documents that were woven before in the same run, so that they are not woven again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256

from polyloom.formats.format_options import DocumentOptions
from polyloom.formats.weave import Woven, weave
from polyloom.model import Document
from polyloom.placeables.localized_links import LocalizedLinks

# Bytes of outputs that a run may hold: what many documents need, and no machine lacks.
_ROOM = 1 << 26


class WovenMemory:
    """What came of weaving, by all that it depends on, as far as there is ``room`` (bytes).

    It is of one process and its forks: who gets it by way of a pickle has an empty one without any
    room.
    """

    def __init__(self, room: int = _ROOM) -> None:
        self._room = room
        self._known: dict[bytes, Woven] = {}

    def __reduce__(self) -> tuple[type[WovenMemory], tuple[int]]:
        return WovenMemory, (0,)

    @property
    def known(self) -> Mapping[bytes, Woven]:
        """What is remembered, for ``remember``."""
        return self._known

    def emptied(self) -> WovenMemory:
        """A memory of as much room as this one has left, in which there is nothing yet."""
        return WovenMemory(self._room)

    def remember(self, woven: Mapping[bytes, Woven]) -> None:
        """Take up what another memory has, as far as there is room."""
        for key, each in woven.items():
            self._take(key, each)

    def weave(
        self,
        document: Document,
        translations: Mapping[int, str],
        options: DocumentOptions,
        links: LocalizedLinks,
    ) -> Woven:
        """What ``weave`` gives for the same."""
        if not self._room and not self._known:
            return weave(document, translations, options, links)
        key = _key(document, (translations, options, links))
        woven = self._known.get(key)
        if woven is None:
            woven = weave(document, translations, options, links)
            self._take(key, woven)
        return woven

    def _take(self, key: bytes, woven: Woven) -> None:
        if key not in self._known and len(woven.data) <= self._room:
            self._known[key] = woven
            self._room -= len(woven.data)


# Of whoever weaves a document once.
NOTHING_WOVEN = WovenMemory(0)


def _key(document: Document, others: Iterable[object]) -> bytes:
    """A digest of a document, as it was read, and of what else there is to weaving it."""
    digest = sha256(document.data)
    read_as = (document.format, document.encoding, document.bom, document.options)
    digest.update(repr((read_as, *others)).encode("utf-8", "surrogatepass"))
    return digest.digest()
