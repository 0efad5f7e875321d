"""Bring a catalog in line with its template without losing a translation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import chain

from msgspec import Struct, field
from msgspec.structs import replace

from polyloom.model import Catalog, Entry, EntryKey
from polyloom.po.header import completed_header
from polyloom.po.header_text import Header
from polyloom.po.obsolete_entries import has_work, obsolete_entry
from polyloom.po.plural_forms import number_of_forms
from polyloom.update.change_classes import Change, classify_change
from polyloom.update.changes_taken_back import finished_again
from polyloom.update.entry_positions import NO_POSITIONS, entry_positions
from polyloom.update.entry_update import (
    ChangedEntry,
    carry_over,
    change_from,
    draft_from,
    untranslated_entry,
)
from polyloom.update.predecessor_search import MatchKind, Predecessor
from polyloom.update.predecessor_steps import find_predecessors, find_predecessors_of_waiting
from polyloom.update.update_context import UpdateContext
from polyloom.update.update_scope import UpdateScope, full_scope

_NO_PROJECT = UpdateContext()
# Of how many drafts it is told at once what changed.
_AT_ONCE = 50


class Reconciliation(Struct, frozen=True):
    """A catalog in line with its template, and what became of its entries.

    ``unchanged`` have the same source text as before, ``reworded`` another one of the same meaning,
    and ``restored`` are unchanged ones that were obsolete, or whose change was taken back.
    ``drafts`` were made from a text that
    changed, was split or was joined; ``moved`` came from another document's catalog. ``added``
    await translation, ``ambiguous`` of them with suggestions. ``removed`` became obsolete.
    """

    catalog: Catalog
    unchanged: tuple[Entry, ...] = ()
    reworded: tuple[ChangedEntry, ...] = ()
    drafts: tuple[ChangedEntry, ...] = ()
    moved: tuple[Entry, ...] = ()
    added: tuple[Entry, ...] = ()
    ambiguous: tuple[Entry, ...] = ()
    restored: tuple[Entry, ...] = ()
    removed: tuple[Entry, ...] = ()

    @property
    def draft_entries(self) -> tuple[Entry, ...]:
        """The entries of ``drafts``."""
        return tuple(draft.entry for draft in self.drafts)


def reconcile(
    template: Catalog, catalog: Catalog, context: UpdateContext = _NO_PROJECT
) -> Reconciliation:
    """``reconcile_scope`` for all entries of a template and a catalog."""
    return reconcile_scope(full_scope(template, catalog), context)


def reconcile_scope(scope: UpdateScope, context: UpdateContext) -> Reconciliation:
    """The catalog with the template's entries in the template's order, then the obsolete ones.

    An entry whose context and text are the template's keeps all that translators made; its
    references and extracted comments are the template's. What vanished becomes the draft of a text
    that is much like it, or else obsolete; without any translation or comment it goes. The header
    stays, but for the date of the template and what is missing.

    Every form of every translation is in the result, and to reconcile the result again changes
    nothing. Entries that are outside of the scope are outside of the result.
    """
    header = completed_header(scope.template, scope.catalog, context.locale)
    entries = _compared(scope)
    matches = _matched(scope, entries, context)
    made = _entries_made(entries, matches, _number_of_forms(header), context)
    left = [entry for key, entry in entries.gone.items() if key not in matches.used]
    removed = [obsolete_entry(entry) for entry in left if not entry.obsolete and has_work(entry)]
    all_entries = (*made.entries, *(entry for entry in left if entry.obsolete), *removed)
    return Reconciliation(
        replace(scope.catalog, header=header, entries=all_entries),
        unchanged=tuple(made.unchanged),
        reworded=tuple(made.reworded),
        drafts=tuple(made.drafts),
        moved=tuple(made.moved),
        added=tuple(made.added),
        ambiguous=tuple(made.ambiguous),
        restored=tuple(made.restored),
        removed=tuple(removed),
    )


class _ComparedEntries(Struct, frozen=True):
    """The entries of a template (``wanted``) and of a catalog (``known``, obsolete ones included).

    ``appeared`` are wanted but not known, ``gone`` are known but not wanted.
    """

    wanted: Mapping[EntryKey, Entry]
    known: Mapping[EntryKey, Entry]
    appeared: Mapping[EntryKey, Entry]
    gone: Mapping[EntryKey, Entry]


def _compared(scope: UpdateScope) -> _ComparedEntries:
    wanted = {entry.key: entry for entry in scope.template.entries if not entry.obsolete}
    known = {entry.key: entry for entry in scope.catalog.entries}
    return _ComparedEntries(
        wanted,
        known,
        {key: entry for key, entry in wanted.items() if key not in known},
        {key: entry for key, entry in known.items() if key not in wanted},
    )


class _Matches(Struct, frozen=True):
    """What the wanted entries were made from, where it is another entry.

    ``ambiguous`` has the candidates between which a person has to choose, ``used`` the keys of
    the entries that are gone because their translation went to another one.
    """

    predecessors: Mapping[EntryKey, Predecessor]
    ambiguous: Mapping[EntryKey, tuple[Entry, ...]]
    used: set[EntryKey]


def _matched(scope: UpdateScope, entries: _ComparedEntries, context: UpdateContext) -> _Matches:
    appeared = entries.appeared.values()
    positions = entry_positions(scope.template_ids, scope.catalog_ids) if appeared else NO_POSITIONS
    translated = [entry for entry in entries.gone.values() if entry.has_translation]
    language = scope.catalog.field("Language")
    found = find_predecessors(appeared, translated, positions, language, context)
    waiting = [
        entry
        for key, entry in entries.wanted.items()
        if not (key in found.predecessors or key in found.ambiguous)
        and _is_waiting(entries.known.get(key))
    ]
    left = [entry for entry in translated if entry.key not in found.used]
    late = find_predecessors_of_waiting(waiting, left, language, context)
    return _Matches(found.predecessors | late.predecessors, found.ambiguous, found.used | late.used)


def _is_waiting(old: Entry | None) -> bool:
    """Whether there is nothing in the entry yet: no translation, no comment, no suggestion."""
    return old is None or not (old.has_translation or old.translator_comments)


def _entries_made(
    entries: _ComparedEntries, matches: _Matches, forms: int, context: UpdateContext
) -> _MadeEntries:
    """The entries of the updated catalog, in the template's order."""
    made = _MadeEntries(forms, context, _changes(entries, matches, context))
    for key, source in entries.wanted.items():
        old = entries.known.get(key)
        if key in matches.predecessors:
            made.add_matched(source, matches.predecessors[key])
        elif old is not None:
            made.add_known(source, old)
        else:
            made.add_untranslated(source, matches.ambiguous.get(key, ()))
    return made


def _changes(
    entries: _ComparedEntries, matches: _Matches, context: UpdateContext
) -> Mapping[EntryKey, Change]:
    """What happened to the source texts of the entries that become drafts of another one."""
    drafts = [
        (source, matches.predecessors[key])
        for key, source in entries.wanted.items()
        if key in matches.predecessors and _is_draft(source, matches.predecessors[key])
    ]
    parts = [drafts[begin : begin + _AT_ONCE] for begin in range(0, len(drafts), _AT_ONCE)]
    found = context.map_over_drafts(partial(_changes_of, context.source_locale), parts)
    keys = (source.key for source, _ in drafts)
    return dict(zip(keys, chain.from_iterable(found), strict=True))


def _changes_of(source_locale: str, drafts: Sequence[tuple[Entry, Predecessor]]) -> list[Change]:
    return [change_from(source, predecessor, source_locale) for source, predecessor in drafts]


def _is_draft(source: Entry, predecessor: Predecessor) -> bool:
    """Whether a person has to look at the translation of another entry."""
    if predecessor.kind is MatchKind.TAKEN_BACK:
        return False
    same = predecessor.kind in (MatchKind.SAME_TEXT, MatchKind.SAME_MEANING)
    return not same or source.msgid_plural != predecessor.entry.msgid_plural


class _MadeEntries(Struct):
    """The entries made so far, in order, and again by what became of each (``Reconciliation``).

    ``changes`` are those of the entries that become drafts of another one.
    """

    forms: int
    context: UpdateContext
    changes: Mapping[EntryKey, Change]
    entries: list[Entry] = field(default_factory=list)
    unchanged: list[Entry] = field(default_factory=list)
    reworded: list[ChangedEntry] = field(default_factory=list)
    drafts: list[ChangedEntry] = field(default_factory=list)
    moved: list[Entry] = field(default_factory=list)
    added: list[Entry] = field(default_factory=list)
    ambiguous: list[Entry] = field(default_factory=list)
    restored: list[Entry] = field(default_factory=list)

    def add_known(self, source: Entry, old: Entry) -> None:
        """An entry that the catalog has by the same context and text."""
        if old.msgid_plural != source.msgid_plural and old.has_translation:
            before = Predecessor(old, MatchKind.CHANGED)
            self._add_draft(source, before, change_from(source, before, self.context.source_locale))
            return
        entry = carry_over(source, old, self.forms, self.context)
        self.entries.append(entry)
        (self.restored if old.obsolete else self.unchanged).append(entry)

    def add_matched(self, source: Entry, predecessor: Predecessor) -> None:
        """An entry with the translation of another one."""
        old, kind = predecessor.entry, predecessor.kind
        if kind is MatchKind.TAKEN_BACK:
            again = carry_over(source, finished_again(source, old), self.forms, self.context)
            self.entries.append(again)
            self.restored.append(again)
            return
        if _is_draft(source, predecessor):
            self._add_draft(source, predecessor, self.changes[source.key])
            return
        entry = carry_over(source, old, self.forms, self.context)
        self.entries.append(entry)
        if kind is MatchKind.SAME_TEXT:
            self.moved.append(entry)
        else:
            change = classify_change(old.msgid, source.msgid, self.context.source_locale)
            self.reworded.append(ChangedEntry(entry, old.msgid, change))

    def add_untranslated(self, source: Entry, candidates: tuple[Entry, ...]) -> None:
        """An entry that awaits translation."""
        entry = untranslated_entry(source, self.forms, candidates)
        self.entries.append(entry)
        self.added.append(entry)
        if candidates:
            self.ambiguous.append(entry)

    def _add_draft(self, source: Entry, predecessor: Predecessor, change: Change) -> None:
        draft = draft_from(source, predecessor, self.forms, change)
        self.entries.append(draft.entry)
        self.drafts.append(draft)


def _number_of_forms(header: Header) -> int:
    fields = {name.lower(): value for name, value in header}
    return number_of_forms(fields.get("plural-forms", ""))
