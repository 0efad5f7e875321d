"""templates → catalogs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from polyloom.catalogs.header import catalog_header
from polyloom.catalogs.reconciling import Reconciled, new_catalog, reconcile
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


@dataclass(frozen=True, slots=True)
class UpdatedCatalog:
    """What an update did to one catalog, in numbers of entries.

    ``changed`` are drafts made from a text that was much like the new one, ``removed`` went to
    the obsolete entries, ``revived`` came back from there.
    """

    locale: str
    name: str
    written: bool
    kept: int = 0
    changed: int = 0
    added: int = 0
    removed: int = 0
    revived: int = 0


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What updating did, and what stood in its way."""

    catalogs: tuple[UpdatedCatalog, ...]
    problems: tuple[UserError, ...]


def update(
    project: Project, locales: Sequence[str], found: Found, *, progress: Progress = silent
) -> UpdateReport:
    """Bring the catalogs of ``locales`` in line with the templates; no translation is lost.

    ``found`` are the documents to do, with what stands in the way of others.
    """
    done: list[UpdatedCatalog] = []
    problems = list(found.problems)
    for locale, file in each_catalog(locales, found, progress):
        try:
            done.append(_update_one(project, locale, file))
        except UserError as error:
            problems.append(error)
    return UpdateReport(tuple(done), distinct(problems))


def _update_one(project: Project, locale: str, file: DocumentFile) -> UpdatedCatalog:
    template = load_template(project, file)
    outcome: list[Reconciled] = []

    def change(old: Catalog | None) -> Catalog:
        outcome.append(_reconciled(project, locale, template, old))
        return outcome[-1].catalog

    written = rewrite_catalog(project, locale, file.name, change)
    last = outcome[-1]
    return UpdatedCatalog(
        locale,
        file.name,
        written,
        kept=len(last.kept),
        changed=len(last.changed),
        added=len(last.added),
        removed=len(last.removed),
        revived=len(last.revived),
    )


def _reconciled(
    project: Project, locale: str, template: Catalog, old: Catalog | None
) -> Reconciled:
    if old is not None:
        return reconcile(template, old, locale)
    header = catalog_header(template.header, project=project.name, locale=locale)
    catalog = new_catalog(template, header)
    return Reconciled(catalog, added=catalog.entries)
