"""An entry of the updated catalog: what the template says, and what there is of a translation."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from polyloom.language.line_breaks import lines_of, unwrap
from polyloom.model import Entry, Previous
from polyloom.po.comments import is_source_flag
from polyloom.po.notes import (
    change_note,
    lost_forms,
    suggestion_notes,
    was_finished_before_change,
    without_passing_notes,
)
from polyloom.update.change_classes import Change, ChangeClass, classify_change, source_of_part
from polyloom.update.predecessor_search import MatchKind, Predecessor
from polyloom.update.splits_and_joins import join_paragraphs
from polyloom.update.update_context import UpdateContext

_DIVISIONS = {MatchKind.SPLIT: ChangeClass.SPLIT, MatchKind.JOINED: ChangeClass.JOINED}


class ChangedEntry(Struct, frozen=True):
    """An entry whose source text changed, the text before, and what happened to it."""

    entry: Entry
    before: str
    change: Change


def untranslated_entry(source: Entry, forms: int, candidates: tuple[Entry, ...] = ()) -> Entry:
    """The template's entry without a translation, those of ``candidates`` in notes.

    ``forms`` is how many plural forms the catalog has.
    """
    return replace(
        source,
        msgstr=("",) * (1 if source.msgid_plural is None else forms),
        translator_comments=suggestion_notes(candidates),
        flags=tuple(flag for flag in source.flags if flag != "fuzzy"),
        previous=None,
        line=0,
    )


def carry_over(source: Entry, old: Entry, forms: int, context: UpdateContext) -> Entry:
    """The template's entry with all that translators made of the old one, draft or not.

    It is ``old`` itself where nothing is to be changed. Passing notes go when the translation is
    finished. ``forms`` is how many plural forms the catalog has.
    """
    if _is_up_to_date(source, old):
        return old
    flags, comments, previous = _flags(source, old), old.translator_comments, old.previous
    if "fuzzy" in flags and _means_the_same(source, old, context):
        flags = tuple(flag for flag in flags if flag != "fuzzy")
    if "fuzzy" not in flags and old.has_translation:
        comments, previous = without_passing_notes(comments), None
    msgstr = _fitting_forms(source, old, forms)
    if "\n" in old.msgid and "\n" not in source.msgid:
        # The text is on one line now, so the translation is.
        msgstr = tuple(unwrap(lines_of(form)) for form in msgstr)
    return replace(
        source,
        msgstr=msgstr,
        translator_comments=comments,
        flags=flags,
        equals_flags=old.equals_flags,
        previous=previous,
        obsolete=False,
        line=old.line,
    )


def draft_from(source: Entry, predecessor: Predecessor, forms: int, change: Change) -> ChangedEntry:
    """The template's entry with the translation of another text, as a draft with a note of why.

    ``forms`` is how many plural forms the catalog has, ``change`` what ``change_from`` tells.
    """
    old = predecessor.entry
    msgstr = _fitting_forms(source, old, forms)
    previous = _previous(source, old)
    comments = without_passing_notes(old.translator_comments)
    if previous is not None:
        # A draft of a draft was made of what the first one was made of.
        finished = "fuzzy" not in old.flags or was_finished_before_change(old)
        comments = (*comments, change_note(str(change), finished=finished))
    comments += lost_forms(old, msgstr)
    flags = ("fuzzy", *(flag for flag in _flags(source, old) if flag != "fuzzy"))
    entry = replace(
        source,
        msgstr=msgstr,
        translator_comments=comments,
        flags=flags,
        equals_flags=old.equals_flags,
        previous=previous,
        line=old.line,
    )
    return ChangedEntry(entry, previous.msgid if previous else old.msgid, change)


def change_from(source: Entry, predecessor: Predecessor, source_locale: str) -> Change:
    """What happened to the source text of a draft, as a translator should be told."""
    previous = _previous(source, predecessor.entry)
    before = previous.msgid if previous else predecessor.entry.msgid
    if predecessor.kind is MatchKind.SPLIT:
        before = source_of_part(before, source.msgid)
    elif predecessor.kind is MatchKind.JOINED:
        before = join_paragraphs(before.split("\n"))
    if before == source.msgid and predecessor.kind is MatchKind.CHANGED:
        other_context = predecessor.entry.msgctxt != source.msgctxt
        kind = ChangeClass.CONTEXT if other_context else ChangeClass.WORDING
        return Change(((kind, ""),))
    change = classify_change(before, source.msgid, source_locale)
    return _with(_DIVISIONS[predecessor.kind], change) if predecessor.kind in _DIVISIONS else change


def _is_up_to_date(source: Entry, old: Entry) -> bool:
    """Whether the old entry is what would be made of it, as nearly all are. Quick to tell."""
    return (
        old.references == source.references
        and old.msgid == source.msgid
        and old.extracted_comments == source.extracted_comments
        and not (old.flags or source.flags or old.translator_comments or old.previous)
        and not old.obsolete
        and old.msgid_plural is None
        and old.msgctxt == source.msgctxt
    )


def _flags(source: Entry, old: Entry) -> tuple[str, ...]:
    """The translators' flags and the template's, ``fuzzy`` first."""
    if not (old.flags or source.flags):
        return ()
    flags = [flag for flag in old.flags if not is_source_flag(flag)]
    flags += [flag for flag in source.flags if flag != "fuzzy"]
    return tuple(sorted(dict.fromkeys(flags), key=lambda flag: flag != "fuzzy"))


def _means_the_same(source: Entry, old: Entry, context: UpdateContext) -> bool:
    """Whether a finished translation became a draft by a change that has been declared since."""
    before = old.previous
    return (
        before is not None
        and was_finished_before_change(old)
        and before.msgctxt == source.msgctxt
        and before.msgid_plural is None
        and source.msgid_plural is None
        and source.msgid in context.reworded(before.msgid)
    )


def _previous(source: Entry, old: Entry) -> Previous | None:
    """The source text that the draft was made from.

    A draft of a draft was made from the older text, unless that is today's again.
    """
    before = Previous(old.msgid, old.msgctxt, old.msgid_plural)
    if "fuzzy" in old.flags and old.previous is not None:
        before = old.previous
    today = Previous(source.msgid, source.msgctxt, source.msgid_plural)
    return None if before == today else before


def _with(kind: ChangeClass, change: Change) -> Change:
    """The change with a weightier class before it."""
    more = [part for part in change.parts if part[0] is not ChangeClass.TYPOGRAPHY]
    return Change(((kind, ""), *more))


def _fitting_forms(source: Entry, old: Entry, forms: int) -> tuple[str, ...]:
    """The old translation in as many forms as the entry needs.

    A single translation does for every form until somebody revises it.
    """
    msgstr = old.msgstr
    if (old.msgid, old.msgid_plural) == (source.msgid, source.msgid_plural) and any(msgstr):
        return msgstr
    if source.msgid_plural is None:
        return msgstr if len(msgstr) == 1 else (next(filter(str.strip, msgstr), ""),)
    if not any(msgstr):
        return ("",) * forms
    return msgstr * forms if len(msgstr) == 1 else msgstr
