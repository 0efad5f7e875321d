"""Concordance: where a word or a phrase stands in the sources or the translations of a locale."""

from __future__ import annotations

from enum import StrEnum
from itertools import islice

from msgspec import Struct

from polyloom.language.marked_runs import MarkedRun, folded_phrase, found_runs
from polyloom.model import Entry, EntryKey, State
from polyloom.stages.reviews.occurrences import places_of
from polyloom.stages.reviews.translation_index import IndexedEntry, TranslationIndex

# Of a longer text only so many characters at either side of what was found are shown.
_CONTEXT = 120
_LONGEST_WORD = 30


class SearchedSide(StrEnum):
    """In which texts is searched."""

    EITHER = "either"
    SOURCE = "source"
    TRANSLATION = "translation"


class ConcordanceLine(Struct, frozen=True):
    """An entry that has the phrase: its catalog, its key there, its places, its texts.

    What was found is marked in the runs. Of plural entries it is the first form that has it.
    """

    catalog: str
    key: EntryKey
    references: tuple[str, ...]
    source: tuple[MarkedRun, ...]
    translation: tuple[MarkedRun, ...]
    state: State


class Concordance(Struct, frozen=True):
    """The first lines, in the order of the catalogs, and how many more there are."""

    phrase: str
    lines: tuple[ConcordanceLine, ...] = ()
    more: int = 0


def concordance(
    index: TranslationIndex, phrase: str, side: SearchedSide = SearchedSide.EITHER, most: int = 100
) -> Concordance:
    """Where a phrase stands, without regard to letter case and diacritics of Latin letters.

    It is looked for as it is, not as a pattern; a phrase of nothing is nowhere.
    """
    wanted = folded_phrase(phrase)
    if not wanted:
        return Concordance(phrase)
    found: dict[int, IndexedEntry] = {}
    if side is not SearchedSide.TRANSLATION:
        found |= {id(each): each for each in index.with_phrase(wanted, "")}
    if side is not SearchedSide.SOURCE:
        found |= {id(each): each for each in index.with_phrase("", wanted)}
    if side is SearchedSide.EITHER:
        order = {id(each): place for place, each in enumerate(index.entries())}
        found = dict(sorted(found.items(), key=lambda item: order[item[0]]))
    lines = tuple(_line(each, wanted, side) for each in islice(found.values(), most))
    return Concordance(phrase, lines, len(found) - len(lines))


def _line(indexed: IndexedEntry, wanted: str, side: SearchedSide) -> ConcordanceLine:
    entry = indexed.entry
    in_source = "" if side is SearchedSide.TRANSLATION else wanted
    in_translation = "" if side is SearchedSide.SOURCE else wanted
    return ConcordanceLine(
        indexed.catalog,
        entry.key,
        places_of(entry.references),
        _shortened(_best(_sources(entry), in_source)),
        _shortened(_best(entry.msgstr, in_translation)),
        entry.state,
    )


def _sources(entry: Entry) -> tuple[str, ...]:
    return (entry.msgid,) if entry.msgid_plural is None else (entry.msgid, entry.msgid_plural)


def _best(texts: tuple[str, ...], wanted: str) -> tuple[MarkedRun, ...]:
    """The first text that has what is wanted, else the first of all."""
    found = [found_runs(text, wanted) for text in texts]
    return next((runs for runs in found if any(run.mark for run in runs)), found[0])


def _shortened(runs: tuple[MarkedRun, ...]) -> tuple[MarkedRun, ...]:
    """Runs without what is far from any mark, cut between words where there are some."""
    last = len(runs) - 1

    def shown(place: int, run: MarkedRun) -> MarkedRun:
        ends = (place > 0) + (place < last)
        if run.mark or len(run.text) <= _CONTEXT * max(ends, 1) * 2:
            return run
        most = _CONTEXT if ends else _CONTEXT * 2
        before = _beginning(run.text, most) if place > 0 or not ends else ""
        after = _beginning(run.text[::-1], most)[::-1] if place < last else ""
        return run._replace(text=f"{before}…{after}")

    return tuple(shown(place, run) for place, run in enumerate(runs))


def _beginning(text: str, most: int) -> str:
    """So many characters of a text, and no part of a word at their end."""
    cut = text[:most]
    whole, blank, part = cut.rpartition(" ")
    return f"{whole}{blank}" if blank and len(part) < _LONGEST_WORD else cut
