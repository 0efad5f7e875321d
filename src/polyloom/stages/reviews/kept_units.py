"""The units of large documents, kept in the project's index: finding them takes seconds."""

from __future__ import annotations

import hashlib

import msgspec
from msgspec.structs import replace

from polyloom.formats.translation_units import TranslationUnits
from polyloom.project import Project
from polyloom.project.documents import DocumentFile
from polyloom.stages.inputs import units_of
from polyloom.workspace.work_index import WorkIndex, WorkUnit

# Of documents with fewer bytes units are found as fast as they are looked up.
_LARGE = 200_000
_STAGE = "units"


def kept_units(
    index: WorkIndex, project: Project, file: DocumentFile, data: bytes
) -> TranslationUnits:
    """The units of a document whose file has the bytes ``data``. Raises UserError."""
    if not index.is_used or len(data) < _LARGE:
        return units_of(project, file, data)
    work = WorkUnit(_STAGE, file.path, (), _dependencies(project, file, data))
    kept = index.recall(work)
    if kept is not None and (units := _read(kept)) is not None:
        return replace(units, document=replace(units.document, data=data))
    units = units_of(project, file, data)
    # The bytes are in the file itself.
    bare = replace(units, document=replace(units.document, data=b""))
    index.record(work, msgspec.msgpack.encode(bare))
    index.settle([work])
    index.save()
    return units


def _dependencies(project: Project, file: DocumentFile, data: bytes) -> bytes:
    """A digest of all that the units of a document depend on."""
    settings = (file.format, project.source_locale, project.settings(file.path))
    digest = hashlib.sha256(data)
    digest.update(repr(settings).encode("utf-8", "surrogatepass"))
    return digest.digest()


def _read(kept: bytes) -> TranslationUnits | None:
    try:
        return msgspec.msgpack.decode(kept, type=TranslationUnits)
    except msgspec.DecodeError:
        return None
