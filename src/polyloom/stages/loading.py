"""What several stages load: documents, templates, catalogs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from msgspec import Struct

from polyloom.errors import UserError
from polyloom.formats.segmentation import segment
from polyloom.formats.units import Units, units_of
from polyloom.model import Catalog
from polyloom.po.parser import read_catalog
from polyloom.project import Project
from polyloom.project.documents import CatalogFile, DocumentFile
from polyloom.workspace.files import read, read_if_there
from polyloom.workspace.paths import catalog_path, template_path

# Told of (steps done, steps in all, what comes now), for a progress bar.
Progress = Callable[[int, int, str], None]

Outcome = TypeVar("Outcome")


class LoadedCatalog(Struct, frozen=True):
    """A catalog and the bytes it was read from."""

    catalog: Catalog
    data: bytes


def silent(done: int, total: int, what: str) -> None:
    """Progress that nobody watches."""


def watched(
    outcomes: Iterable[Outcome], names: Sequence[str], progress: Progress
) -> Iterator[Outcome]:
    """The outcome for each of ``names`` as it comes; ``progress`` is told which one is next."""
    progress(0, len(names), names[0] if names else "")
    for done, outcome in enumerate(outcomes, 1):
        progress(done, len(names), names[done] if done < len(names) else "")
        yield outcome


def load_units(project: Project, file: DocumentFile) -> Units:
    """Read and segment a document. Raises UserError."""
    settings = project.settings(file.path)
    document = segment(
        read(project.root, file.relative),
        file.format,
        encoding=settings.encoding,
        options=settings.options,
        where=file.relative,
    )
    return units_of(document, settings.options, project.source_locale)


def template_data(project: Project, name: str) -> bytes:
    """The bytes of a template. Raises UserError, also where there is none yet."""
    path = template_path(name)
    data = read_if_there(project.root, path)
    if data is None:
        raise UserError(
            "there is no template yet", where=path, remedy="make it with polyloom extract"
        )
    return data


def read_template(data: bytes, name: str) -> Catalog:
    """The template that the bytes are. Raises UserError."""
    path = template_path(name)
    template = read_catalog(data, path)
    if not template.header:
        # As a power failure can leave it: what has no header is no template of ours.
        raise UserError(
            "the template is empty", where=path, remedy="make it again with polyloom extract"
        )
    return template


def load_template(project: Project, name: str) -> Catalog:
    """Read a template. Raises UserError, also where there is none yet."""
    return read_template(template_data(project, name), name)


def load_catalog(project: Project, locale: str, name: str) -> LoadedCatalog | None:
    """Read a catalog, or None where there is none yet. Raises UserError for a broken one."""
    path = catalog_path(locale, name)
    data = read_if_there(project.root, path)
    return None if data is None else LoadedCatalog(read_catalog(data, path), data)


def need_catalog(project: Project, locale: str, name: str) -> LoadedCatalog:
    """Read a catalog. Raises UserError for a broken one, and where there is none yet."""
    loaded = load_catalog(project, locale, name)
    if loaded is None:
        raise no_catalog_yet(locale, name)
    return loaded


def no_catalog_yet(locale: str, name: str) -> UserError:
    """What to say where a locale has no catalog of a document."""
    return UserError(
        "there is no catalog yet",
        where=catalog_path(locale, name),
        remedy="make it with polyloom sync",
    )


def each_catalog(
    locales: Sequence[str], catalogs: Sequence[CatalogFile], progress: Progress
) -> Iterator[tuple[str, CatalogFile]]:
    """Every pair of a locale and what has a catalog in it, in the project's order."""
    total = len(locales) * len(catalogs)
    done = 0
    for locale in locales:
        for file in catalogs:
            progress(done, total, f"{locale} {file.name}")
            done += 1
            yield locale, file
    progress(total, total, "")
