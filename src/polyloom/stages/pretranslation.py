"""What there is to pre-translate, by which engines, and what drafts are held to."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath

from polyloom.catalogs.reading import read_catalog
from polyloom.engines import ENGINES
from polyloom.engines.acceptance import refusal
from polyloom.engines.asking import Locale, Wanted
from polyloom.engines.labels import origin_of
from polyloom.engines.running import Chosen
from polyloom.engines.settings import settings_of
from polyloom.errors import ConfigurationError, UserError
from polyloom.memory.exact import Memory, build_memory
from polyloom.model import Catalog, Entry, Origin, State
from polyloom.project import Project
from polyloom.project.documents import DocumentFile, find_documents
from polyloom.stages.loading import need_catalog
from polyloom.workspace.files import read
from polyloom.workspace.paths import catalog_folder


@dataclass(frozen=True, slots=True)
class Choice:
    """What of a project is to be pre-translated, and by which engines.

    ``documents`` names some (all where it is empty). ``limit`` is how many entries of each locale
    are taken at most; with ``again`` older drafts of machines are made anew.
    """

    locales: tuple[str, ...]
    engines: tuple[str, ...]
    documents: tuple[str, ...] = ()
    limit: int | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """A document in one locale, and the texts of it that are wanted, each once."""

    locale: str
    document: DocumentFile
    wanted: tuple[Wanted, ...]
    entries: int
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
    for locale in choice.locales:
        left = choice.limit
        for document in documents:
            try:
                catalog = need_catalog(project, locale, document.name).catalog
            except UserError as error:
                problems.append(error)
                continue
            work = _work(locale, document, catalog, choice.again, left)
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


def _work(
    locale: str, document: DocumentFile, catalog: Catalog, again: bool, limit: int | None
) -> Work:
    live = [entry for entry in catalog.entries if not entry.obsolete]
    wanted: dict[str, Wanted] = {}
    entries = 0
    for index, entry in enumerate(live):
        if not is_wanted(entry, again=again):
            continue
        entries += 1
        if entry.msgid not in wanted and (limit is None or len(wanted) < limit):
            before = live[index - 1].msgid if index else ""
            after = live[index + 1].msgid if index + 1 < len(live) else ""
            wanted[entry.msgid] = Wanted(entry.msgid, before, after)
    return Work(locale, document, tuple(wanted.values()), entries, again)


def is_wanted(entry: Entry, *, again: bool) -> bool:
    """Whether an engine may fill the entry; documents have no plurals.

    Never one that a person has touched: with ``again`` drafts, as long as a machine's label is on
    them.
    """
    if entry.obsolete or entry.msgid_plural is not None:
        return False
    if entry.state is State.UNTRANSLATED:
        return True
    return again and entry.state is State.DRAFT and origin_of(entry) is Origin.MACHINE


def open_to(project: Project, work: Work) -> bool:
    """Whether machines may work on a document in a locale; the memory always may."""
    closed = work.locale in project.pretranslation.closed_locales
    return project.settings(work.document.path).machine and not closed


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
