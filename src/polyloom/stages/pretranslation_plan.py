"""The plan of a pre-translation: which texts of which catalogs, and by which engines."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from polyloom import __version__
from polyloom.errors import ConfigurationError, UserError
from polyloom.messages import message
from polyloom.model import Catalog, Entry, EntryKey, Origin, State
from polyloom.mt.api.engine_contract import DraftPolicy
from polyloom.mt.runtime.draft_attempts import SourceText
from polyloom.mt.runtime.response_checks import refusal_reason
from polyloom.po.provenance import origin_of
from polyloom.project import Project
from polyloom.project.documents import CatalogFile, DocumentFile, catalog_files, find_documents
from polyloom.project.file_names import composed
from polyloom.project.shards import Shard, catalogs_of
from polyloom.stages.inputs import load_units, need_catalog
from polyloom.workspace.work_index import NO_INDEX, WorkIndex


class PretranslationScope(Struct, frozen=True):
    """What of a project is to be pre-translated, and by which engines.

    ``documents`` names some (all where it is empty). ``limit`` is how many entries of each locale
    are taken at most; with ``again`` older drafts of machines are made anew. ``shard`` takes only
    documents of one.
    """

    locales: tuple[str, ...]
    engines: tuple[str, ...]
    documents: tuple[str, ...] = ()
    limit: int | None = None
    again: bool = False
    shard: Shard | None = None


class CatalogPlan(Struct, frozen=True):
    """What is planned for a catalog of one locale, or for some of its entries.

    ``entries`` are those it is about (None: all). ``texts`` are the source texts to be drafted,
    each once. ``is_open`` says whether machines may draft them; the memory always may. With
    ``again`` older drafts of machines are made anew. ``is_idle``: there is nothing to draft, and
    the catalog has no drafts to be remembered.
    """

    locale: str
    name: str
    is_open: bool
    texts: tuple[SourceText, ...]
    entries: frozenset[EntryKey] | None = None
    again: bool = False
    is_idle: bool = False

    def covers(self, entry: Entry) -> bool:
        """Whether an engine may fill the entry; documents have no plurals.

        Never one that a person has touched: with ``again`` a draft, if its label says that a
        machine made it and its text is still the one that the label is about.
        """
        if entry.obsolete or entry.msgid_plural is not None:
            return False
        if self.entries is not None and entry.key not in self.entries:
            return False
        if entry.state is State.UNTRANSLATED:
            return True
        return self.again and entry.state is State.DRAFT and origin_of(entry) is Origin.MACHINE


class PretranslationPlan(Struct, frozen=True):
    """The plans of all catalogs, in the project's order, and what stood in the way of more."""

    catalogs: tuple[CatalogPlan, ...]
    problems: tuple[UserError, ...]


# The names of those catalogs of a locale in which nothing is to be done.
SettledCatalogs = Callable[[str, Sequence[CatalogFile]], Collection[str]]


def nothing_settled(_locale: str, _files: Sequence[CatalogFile]) -> Collection[str]:
    """Every catalog is read."""
    return ()


def plan_pretranslation(
    project: Project,
    scope: PretranslationScope,
    settled: SettledCatalogs = nothing_settled,
    index: WorkIndex = NO_INDEX,
) -> PretranslationPlan:
    """The plan of what ``scope`` asks for; catalogs that are ``settled`` are not read.

    Raises ConfigurationError for a document that does not exist.
    """
    found = index.found_once(find_documents, project.root)
    documents = _chosen_documents(found.documents, scope.documents)
    files = catalogs_of(scope.shard, catalog_files(found.documents, project.catalogs.grouping))
    parts = _catalog_parts(project, files, documents)
    problems = list(found.problems)
    plans: list[CatalogPlan] = []
    for locale in scope.locales:
        planned, its_problems = _plan_locale(project, scope, locale, parts, settled)
        plans += planned
        problems += its_problems
    return PretranslationPlan(tuple(plans), tuple(problems))


def _plan_locale(
    project: Project,
    scope: PretranslationScope,
    locale: str,
    parts: Sequence[tuple[CatalogFile, Sequence[_CatalogPart]]],
    settled: SettledCatalogs,
) -> tuple[list[CatalogPlan], list[UserError]]:
    """The plans for one locale, and why some of its catalogs have none."""
    left = scope.limit
    is_closed = locale in project.pretranslation.closed_locales
    plans: list[CatalogPlan] = []
    problems: list[UserError] = []
    names = settled(locale, [file for file, _ in parts])
    for file, its_parts in parts:
        name = file.name
        try:
            catalog = None if name in names else need_catalog(project, locale, name).catalog
        except UserError as error:
            problems.append(error)
            continue
        for part in its_parts:
            is_open = part.is_open and not is_closed
            if catalog is None:
                plans.append(
                    CatalogPlan(locale, name, is_open, (), part.entries, scope.again, is_idle=True)
                )
                continue
            empty = CatalogPlan(locale, name, is_open, (), part.entries, scope.again)
            texts = _texts_to_draft(empty, catalog, left)
            plan = replace(empty, texts=texts, is_idle=not texts and _is_idle(empty, catalog))
            plans.append(plan)
            if left is not None:
                left -= len(plan.texts)
    return plans, problems


def _chosen_documents(
    documents: Sequence[DocumentFile], names: Sequence[str]
) -> tuple[DocumentFile, ...]:
    """The documents by path or name, or all."""
    if not names:
        return tuple(documents)
    known = {
        composed(name): each for each in documents for name in (each.relative, each.path, each.name)
    }
    for name in map(composed, names):
        if name not in known:
            # On use: most names are right.
            import difflib

            near = difflib.get_close_matches(name, known, n=1)
            raise ConfigurationError(
                message("there is no document “{name}”", name=name),
                remedy=message("did you mean {near}?", near=near[0])
                if near
                else message("polyloom report names them"),
            )
    chosen = [known[composed(name)] for name in names]
    return tuple({each.path: each for each in chosen}.values())


class _CatalogPart(Struct, frozen=True):
    """Entries of a catalog (None: all), and whether their documents let machines draft them."""

    entries: frozenset[EntryKey] | None
    is_open: bool


def _catalog_parts(
    project: Project, files: Sequence[CatalogFile], chosen: Sequence[DocumentFile]
) -> list[tuple[CatalogFile, list[_CatalogPart]]]:
    """The catalogs that the chosen documents ask for, with the parts that they do, in order.

    The documents themselves are read only where a catalog is not asked for as a whole. A text that
    two documents of a catalog have is open to machines if one of them is.
    """
    wanted = {file.path for file in chosen}
    parts = []
    for file in files:
        some = [document for document in file.documents if document.path in wanted]
        opened = [project.settings(document.path).machine for document in file.documents]
        if len(some) == len(file.documents) and len(set(opened)) == 1:
            parts.append((file, [_CatalogPart(None, opened[0])]))
        elif some:
            parts.append((file, _parts_of_documents(project, some)))
    order = {file.path: place for place, file in enumerate(chosen)}
    first = {
        file.name: min(order.get(each.path, len(order)) for each in file.documents)
        for file in files
    }
    return sorted(parts, key=lambda part: first[part[0].name])


def _parts_of_documents(project: Project, documents: Sequence[DocumentFile]) -> list[_CatalogPart]:
    """The entries of documents that are open to machines, and of those that are not."""
    keys: dict[bool, set[EntryKey]] = {True: set(), False: set()}
    for document in documents:
        # That a document cannot be read is for the commands to say that need it.
        with contextlib.suppress(UserError):
            units = load_units(project, document).units
            is_open = project.settings(document.path).machine
            keys[is_open].update((unit.context, unit.text) for unit in units)
    keys[False] -= keys[True]
    return [_CatalogPart(frozenset(some), is_open) for is_open, some in keys.items() if some]


def _texts_to_draft(
    plan: CatalogPlan, catalog: Catalog, limit: int | None
) -> tuple[SourceText, ...]:
    """The source texts of entries that the plan covers, each once, with their neighbours."""
    active = [entry for entry in catalog.entries if not entry.obsolete]
    found: dict[str, SourceText] = {}
    for index, entry in enumerate(active):
        if not plan.covers(entry):
            continue
        if entry.msgid not in found and (limit is None or len(found) < limit):
            before = active[index - 1].msgid if index else ""
            after = active[index + 1].msgid if index + 1 < len(active) else ""
            found[entry.msgid] = SourceText(entry.msgid, before, after)
    return tuple(found.values())


def _is_idle(plan: CatalogPlan, catalog: Catalog) -> bool:
    """Whether a catalog has neither drafts nor entries that the plan covers."""
    return not any(
        plan.covers(entry) or entry.state is State.DRAFT
        for entry in catalog.entries
        if not entry.obsolete
    )


def draft_policy(project: Project, locale: str) -> DraftPolicy:
    """What drafts in a locale have to keep to."""
    refusal = partial(refusal_reason, source_locale=project.source_locale, locale=locale)
    terms = project.pretranslation.terms(locale)
    rules = f"{__version__} {project.checks}"
    return DraftPolicy(project.source_locale, locale, terms, refusal, rules)
