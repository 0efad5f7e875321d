"""Where the translation of a text that appeared comes from, from the surest way to the least.

Declared to mean the same; the same text in another place; the same but for typography; split or
joined; much alike. What is found in one way is not looked for in the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from polyloom.catalogs.dividing import Containment, Division, divide, find_divisions, join
from polyloom.catalogs.elsewhere import Elsewhere, Key
from polyloom.catalogs.matching import Likeness, Words, index_of, match
from polyloom.engines.labels import bound_to, origin_of
from polyloom.model import Entry
from polyloom.model import Origin as Maker
from polyloom.text.typography import without_typography


class Way(Enum):
    """How a text that appeared came from another one."""

    SAME_TEXT = auto()
    SAME_MEANING = auto()
    CHANGED = auto()
    SPLIT = auto()
    JOINED = auto()


@dataclass(frozen=True, slots=True)
class Origin:
    """The entry that a text was probably made from, and how.

    Where texts were split or joined it is made up: the part or the sum of the old translations,
    with the old text or texts.
    """

    entry: Entry
    way: Way


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What reconciling a catalog needs to know of its project.

    ``locale`` is the catalog's, for where its header does not say. ``rewordings`` says for source
    texts which one replaced them without a change of meaning. ``elsewhere`` is asked for only when
    something appeared.
    """

    document: str = ""
    locale: str = ""
    source_locale: str = "en"
    keep_on_typography: bool = True
    rewordings: Mapping[str, str] = field(default_factory=dict)
    elsewhere: Callable[[], Elsewhere] = Elsewhere

    def reworded(self, text: str) -> list[str]:
        """What a text was made into, one after the other, without a change of meaning."""
        later: list[str] = []
        while (text := self.rewordings.get(text, "")) and text not in later:
            later.append(text)
        return later


# Unchanged neighbours that stood so far from each other say nothing of what stood between them.
_GAP = 24


@dataclass(frozen=True, slots=True)
class Places:
    """Where entries stand in the template and in the catalog, by number of active entries.

    ``gaps`` are, for entries that appeared, the places in the catalog of the nearest entries before
    and behind that are in both.
    """

    new: Mapping[Key, int]
    old: Mapping[Key, int]
    gaps: Mapping[Key, tuple[int, int]]

    def in_same_gap(self, new: Entry, old: Entry) -> bool:
        """Whether the new text stands between the neighbours that the old one had."""
        begin, end = self.gaps[new.key]
        place = self.old.get(old.key)
        has_neighbours = begin >= 0 or end < len(self.old)
        return place is not None and has_neighbours and begin < place < end <= begin + _GAP


def places_of(wanted: Sequence[Key], active: Sequence[Key]) -> Places:
    """The places of a template's entries and of a catalog's active ones."""
    new = {key: number for number, key in enumerate(wanted)}
    old = {key: number for number, key in enumerate(active)}
    before: dict[Key, int] = {}
    anchor = -1
    for key in new:
        if key in old:
            anchor = old[key]
        else:
            before[key] = anchor
    gaps: dict[Key, tuple[int, int]] = {}
    anchor = len(old)
    for key in reversed(new):
        if key in old:
            anchor = old[key]
        else:
            gaps[key] = (before[key], anchor)
    return Places(new, old, gaps)


@dataclass(slots=True)
class Search:
    """The search for the origins of entries.

    ``appeared`` and ``gone`` are what is left on either side; ``consumed`` the keys of entries
    whose translation went to another one, ``open`` holds candidates that are equally good.
    """

    appeared: dict[Key, Entry]
    gone: dict[Key, Entry]
    places: Places
    locale: str
    around: Surroundings
    origins: dict[Key, Origin] = field(default_factory=dict)
    consumed: set[Key] = field(default_factory=set)
    open: dict[Key, tuple[Entry, ...]] = field(default_factory=dict)

    def settle(self, new: Key, old: Entry, way: Way) -> None:
        """The text comes from an entry of its own catalog."""
        self.origins[new] = Origin(old, way)
        self.consumed.add(old.key)
        del self.appeared[new]
        del self.gone[old.key]

    def settle_from_elsewhere(self, new: Key, old: Entry, way: Way) -> None:
        """The text comes from an entry of another catalog, which keeps it as obsolete."""
        self.origins[new] = Origin(old, way)
        del self.appeared[new]

    def leave_open(self, new: Key, candidates: Sequence[Entry]) -> None:
        """Several entries would do; a person has to decide."""
        self.open[new] = tuple(candidates)
        del self.appeared[new]


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
    for step in (_declared, _same_text, _typography, _moved, _like, _like_elsewhere):
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


def _by_folded_text(entries: Iterable[Entry]) -> dict[Key, list[Entry]]:
    found: defaultdict[Key, list[Entry]] = defaultdict(list)
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


def _like(state: Search) -> None:
    """Texts that were split, joined, or changed a little."""
    if not state.gone:
        return
    news = list(state.appeared.values())
    olds = list(state.gone.values())
    index = index_of([entry.msgid for entry in olds])
    words = [index.read(entry.msgid) for entry in news]
    likenesses = [one for number, text in enumerate(words) for one in index.like(number, text)]
    _divided(state, news, olds, likenesses, (words, index.words))
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


def _share(places: Mapping[Key, int], entry: Entry) -> float | None:
    """Where an entry stands in its file, from 0 to 1; None for an obsolete one."""
    place = places.get(entry.key)
    return None if place is None else place / len(places)


def _divided(
    state: Search,
    news: Sequence[Entry],
    olds: Sequence[Entry],
    likenesses: Sequence[Likeness],
    words: tuple[Sequence[Words], Sequence[Words]],
) -> None:
    """Settle what was split and what was joined; the old entries stay, as obsolete ones."""
    new_codes, old_codes = ([one.code for one in side] for side in words)
    new_places = [None if one.msgid_plural else state.places.new[one.key] for one in news]
    old_places = [None if one.msgid_plural else state.places.old.get(one.key) for one in olds]
    splits = find_divisions(
        (Containment(one.old, one.new, one.common, one.new_words) for one in likenesses),
        old_codes,
        new_codes,
        new_places,
    )
    for division in splits:
        _split(state, division, news, olds)
    joins = find_divisions(
        (Containment(one.new, one.old, one.common, one.old_words) for one in likenesses),
        new_codes,
        old_codes,
        old_places,
    )
    for division in joins:
        _joined(state, division, news, olds)


def _split(state: Search, division: Division, news: Sequence[Entry], olds: Sequence[Entry]) -> None:
    old = olds[division.whole]
    parts = [news[part] for part in division.parts]
    free = old.key in state.gone and all(part.key in state.appeared for part in parts)
    if not free or old.msgid_plural is not None:
        return
    pieces = divide(
        old.msgstr[0],
        [part.msgid for part in parts],
        source_locale=state.around.source_locale,
        locale=state.locale,
    )
    if pieces is None:
        return
    for part, piece in zip(parts, pieces, strict=True):
        state.origins[part.key] = Origin(_remade([old], piece, old), Way.SPLIT)
        del state.appeared[part.key]
    del state.gone[old.key]


def _joined(
    state: Search, division: Division, news: Sequence[Entry], olds: Sequence[Entry]
) -> None:
    new = news[division.whole]
    parts = [olds[part] for part in division.parts]
    free = new.key in state.appeared and all(part.key in state.gone for part in parts)
    if not free or new.msgid_plural is not None:
        return
    together = replace(
        parts[0],
        # On lines of their own, so that it is seen where they were joined.
        msgid="\n".join(part.msgid for part in parts),
        translator_comments=tuple(
            dict.fromkeys(comment for part in parts for comment in part.translator_comments)
        ),
        flags=tuple(dict.fromkeys(flag for part in parts for flag in part.flags)),
        previous=None,
    )
    together = _remade(parts, join([part.msgstr[0] for part in parts]), together)
    state.origins[new.key] = Origin(together, Way.JOINED)
    del state.appeared[new.key]
    for part in parts:
        del state.gone[part.key]


def _remade(olds: Sequence[Entry], text: str, entry: Entry) -> Entry:
    """The entry with a text that was made of old translations; of machines' it is a machine's."""
    comments = entry.translator_comments
    if all(origin_of(old) is not Maker.PERSON for old in olds):
        comments = bound_to(text, comments)
    return replace(entry, msgstr=(text,), translator_comments=comments)


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
