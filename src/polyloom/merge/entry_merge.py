"""Three-way merge of one entry."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from msgspec import Struct

from polyloom.merge.three_way import merge_lines, merge_values
from polyloom.model import Entry, Origin, State
from polyloom.po.comments import is_source_flag
from polyloom.po.notes import has_translation_of_other_side, translation_of_other_side
from polyloom.po.obsolete_entries import has_work, obsolete_entry
from polyloom.po.provenance import origin_of, without_provenance


class MergedEntry(Struct, frozen=True):
    """A merged entry; ``contested`` where both sides translated it anew, and differently."""

    entry: Entry
    contested: bool = False


def merge_entries(
    base: Entry | None,
    ours: Entry | None,
    theirs: Entry | None,
    *,
    predecessor: Entry | None = None,
    prefer_theirs: bool,
) -> MergedEntry | None:
    """Merge the versions of one entry; None stands for an entry that is not there.

    ``predecessor`` is the entry that the translation was made from where ``base`` has none. Every
    form of a translation that a side added is in the result, as msgstr or in a comment. Where both
    sides changed what is said of the source, ``prefer_theirs`` tells which is right.
    """
    if theirs in (ours, base):
        return _uncontested(ours)
    if ours == base:
        return _uncontested(theirs)
    if ours is None or theirs is None:
        return _uncontested(_kept_of_removed(base, ours or theirs))
    return _combined(base, ours, theirs, predecessor or base, prefer_theirs=prefer_theirs)


def _uncontested(entry: Entry | None) -> MergedEntry | None:
    return None if entry is None else MergedEntry(entry)


def _kept_of_removed(base: Entry | None, left: Entry | None) -> Entry | None:
    """What is left of an entry that one side removed: the work that the other did on it."""
    if left is None or base is None:
        return left
    if _work(left) == _work(base) or not has_work(left):
        return None
    return left if left.obsolete else obsolete_entry(left)


def _work(entry: Entry) -> tuple[object, ...]:
    return (*_translation(entry), entry.translator_comments)


def _translation(entry: Entry) -> tuple[object, ...]:
    return (entry.msgstr, entry.msgid_plural, "fuzzy" in entry.flags, entry.previous)


def _combined(
    base: Entry | None,
    ours: Entry,
    theirs: Entry,
    predecessor: Entry | None,
    *,
    prefer_theirs: bool,
) -> MergedEntry:
    """The merge of an entry that both sides have, and changed."""
    chosen = _chosen(predecessor, ours, theirs, prefer_theirs=prefer_theirs)
    won, contested = chosen.entry, chosen.contested
    obsolete = _is_obsolete(base, ours, theirs)
    source = _merged_source_facts(base, ours, theirs, obsolete, prefer_theirs=prefer_theirs)
    versions = (base, ours, theirs)
    comments = merge_lines(*(_comments_but_provenance(entry) for entry in versions))
    provenance = [line for line in won.translator_comments if not without_provenance([line])]
    fuzzy = ("fuzzy",) if contested or "fuzzy" in won.flags else ()
    own_flags = merge_lines(*(_translators_flags(entry) for entry in versions))
    both_drafts = ours.state is theirs.state is State.DRAFT
    entry = Entry(
        won.msgid,
        won.msgstr,
        won.msgctxt,
        won.msgid_plural,
        (*comments, *provenance, *(line for line in chosen.lost if line not in comments)),
        source.extracted_comments,
        source.references,
        *_in_written_order((*fuzzy, *own_flags, *source.flags), won.equals_flags),
        won.previous if both_drafts or not contested else None,
        obsolete,
    )
    return MergedEntry(entry, contested)


def _in_written_order(
    flags: Sequence[str], behind_equals: Collection[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Flags as a reader of the written entry finds them, and those of them behind ``#=``."""
    others = tuple(flag for flag in flags if flag not in behind_equals)
    behind = tuple(flag for flag in flags if flag in behind_equals)
    return (*others, *behind), behind


class _ChosenTranslation(NamedTuple):
    """The entry whose translation stands, and comments that keep what is ``lost`` of the other one.

    ``contested``: a person must choose between the two.
    """

    entry: Entry
    lost: tuple[str, ...] = ()
    contested: bool = False


def _chosen(
    base: Entry | None, ours: Entry, theirs: Entry, *, prefer_theirs: bool
) -> _ChosenTranslation:
    """Whose translation stands.

    A finished translation stands before a draft, a person's draft before a machine's. Of two
    drafts, one that still says what was there before gives way.
    """
    before = _translation(base) if base else None
    if _translation(ours) == _translation(theirs) or _translation(theirs) == before:
        return _ChosenTranslation(ours)
    if _translation(ours) == before:
        return _ChosenTranslation(theirs)
    known = base.msgstr if base else ()
    our_rank, their_rank = _rank(ours, known), _rank(theirs, known)
    if our_rank != their_rank:
        won, lost = (ours, theirs) if our_rank > their_rank else (theirs, ours)
        return _ChosenTranslation(won, translation_of_other_side(lost, (*won.msgstr, *known)))
    if ours.msgstr == theirs.msgstr or not ours.has_translation:
        return _ChosenTranslation(theirs if prefer_theirs else ours)
    return _ChosenTranslation(ours, translation_of_other_side(theirs, ours.msgstr), contested=True)


def _rank(entry: Entry, known: tuple[str, ...]) -> int:
    """How much a translation counts beside another one of the same text."""
    if not entry.has_translation:
        return 0
    if entry.state is State.TRANSLATED or _awaits_choice(entry):
        return 4
    if entry.state is State.UNTRANSLATED or entry.msgstr == known:
        return 1
    return 3 if origin_of(entry) is Origin.PERSON else 2


def _awaits_choice(entry: Entry) -> bool:
    """Whether an earlier merge left it to a person which of two finished translations to take."""
    return "fuzzy" in entry.flags and has_translation_of_other_side(entry)


def _is_obsolete(base: Entry | None, ours: Entry, theirs: Entry) -> bool:
    if ours.obsolete == theirs.obsolete:
        return ours.obsolete
    return not base.obsolete if base else False


class _SourceFacts(NamedTuple):
    """What an entry says of the source rather than of the translation."""

    extracted_comments: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


def _merged_source_facts(
    base: Entry | None, ours: Entry, theirs: Entry, obsolete: bool, *, prefer_theirs: bool
) -> _SourceFacts:
    """The facts of the changed side; of the one that is as ``obsolete`` as the result, if only one.

    ``obsolete`` says whether the merged entry is.
    """
    if ours.obsolete != theirs.obsolete:
        return _source_facts(ours if ours.obsolete == obsolete else theirs)
    return merge_values(
        _source_facts(base) if base else _SourceFacts(),
        _source_facts(ours),
        _source_facts(theirs),
        prefer_theirs=prefer_theirs,
    )


def _source_facts(entry: Entry) -> _SourceFacts:
    flags = tuple(flag for flag in entry.flags if is_source_flag(flag))
    return _SourceFacts(entry.extracted_comments, entry.references, flags)


def _translators_flags(entry: Entry | None) -> tuple[str, ...]:
    flags = entry.flags if entry else ()
    return tuple(flag for flag in flags if flag != "fuzzy" and not is_source_flag(flag))


def _comments_but_provenance(entry: Entry | None) -> tuple[str, ...]:
    """Translator comments, but for those on who made a draft: they belong to its translation."""
    return without_provenance(entry.translator_comments) if entry else ()
