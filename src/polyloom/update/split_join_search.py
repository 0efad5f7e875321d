"""The step of a predecessor search that matches what was split and joined.

The translations of such texts are split and joined with them.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from polyloom.model import Entry, Origin
from polyloom.po.provenance import origin_of, rebind_provenance
from polyloom.update.predecessor_search import MatchKind, Predecessor, PredecessorSearch
from polyloom.update.splits_and_joins import (
    Containment,
    Division,
    divide_translation,
    find_divisions,
    join_paragraphs,
)
from polyloom.update.text_similarity import CodedText, TextSimilarity


def settle_splits_and_joins(
    search: PredecessorSearch,
    news: Sequence[Entry],
    olds: Sequence[Entry],
    similarities: Sequence[TextSimilarity],
    texts: tuple[Sequence[CodedText], Sequence[CodedText]],
) -> None:
    """Settle what was split and what was joined; the old entries stay, as obsolete ones.

    ``texts`` are those of ``news`` and of ``olds``, as ``similarities`` were found with.
    """
    new_codes, old_codes = ([one.code for one in side] for side in texts)
    in_template, in_catalog = search.positions.in_template, search.positions.in_catalog
    splits = find_divisions(
        (Containment(one.old, one.new, one.common, one.new_words) for one in similarities),
        old_codes,
        new_codes,
        [None if one.msgid_plural else in_template[one.key] for one in news],
    )
    for division in splits:
        _settle_split(search, olds[division.whole], _members(division, news))
    joins = find_divisions(
        (Containment(one.new, one.old, one.common, one.old_words) for one in similarities),
        new_codes,
        old_codes,
        [None if one.msgid_plural else in_catalog.get(one.key) for one in olds],
    )
    for division in joins:
        _settle_join(search, news[division.whole], _members(division, olds))


def _members(division: Division, entries: Sequence[Entry]) -> list[Entry]:
    return [entries[part] for part in division.parts]


def _settle_split(search: PredecessorSearch, old: Entry, parts: Sequence[Entry]) -> None:
    free = old.key in search.gone and all(part.key in search.appeared for part in parts)
    if not free or old.msgid_plural is not None:
        return
    translations = divide_translation(
        old.msgstr[0],
        [part.msgid for part in parts],
        source_locale=search.context.source_locale,
        locale=search.locale,
    )
    if translations is None:
        return
    for part, translation in zip(parts, translations, strict=True):
        predecessor = _with_translation(old, translation, [old])
        search.predecessors[part.key] = Predecessor(predecessor, MatchKind.SPLIT)
        del search.appeared[part.key]
    del search.gone[old.key]


def _settle_join(search: PredecessorSearch, new: Entry, parts: Sequence[Entry]) -> None:
    free = new.key in search.appeared and all(part.key in search.gone for part in parts)
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
    translation = join_paragraphs([part.msgstr[0] for part in parts])
    predecessor = _with_translation(together, translation, parts)
    search.predecessors[new.key] = Predecessor(predecessor, MatchKind.JOINED)
    del search.appeared[new.key]
    for part in parts:
        del search.gone[part.key]


def _with_translation(entry: Entry, text: str, olds: Sequence[Entry]) -> Entry:
    """The entry with a text made of old translations; if all are machines', so is the text."""
    comments = entry.translator_comments
    if all(origin_of(old) is not Origin.PERSON for old in olds):
        comments = rebind_provenance(text, comments)
    return replace(entry, msgstr=(text,), translator_comments=comments)
