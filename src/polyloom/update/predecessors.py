"""Where the translation of a text that appeared comes from, from the surest way to the least.

Declared to mean the same; the same text in another place; the same but for typography; split or
joined; much alike, there or elsewhere. What is found in one way is not looked for in the next.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz.distance import Indel

from polyloom.language.typography import without_typography
from polyloom.model import Entry, EntryKey
from polyloom.update.fuzzy_matching import Likeness, index_of, match
from polyloom.update.predecessor_search import Places, Search, Stand, Surroundings, Way
from polyloom.update.split_translations import settle_divided

# How far apart the neighbours of a text are that stands alone between them, how many letters it has
# at least, and how much of them in common with the one that stood there.
_ALONE, _LONG, _NEARLY = 2, 40, 0.9


def search(
    appeared: Iterable[Entry],
    gone: Iterable[Entry],
    places: Places,
    locale: str,
    around: Surroundings,
) -> Search:
    """Find the origins of the entries that appeared, among what is gone and what is elsewhere.

    ``gone`` are translated entries whose text is not in the template.
    """
    state = Search(
        {entry.key: entry for entry in appeared},
        {entry.key: entry for entry in gone},
        places,
        locale,
        around,
    )
    steps = (_declared, _same_text, _typography, _moved, _in_place, _like, _like_elsewhere)
    for step in steps:
        if not state.appeared:
            break
        step(state)
    return state


def search_left(
    waiting: Iterable[Entry], left: Iterable[Entry], locale: str, around: Surroundings
) -> Search:
    """Find the origins of entries that await translation, among what is left or was left before.

    A merge leaves such entries: one side changed a text that the other translated. Neither has a
    place that says anything, so the texts must be surely alike.
    """
    state = Search(
        {entry.key: entry for entry in waiting},
        {entry.key: entry for entry in left},
        Places({}, {}, {}),
        locale,
        around,
    )
    for step in (_declared, _same_text, _typography, _surely_like):
        if not state.appeared or not state.gone:
            break
        step(state)
    return state


def _declared(state: Search) -> None:
    """Texts of which the author said that they mean the same as before."""
    if not state.around.rewordings:
        return
    for old in list(state.gone.values()):
        for text in state.around.reworded(old.msgid):
            if (old.msgctxt, text) in state.appeared:
                state.settle((old.msgctxt, text), old, Way.SAME_MEANING)
                break


def _same_text(state: Search) -> None:
    """The same text in another context, or the text that a draft was made from, come back."""
    news = _by_text(state.appeared.values())
    olds = _by_text(state.gone.values())
    for entry in state.gone.values():
        if entry.previous is not None and entry.previous.msgid != entry.msgid:
            olds[entry.previous.msgid].append(entry)
    for text, entries in news.items():
        known = [old for old in olds.get(text, ()) if old.key in state.gone]
        if len(entries) == 1 and len(known) == 1:
            state.settle(entries[0].key, known[0], Way.CHANGED)
        elif known:
            # It is open whose translation it is, and what is merely alike would be worse.
            for entry in entries:
                state.leave_open(entry.key, known)


def _by_text(entries: Iterable[Entry]) -> defaultdict[str, list[Entry]]:
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.msgid].append(entry)
    return found


def _typography(state: Search) -> None:
    """Texts that differ in typography alone, where each has one counterpart."""
    way = _typographic_way(state.around)
    news = _by_folded_text(state.appeared.values())
    olds = _by_folded_text(state.gone.values())
    for folded, entries in news.items():
        known = olds.get(folded, [])
        if len(entries) == 1 and len(known) == 1:
            state.settle(entries[0].key, known[0], way)


def _typographic_way(around: Surroundings) -> Way:
    return Way.SAME_MEANING if around.keep_on_typography else Way.CHANGED


def _by_folded_text(entries: Iterable[Entry]) -> dict[EntryKey, list[Entry]]:
    found: defaultdict[EntryKey, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.msgctxt, without_typography(entry.msgid)].append(entry)
    return found


def _moved(state: Search) -> None:
    """The same text, or the same but for typography, gone from another document."""
    elsewhere = state.around.elsewhere()
    document = state.around.document
    for entry in list(state.appeared.values()):
        if known := elsewhere.same_text(entry.msgid, document):
            _take_best(state, entry, known, Way.SAME_TEXT)
        elif elsewhere.stands(entry.msgid, document):
            # A copy is for the memory, which makes drafts; what is merely alike would be worse.
            del state.appeared[entry.key]
        elif known := elsewhere.same_but_typography(entry.msgid, document):
            _take_best(state, entry, known, _typographic_way(state.around))


def _take_best(state: Search, new: Entry, known: Sequence[Entry], way: Way) -> None:
    """The translation of the same context, finished rather than draft, not obsolete yet."""

    def rank(old: Entry) -> tuple[bool, bool, bool]:
        return (not _has_same_form(new, old), "fuzzy" in old.flags, old.obsolete)

    first = min(map(rank, known))
    best = [old for old in known if rank(old) == first]
    if len({old.msgstr for old in best}) > 1:
        state.leave_open(new.key, best)
    else:
        state.settle_from_elsewhere(
            new.key, best[0], way if _has_same_form(new, best[0]) else Way.CHANGED
        )


def _has_same_form(new: Entry, old: Entry) -> bool:
    return (new.msgctxt, new.msgid_plural is None) == (old.msgctxt, old.msgid_plural is None)


def _in_place(state: Search) -> None:
    """Texts that stand alone where one stood alone that has nearly the same letters."""
    places = state.places
    crowds = Counter(places.gaps[key] for key in state.appeared)
    alone = {places.old[key]: old for key, old in state.gone.items() if key in places.old}
    for new in list(state.appeared.values()):
        begin, end = places.gaps[new.key]
        old = alone.get(begin + 1) if end - begin == _ALONE else None
        if (
            old is not None
            and crowds[begin, end] == 1
            and places.in_same_gap(new, old)
            and min(len(new.msgid), len(old.msgid)) >= _LONG
            and Indel.normalized_similarity(new.msgid, old.msgid) >= _NEARLY
        ):
            state.settle(new.key, old, Way.CHANGED)


def _like(state: Search) -> None:
    """Texts that were split, joined, or changed a little."""
    if not state.gone:
        return
    news = list(state.appeared.values())
    olds = list(state.gone.values())
    index = index_of([entry.msgid for entry in olds])
    words = [index.read(entry.msgid) for entry in news]
    likenesses = [one for number, text in enumerate(words) for one in index.like(number, text)]
    settle_divided(state, news, olds, likenesses, (words, index.words))
    likely = [
        one
        for one in likenesses
        if news[one.new].key in state.appeared
        and olds[one.old].key in state.gone
        and (one.is_sure or _is_likely_here(state, one, news, olds))
    ]
    _settle_best(state, news, olds, likely)


def _surely_like(state: Search) -> None:
    """Texts that changed a little, wherever they stand."""
    news = list(state.appeared.values())
    olds = list(state.gone.values())
    index = index_of([entry.msgid for entry in olds])
    likenesses = (
        one
        for number, entry in enumerate(news)
        for one in index.like(number, index.read(entry.msgid))
    )
    _settle_best(state, news, olds, [one for one in likenesses if one.is_sure])


def _settle_best(
    state: Search, news: Sequence[Entry], olds: Sequence[Entry], likenesses: Sequence[Likeness]
) -> None:
    matches = match(
        likenesses,
        [_share(state.places.new, entry) or 0.0 for entry in news],
        [_share(state.places.old, entry) for entry in olds],
        lambda one, other: olds[one].msgstr == olds[other].msgstr,
    )
    for new, old in matches.pairs.items():
        state.settle(news[new].key, olds[old], Way.CHANGED)
    for new, candidates in matches.undecided.items():
        state.leave_open(news[new].key, [olds[old] for old in candidates])


def _is_likely_here(
    state: Search, one: Likeness, news: Sequence[Entry], olds: Sequence[Entry]
) -> bool:
    return one.is_likely and state.places.in_same_gap(news[one.new], olds[one.old])


def _share(places: Mapping[Stand, int], entry: Entry) -> float | None:
    """Where an entry stands in its file, from 0 to 1; None for an obsolete one."""
    place = places.get(entry.key)
    return None if place is None else place / len(places)


def _like_elsewhere(state: Search) -> None:
    """Texts much like those that vanished from other documents: renamed or divided, and edited."""
    elsewhere = state.around.elsewhere()
    if not elsewhere.vanished:
        return
    news = list(state.appeared.values())
    olds = elsewhere.vanished
    likenesses = [
        one
        for number, entry in enumerate(news)
        for one in elsewhere.like.like(number, elsewhere.like.read(entry.msgid))
        if one.is_sure and olds[one.old][0] != state.around.document
    ]
    matches = match(
        likenesses,
        [0.0] * len(news),
        [None] * len(olds),
        lambda one, other: olds[one][1].msgstr == olds[other][1].msgstr,
    )
    for new, old in matches.pairs.items():
        state.settle_from_elsewhere(news[new].key, olds[old][1], Way.CHANGED)
    for new, candidates in matches.undecided.items():
        state.leave_open(news[new].key, [olds[old][1] for old in candidates])
