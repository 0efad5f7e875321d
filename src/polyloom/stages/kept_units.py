"""The segments of large documents, kept in the project's index: finding them takes long."""

from __future__ import annotations

from hashlib import sha256

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from polyloom.formats.translation_units import TranslationUnits, translation_units
from polyloom.model import Document
from polyloom.project import Project
from polyloom.project.documents import DocumentFile
from polyloom.stages.inputs import units_of
from polyloom.stages.recorded_work import decoder, encoded
from polyloom.workspace.work_index import WorkIndex, WorkUnit

# Of documents with fewer bytes segments are found as fast as they are looked up.
_LARGE = 200_000


class SegmentedDocument(Struct, frozen=True):
    """What the index keeps of a large document: its segments, and all that they depend on.

    ``path`` is the document's under ``source/``; ``dependencies`` are a digest.
    """

    path: str
    dependencies: bytes
    segments: bytes


def segments_to_keep(
    project: Project, file: DocumentFile, units: TranslationUnits
) -> SegmentedDocument | None:
    """What is to be kept of a document; None where it is small."""
    data = units.document.data
    if len(data) < _LARGE:
        return None
    try:
        # The bytes are in the file itself.
        segments = encoded(replace(units.document, data=b""))
    except UnicodeEncodeError:
        return None
    return SegmentedDocument(file.path, _dependencies(project, file, data), segments)


def keep_segments(index: WorkIndex, kept: SegmentedDocument) -> None:
    """Write down what is to be kept of a document."""
    index.keep([(_work(kept.path, kept.dependencies), kept.segments)])


def kept_units(
    index: WorkIndex, project: Project, file: DocumentFile, data: bytes
) -> TranslationUnits:
    """The units of a document whose file has the bytes ``data``. Raises UserError."""
    if not index.is_used or len(data) < _LARGE:
        return units_of(project, file, data)
    segments = index.kept(_work(file.path, _dependencies(project, file, data)))
    if segments is not None and (document := _read(segments)) is not None:
        document = replace(document, data=data)
        options = project.settings(file.path).options
        return translation_units(document, options, project.source_locale)
    units = units_of(project, file, data)
    if (kept := segments_to_keep(project, file, units)) is not None:
        keep_segments(index, kept)
    return units


def _work(path: str, dependencies: bytes) -> WorkUnit:
    return WorkUnit("segments", path, (), dependencies)


def _dependencies(project: Project, file: DocumentFile, data: bytes) -> bytes:
    """A digest of all that the segments of a document depend on."""
    settings = (file.format, project.source_locale, project.settings(file.path))
    digest = sha256(data)
    digest.update(repr(settings).encode("utf-8", "surrogatepass"))
    return digest.digest()


def _read(segments: bytes) -> Document | None:
    try:
        document: Document = _decoded(segments)
    except msgspec.MsgspecError:
        return None
    return document


_decoded = decoder(Document)
