"""Bring a catalog in line with its template without losing a translation."""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import replace

from polyloom.model import Catalog, Entry
from polyloom.po.header import Header, completed_header
from polyloom.po.plural_forms import number_of_forms
from polyloom.update.carry_over import (
    Changed,
    carried,
    drafted,
    has_work,
    is_translated,
    obsolete,
    untranslated,
)
from polyloom.update.change_classes import classify
from polyloom.update.partial_update import Parted, whole
from polyloom.update.predecessor_search import Origin, Places, Surroundings, Way, places_of
from polyloom.update.predecessors import search, search_left

_ALONE = Surroundings()


class Reconciled(Struct, frozen=True):
    """A catalog in line with its template, and what became of its entries.

    ``kept`` have the same source text as before; ``carried`` another one that means the same;
    ``drafts`` were made from a text that changed, was split or was joined; ``moved`` came from
    another document's catalog; ``revived`` came back from the obsolete entries, and ``removed``
    went there. ``added`` await translation, ``open`` of them with suggestions.
    """

    catalog: Catalog
    kept: tuple[Entry, ...] = ()
    carried: tuple[Changed, ...] = ()
    drafts: tuple[Changed, ...] = ()
    moved: tuple[Entry, ...] = ()
    added: tuple[Entry, ...] = ()
    open: tuple[Entry, ...] = ()
    revived: tuple[Entry, ...] = ()
    removed: tuple[Entry, ...] = ()

    @property
    def changed(self) -> tuple[Entry, ...]:
        """The entries that are drafts because their source text changed."""
        return tuple(draft.entry for draft in self.drafts)


def reconcile(template: Catalog, catalog: Catalog, around: Surroundings = _ALONE) -> Reconciled:
    """``reconcile_parted`` for a template and a catalog of which nothing was left out."""
    return reconcile_parted(whole(template, catalog), around)


def reconcile_parted(parted: Parted, around: Surroundings) -> Reconciled:
    """The catalog with the template's entries in the template's order, then the obsolete ones.

    An entry whose context and text are the template's keeps all that translators made; its
    references and extracted comments are the template's. What vanished becomes the draft of a text
    that is much like it, or else obsolete; without any translation or comment it goes. The header
    stays, but for the date of the template and what is missing; ``locale`` is the catalog's, where
    its header does not say that.

    Every form of every translation is in the result, and to reconcile the result again changes
    nothing. What was left out because it stays is left out in the result, too.
    """
    template, catalog = parted.template, parted.catalog
    header = completed_header(template, catalog, around.locale)
    wanted = {entry.key: entry for entry in template.entries if not entry.obsolete}
    known = {entry.key: entry for entry in catalog.entries}
    gone = [entry for key, entry in known.items() if key not in wanted]
    appeared = [entry for key, entry in wanted.items() if key not in known]
    found = search(
        appeared,
        [entry for entry in gone if is_translated(entry)],
        places_of(parted.wanted, parted.active) if appeared else Places({}, {}, {}),
        catalog.field("Language"),
        around,
    )
    left = [entry for entry in gone if entry.key not in found.consumed]
    waiting = [
        entry
        for key, entry in wanted.items()
        if key not in found.origins and key not in found.open and _awaits_work(known.get(key))
    ]
    found_left = search_left(waiting, filter(is_translated, left), found.locale, around)
    origins = found.origins | found_left.origins
    left = [entry for entry in left if entry.key not in found_left.consumed]
    made = _Made(_forms_of(header), around)
    for key, source in wanted.items():
        old = known.get(key)
        if key in origins:
            made.originate(source, origins[key])
        elif old is not None:
            made.follow(source, old)
        else:
            made.begin(source, found.open.get(key, ()))
    removed = [obsolete(entry) for entry in left if not entry.obsolete and has_work(entry)]
    entries = (*made.entries, *(entry for entry in left if entry.obsolete), *removed)
    return Reconciled(
        replace(catalog, header=header, entries=entries),
        kept=tuple(made.kept),
        carried=tuple(made.carried),
        drafts=tuple(made.drafts),
        moved=tuple(made.moved),
        added=tuple(made.added),
        open=tuple(made.open),
        revived=tuple(made.revived),
        removed=tuple(removed),
    )


class _Made(Struct):
    """The entries made so far, and what became of each."""

    forms: int
    around: Surroundings
    entries: list[Entry] = field(default_factory=list)
    kept: list[Entry] = field(default_factory=list)
    carried: list[Changed] = field(default_factory=list)
    drafts: list[Changed] = field(default_factory=list)
    moved: list[Entry] = field(default_factory=list)
    added: list[Entry] = field(default_factory=list)
    open: list[Entry] = field(default_factory=list)
    revived: list[Entry] = field(default_factory=list)

    def follow(self, source: Entry, old: Entry) -> None:
        """An entry of the same context and text."""
        if old.msgid_plural != source.msgid_plural and is_translated(old):
            self._draft(drafted(source, Origin(old, Way.CHANGED), self.forms, self.around))
            return
        entry = carried(source, old, self.forms, self.around)
        self.entries.append(entry)
        (self.revived if old.obsolete else self.kept).append(entry)

    def originate(self, source: Entry, origin: Origin) -> None:
        """An entry with the translation of another one."""
        stays = origin.way in (Way.SAME_TEXT, Way.SAME_MEANING)
        if not stays or source.msgid_plural != origin.entry.msgid_plural:
            self._draft(drafted(source, origin, self.forms, self.around))
            return
        entry = carried(source, origin.entry, self.forms, self.around)
        self.entries.append(entry)
        if origin.way is Way.SAME_TEXT:
            self.moved.append(entry)
        else:
            before = origin.entry.msgid
            change = classify(before, source.msgid, self.around.source_locale)
            self.carried.append(Changed(entry, before, change))

    def begin(self, source: Entry, candidates: tuple[Entry, ...]) -> None:
        """An entry that awaits translation."""
        entry = untranslated(source, self.forms, candidates)
        self.entries.append(entry)
        self.added.append(entry)
        if candidates:
            self.open.append(entry)

    def _draft(self, draft: Changed) -> None:
        self.entries.append(draft.entry)
        self.drafts.append(draft)


def _awaits_work(old: Entry | None) -> bool:
    """Whether nobody, and no suggestion, has put anything into the entry yet."""
    return old is None or not (is_translated(old) or old.translator_comments)


def _forms_of(header: Header) -> int:
    fields = {name.lower(): value for name, value in header}
    return number_of_forms(fields.get("plural-forms", ""))
