"""source → templates."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from polyloom.catalogs.header import template_header
from polyloom.catalogs.reading import read_catalog
from polyloom.catalogs.writing import write_catalog
from polyloom.errors import UserError
from polyloom.model import Catalog
from polyloom.project import Project
from polyloom.project.documents import DocumentFile, find_documents
from polyloom.project.lines import line_of
from polyloom.stages.loading import Progress, load_units, silent
from polyloom.stages.templates import template_entries
from polyloom.workspace.files import read, read_if_there, write_derived
from polyloom.workspace.paths import CONFIGURATION, SOURCE, template_path

_DATE = "POT-Creation-Date"


@dataclass(frozen=True, slots=True)
class ExtractedDocument:
    """One document: how many segments it has, and whether its template had to be written."""

    file: DocumentFile
    segments: int
    written: bool


@dataclass(frozen=True, slots=True)
class ExtractReport:
    """What extracting did, and what stood in its way."""

    documents: tuple[ExtractedDocument, ...]
    problems: tuple[UserError, ...]
    passed_over: tuple[str, ...]


def extract(project: Project, *, now: datetime, progress: Progress = silent) -> ExtractReport:
    """Write the template of every document whose texts, or what is said of them, have changed."""
    found = find_documents(project.root)
    done: list[ExtractedDocument] = []
    problems = [*found.problems, *_settings_without_document(project, found.documents)]
    for number, file in enumerate(found.documents):
        progress(number, len(found.documents), file.name)
        try:
            done.append(_extract_one(project, file, now))
        except UserError as error:
            problems.append(error)
    progress(len(found.documents), len(found.documents), "")
    return ExtractReport(tuple(done), tuple(problems), found.passed_over)


def _extract_one(project: Project, file: DocumentFile, now: datetime) -> ExtractedDocument:
    units = load_units(project, file)
    entries = template_entries(units, file.relative, project.settings(file.path).notes)
    header = template_header(project.name, now, contact=project.contact)
    template = Catalog(header, entries, header_flags=("fuzzy",))
    path = template_path(file.name)
    old = _old_template(project, path)
    if old is not None:
        template = _with_date_of(old, template)
    written = template != old and write_derived(project.root, path, write_catalog(template))
    return ExtractedDocument(file, len(units.units), written)


def _old_template(project: Project, path: str) -> Catalog | None:
    """The template as it is. A broken one counts as none: it holds nobody's work."""
    data = read_if_there(project.root, path)
    try:
        return None if data is None else read_catalog(data, path)
    except UserError:
        return None


def _with_date_of(old: Catalog, new: Catalog) -> Catalog:
    """The new template with the old date where no msgid has changed."""
    if [entry.key for entry in old.entries] != [entry.key for entry in new.entries]:
        return new
    date = old.field(_DATE)
    header = tuple((key, date if key == _DATE and date else value) for key, value in new.header)
    return replace(new, header=header)


def _settings_without_document(
    project: Project, documents: tuple[DocumentFile, ...]
) -> Iterator[UserError]:
    """A problem for each table of ``polyloom.toml`` that names a document that does not exist."""
    names = [file.path for file in documents]
    for path in project.documents:
        if (project.root / SOURCE / path).is_file():
            continue
        near = difflib.get_close_matches(path, names, n=1)
        text = read(project.root, CONFIGURATION).decode("utf-8-sig")
        yield UserError(
            f"there is no document {SOURCE}/{path}",
            where=f"{CONFIGURATION}:{line_of(text, ['documents', path])}",
            remedy=f"did you mean {near[0]}?" if near else "remove the table, or mend the name",
        )
