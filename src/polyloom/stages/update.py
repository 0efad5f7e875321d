"""templates → catalogs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from polyloom.errors import UserError, distinct
from polyloom.model import Catalog, EntryKey
from polyloom.po.header import catalog_header, with_grouping
from polyloom.po.parser import read_nonempty_catalog
from polyloom.project import Grouping, Project
from polyloom.project.documents import CatalogFile, FoundDocuments, catalog_files
from polyloom.project.shards import Shard, catalogs_of
from polyloom.stages.catalog_rewriting import (
    FileChange,
    Outcome,
    catalog_bytes,
    catalog_bytes_if_changed,
    rewrite_or_begin_file,
)
from polyloom.stages.complete_catalogs import is_complete
from polyloom.stages.inputs import read_template, template_data
from polyloom.stages.locale_catalogs import LocaleCatalogs
from polyloom.stages.offered_drafts import remember_drafts, with_emptied_drafts
from polyloom.stages.orphaned_files import OrphanedFile, orphaned_files
from polyloom.stages.progress import Progress, each_catalog, unwatched
from polyloom.stages.recorded_updates import RecordedUpdates
from polyloom.stages.recorded_work import ProjectSettings
from polyloom.stages.regrouping.migration import Migration
from polyloom.stages.regrouping.preserved_work import PreservedWork
from polyloom.stages.regrouping.previous_catalogs import (
    PreviousCatalog,
    PreviousCatalogs,
    files_of_other_groupings,
    find_previous_catalogs,
)
from polyloom.stages.regrouping.removal import Removal, remove_migrated
from polyloom.stages.reword import load_rewordings
from polyloom.stages.templates import ProjectTemplates, ReadTemplate
from polyloom.stages.work_inputs import update_inputs
from polyloom.update.entry_update import ChangedEntry
from polyloom.update.locale_index import LocaleIndex
from polyloom.update.reconciliation import Reconciliation, reconcile_scope
from polyloom.update.update_context import UpdateContext
from polyloom.update.update_scope import (
    UpdateScope,
    full_scope,
    partial_scope,
    write_partial_update,
)
from polyloom.workspace.disk_syncing import sync_files
from polyloom.workspace.executors import Executor, SharedWork, on_this_machine
from polyloom.workspace.paths import catalog_path
from polyloom.workspace.work_index import NO_INDEX, WorkIndex
from polyloom.workspace.workers import map_in_processes


class RewriteFile(Protocol):
    """Replaces a file as ``rewrite_or_begin_file`` does, or only says whether it would."""

    def __call__(
        self,
        project: Project,
        path: str,
        change: Callable[[bytes | None], FileChange[Outcome]],
        /,
    ) -> tuple[bool, Outcome]:
        """Whether the file was, or would be, another one; and the outcome of the change."""
        ...


class FileAccess(Struct, frozen=True):
    """How an update reads templates, and what it does to catalogs; a dry run does nothing to them.

    ``read_template`` and ``rewrite`` raise UserError. ``remember`` keeps the drafts of a locale's
    catalog, ``sync`` waits for the disk.
    """

    read_template: ReadTemplate = template_data
    rewrite: RewriteFile = rewrite_or_begin_file
    remove_migrated: Callable[[Project, Sequence[str], FoundDocuments], Removal] = remove_migrated
    remember: Callable[[Project, str, str, Catalog], None] = remember_drafts
    sync: Callable[[Path, Iterable[str]], None] = sync_files


ON_DISK = FileAccess()


class UpdatedCatalog(Struct, frozen=True):
    """What an update did to one catalog, in numbers of entries. It is ``new`` where there was none.

    ``carried`` have a source text that changed but means the same; ``changes`` are the drafts that
    were made, with what happened to their source; ``moved`` came from another document; ``added``
    await translation, ``open`` of them with suggestions; ``removed`` went to the obsolete entries,
    ``revived`` came back from there; ``recovered`` are drafts that another program had emptied.
    ``is_complete``: nothing was written, and each entry is a finished translation.
    """

    locale: str
    name: str
    written: bool
    new: bool = False
    kept: int = 0
    added: int = 0
    open: int = 0
    moved: int = 0
    removed: int = 0
    revived: int = 0
    recovered: int = 0
    changes: tuple[ChangedEntry, ...] = ()
    carried: tuple[ChangedEntry, ...] = ()
    is_complete: bool = False

    @property
    def changed(self) -> int:
        """How many entries are drafts because their source text changed."""
        return len(self.changes)


class UpdateReport(Struct, frozen=True):
    """What updating did, and what stood in its way.

    ``taken_over`` is the number of catalogs of another grouping whose translations went into those
    of the project's grouping, ``removal`` says what became of them. ``orphaned`` are files whose
    documents are gone. ``left`` is the number of catalogs of a shard that need others.
    """

    catalogs: tuple[UpdatedCatalog, ...]
    problems: tuple[UserError, ...]
    taken_over: int = 0
    removal: Removal = field(default_factory=Removal)
    orphaned: tuple[OrphanedFile, ...] = ()
    left: int = 0


def update(
    project: Project,
    locales: Sequence[str],
    found: FoundDocuments,
    *,
    progress: Progress = unwatched,
    access: FileAccess = ON_DISK,
    index: WorkIndex = NO_INDEX,
    executor: Executor = on_this_machine,
    shard: Shard | None = None,
) -> UpdateReport:
    """Bring the catalogs of ``locales`` in line with the templates; no translation is lost.

    ``found`` are the documents to do, with what stands in the way of others. Catalogs that are in
    line by ``index`` are not read. Those that need nothing of others come first, in any order: they
    are shared out. The others, whose texts may have come from or gone to another document, follow
    one after the other; of a ``shard`` they are ``left``. Raises UserError for a log of rewordings
    that cannot be read.
    """
    others = files_of_other_groupings(project.catalogs.grouping, found.documents)
    previous = {locale: find_previous_catalogs(project, locale, others) for locale in locales}
    files = _files_in_order(project, found, previous)
    templates = ProjectTemplates(project, files, access.read_template, not found.left_out)
    shared = _SharedByLocales(project, templates, load_rewordings(project), access)
    settings = ProjectSettings(project).of((), sorted(shared.rewordings.items()), found.left_out)
    catalogs: list[UpdatedCatalog] = []
    left = 0
    problems = [*found.problems, *_problems_of(previous)]
    for locale, pairs in groupby(each_catalog(locales, files, progress), lambda pair: pair[0]):
        step = _LocaleUpdate(shared, locale, previous[locale].catalogs)
        # What previous catalogs have is migrated, whatever an index says.
        its_index = NO_INDEX if previous[locale].catalogs else index
        recorded = RecordedUpdates(its_index, step.catalogs, step.update, UpdatedCatalog, settings)
        done: Mapping[str, _AloneOutcome] = {}
        # A single catalog has none beside it to be shared out with, or to need.
        is_shared_out = len(files) > 1 or shard is not None
        if access is ON_DISK and is_shared_out and not previous[locale].catalogs:
            done = _updated_alone(step, recorded, catalogs_of(shard, files), executor)
            step.catalogs.known_texts = recorded.texts
            step.catalogs.in_line = frozenset(
                name for name, outcome in done.items() if isinstance(outcome, UpdatedCatalog)
            )
        for _, file in pairs:
            outcome = done.get(file.name)
            if isinstance(outcome, UserError):
                problems.append(outcome)
            elif outcome is not None:
                catalogs.append(outcome)
            elif shard is not None:
                left += shard.has(file.name)
            else:
                try:
                    catalogs.append(recorded.update(file))
                except UserError as error:
                    problems.append(error)
        access.sync(project.root, _new(locale, catalogs))
        recorded.settle()
    if shard is not None:
        return UpdateReport(tuple(catalogs), distinct(problems), left=left)
    removal = _removal(project, locales, found, access, problems)
    taken_over = sum(len(each.catalogs) for each in previous.values())
    if taken_over:
        index.forget_listing()
    orphaned = orphaned_files(project, locales, found, index)
    return UpdateReport(tuple(catalogs), distinct(problems), taken_over, removal, orphaned)


def _new(locale: str, catalogs: Iterable[UpdatedCatalog]) -> list[str]:
    """The paths of a locale's catalogs that were made."""
    new = (each for each in catalogs if each.locale == locale and each.new)
    return [catalog_path(locale, each.name) for each in new]


def _removal(
    project: Project,
    locales: Sequence[str],
    found: FoundDocuments,
    access: FileAccess,
    problems: list[UserError],
) -> Removal:
    """What became of catalogs that were taken over; what stands in the way joins ``problems``."""
    try:
        return access.remove_migrated(project, locales, found)
    except UserError as error:
        problems.append(error)
        return Removal()


def _files_in_order(
    project: Project, found: FoundDocuments, previous: Mapping[str, PreviousCatalogs]
) -> tuple[CatalogFile, ...]:
    """What has a catalog, in the documents' order; what is called like a previous one comes last.

    What such a previous catalog has for others is on disk there by then, and can leave its file.
    """
    names = {each.file.name for some in previous.values() for each in some.catalogs}
    files = catalog_files(found.documents, project.catalogs.grouping)
    return tuple(sorted(files, key=lambda file: file.name in names))


def _problems_of(previous: Mapping[str, PreviousCatalogs]) -> Iterator[UserError]:
    for each in previous.values():
        yield from each.problems


class _CatalogUpdate(Struct, frozen=True):
    """One catalog before and after: what was compared, and what came of it.

    ``recovered`` counts the drafts that were empty before; ``is_new``: there was no catalog.
    """

    scope: UpdateScope
    reconciled: Reconciliation
    recovered: int
    is_new: bool = False


class _SharedByLocales(Struct, frozen=True):
    """What the updates of all locales have in common.

    ``rewordings`` gives for a source text the one that replaced it without a change of meaning.
    """

    project: Project
    templates: ProjectTemplates
    rewordings: Mapping[str, str]
    access: FileAccess


class _OthersAreNeededError(Exception):
    """A catalog's texts may have come from, or gone to, another document."""


class _NoOtherCatalogs(Struct, frozen=True):
    """In place of ``LocaleCatalogs``: whoever asks for others is to be updated later.

    Where the locale has no catalogs at all yet (``is_new``), they have nothing for anybody.
    """

    is_new: bool
    removed: dict[str, Set[EntryKey]] = field(default_factory=dict)

    def index_for(self, _name: str, _texts: Collection[str]) -> LocaleIndex:
        """An empty index. Raises _OthersAreNeededError."""
        if not self.is_new:
            raise _OthersAreNeededError
        return LocaleIndex()


# What became of a catalog that needs no others; None: it does, and is as it was.
_AloneOutcome = UpdatedCatalog | UserError | None


def _updated_alone(
    step: _LocaleUpdate,
    recorded: RecordedUpdates[UpdatedCatalog],
    files: Sequence[CatalogFile],
    executor: Executor,
) -> Mapping[str, _AloneOutcome]:
    """What became of a locale's catalogs, by name, that need no others; those are updated."""
    project, locale = step.project, step.locale
    done: dict[str, _AloneOutcome] = {}
    for file in files:
        if (known := recorded.recall(file)) is not None:
            done[file.name] = known
    step.catalogs.stay = frozenset(done)
    some = [file for file in files if file.name not in done]
    is_new = bool(some) and not recorded.catalog_paths()
    do = partial(_update_alone, project, step.shared.rewordings, is_new)
    pairs = [(locale, file) for file in some]
    outcomes = executor(SharedWork("update", do, update_inputs), pairs)
    for file, outcome in zip(some, outcomes, strict=True):
        done[file.name] = outcome
        if isinstance(outcome, UpdatedCatalog):
            recorded.record(file, outcome)
    return done


def _update_alone(
    project: Project,
    rewordings: Mapping[str, str],
    is_new: bool,
    catalog: tuple[str, CatalogFile],
) -> _AloneOutcome:
    """Update a catalog, given by its locale and what it is for, unless it needs others."""
    locale, file = catalog
    templates = ProjectTemplates(project, (), template_data, False)
    shared = _SharedByLocales(project, templates, rewordings, ON_DISK)
    try:
        return _LocaleUpdate(shared, locale, (), _NoOtherCatalogs(is_new)).update(file)
    except UserError as error:
        return error
    except _OthersAreNeededError:
        return None


class _LocaleUpdate:
    """The update of one locale's catalogs, one after the other.

    ``alone`` stands in place of the locale's other catalogs where these are not to be read.
    """

    def __init__(
        self,
        shared: _SharedByLocales,
        locale: str,
        previous: tuple[PreviousCatalog, ...],
        alone: _NoOtherCatalogs | None = None,
    ) -> None:
        self.shared = shared
        self.project = shared.project
        self.locale = locale
        self.previous = previous
        self.alone = alone
        names = [each.file.name for each in previous]
        self.catalogs = LocaleCatalogs(shared.project, locale, shared.templates, names)
        grouping = shared.project.catalogs.grouping
        self.migration = Migration(grouping, previous, shared.templates.keys)

    def update(self, file: CatalogFile) -> UpdatedCatalog:
        """Update one catalog. Raises UserError."""
        change = partial(self._change, file, self.shared.templates.data(file.name))
        path = catalog_path(self.locale, file.name)
        is_written, done = self.shared.access.rewrite(self.project, path, change)
        self.shared.access.remember(self.project, self.locale, file.name, done.reconciled.catalog)
        removed = {entry.key for entry in done.reconciled.removed}
        self.catalogs.removed[file.name] = removed
        return _updated_catalog(self.locale, file.name, is_written, done)

    def _change(
        self, file: CatalogFile, template: bytes, data: bytes | None
    ) -> FileChange[_CatalogUpdate]:
        """What becomes of a catalog's file with the bytes ``data`` (None: there is none)."""
        # Where there are previous catalogs, no entry is known to stay as it is.
        scope = None if data is None or self.previous else partial_scope(template, data)
        if scope is not None and scope.file is not None:
            parts = scope.file
            scope, recovered = self._with_drafts(file, scope)
            reconciled = self._reconciled(file, scope)
            width = self.project.catalogs.wrap
            new = write_partial_update(scope, parts, reconciled.catalog, width)
            return FileChange(new, _CatalogUpdate(scope, reconciled, recovered))
        old = (
            None
            if data is None
            else read_nonempty_catalog(data, catalog_path(self.locale, file.name))
        )
        source = read_template(template, file.name)
        scope, recovered = self._with_drafts(
            file, full_scope(source, self._known(file, source, old))
        )
        reconciled = self._reconciled(file, scope)
        if data is None or old is None:
            # Most entries are those of the template, nothing added.
            new = catalog_bytes(self.project, reconciled.catalog, [(template, source)])
        else:
            new = catalog_bytes_if_changed(self.project, reconciled.catalog, (data, old))
        return FileChange(new, _CatalogUpdate(scope, reconciled, recovered, is_new=data is None))

    def _with_drafts(self, file: CatalogFile, scope: UpdateScope) -> tuple[UpdateScope, int]:
        """The scope with the drafts that were emptied since the last run, and their number."""
        catalog, recovered = with_emptied_drafts(
            self.project, self.locale, file.name, scope.catalog
        )
        return (replace(scope, catalog=catalog) if recovered else scope), recovered

    def _known(self, file: CatalogFile, template: Catalog, own: Catalog | None) -> Catalog:
        """The catalog as it was, with what previous catalogs have for it; at least a header."""
        known = own
        if self.previous:
            others = [each for each in self.shared.templates.files if each.name != file.name]
            preserved = PreservedWork(self.project, self.locale, others)
            wanted = {entry.key for entry in template.entries}
            known = self.migration.migrated(file, wanted, own, preserved.has_all_of)
        if known is None:
            header = catalog_header(template.header, project=self.project.name, locale=self.locale)
            return Catalog(header, ())
        return known

    def _reconciled(self, file: CatalogFile, scope: UpdateScope) -> Reconciliation:
        project = self.project
        context = UpdateContext(
            name=file.name,
            locale=self.locale,
            source_locale=project.source_locale,
            keep_on_typography=project.catalogs.keep_on_typography,
            rewordings=self.shared.rewordings,
            locale_index=partial((self.alone or self.catalogs).index_for, file.name),
            map_over_drafts=map_in_processes,
        )
        reconciled = reconcile_scope(scope, context)
        if self.alone and reconciled.removed:
            raise _OthersAreNeededError
        grouping = project.catalogs.grouping
        said = "" if grouping is Grouping.DOCUMENT else str(grouping)
        header = with_grouping(reconciled.catalog.header, said)
        return replace(reconciled, catalog=replace(reconciled.catalog, header=header))


def _updated_catalog(
    locale: str, name: str, is_written: bool, done: _CatalogUpdate
) -> UpdatedCatalog:
    reconciled = done.reconciled
    return UpdatedCatalog(
        locale,
        name,
        is_written,
        done.is_new,
        kept=len(reconciled.unchanged) + len(done.scope.written),
        added=len(reconciled.added),
        open=len(reconciled.ambiguous),
        moved=len(reconciled.moved),
        removed=len(reconciled.removed),
        revived=len(reconciled.restored),
        recovered=done.recovered,
        changes=reconciled.drafts,
        carried=reconciled.reworded,
        # What is outside of the scope is translated, and no draft.
        is_complete=not is_written and is_complete(reconciled.catalog),
    )
