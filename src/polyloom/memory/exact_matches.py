"""Exact matches: what a locale's catalogs already say for the same source text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from polyloom.model import Catalog, Entry, State

# A source text: (msgid, msgid_plural).
_Source = tuple[str, str | None]


class Match(Struct, frozen=True):
    """A finished translation and the name of the document it comes from.

    ``forms`` is the msgstr: one string, or one for each plural form.
    """

    forms: tuple[str, ...]
    where: str

    @property
    def text(self) -> str:
        """The translation, or its first plural form."""
        return self.forms[0]


class Remembered(Struct, frozen=True):
    """A translation of a source text, in one context, active or obsolete, and how often it is so.

    ``where`` is the first document that has it.
    """

    msgctxt: str | None
    obsolete: bool
    forms: tuple[str, ...]
    where: str
    count: int


class Memory(Struct, frozen=True):
    """The finished translations of one locale by source text, in the order of the catalogs."""

    by_source: Mapping[_Source, tuple[Remembered, ...]]

    def __len__(self) -> int:
        return len(self.by_source)

    def look_up(
        self, msgid: str, *, msgctxt: str | None = None, msgid_plural: str | None = None
    ) -> Match | None:
        """The translation of exactly this text, or nothing.

        Of several: one of the same context, then an active one before an obsolete one, then the
        most frequent, then the first. A plural entry matches the same msgid and msgid_plural only.
        """
        candidates = self.by_source.get((msgid, msgid_plural))
        if not candidates:
            return None
        tier = min(_distance(candidate, msgctxt) for candidate in candidates)
        nearest = [each for each in candidates if _distance(each, msgctxt) == tier]
        counts: Counter[tuple[str, ...]] = Counter()
        for candidate in nearest:
            counts[candidate.forms] += candidate.count
        # Of equals, max takes the first.
        best = max(nearest, key=lambda candidate: counts[candidate.forms])
        return Match(best.forms, best.where)


def build_memory(catalogs: Iterable[tuple[str, Catalog]]) -> Memory:
    """The memory of one locale's catalogs, each with the name of its document.

    Remembers what is translated, obsolete entries included; drafts and half-filled plurals never.
    """
    found: dict[_Source, dict[tuple[str | None, bool, tuple[str, ...]], tuple[str, int]]] = {}
    for where, catalog in catalogs:
        for entry in catalog.entries:
            if not _is_finished(entry):
                continue
            versions = found.setdefault((entry.msgid, entry.msgid_plural), {})
            key = (entry.msgctxt, entry.obsolete, entry.msgstr)
            first, count = versions.get(key, (where, 0))
            versions[key] = (first, count + 1)
    return Memory(
        {
            source: tuple(
                Remembered(msgctxt, obsolete, forms, where, count)
                for (msgctxt, obsolete, forms), (where, count) in versions.items()
            )
            for source, versions in found.items()
        }
    )


def _is_finished(entry: Entry) -> bool:
    return bool(entry.msgid) and entry.state is State.TRANSLATED


def _distance(candidate: Remembered, msgctxt: str | None) -> tuple[bool, bool]:
    return (candidate.msgctxt != msgctxt, candidate.obsolete)
