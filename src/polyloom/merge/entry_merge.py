"""Three-way merge of one entry."""

from __future__ import annotations

from msgspec import Struct

from polyloom.merge.three_way import merge_lines, merge_values
from polyloom.model import Entry, Origin, State
from polyloom.po.comments import is_source_flag
from polyloom.po.notes import has_translation_of_other_side, translation_of_other_side
from polyloom.po.obsolete_entries import has_work, obsolete_entry
from polyloom.po.provenance import origin_of, without_provenance


class MergedEntry(Struct, frozen=True):
    """An entry, or None where it is gone; ``contested`` where both sides translated it anew."""

    entry: Entry | None
    contested: bool = False


def merge_entries(
    base: Entry | None,
    ours: Entry | None,
    theirs: Entry | None,
    *,
    origin: Entry | None = None,
    prefer_theirs: bool,
) -> MergedEntry:
    """Merge the versions of one entry; None stands for an entry that is not there.

    ``origin`` is the entry that the translation was made from where ``base`` has none. Every form
    of a translation that a side added is in the result, as msgstr or in a comment. Where both
    sides changed what is said of the source, the preferred side is right.
    """
    if theirs in (ours, base):
        return MergedEntry(ours)
    if ours == base:
        return MergedEntry(theirs)
    if ours is None or theirs is None:
        return MergedEntry(_kept_of_removed(base, ours or theirs))
    return _combined(base, ours, theirs, origin or base, prefer_theirs=prefer_theirs)


def _kept_of_removed(base: Entry | None, left: Entry | None) -> Entry | None:
    """What is left of an entry that one side removed: the work that the other did on it."""
    if left is None or base is None:
        return left
    if _work(left) == _work(base):
        return None
    if not has_work(left):
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
    origin: Entry | None,
    *,
    prefer_theirs: bool,
) -> MergedEntry:
    won, lost, contested = _settled(origin, ours, theirs, prefer_theirs=prefer_theirs)
    gone = _is_obsolete(base, ours, theirs)
    extracted, references, source_flags = _said_of_source(
        base, ours, theirs, gone=gone, prefer_theirs=prefer_theirs
    )
    own_flags = merge_lines(*(_own_flags(entry) for entry in (base, ours, theirs)))
    comments = merge_lines(*(_remarks(entry) for entry in (base, ours, theirs)))
    labels = [line for line in won.translator_comments if not without_provenance([line])]
    fuzzy = ("fuzzy",) if contested or "fuzzy" in won.flags else ()
    both_drafts = ours.state is theirs.state is State.DRAFT
    entry = Entry(
        won.msgid,
        won.msgstr,
        won.msgctxt,
        won.msgid_plural,
        (*comments, *labels, *(line for line in lost if line not in comments)),
        extracted,
        references,
        (*fuzzy, *own_flags, *source_flags),
        won.previous if both_drafts or not contested else None,
        gone,
    )
    return MergedEntry(entry, contested)


def _settled(
    base: Entry | None, ours: Entry, theirs: Entry, *, prefer_theirs: bool
) -> tuple[Entry, tuple[str, ...], bool]:
    """Whose translation stands, comments that keep the other one, and whether a person must choose.

    A finished translation stands before a draft, a person's draft before a machine's. Of two
    drafts, one that still says what was there before gives way.
    """
    before = _translation(base) if base else None
    if _translation(ours) == _translation(theirs) or _translation(theirs) == before:
        return ours, (), False
    if _translation(ours) == before:
        return theirs, (), False
    known = base.msgstr if base else ()
    our_rank, their_rank = _rank(ours, known), _rank(theirs, known)
    if our_rank != their_rank:
        won, lost = (ours, theirs) if our_rank > their_rank else (theirs, ours)
        return won, translation_of_other_side(lost, (*won.msgstr, *known)), False
    if ours.msgstr == theirs.msgstr or not ours.has_translation:
        return (theirs if prefer_theirs else ours), (), False
    return ours, translation_of_other_side(theirs, ours.msgstr), True


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


def _said_of_source(
    base: Entry | None, ours: Entry, theirs: Entry, *, gone: bool, prefer_theirs: bool
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Extracted comments, references and flags, of the sides that agree on where the entry is."""
    if ours.obsolete != theirs.obsolete:
        side = ours if ours.obsolete == gone else theirs
        return _about_source(side)
    return merge_values(
        _about_source(base) if base else ((), (), ()),
        _about_source(ours),
        _about_source(theirs),
        prefer_theirs=prefer_theirs,
    )


def _about_source(entry: Entry) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    flags = tuple(flag for flag in entry.flags if is_source_flag(flag))
    return entry.extracted_comments, entry.references, flags


def _own_flags(entry: Entry | None) -> tuple[str, ...]:
    flags = entry.flags if entry else ()
    return tuple(flag for flag in flags if flag != "fuzzy" and not is_source_flag(flag))


def _remarks(entry: Entry | None) -> tuple[str, ...]:
    """Translator comments but the labels of drafts, which belong to the translation."""
    return without_provenance(entry.translator_comments) if entry else ()
