"""Make an entry of a template's text and what there is of a translation."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from polyloom.model import Entry, Previous
from polyloom.po.flags import is_about_source
from polyloom.po.notes import changed, suggestions, was_finished, without_remarks
from polyloom.po.quoting import escape
from polyloom.update.change_classes import Change, ChangeClass, classify, part_behind
from polyloom.update.predecessor_search import Origin, Surroundings, Way
from polyloom.update.splits_and_joins import join

_DIVISIONS = {Way.SPLIT: ChangeClass.SPLIT, Way.JOINED: ChangeClass.JOINED}


class Changed(Struct, frozen=True):
    """An entry whose source text changed, the text before, and what happened to it."""

    entry: Entry
    before: str
    change: Change


def untranslated(source: Entry, forms: int, candidates: tuple[Entry, ...] = ()) -> Entry:
    """The template's entry without a translation; those that might fit stand in remarks."""
    return replace(
        source,
        msgstr=("",) * (1 if source.msgid_plural is None else forms),
        translator_comments=suggestions(candidates),
        flags=tuple(flag for flag in source.flags if flag != "fuzzy"),
        previous=None,
        line=0,
    )


def is_translated(entry: Entry) -> bool:
    """Whether any form says something."""
    return any(map(str.strip, entry.msgstr))


def carried(source: Entry, old: Entry, forms: int, around: Surroundings) -> Entry:
    """The template's entry with all that translators made of the old one, as far as it was.

    It is ``old`` itself where nothing is to be changed. What was said to translators of a draft
    goes when it is none any more.
    """
    if _is_as_it_should_be(source, old):
        return old
    flags, comments, previous = _flags(source, old), old.translator_comments, old.previous
    if "fuzzy" in flags and _means_the_same(source, old, around):
        flags = tuple(flag for flag in flags if flag != "fuzzy")
    if "fuzzy" not in flags and is_translated(old):
        comments, previous = without_remarks(comments), None
    return replace(
        source,
        msgstr=_fitted(source, old, forms),
        translator_comments=comments,
        flags=flags,
        previous=previous,
        obsolete=False,
        line=old.line,
    )


def drafted(source: Entry, origin: Origin, forms: int, around: Surroundings) -> Changed:
    """The template's entry with the translation of another text, as a draft that says so."""
    old = origin.entry
    msgstr = _fitted(source, old, forms)
    previous = _previous(source, old)
    comments = without_remarks(old.translator_comments)
    change = _change(source, origin, previous, around)
    if previous is not None:
        comments = (*comments, changed(str(change), finished="fuzzy" not in old.flags))
    comments += _lost_forms(old, msgstr)
    flags = ("fuzzy", *(flag for flag in _flags(source, old) if flag != "fuzzy"))
    entry = replace(
        source,
        msgstr=msgstr,
        translator_comments=comments,
        flags=flags,
        previous=previous,
        line=old.line,
    )
    return Changed(entry, previous.msgid if previous else old.msgid, change)


def obsolete(entry: Entry) -> Entry:
    """The entry without what was said about its place in the source."""
    return replace(
        entry,
        obsolete=True,
        extracted_comments=(),
        references=(),
        translator_comments=entry.translator_comments
        if "fuzzy" in entry.flags
        else without_remarks(entry.translator_comments),
    )


def has_work(entry: Entry) -> bool:
    """Whether a person or a machine put anything into the entry."""
    return is_translated(entry) or bool(without_remarks(entry.translator_comments))


def _is_as_it_should_be(source: Entry, old: Entry) -> bool:
    """Whether the old entry is what would be made of it, as nearly all are."""
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
    flags = [flag for flag in old.flags if not is_about_source(flag)]
    flags += [flag for flag in source.flags if flag != "fuzzy"]
    return tuple(sorted(dict.fromkeys(flags), key=lambda flag: flag != "fuzzy"))


def _means_the_same(source: Entry, old: Entry, around: Surroundings) -> bool:
    """Whether a finished translation became a draft by a change that has been declared since."""
    before = old.previous
    return (
        before is not None
        and was_finished(old)
        and before.msgctxt == source.msgctxt
        and before.msgid_plural is None
        and source.msgid_plural is None
        and source.msgid in around.reworded(before.msgid)
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


def _change(
    source: Entry, origin: Origin, previous: Previous | None, around: Surroundings
) -> Change:
    """What happened to the source text, as a translator should be told."""
    before = previous.msgid if previous else origin.entry.msgid
    if origin.way is Way.SPLIT:
        before = part_behind(before, source.msgid)
    elif origin.way is Way.JOINED:
        before = join(before.split("\n"))
    if before == source.msgid and origin.way is Way.CHANGED:
        other_context = origin.entry.msgctxt != source.msgctxt
        kind = ChangeClass.CONTEXT if other_context else ChangeClass.WORDING
        return Change(((kind, ""),))
    change = classify(before, source.msgid, around.source_locale)
    return _with(_DIVISIONS[origin.way], change) if origin.way in _DIVISIONS else change


def _with(kind: ChangeClass, change: Change) -> Change:
    """The change with its weightiest class put before it."""
    more = [part for part in change.parts if part[0] is not ChangeClass.TYPOGRAPHY]
    return Change(((kind, ""), *more))


def _fitted(source: Entry, old: Entry, forms: int) -> tuple[str, ...]:
    """As many forms as the entry needs; a single translation does for each until it is revised."""
    msgstr = old.msgstr
    if (old.msgid, old.msgid_plural) == (source.msgid, source.msgid_plural) and any(msgstr):
        return msgstr
    if source.msgid_plural is None:
        return msgstr if len(msgstr) == 1 else (next(filter(str.strip, msgstr), ""),)
    if not any(msgstr):
        return ("",) * forms
    return msgstr * forms if len(msgstr) == 1 else msgstr


def _lost_forms(old: Entry, msgstr: tuple[str, ...]) -> tuple[str, ...]:
    """Comments that keep the plural forms for which a singular entry has no place."""
    return tuple(
        f' msgstr[{number}] "{escape(form)}"'
        for number, form in enumerate(old.msgstr)
        if form.strip() and form not in msgstr
    )
