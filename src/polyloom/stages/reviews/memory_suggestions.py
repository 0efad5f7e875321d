"""What the project's memory suggests for a text: translations of the same and of similar texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec import Struct

from polyloom.language.marked_runs import MarkedRun, difference_runs
from polyloom.memory.adaptation import adapt_translation
from polyloom.model import Entry, State
from polyloom.stages.reviews.occurrences import places_of
from polyloom.stages.reviews.reviewed_documents import ReviewedText
from polyloom.stages.reviews.translation_index import IndexedEntry, TranslationIndex

# One for each of the keys 1 to 9.
MOST_SUGGESTIONS = 9
# A person can make use of less alike texts than a machine may fill in.
_LEAST_SCORE = 0.6


class MemorySuggestion(Struct, frozen=True):
    """A translation that there is already, of a text that is like the one at hand.

    ``forms`` are fit for the text at hand: its numbers, links and placeholders stand in them, where
    ``is_adapted`` says so. ``score`` says how alike the sources are, 0 to 1; ``runs`` show how its
    source differs from the one at hand. ``catalog`` and ``references`` say where it is from.
    """

    forms: tuple[str, ...]
    score: float
    catalog: str
    references: tuple[str, ...]
    runs: tuple[MarkedRun, ...]
    is_adapted: bool = False
    is_obsolete: bool = False


def memory_suggestions(index: TranslationIndex, text: ReviewedText) -> tuple[MemorySuggestion, ...]:
    """The best suggestions for a text, at most nine; none is the translation that it has.

    Of translations of one score those of the same context come first, then those in use, then those
    that are in most places. Drafts are never suggested.
    """
    entry = text.status.entry
    wanted = entry or Entry(text.status.segment.text, msgctxt=text.status.segment.context)
    found: dict[tuple[str, ...], MemorySuggestion] = {}
    for suggestion in _all(index, wanted):
        found.setdefault(suggestion.forms, suggestion)
    if entry is not None:
        found.pop(entry.msgstr, None)
    return tuple(islice(found.values(), MOST_SUGGESTIONS))


def _all(index: TranslationIndex, wanted: Entry) -> Iterator[MemorySuggestion]:
    yield from _of_source(index.with_source(wanted.msgid), wanted, 1.0)
    if wanted.msgid_plural is None:
        # One more than are shown: a translation may be the one that the text has.
        for alike in index.alike(wanted.msgid, _LEAST_SCORE, MOST_SUGGESTIONS + 1):
            yield from _of_source(index.with_source(alike.text), wanted, alike.score)


def _of_source(
    entries: Iterable[IndexedEntry], wanted: Entry, score: float
) -> Iterator[MemorySuggestion]:
    """The suggestions from entries of one source, the best first."""
    counts: dict[tuple[str, ...], int] = {}
    usable = [each for each in entries if _is_usable(each.entry, wanted)]
    for each in usable:
        counts[each.entry.msgstr] = counts.get(each.entry.msgstr, 0) + 1

    def order(indexed: IndexedEntry) -> tuple[bool, bool, int]:
        entry = indexed.entry
        return (entry.msgctxt != wanted.msgctxt, entry.obsolete, -counts[entry.msgstr])

    for each in sorted(usable, key=order):
        yield _suggestion(each, wanted, score)


def _is_usable(entry: Entry, wanted: Entry) -> bool:
    return (
        entry.state is State.TRANSLATED
        and (entry.msgid_plural is None) == (wanted.msgid_plural is None)
        and entry.key != ("", "")
        and not (entry.key == wanted.key and entry.msgstr == wanted.msgstr)
    )


def _suggestion(indexed: IndexedEntry, wanted: Entry, score: float) -> MemorySuggestion:
    entry = indexed.entry
    forms = entry.msgstr
    if entry.msgid != wanted.msgid:
        fitting = adapt_translation(entry.msgid, wanted.msgid, forms[0])
        forms = forms if fitting is None else (fitting,)
    return MemorySuggestion(
        forms,
        # What differs in nothing but signs and blanks is not the same text all the same.
        score if entry.msgid == wanted.msgid else min(score, 0.99),
        indexed.catalog,
        places_of(entry.references),
        difference_runs(entry.msgid, wanted.msgid),
        forms != entry.msgstr,
        entry.obsolete,
    )
