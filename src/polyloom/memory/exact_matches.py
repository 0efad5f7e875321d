"""Exact matches: the translations that a locale's catalogs already have of a source text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

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


class FinishedSource(Struct, frozen=True, array_like=True):
    """The text of an entry that is in the memory: what else there is to it is not asked for."""

    msgid: str


class FinishedText(Struct, frozen=True, array_like=True):
    """What an entry has for the memory; the text comes first, as in ``FinishedSource``."""

    msgid: str
    msgid_plural: str | None
    msgctxt: str | None
    obsolete: bool
    forms: tuple[str, ...]


class TranslationMemory(Struct, frozen=True):
    """The finished translations of one locale.

    ``by_source`` has them by source text (msgid and msgid_plural), in the order of the catalogs,
    each with the name of its catalog; ``texts`` are the source texts that have no plural.
    """

    by_source: Mapping[_Source, Sequence[tuple[str, FinishedText]]]
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
        tier = min(_distance(text, msgctxt) for _, text in candidates)
        nearest = [each for each in candidates if _distance(each[1], msgctxt) == tier]
        counts = Counter(text.forms for _, text in nearest)
        # Of equals, max takes the first.
        document, best = max(nearest, key=lambda each: counts[each[1].forms])
        return ExactMatch(best.forms, document)


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
    # What is known of a text is looked at where the text is asked for: there are many others.
    found: dict[_Source, list[tuple[str, FinishedText]]] = {}
    for document, texts in catalogs:
        for text in texts:
            source = (text.msgid, text.msgid_plural)
            known = found.get(source)
            if known is None:
                found[source] = [(document, text)]
            else:
                known.append((document, text))
    return TranslationMemory(
        found, similar_texts(msgid for msgid, plural in found if plural is None)
    )


def _is_finished(entry: Entry) -> bool:
    return bool(entry.msgid) and entry.state is State.TRANSLATED


def _distance(text: FinishedText, msgctxt: str | None) -> tuple[bool, bool]:
    return (text.msgctxt != msgctxt, text.obsolete)
