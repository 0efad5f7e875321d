"""templates → catalogs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from polyloom.catalogs.carrying import Changed
from polyloom.catalogs.header import catalog_header
from polyloom.catalogs.reconciling import Reconciled, reconcile
from polyloom.catalogs.searching import Surroundings
from polyloom.errors import UserError, distinct
from polyloom.model import Catalog
from polyloom.project import Project
from polyloom.project.documents import DocumentFile, Found
from polyloom.stages.loading import (
    Progress,
    each_catalog,
    load_template,
    rewrite_catalog,
    silent,
)
from polyloom.stages.other_catalogs import LocaleCatalogs, Templates
from polyloom.stages.rewordings import load_rewordings

# Replaces a catalog by what a function makes of it; whether that is another one.
Rewrite = Callable[[Project, str, str, Callable[[Catalog | None], Catalog]], bool]


@dataclass(frozen=True, slots=True)
class UpdatedCatalog:
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


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What updating did, and what stood in its way."""

    catalogs: tuple[UpdatedCatalog, ...]
    problems: tuple[UserError, ...]


def update(
    project: Project,
    locales: Sequence[str],
    found: Found,
    *,
    progress: Progress = silent,
    rewrite: Rewrite = rewrite_catalog,
    templates: Templates = load_template,
) -> UpdateReport:
    """Bring the catalogs of ``locales`` in line with the templates; no translation is lost.

    ``found`` are the documents to do, with what stands in the way of others. ``rewrite`` is what
    writes a catalog, and a preview instead of it writes nothing. Raises UserError for a log of
    rewordings that cannot be read.
    """
    step = _Update(project, found, rewrite, templates, load_rewordings(project))
    done: list[UpdatedCatalog] = []
    problems = list(found.problems)
    for locale, file in each_catalog(locales, found, progress):
        try:
            done.append(step.update_one(locale, file))
        except UserError as error:
            problems.append(error)
    return UpdateReport(tuple(done), distinct(problems))


@dataclass(slots=True)
class _Update:
    """An update under way; ``others`` is what the catalogs of a locale have for each other."""

    project: Project
    found: Found
    rewrite: Rewrite
    templates: Templates
    rewordings: Mapping[str, str]
    others: dict[str, LocaleCatalogs] = field(default_factory=dict)

    def update_one(self, locale: str, file: DocumentFile) -> UpdatedCatalog:
        """Update one catalog. Raises UserError."""
        template = self.templates(self.project, file)
        if locale not in self.others:
            self.others = {locale: LocaleCatalogs(self.project, locale, self.found, self.templates)}
        outcome: list[Reconciled] = []

        def change(old: Catalog | None) -> Catalog:
            outcome.append(self._reconciled(locale, file, template, old))
            return outcome[-1].catalog

        written = self.rewrite(self.project, locale, file.name, change)
        last = outcome[-1]
        self.others[locale].removed[file.name] = {entry.key for entry in last.removed}
        return UpdatedCatalog(
            locale,
            file.name,
            written,
            kept=len(last.kept),
            added=len(last.added),
            open=len(last.open),
            moved=len(last.moved),
            removed=len(last.removed),
            revived=len(last.revived),
            changes=last.drafts,
            carried=last.carried,
        )

    def _reconciled(
        self, locale: str, file: DocumentFile, template: Catalog, old: Catalog | None
    ) -> Reconciled:
        project = self.project
        if old is None:
            header = catalog_header(template.header, project=project.name, locale=locale)
            old = Catalog(header, ())
        around = Surroundings(
            document=file.name,
            locale=locale,
            source_locale=project.source_locale,
            keep_on_typography=project.catalogs.keep_on_typography,
            rewordings=self.rewordings,
            elsewhere=partial(self.others[locale].elsewhere, file.name),
        )
        return reconcile(template, old, around)
