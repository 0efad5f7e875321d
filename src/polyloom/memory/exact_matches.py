"""Exact matches: the translations that a locale's catalogs already have of a source text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from polyloom.memory.similar import SimilarTexts, similar_texts
from polyloom.model import Catalog, Entry, State

# A source text: (msgid, msgid_plural).
_Source = tuple[str, str | None]


class ExactMatch(Struct, frozen=True):
    """A finished translation, and the name of the catalog that it comes from.

    ``forms`` is the msgstr: one string, or one for each plural form.
    """

    forms: tuple[str, ...]
    document: str

    @property
    def text(self) -> str:
        """The translation, or its first plural form."""
        return self.forms[0]


class KnownTranslation(Struct, frozen=True):
    """A translation of a source text in one context, from active or from obsolete entries.

    ``document`` is the first catalog that has it, ``count`` how many entries do.
    """

    msgctxt: str | None
    obsolete: bool
    forms: tuple[str, ...]
    document: str
    count: int


class TranslationMemory(Struct, frozen=True):
    """The finished translations of one locale.

    ``by_source`` has them by source text (msgid and msgid_plural), in the order of the catalogs;
    ``texts`` are the source texts that have no plural.
    """

    by_source: Mapping[_Source, tuple[KnownTranslation, ...]]
    texts: SimilarTexts

    def __len__(self) -> int:
        return len(self.by_source)

    def sharing(self, texts: SimilarTexts) -> TranslationMemory:
        """The same memory with the ``texts`` of another one, where its own are the same.

        What a search has found out about them serves both.
        """
        return replace(self, texts=texts) if texts == self.texts else self

    def look_up(
        self, msgid: str, *, msgctxt: str | None = None, msgid_plural: str | None = None
    ) -> ExactMatch | None:
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
        return ExactMatch(best.forms, best.document)


class FinishedText(Struct, frozen=True, array_like=True):
    """What an entry has for the memory."""

    msgid: str
    msgid_plural: str | None
    msgctxt: str | None
    obsolete: bool
    forms: tuple[str, ...]


def build_memory(catalogs: Iterable[tuple[str, Catalog]]) -> TranslationMemory:
    """The memory of one locale's catalogs, each given with its name."""
    return memory_of((name, finished_texts(catalog)) for name, catalog in catalogs)


def finished_texts(catalog: Catalog) -> tuple[FinishedText, ...]:
    """What a catalog has for the memory.

    That is what is translated, obsolete entries included, and never drafts or plurals of which a
    form is empty.
    """
    return tuple(
        FinishedText(entry.msgid, entry.msgid_plural, entry.msgctxt, entry.obsolete, entry.msgstr)
        for entry in catalog.entries
        if _is_finished(entry)
    )


def memory_of(catalogs: Iterable[tuple[str, Iterable[FinishedText]]]) -> TranslationMemory:
    """The memory of one locale's catalogs, of each its name and its ``finished_texts``."""
    found: dict[_Source, dict[tuple[str | None, bool, tuple[str, ...]], tuple[str, int]]] = {}
    for document, texts in catalogs:
        for text in texts:
            versions = found.setdefault((text.msgid, text.msgid_plural), {})
            key = (text.msgctxt, text.obsolete, text.forms)
            first, count = versions.get(key, (document, 0))
            versions[key] = (first, count + 1)
    return TranslationMemory(
        {
            source: tuple(
                KnownTranslation(msgctxt, obsolete, forms, document, count)
                for (msgctxt, obsolete, forms), (document, count) in versions.items()
            )
            for source, versions in found.items()
        },
        similar_texts(msgid for msgid, plural in found if plural is None),
    )


def _is_finished(entry: Entry) -> bool:
    return bool(entry.msgid) and entry.state is State.TRANSLATED


def _distance(candidate: KnownTranslation, msgctxt: str | None) -> tuple[bool, bool]:
    return (candidate.msgctxt != msgctxt, candidate.obsolete)
