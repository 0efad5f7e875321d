"""Which texts the catalogs of a locale have, so that none need be read to look for a text."""

from __future__ import annotations

from collections.abc import Sequence

from polyloom.po.text_search import msgid_digests
from polyloom.stages.recorded_work import recalled_whole, record_whole
from polyloom.workspace.whole_work import KnownParts
from polyloom.workspace.work_index import WorkIndex, WorkUnit


class RecordedTexts:
    """The digests of the texts in a locale's catalogs, which are at ``paths``."""

    def __init__(self, index: WorkIndex, locale: str, paths: Sequence[str]) -> None:
        self._index = index
        self._whole = WorkUnit("texts all", locale, (), b"", (index.group(paths),))
        self._before = recalled_whole(index, self._whole, paths, lambda path: (path,))
        self._rows = [*self._before.rows]
        self._places = {path: place for place, path in enumerate(paths)}
        self._done: dict[int, WorkUnit] = {}

    def recall(self, path: str) -> bytes | None:
        """What ``msgid_digests`` gives for a catalog, as far as that is known."""
        place = self._places.get(path)
        if place is None:
            return None
        if self._rows[place] is None:
            self._rows[place] = self._index.recall(_unit(path))
        return self._rows[place]

    def record(self, path: str, data: bytes) -> bytes:
        """The digests of a catalog that is not known; the index takes them up after ``note``."""
        digests = msgid_digests(data)
        place = self._places.get(path)
        if place is not None:
            unit = self._done[place] = _unit(path)
            self._index.record(unit, digests)
            self._rows[place] = digests
        return digests

    def note(self) -> None:
        """Have the index take up all of that when it is settled next."""
        now = KnownParts(self._rows)
        record_whole(self._index, self._whole, self._before, now, self._done)


def _unit(path: str) -> WorkUnit:
    return WorkUnit("texts", path, (path,), b"")
