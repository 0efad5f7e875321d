"""The steps of a search for predecessors, from the surest kind of match to the least sure.

Declared to mean the same; the same text in another place; the same but for typography, or for the
breaks of its lines; split or joined; much alike, in this catalog or in another one. What one step
matches the next never sees.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz.distance import Indel

from polyloom.language.line_breaks import lines_of, unwrap
from polyloom.language.typography import without_typography
from polyloom.model import Entry, EntryKey
from polyloom.update.changes_taken_back import is_change_taken_back
from polyloom.update.entry_positions import NO_POSITIONS, WIDEST_GAP, EntryId, EntryPositions
from polyloom.update.predecessor_search import MatchKind, PredecessorSearch
from polyloom.update.split_join_search import settle_splits_and_joins
from polyloom.update.text_similarity import (
    TextSimilarity,
    pair_texts,
    short_likeness,
    similarity_index,
)
from polyloom.update.update_context import UpdateContext

# Where one text stands alone between two neighbours, as one did before: how far apart the
# neighbours' positions are, how many letters both texts have at least, and how great a share of
# their letters they have in common.
_ALONE, _LONG, _NEARLY = 2, 40, 0.9


def find_predecessors(
    appeared: Iterable[Entry],
    gone: Iterable[Entry],
    positions: EntryPositions,
    locale: str,
    context: UpdateContext,
) -> PredecessorSearch:
    """Find what the entries that appeared were made from, in their own catalog and in others.

    ``gone`` are translated entries whose text is not in the template; ``locale`` is the catalog's.
    """
    search = _search(appeared, gone, positions, locale, context)
    steps = (
        _match_declared,
        _match_same_text,
        _match_same_but_typography,
        _match_same_but_wrapping,
        _match_moved,
        _match_in_place,
        _match_similar,
        _match_short_in_place,
        _match_similar_in_other_catalogs,
    )
    others = (_match_moved, _match_similar_in_other_catalogs)
    for step in steps:
        if not search.appeared:
            break
        # A new catalog has nothing for the other steps, which read each text.
        if search.gone or step in others:
            step(search)
    return search


def find_predecessors_of_waiting(
    waiting: Iterable[Entry], left: Iterable[Entry], locale: str, context: UpdateContext
) -> PredecessorSearch:
    """Find what entries that wait for a translation were made from, among entries ``left`` over.

    A merge leaves such entries: one side changed a text that the other translated. Their positions
    say nothing, so the texts must be surely alike.
    """
    search = _search(waiting, left, NO_POSITIONS, locale, context)
    steps = (_match_declared, _match_same_text, _match_same_but_typography, _match_surely_similar)
    for step in steps:
        if not search.appeared or not search.gone:
            break
        step(search)
    return search


def _search(
    appeared: Iterable[Entry],
    gone: Iterable[Entry],
    positions: EntryPositions,
    locale: str,
    context: UpdateContext,
) -> PredecessorSearch:
    return PredecessorSearch(
        {entry.key: entry for entry in appeared},
        {entry.key: entry for entry in gone},
        positions,
        locale,
        context,
    )


def _match_declared(search: PredecessorSearch) -> None:
    """Texts of which the author said that they mean the same as before."""
    if not search.context.rewordings:
        return
    for old in list(search.gone.values()):
        for text in search.context.reworded(old.msgid):
            if (old.msgctxt, text) in search.appeared:
                search.settle((old.msgctxt, text), old, MatchKind.SAME_MEANING)
                break


def _match_same_text(search: PredecessorSearch) -> None:
    """The same text in another context, or the text that a draft was made from, come back."""
    news = _by_text(search.appeared.values())
    olds = _by_text(search.gone.values())
    for entry in search.gone.values():
        if entry.previous is not None and entry.previous.msgid != entry.msgid:
            olds[entry.previous.msgid].append(entry)
    for text, entries in news.items():
        known = [old for old in olds.get(text, ()) if old.key in search.gone]
        if len(entries) == 1 and len(known) == 1:
            is_back = is_change_taken_back(entries[0], known[0])
            kind = MatchKind.TAKEN_BACK if is_back else MatchKind.CHANGED
            search.settle(entries[0].key, known[0], kind)
        elif known:
            # A person has to choose whose translation it is; what is merely alike would be worse.
            for entry in entries:
                search.leave_to_person(entry.key, known)


def _by_text(entries: Iterable[Entry]) -> defaultdict[str, list[Entry]]:
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.msgid].append(entry)
    return found


def _match_same_but_typography(search: PredecessorSearch) -> None:
    """Texts that differ in typography alone, where each has one counterpart."""
    kind = _kind_of_typographic_match(search.context)
    news = _by_wording(search.appeared.values())
    olds = _by_wording(search.gone.values())
    for wording, entries in news.items():
        known = olds.get(wording, [])
        if len(entries) == 1 and len(known) == 1:
            search.settle(entries[0].key, known[0], kind)


def _match_same_but_wrapping(search: PredecessorSearch) -> None:
    """Texts on one line, each with one counterpart whose lines a program has broken.

    Catalogs of other programs have the lines of the document in the text, the last line feed too.
    """
    wrapped = {old.key: old for old in search.gone.values() if "\n" in old.msgid}
    if not wrapped:
        return
    kind = _kind_of_typographic_match(search.context)
    news = _by_wording(new for new in search.appeared.values() if "\n" not in new.msgid)
    olds: defaultdict[EntryKey, list[Entry]] = defaultdict(list)
    for old in wrapped.values():
        wording = without_typography(unwrap(lines_of(old.msgid)))
        olds[old.msgctxt, wording].append(old)
    for wording_key, entries in news.items():
        known = olds.get(wording_key, [])
        if len(entries) == 1 and len(known) == 1:
            search.settle(entries[0].key, known[0], kind)


def _kind_of_typographic_match(context: UpdateContext) -> MatchKind:
    return MatchKind.SAME_MEANING if context.keep_on_typography else MatchKind.CHANGED


def _by_wording(entries: Iterable[Entry]) -> dict[EntryKey, list[Entry]]:
    """The entries by context and text without typography."""
    found: defaultdict[EntryKey, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.msgctxt, without_typography(entry.msgid)].append(entry)
    return found


def _match_moved(search: PredecessorSearch) -> None:
    """The same text, or the same but for typography, gone from another document."""
    index = search.context.locale_index([entry.msgid for entry in search.appeared.values()])
    name = search.context.name
    for entry in list(search.appeared.values()):
        if known := index.gone_from_others(entry.msgid, name):
            _settle_best_moved(search, entry, known, MatchKind.SAME_TEXT)
        elif index.is_current_in_others(entry.msgid, name):
            # A copy is for the memory, which makes drafts; what is merely alike would be worse.
            del search.appeared[entry.key]
        elif known := index.vanished_from_others(entry.msgid, name):
            _settle_best_moved(search, entry, known, _kind_of_typographic_match(search.context))


def _settle_best_moved(
    search: PredecessorSearch, new: Entry, known: Sequence[Entry], kind: MatchKind
) -> None:
    """The translation of the same context, finished rather than draft, not obsolete yet."""

    def rank(old: Entry) -> tuple[bool, bool, bool]:
        return (not _has_same_form(new, old), "fuzzy" in old.flags, old.obsolete)

    first = min(map(rank, known))
    best = [old for old in known if rank(old) == first]
    if len({old.msgstr for old in best}) > 1:
        search.leave_to_person(new.key, best)
    else:
        same_form = _has_same_form(new, best[0])
        search.settle_from_other_catalog(new.key, best[0], kind if same_form else MatchKind.CHANGED)


def _has_same_form(new: Entry, old: Entry) -> bool:
    return (new.msgctxt, new.msgid_plural is None) == (old.msgctxt, old.msgid_plural is None)


def _match_in_place(search: PredecessorSearch) -> None:
    """Texts that stand alone where one stood alone that has nearly the same letters."""
    positions = search.positions
    in_catalog = positions.in_catalog
    crowds = Counter(positions.gaps[key] for key in search.appeared)
    gone = {in_catalog[key]: old for key, old in search.gone.items() if key in in_catalog}
    for new in list(search.appeared.values()):
        begin, end = positions.gaps[new.key]
        old = gone.get(begin + 1) if end - begin == _ALONE else None
        if (
            old is not None
            and crowds[begin, end] == 1
            and positions.in_same_gap(new, old)
            and min(len(new.msgid), len(old.msgid)) >= _LONG
            and Indel.normalized_similarity(new.msgid, old.msgid) >= _NEARLY
        ):
            search.settle(new.key, old, MatchKind.CHANGED)


def _match_similar(search: PredecessorSearch) -> None:
    """Texts that were split, joined, or changed a little."""
    news = list(search.appeared.values())
    olds = list(search.gone.values())
    index = similarity_index(entry.msgid for entry in olds)
    texts = [index.coded(entry.msgid) for entry in news]
    similarities = [
        one for number, text in enumerate(texts) for one in index.similarities(number, text)
    ]
    settle_splits_and_joins(search, news, olds, similarities, (texts, index.texts))
    likely = [
        one
        for one in similarities
        if news[one.new].key in search.appeared
        and olds[one.old].key in search.gone
        and (one.is_sure or _is_likely_here(search, one, news, olds))
    ]
    _settle_best(search, news, olds, likely)


def _match_short_in_place(search: PredecessorSearch) -> None:
    """Headings and the like that changed a little, between the neighbours that they had."""
    positions = search.positions
    gone = {positions.in_catalog.get(old.key, -1): old for old in search.gone.values()}
    found: list[tuple[float, Entry, Entry]] = []
    for new in filter(_is_short, search.appeared.values()):
        begin, end = positions.gaps[new.key]
        olds = (gone.get(place) for place in range(begin + 1, min(end, begin + WIDEST_GAP)))
        found += [
            (short_likeness(new.msgid, old.msgid), new, old)
            for old in olds
            if old is not None and _is_short(old) and positions.in_same_gap(new, old)
        ]
    # The most alike first; of equally alike ones those that come first.
    for likeness, new, old in sorted(found, key=lambda each: -each[0]):
        if likeness and new.key in search.appeared and old.key in search.gone:
            search.settle(new.key, old, MatchKind.CHANGED)


def _is_short(entry: Entry) -> bool:
    return len(entry.msgid) <= _LONG


def _match_surely_similar(search: PredecessorSearch) -> None:
    """Texts that changed a little, wherever they stand."""
    news = list(search.appeared.values())
    olds = list(search.gone.values())
    index = similarity_index(entry.msgid for entry in olds)
    similarities = (
        one
        for number, entry in enumerate(news)
        for one in index.similarities(number, index.coded(entry.msgid))
    )
    _settle_best(search, news, olds, [one for one in similarities if one.is_sure])


def _settle_best(
    search: PredecessorSearch,
    news: Sequence[Entry],
    olds: Sequence[Entry],
    similarities: Sequence[TextSimilarity],
) -> None:
    matches = pair_texts(
        similarities,
        [_relative_position(search.positions.in_template, entry) or 0.0 for entry in news],
        [_relative_position(search.positions.in_catalog, entry) for entry in olds],
        lambda one, other: olds[one].msgstr == olds[other].msgstr,
    )
    for new, old in matches.pairs.items():
        search.settle(news[new].key, olds[old], MatchKind.CHANGED)
    for new, candidates in matches.undecided.items():
        search.leave_to_person(news[new].key, [olds[old] for old in candidates])


def _is_likely_here(
    search: PredecessorSearch, one: TextSimilarity, news: Sequence[Entry], olds: Sequence[Entry]
) -> bool:
    return one.is_likely and search.positions.in_same_gap(news[one.new], olds[one.old])


def _relative_position(positions: Mapping[EntryId, int], entry: Entry) -> float | None:
    """Where an entry stands in its file, from 0 to 1; None for an obsolete one."""
    position = positions.get(entry.key)
    return None if position is None else position / len(positions)


def _match_similar_in_other_catalogs(search: PredecessorSearch) -> None:
    """Texts much like those that vanished from other documents: renamed or divided, and edited."""
    news = list(search.appeared.values())
    index = search.context.locale_index([entry.msgid for entry in news])
    if not index.vanished:
        return
    olds = index.vanished
    similarities = [
        one
        for number, entry in enumerate(news)
        for one in index.by_words.similarities(number, index.by_words.coded(entry.msgid))
        if one.is_sure and olds[one.old][0] != search.context.name
    ]
    matches = pair_texts(
        similarities,
        [0.0] * len(news),
        [None] * len(olds),
        lambda one, other: olds[one][1].msgstr == olds[other][1].msgstr,
    )
    for new, old in matches.pairs.items():
        search.settle_from_other_catalog(news[new].key, olds[old][1], MatchKind.CHANGED)
    for new, candidates in matches.undecided.items():
        search.leave_to_person(news[new].key, [olds[old][1] for old in candidates])
