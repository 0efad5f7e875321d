"""Settle which texts were split or joined, with what that makes of their translations."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from polyloom.model import Entry
from polyloom.model import Origin as Maker
from polyloom.po.provenance import bound_to, origin_of
from polyloom.update.fuzzy_matching import Likeness, Words
from polyloom.update.predecessor_search import Origin, Search, Way
from polyloom.update.splits_and_joins import Containment, Division, divide, find_divisions, join


def settle_divided(
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
