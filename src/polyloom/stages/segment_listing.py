"""document → its segments, and what of it is in none. Nothing is written."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

from msgspec import Struct

from polyloom.errors import ConfigurationError
from polyloom.formats import format_named
from polyloom.formats.left_out_texts import LeftOutText
from polyloom.language.line_breaks import count_line_ends
from polyloom.messages import message
from polyloom.model import Document, DocumentWarning, Segment
from polyloom.project import Project
from polyloom.project.documents import DocumentFile, find_documents
from polyloom.stages.inputs import load_units


class SegmentListing(Struct, frozen=True):
    """A document's segments and the texts that are left out, each with its line.

    Lines are 1-based; in a file that is a package there are none, and each is 0.
    """

    file: DocumentFile
    document: Document
    segments: tuple[tuple[int, Segment], ...]
    left_out: tuple[tuple[int, LeftOutText], ...]

    @property
    def warnings(self) -> tuple[DocumentWarning, ...]:
        """Which directives and overrules have no effect."""
        return self.document.warnings


def list_segments(project: Project, folder: Path, name: str) -> SegmentListing:
    """The segments of a document, and what is in none.

    ``name`` is the document's name, or its path from the project's root, from ``source/`` or from
    ``folder``. Raises UserError, also where there is no such document.
    """
    file = _document(project, folder, name)
    document = load_units(project, file).document
    options = project.settings(file.path).options
    left_out = format_named(file.format).left_out(document, options)
    lines = _lines(document, (one.start for one in document.segments))
    lines_left_out = _lines(document, (one.start for one in left_out))
    return SegmentListing(
        file,
        document,
        tuple(zip(lines, document.segments, strict=True)),
        tuple(zip(lines_left_out, left_out, strict=True)),
    )


def _document(project: Project, folder: Path, name: str) -> DocumentFile:
    found = find_documents(project.root)
    path = str(PurePath(name))
    by_name = {
        called: file
        for file in found.documents
        for called in (file.name, file.path, file.relative, str(project.root / file.relative))
    }
    for wanted in (path, str((folder / name).resolve())):
        if wanted in by_name:
            return by_name[wanted]
    near = difflib.get_close_matches(path, by_name, n=1)
    raise ConfigurationError(
        message("there is no document “{name}”", name=name),
        remedy=message("did you mean {near}?", near=near[0])
        if near
        else message("name a file under source/"),
    )


def _lines(document: Document, starts: Iterable[int]) -> Iterator[int]:
    """The 1-based lines of ascending positions, in bytes of the body; 0 in a package."""
    line, counted = 1, document.bom
    for start in starts:
        if document.unpacked is not None:
            yield 0
            continue
        line += count_line_ends(document.data[counted:start].decode(document.encoding))
        counted = max(counted, start)
        yield line
