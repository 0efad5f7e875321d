"""source → templates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from polyloom.errors import UserError
from polyloom.messages import message
from polyloom.model import Catalog, DocumentWarning, Entry
from polyloom.po.equivalence import same_meaning
from polyloom.po.header import template_header
from polyloom.po.header_text import Header
from polyloom.po.line_ends import line_end_of, with_line_end
from polyloom.po.parser import read_catalog
from polyloom.project import Grouping, Project
from polyloom.project.documents import (
    CatalogFile,
    DocumentFile,
    catalog_files,
    catalog_name,
    find_documents,
)
from polyloom.project.file_names import composed
from polyloom.project.shards import Shard, catalogs_of
from polyloom.project.toml_lines import line_of
from polyloom.stages.catalog_rewriting import catalog_bytes
from polyloom.stages.inputs import load_units
from polyloom.stages.kept_units import SegmentedDocument, keep_segments, segments_to_keep
from polyloom.stages.progress import Progress, unwatched, watched
from polyloom.stages.recorded_work import (
    ProjectSettings,
    Recording,
    decoder,
    encoded,
    map_unless_recorded,
)
from polyloom.stages.template_entries import joined_entries, template_entries
from polyloom.stages.vanished_rows import forget_vanished
from polyloom.stages.work_inputs import template_inputs
from polyloom.workspace.executors import Executor, SharedWork, on_this_machine
from polyloom.workspace.files import read, read_if_there, write_derived
from polyloom.workspace.paths import CONFIGURATION, SOURCE, template_path
from polyloom.workspace.work_index import NO_INDEX, WorkIndex, WorkUnit

_DATE = "POT-Creation-Date"

# Makes a file, given by its path from the project's root, hold some bytes.
Save = Callable[[Path, str, bytes], bool]


class ExtractedDocument(Struct, frozen=True):
    """One document: how many segments it has, and whether its template had to be written.

    ``warnings`` say which directives and overrules have no effect.
    """

    file: DocumentFile
    segments: int
    written: bool
    warnings: tuple[DocumentWarning, ...] = ()


class ExtractReport(Struct, frozen=True):
    """What extracting did, and what stood in its way.

    ``documents`` are those whose template is as it should be, ``templates`` the number of those
    that had to be written. ``left_out`` are paths under ``source/`` of documents and folders whose
    template had to stay as it is.
    """

    documents: tuple[ExtractedDocument, ...]
    templates: int
    problems: tuple[UserError, ...]
    passed_over: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    warnings: tuple[UserError, ...] = ()


class _ExtractedTemplate(Struct, frozen=True):
    """The documents of a template, or what stood in the way of some, and so of all of them.

    ``digest`` is that of the template's bytes on disk, ``kept`` what the index keeps of large
    documents, ``read`` the digests of the documents' bytes.
    """

    documents: tuple[ExtractedDocument, ...] = ()
    problems: tuple[UserError, ...] = ()
    written: bool = False
    digest: str = ""
    kept: tuple[SegmentedDocument, ...] = ()
    read: tuple[bytes, ...] = ()


def extract(
    project: Project,
    *,
    now: datetime,
    progress: Progress = unwatched,
    save: Save = write_derived,
    executor: Executor = on_this_machine,
    index: WorkIndex = NO_INDEX,
    shard: Shard | None = None,
) -> ExtractReport:
    """Write every template of which the texts, or what is said of them, have changed.

    A template of several documents stays as it is where one of them cannot be read: its texts must
    not become obsolete. ``save`` is what writes; it tells whether the file was another one before.
    What ``index`` knows to be in its template is not read.
    """
    found = index.found_once(find_documents, project.root)
    problems = [*found.problems, *_settings_without_document(project, found.documents)]
    grouping = project.catalogs.grouping
    files = catalogs_of(shard, catalog_files(found.documents, grouping))
    incomplete: frozenset[str] = frozenset()
    if grouping is not Grouping.DOCUMENT:
        incomplete = frozenset(catalog_name(path, grouping) for path in found.left_out)
    header = template_header(project.name, now, contact=project.contact)
    do = partial(_extract_complete, project, incomplete, header, save)
    work = SharedWork("extract", do, template_inputs)
    done: list[ExtractedDocument] = []
    left_out = [*found.left_out]
    templates = 0
    outcomes: Iterable[_ExtractedTemplate]
    if save is write_derived:
        recording = _recording(project, index, incomplete, files)
        if shard is None:
            forget = partial(forget_vanished, index, project, found)
            recording = replace(recording, when_others=forget)
        outcomes = map_unless_recorded(index, executor, work, files, recording)
    else:
        # What only takes note of the bytes takes note of them in this process.
        outcomes = map(do, files)
    names = [file.name for file in files]
    for file, outcome in zip(files, watched(outcomes, names, progress), strict=True):
        if outcome.problems:
            left_out += [document.path for document in file.documents]
        problems += outcome.problems
        done += outcome.documents
        for kept in outcome.kept:
            keep_segments(index, kept)
        for document, digest in zip(file.documents, outcome.read, strict=False):
            index.take_digest(document.relative, digest)
        templates += outcome.written
    return ExtractReport(
        tuple(done), templates, tuple(problems), found.passed_over, tuple(left_out), found.warnings
    )


def _extract_complete(
    project: Project, incomplete: Set[str], header: Header, save: Save, file: CatalogFile
) -> _ExtractedTemplate:
    """Extract what is none of the templates that are ``incomplete``, by their names."""
    if file.name in incomplete:
        return _ExtractedTemplate(problems=(_stays(file),))
    return _extract_one(project, file, header, save)


def _recording(
    project: Project, index: WorkIndex, incomplete: Set[str], files: Sequence[CatalogFile]
) -> Recording[CatalogFile, _ExtractedTemplate]:
    """A template is made of its documents; it holds what was made of them as long as it is there.

    Those that are ``incomplete`` have documents which are not known.
    """
    settings = ProjectSettings(project)

    def inputs(file: CatalogFile) -> Sequence[str]:
        return [document.relative for document in file.documents]

    def unit(file: CatalogFile) -> WorkUnit:
        more = file.name in incomplete
        own = settings.of(file.documents, more)
        return WorkUnit("extract", file.name, tuple(inputs(file)), own)

    def whole() -> WorkUnit:
        documents = [document for file in files for document in file.documents]
        group = index.group(document.relative for document in documents)
        own = settings.of_catalogs(files, sorted(incomplete))
        return WorkUnit("extract all", "", (), own, (group,))

    def recorded(outcome: _ExtractedTemplate) -> bytes | None:
        if outcome.problems:
            return None
        documents = tuple(replace(each, written=False) for each in outcome.documents)
        return encoded(replace(outcome, documents=documents, written=False, kept=(), read=()))

    decode = decoder(_ExtractedTemplate)

    def recalled(file: CatalogFile, data: bytes) -> _ExtractedTemplate | None:
        outcome: _ExtractedTemplate = decode(data)
        return outcome if index.holds(template_path(file.name), outcome.digest) else None

    return Recording(
        unit, recalled, recorded, lambda file: [template_path(file.name)], whole, inputs
    )


def _extract_one(
    project: Project, file: CatalogFile, header: Header, save: Save
) -> _ExtractedTemplate:
    parts: list[tuple[Entry, ...]] = []
    segments: list[int] = []
    warnings: list[tuple[DocumentWarning, ...]] = []
    kept: list[SegmentedDocument | None] = []
    digests: list[bytes] = []
    problems: list[UserError] = []
    for document in file.documents:
        try:
            units = load_units(project, document)
        except UserError as error:
            problems.append(error)
            continue
        notes = project.settings(document.path).notes
        references = project.catalogs.references
        parts.append(template_entries(units, document.relative, notes, references))
        segments.append(len(units.units))
        warnings.append(units.document.warnings)
        kept.append(segments_to_keep(project, document, units))
        digests.append(sha256(units.document.data).digest())
    if problems:
        problems += [_stays(file)] if len(file.documents) > 1 else []
        return _ExtractedTemplate(problems=tuple(problems))
    template = Catalog(header, joined_entries(parts), header_flags=("fuzzy",))
    try:
        written, digest = _write_template(project, file, template, save)
    except UserError as error:
        return _ExtractedTemplate(problems=(error,))
    return _ExtractedTemplate(
        tuple(
            ExtractedDocument(document, number, written, said)
            for document, number, said in zip(file.documents, segments, warnings, strict=True)
        ),
        written=written,
        digest=digest,
        kept=tuple(each for each in kept if each),
        read=tuple(digests),
    )


def _stays(file: CatalogFile) -> UserError:
    return UserError(
        message("stays as it is, since not all of its documents can be read"),
        where=template_path(file.name),
        remedy=message("mend them and run the command again"),
    )


def _write_template(
    project: Project, file: CatalogFile, template: Catalog, save: Save
) -> tuple[bool, str]:
    """Write a template whose meaning has changed; whether it had to be, and its digest.

    Raises UserError.
    """
    path = template_path(file.name)
    data = read_if_there(project.root, path)
    old = None if data is None else _template_in(data, path)
    if old is not None:
        template = _with_date_of(old, template)
    if data is not None and old is not None and same_meaning(template, old):
        return False, sha256(data).hexdigest()
    new = catalog_bytes(project, template)
    new = new if data is None else with_line_end(new, line_end_of(data))
    return save(project.root, path, new), sha256(new).hexdigest()


def _template_in(data: bytes, path: str) -> Catalog | None:
    """The template that a file is. A broken one counts as none: it holds nobody's work."""
    try:
        return read_catalog(data, path)
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
    names = {composed(file.path): file.path for file in documents}
    for path in project.documents:
        if path in names or _may_exist(project.root / SOURCE / path):
            continue
        import difflib

        near = difflib.get_close_matches(path, names, n=1)
        text = read(project.root, CONFIGURATION).decode("utf-8-sig")
        yield UserError(
            message("there is no document {source}/{path}", source=SOURCE, path=path),
            where=f"{CONFIGURATION}:{line_of(text, ['documents', path])}",
            remedy=message("did you mean {near}?", near=near[0])
            if near
            else message("remove the table, or mend the name"),
        )


def _may_exist(path: Path) -> bool:
    """Whether there is a file, be it one that cannot be looked at."""
    try:
        return not path.is_dir() and path.lstat() is not None
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
