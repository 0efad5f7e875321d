"""What stages read of a project: its documents, templates and catalogs."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from polyloom.errors import UserError
from polyloom.formats.segmentation import segment
from polyloom.formats.translation_units import TranslationUnits, translation_units
from polyloom.messages import message
from polyloom.model import Catalog, Entry
from polyloom.po.parser import read_catalog, read_nonempty_catalog
from polyloom.project import Project
from polyloom.project.documents import DocumentFile
from polyloom.workspace.files import read, read_if_there
from polyloom.workspace.paths import catalog_path, template_path


class LoadedCatalog(Struct, frozen=True):
    """A catalog and the bytes it was read from."""

    catalog: Catalog
    data: bytes


def load_units(project: Project, file: DocumentFile) -> TranslationUnits:
    """The units of a document, read from its file. Raises UserError."""
    return units_of(project, file, read(project.root, file.relative))


def units_of(project: Project, file: DocumentFile, data: bytes) -> TranslationUnits:
    """The units of a document whose file has the bytes ``data``. Raises UserError."""
    settings = project.settings(file.path)
    document = segment(
        data,
        file.format,
        encoding=settings.encoding,
        options=settings.options,
        where=file.relative,
    )
    return translation_units(document, settings.options, project.source_locale)


def template_data(project: Project, name: str) -> bytes:
    """The bytes of the template ``name``. Raises UserError, also where there is none yet."""
    path = template_path(name)
    data = read_if_there(project.root, path)
    if data is None:
        raise UserError(
            message("there is no template yet"),
            where=path,
            remedy=message("make it with polyloom extract"),
        )
    return data


def read_template(data: bytes, name: str) -> Catalog:
    """The template ``name``, of which ``data`` are the bytes. Raises UserError."""
    path = template_path(name)
    template = read_catalog(data, path)
    if not template.header:
        # A power failure can leave an empty file: what has no header is no template of ours.
        raise UserError(
            message("the template is empty"),
            where=path,
            remedy=message("make it again with polyloom extract"),
        )
    return template


def load_template(project: Project, name: str) -> Catalog:
    """Read a template. Raises UserError, also where there is none yet."""
    return read_template(template_data(project, name), name)


def load_catalog(project: Project, locale: str, name: str) -> LoadedCatalog | None:
    """Read a catalog, or None where there is none yet. Raises UserError for a broken one."""
    path = catalog_path(locale, name)
    data = read_if_there(project.root, path)
    return None if data is None else LoadedCatalog(read_nonempty_catalog(data, path), data)


def load_translations(project: Project, locale: str, name: str) -> Catalog | None:
    """Like ``load_catalog``, without what the entries say of their documents.

    That would take half of the memory. Raises UserError for a broken catalog.
    """
    path = catalog_path(locale, name)
    data = read_if_there(project.root, path)
    return None if data is None else read_nonempty_catalog(data, path, _without_documents)


def _without_documents(entry: Entry) -> Entry:
    if not entry.references and not entry.extracted_comments:
        return entry
    return replace(entry, extracted_comments=(), references=())


def need_catalog(project: Project, locale: str, name: str) -> LoadedCatalog:
    """Read a catalog. Raises UserError for a broken one, and where there is none yet."""
    loaded = load_catalog(project, locale, name)
    if loaded is None:
        raise no_catalog_yet(locale, name)
    return loaded


def no_catalog_yet(locale: str, name: str) -> UserError:
    """What to raise where a locale has no catalog called ``name``."""
    return UserError(
        message("there is no catalog yet"),
        where=catalog_path(locale, name),
        remedy=message("make it with polyloom sync"),
    )
