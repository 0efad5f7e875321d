"""templates → catalogs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from functools import partial

from msgspec import Struct, field
from msgspec.structs import replace

from polyloom.errors import UserError, distinct
from polyloom.model import Catalog, EntryKey
from polyloom.po.header import catalog_header, with_grouping
from polyloom.po.parser import read_catalog
from polyloom.project import Grouping, Project
from polyloom.project.documents import CatalogFile, Found, catalog_files
from polyloom.stages.evidence import Evidence
from polyloom.stages.former import Formers, Takeover, find_formers
from polyloom.stages.loading import Progress, each_catalog, read_template, silent, template_data
from polyloom.stages.other_catalogs import LocaleCatalogs
from polyloom.stages.retiring import Retired, retire
from polyloom.stages.rewordings import load_rewordings
from polyloom.stages.saving import rewrite, written, written_if_changed
from polyloom.update.carry_over import Changed
from polyloom.update.partial_update import Parted, part, updated, whole
from polyloom.update.predecessor_search import Surroundings
from polyloom.update.reconciliation import Reconciled, reconcile_parted
from polyloom.workspace.paths import catalog_path

# Removes what is left of another grouping.
Retire = Callable[[Project, Sequence[str], Found], Retired]

# Replaces a file by what a function makes of its bytes, None for no change; whether it changed.
Rewrite = Callable[[Project, str, Callable[[bytes | None], bytes | None]], bool]

# Gives the bytes of a template by its name. Raises UserError.
TemplateData = Callable[[Project, str], bytes]


class UpdatedCatalog(Struct, frozen=True):
    """What an update did to one catalog, in numbers of entries.

    ``carried`` have a source text that changed but means the same; ``changes`` are the drafts that
    were made, with what happened to their source; ``moved`` came from another document; ``added``
    await translation, ``open`` of them with suggestions; ``removed`` went to the obsolete entries,
    ``revived`` came back from there.
    """

    locale: str
    name: str
    written: bool
    kept: int = 0
    added: int = 0
    open: int = 0
    moved: int = 0
    removed: int = 0
    revived: int = 0
    changes: tuple[Changed, ...] = ()
    carried: tuple[Changed, ...] = ()

    @property
    def changed(self) -> int:
        """How many entries are drafts because their source text changed."""
        return len(self.changes)


class UpdateReport(Struct, frozen=True):
    """What updating did, and what stood in its way.

    ``taken_over`` is the number of catalogs of another grouping whose translations went into those
    of today, ``retired`` says what became of them.
    """

    catalogs: tuple[UpdatedCatalog, ...]
    problems: tuple[UserError, ...]
    taken_over: int = 0
    retired: Retired = field(default_factory=Retired)


def update(
    project: Project,
    locales: Sequence[str],
    found: Found,
    *,
    progress: Progress = silent,
    rewrite: Rewrite = rewrite,
    templates: TemplateData = template_data,
    retire: Retire = retire,
) -> UpdateReport:
    """Bring the catalogs of ``locales`` in line with the templates; no translation is lost.

    ``found`` are the documents to do, with what stands in the way of others. ``rewrite`` is what
    writes a catalog, ``retire`` what removes those of another grouping that have been taken over;
    a preview instead of them does neither. Catalogs called like one from before come last, when
    what they have for others is there. Raises UserError for a log of
    rewordings that cannot be read.
    """
    files = catalog_files(found.documents, project.catalogs.grouping)
    formers = {locale: find_formers(project, locale, found.documents) for locale in locales}
    names = {former.file.name for each in formers.values() for former in each.catalogs}
    files = tuple(sorted(files, key=lambda file: file.name in names))
    step = _Update(project, found, files, rewrite, templates, load_rewordings(project), formers)
    done: list[UpdatedCatalog] = []
    problems = list(found.problems)
    for each in formers.values():
        problems += each.problems
    for locale, file in each_catalog(locales, files, progress):
        try:
            done.append(step.update_one(locale, file))
        except UserError as error:
            problems.append(error)
    taken_over = sum(len(each.catalogs) for each in formers.values())
    retired = Retired()
    try:
        retired = retire(project, locales, found)
    except UserError as error:
        problems.append(error)
    return UpdateReport(tuple(done), distinct(problems), taken_over, retired)


class _Update(Struct):
    """An update under way; ``others`` is what the catalogs of a locale have for each other.

    ``keys`` are those of all templates by name, once they are asked for, ``takeovers`` what
    each locale has from before.
    """

    project: Project
    found: Found
    files: Sequence[CatalogFile]
    rewrite: Rewrite
    templates: TemplateData
    rewordings: Mapping[str, str]
    formers: Mapping[str, Formers]
    others: dict[str, LocaleCatalogs] = field(default_factory=dict)
    keys: Mapping[str, Set[EntryKey]] | None = None
    takeovers: dict[str, Takeover] = field(default_factory=dict)

    def update_one(self, locale: str, file: CatalogFile) -> UpdatedCatalog:
        """Update one catalog. Raises UserError."""
        template = self.templates(self.project, file.name)
        path = catalog_path(locale, file.name)
        formers = self.formers[locale].catalogs
        if locale not in self.others:
            former = [each.file.name for each in formers]
            self.others = {
                locale: LocaleCatalogs(self.project, locale, self.files, self._template, former)
            }
        outcome: list[tuple[Parted, Reconciled]] = []

        def change(data: bytes | None) -> bytes | None:
            parted = None if data is None or formers else part(template, data)
            old = None if data is None or parted else read_catalog(data, path)
            if parted is None:
                source = read_template(template, file.name)
                parted = whole(source, self._known(locale, file, source, old))
            reconciled = self._reconciled(locale, file, parted)
            outcome.append((parted, reconciled))
            if parted.left:
                return updated(parted, parted.left, reconciled.catalog, self.project.catalogs.wrap)
            if data is None or old is None:
                return written(self.project, reconciled.catalog)
            return written_if_changed(self.project, reconciled.catalog, (data, old))

        is_written = self.rewrite(self.project, path, change)
        parted, last = outcome[-1]
        self.others[locale].removed[file.name] = {entry.key for entry in last.removed}
        return UpdatedCatalog(
            locale,
            file.name,
            is_written,
            kept=len(last.kept) + len(parted.unchanged),
            added=len(last.added),
            open=len(last.open),
            moved=len(last.moved),
            removed=len(last.removed),
            revived=len(last.revived),
            changes=last.drafts,
            carried=last.carried,
        )

    def _known(
        self, locale: str, file: CatalogFile, template: Catalog, old: Catalog | None
    ) -> Catalog:
        """The catalog as it was, with what those of another grouping have for it."""
        formers = self.formers[locale].catalogs
        if formers:
            grouping = self.project.catalogs.grouping
            takeover = self.takeovers.setdefault(
                locale, Takeover(grouping, formers, self._standing)
            )
            others = [each for each in self.files if each.name != file.name]
            evidence = Evidence(self.project, locale, others)
            wanted = {entry.key for entry in template.entries}
            old = takeover.take_over(file, wanted, old, evidence.has)
        if old is None:
            name = self.project.name
            return Catalog(catalog_header(template.header, project=name, locale=locale), ())
        return old

    def _template(self, project: Project, name: str) -> Catalog:
        return read_template(self.templates(project, name), name)

    def _reconciled(self, locale: str, file: CatalogFile, parted: Parted) -> Reconciled:
        project = self.project
        around = Surroundings(
            document=file.name,
            locale=locale,
            source_locale=project.source_locale,
            keep_on_typography=project.catalogs.keep_on_typography,
            rewordings=self.rewordings,
            elsewhere=partial(self.others[locale].elsewhere, file.name),
        )
        reconciled = reconcile_parted(parted, around)
        grouping = project.catalogs.grouping
        said = "" if grouping is Grouping.DOCUMENT else str(grouping)
        header = with_grouping(reconciled.catalog.header, said)
        return replace(reconciled, catalog=replace(reconciled.catalog, header=header))

    def _standing(self) -> Mapping[str, Set[EntryKey]] | None:
        """The keys of all templates by name; None where some cannot be read."""
        if self.found.left_out:
            return None
        if self.keys is None:
            try:
                templates = {
                    file.name: self._template(self.project, file.name) for file in self.files
                }
            except UserError:
                return None
            self.keys = {
                name: {entry.key for entry in template.entries}
                for name, template in templates.items()
            }
        return self.keys
