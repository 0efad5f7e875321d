"""What there is to pre-translate, by which engines, and what drafts are held to."""

from __future__ import annotations

import contextlib
import difflib
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from polyloom.errors import ConfigurationError, UserError
from polyloom.memory.exact import Memory, build_memory
from polyloom.model import Catalog, Entry, EntryKey, Origin, State
from polyloom.mt import ENGINES
from polyloom.mt.api.contract import Locale
from polyloom.mt.api.settings import settings_of
from polyloom.mt.runtime.acceptance import refusal
from polyloom.mt.runtime.engine_chain import Chosen
from polyloom.mt.runtime.session import Wanted
from polyloom.po.parser import read_catalog
from polyloom.po.provenance import origin_of
from polyloom.project import Project
from polyloom.project.documents import CatalogFile, DocumentFile, catalog_files, find_documents
from polyloom.stages.inputs import load_units, need_catalog
from polyloom.workspace.files import read
from polyloom.workspace.paths import catalog_folder


class Choice(Struct, frozen=True):
    """What of a project is to be pre-translated, and by which engines.

    ``documents`` names some (all where it is empty). ``limit`` is how many entries of each locale
    are taken at most; with ``again`` older drafts of machines are made anew.
    """

    locales: tuple[str, ...]
    engines: tuple[str, ...]
    documents: tuple[str, ...] = ()
    limit: int | None = None
    again: bool = False


class Work(Struct, frozen=True):
    """A catalog of one locale, or some of its entries, and the texts that are wanted, each once.

    ``scope`` are the entries that it is about (None: all), ``is_open`` says whether machines may
    work on them; the memory always may.
    """

    locale: str
    name: str
    is_open: bool
    wanted: tuple[Wanted, ...]
    scope: frozenset[EntryKey] | None = None
    again: bool = False

    @property
    def texts(self) -> frozenset[str]:
        """The source texts that are wanted."""
        return frozenset(one.text for one in self.wanted)


def chosen_engines(
    project: Project, names: Sequence[str], environment: Mapping[str, str]
) -> tuple[Chosen, ...]:
    """The engines by name with their settings. Raises ConfigurationError for a key that is none."""
    return tuple(
        Chosen(
            ENGINES[name],
            settings_of(
                ENGINES[name],
                project.engines.get(name),
                root=project.root,
                timeout=project.pretranslation.timeout,
                environment=environment,
            ),
        )
        for name in dict.fromkeys(names)
    )


def planned(project: Project, choice: Choice) -> tuple[list[Work], list[UserError]]:
    """The work to do, in the project's order, and what stands in the way of more of it."""
    found = find_documents(project.root)
    problems = list(found.problems)
    works: list[Work] = []
    documents = _chosen_documents(found.documents, choice.documents)
    parts = _parts(project, catalog_files(found.documents, project.catalogs.grouping), documents)
    for locale in choice.locales:
        left = choice.limit
        is_closed = locale in project.pretranslation.closed_locales
        for name, portions in parts:
            try:
                catalog = need_catalog(project, locale, name).catalog
            except UserError as error:
                problems.append(error)
                continue
            for portion in portions:
                is_open = portion.is_open and not is_closed
                work = Work(locale, name, is_open, (), portion.scope, choice.again)
                work = replace(work, wanted=_wanted(work, catalog, left))
                works.append(work)
                if left is not None:
                    left -= len(work.wanted)
    return works, problems


def _chosen_documents(
    documents: Sequence[DocumentFile], names: Sequence[str]
) -> tuple[DocumentFile, ...]:
    """The documents by path or name, or all."""
    if not names:
        return tuple(documents)
    known = {name: each for each in documents for name in (each.relative, each.path, each.name)}
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            raise ConfigurationError(
                f"there is no document “{name}”",
                remedy=f"did you mean {near[0]}?" if near else "polyloom report names them",
            )
    return tuple({known[name].path: known[name] for name in names}.values())


class _Portion(Struct, frozen=True):
    """Entries of a catalog (None: all), and whether the documents let machines work on them."""

    scope: frozenset[EntryKey] | None
    is_open: bool


def _parts(
    project: Project, files: Sequence[CatalogFile], chosen: Sequence[DocumentFile]
) -> list[tuple[str, list[_Portion]]]:
    """What of which catalogs is asked for, by the catalogs' names.

    Only where a catalog is not asked for as a whole, its documents are read. A text that two of
    them have is open to machines if one of them is.
    """
    wanted = {file.path for file in chosen}
    parts = []
    for file in files:
        some = [document for document in file.documents if document.path in wanted]
        opened = [project.settings(document.path).machine for document in file.documents]
        if len(some) == len(file.documents) and len(set(opened)) == 1:
            parts.append((file.name, [_Portion(None, opened[0])]))
        elif some:
            parts.append((file.name, _portions(project, some)))
    order = {file.path: place for place, file in enumerate(chosen)}
    first = {
        file.name: min(order.get(each.path, len(order)) for each in file.documents)
        for file in files
    }
    return sorted(parts, key=lambda part: first[part[0]])


def _portions(project: Project, documents: Sequence[DocumentFile]) -> list[_Portion]:
    """What is open to machines of documents, and what is not; those that are refused have none."""
    keys: dict[bool, set[EntryKey]] = {True: set(), False: set()}
    for document in documents:
        # That a document cannot be read is for the commands to say that need it.
        with contextlib.suppress(UserError):
            units = load_units(project, document).units
            is_open = project.settings(document.path).machine
            keys[is_open].update((unit.context, unit.text) for unit in units)
    keys[False] -= keys[True]
    return [_Portion(frozenset(some), is_open) for is_open, some in keys.items() if some]


def _wanted(work: Work, catalog: Catalog, limit: int | None) -> tuple[Wanted, ...]:
    live = [entry for entry in catalog.entries if not entry.obsolete]
    wanted: dict[str, Wanted] = {}
    for index, entry in enumerate(live):
        if not is_wanted(entry, work):
            continue
        if entry.msgid not in wanted and (limit is None or len(wanted) < limit):
            before = live[index - 1].msgid if index else ""
            after = live[index + 1].msgid if index + 1 < len(live) else ""
            wanted[entry.msgid] = Wanted(entry.msgid, before, after)
    return tuple(wanted.values())


def is_wanted(entry: Entry, work: Work) -> bool:
    """Whether an engine may fill the entry; documents have no plurals.

    Never one that a person has touched: with ``again`` drafts, as long as a machine's label is on
    them.
    """
    if entry.obsolete or entry.msgid_plural is not None:
        return False
    if work.scope is not None and entry.key not in work.scope:
        return False
    if entry.state is State.UNTRANSLATED:
        return True
    return work.again and entry.state is State.DRAFT and origin_of(entry) is Origin.MACHINE


def locale_of(project: Project, locale: str) -> Locale:
    """What drafts in a locale are held to."""
    judge = partial(refusal, source_locale=project.source_locale, locale=locale)
    terms = project.pretranslation.terms(locale)
    return Locale(project.source_locale, locale, terms, judge)


def memory_of(project: Project, locale: str) -> Memory:
    """All catalogs of the locale, also those whose document is gone; broken ones are left out."""
    folder = PurePosixPath(catalog_folder(locale))
    catalogs = []
    for path in sorted((project.root / folder).rglob("*.po")):
        relative = path.relative_to(project.root).as_posix()
        name = str(PurePosixPath(relative).relative_to(folder).with_suffix(""))
        try:
            catalogs.append((name, read_catalog(read(project.root, relative), relative)))
        except UserError:
            continue
    return build_memory(catalogs)
