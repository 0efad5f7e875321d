"""The history of an entry: what git has of its translation, and what its ledger says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from msgspec import Struct

from polyloom.messages import message, message_in
from polyloom.model import Entry, EntryKey
from polyloom.project import Project
from polyloom.project.documents import DocumentFile
from polyloom.review.ledger import (
    ReviewAct,
    Verdict,
    in_order_of_time,
    source_digest,
    translation_digest,
)
from polyloom.stages.reviews.catalog_versions import catalog_versions
from polyloom.stages.reviews.review_lookup import ReviewLookup, load_ledger
from polyloom.stages.reviews.reviewed_documents import ReviewedText

_WORDS: Mapping[str, Callable[[], str]] = {
    Verdict.APPROVE: lambda: message_in("what was done to a translation", "approve"),
    Verdict.REJECT: lambda: message_in("what was done to a translation", "reject"),
    Verdict.COMMENT: lambda: message_in("what was done to a translation", "comment"),
    Verdict.ACCEPT: lambda: message_in("what was done to a translation", "accept"),
    Verdict.WITHDRAW: lambda: message_in("what was done to a translation", "withdraw"),
    "translated": lambda: message_in("what was done to a translation", "translated"),
    "drafted": lambda: message_in("what was done to a translation", "drafted"),
    "emptied": lambda: message_in("what was done to a translation", "emptied"),
    "removed": lambda: message_in("what was done to a translation", "removed"),
}


class HistoryEvent(Struct, frozen=True):
    """What somebody did to an entry, when, and how the translation read after or then.

    ``what`` is a verdict, or ``translated``, ``drafted``, ``emptied``, ``removed`` as git has it;
    ``commit`` is empty for an act of the ledger. ``text`` is the translation, or what was said.
    """

    at: str
    by: str
    what: str
    text: str
    commit: str = ""


def act_word(what: str) -> str:
    """What was done, by its English name, in the language that is spoken."""
    return _WORDS[what]() if what in _WORDS else what


def entry_history(
    project: Project, documents: Sequence[DocumentFile], text: ReviewedText
) -> tuple[HistoryEvent, ...]:
    """What became of an entry, the oldest first; ``documents`` are those that the project has.

    Versions of the catalog that cannot be read are passed over. Raises UserError where its ledger
    cannot be read.
    """
    entry = text.status.entry
    if entry is None:
        return ()
    lookup = ReviewLookup(project, documents)
    path = lookup.path_of(text.locale, text.file)
    own = load_ledger(project, path).acts if path else ()
    acts = in_order_of_time([*lookup.orphaned(text.locale).acts, *own])
    events = [*_changes(project, text, entry.key), *_said(acts, entry)]
    return tuple(sorted(events, key=_moment))


def _changes(project: Project, text: ReviewedText, key: EntryKey) -> Iterator[HistoryEvent]:
    """Each commit that changed the translation, or whether it is a draft."""
    before: Entry | None = None
    for version, catalog in catalog_versions(project, text):
        known = {each.key: each for each in catalog.entries if not each.obsolete}
        after = known.get(key)
        if what := _what_happened(before, after):
            shown = " | ".join(after.msgstr) if after else ""
            yield HistoryEvent(version.at, version.author, what, shown, version.commit)
        before = after


def _what_happened(before: Entry | None, after: Entry | None) -> str:
    had = before is not None and before.has_translation
    if after is None:
        return "removed" if had else ""
    if before is not None and (before.msgstr, before.is_fuzzy) == (after.msgstr, after.is_fuzzy):
        return ""
    if not after.has_translation:
        return "emptied" if had else ""
    return "drafted" if after.is_fuzzy else "translated"


def _said(acts: Sequence[ReviewAct], entry: Entry) -> Iterator[HistoryEvent]:
    """What ledgers say of the entry, of whatever translation, and what was taken back."""
    source, now = source_digest(entry), translation_digest(entry)
    for act in acts:
        if (act.context, act.source) != (entry.msgctxt, source):
            continue
        said = act.text or act.check
        if act.translation != now and act.verdict is not Verdict.COMMENT:
            said = message("{said} (of another translation)", said=said).strip()
        yield HistoryEvent(act.at, act.by, act.verdict, said)


def _moment(event: HistoryEvent) -> datetime:
    try:
        return datetime.fromisoformat(event.at).astimezone(UTC)
    except (ValueError, OverflowError):
        return datetime.min.replace(tzinfo=UTC)
