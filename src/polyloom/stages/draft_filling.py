"""Drafts put into the empty entries of a catalog, each with the label that says who made it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from polyloom.model import Catalog, Entry
from polyloom.po.notes import without_change_note
from polyloom.po.provenance import DraftProvenance, provenance_comment, without_provenance
from polyloom.stages.catalog_rewriting import rewrite_catalog
from polyloom.stages.inputs import no_catalog_yet
from polyloom.stages.offered_drafts import remember_drafts
from polyloom.stages.pretranslation_plan import CatalogPlan

if TYPE_CHECKING:
    from polyloom.mt.api.engine_contract import Draft
    from polyloom.project import Project

_EMPTY = Catalog((), ())


class DraftFilling(Struct):
    """The filling of one catalog with ``drafts``, by source text.

    ``filled`` are the drafts that went in, ``empty`` counts the entries that stay empty, and
    ``catalog`` is what came of it: all are those of the last call of ``fill``.
    """

    plan: CatalogPlan
    drafts: Mapping[str, Draft]
    day: date
    filled: list[Draft] = field(default_factory=list)
    empty: int = 0
    catalog: Catalog = _EMPTY

    def fill(self, old: Catalog | None) -> Catalog:
        """The catalog with drafts in the entries that the plan covers.

        Called again where somebody has changed the catalog meanwhile: what a person has filled in
        since is left alone. Raises UserError where there is no catalog.
        """
        if old is None:
            raise no_catalog_yet(self.plan.locale, self.plan.name)
        self.filled.clear()
        self.empty = 0
        texts = frozenset(one.text for one in self.plan.texts)
        entries = tuple(self._filled(entry, texts) for entry in old.entries)
        self.catalog = replace(old, entries=entries)
        return self.catalog

    def _filled(self, entry: Entry, texts: frozenset[str]) -> Entry:
        if not self.plan.covers(entry):
            return entry
        draft = self.drafts.get(entry.msgid) if entry.msgid in texts else None
        if draft is None or entry.msgstr == (draft.text,):
            self.empty += not entry.has_translation
            return entry
        self.filled.append(draft)
        return _with_draft(entry, draft, self.day)


def fill_catalog(
    project: Project, plan: CatalogPlan, drafts: Mapping[str, Draft], day: date
) -> DraftFilling:
    """Put drafts into a catalog of the project, and keep those that it has. Raises UserError."""
    filling = DraftFilling(plan, drafts, day)
    rewrite_catalog(project, plan.locale, plan.name, filling.fill)
    remember_drafts(project, plan.locale, plan.name, filling.catalog)
    return filling


def _with_draft(entry: Entry, draft: Draft, day: date) -> Entry:
    provenance = DraftProvenance(entry.msgid, draft.text, draft.engine, day, draft.detail)
    return replace(
        entry,
        msgstr=(draft.text,),
        flags=("fuzzy", *(flag for flag in entry.flags if flag != "fuzzy")),
        previous=None,
        translator_comments=(
            *without_provenance(without_change_note(entry.translator_comments)),
            provenance_comment(provenance),
        ),
    )
