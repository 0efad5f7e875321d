"""Declare that a change of the source changes no meaning."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from polyloom.errors import ConfigurationError, UserError
from polyloom.messages import message
from polyloom.model import Catalog
from polyloom.project import Project
from polyloom.project.documents import DocumentFile, FoundDocuments, catalog_name
from polyloom.project.file_names import composed
from polyloom.stages.inputs import load_catalog, load_template, load_units
from polyloom.update.rewording_log import Rewording, read_rewordings, replacements, rewording_line
from polyloom.workspace.files import ChangedMeanwhileError, read_if_there, write_over
from polyloom.workspace.paths import REWORDINGS, SOURCE


class RewordReport(Struct, frozen=True):
    """The rewordings that were declared, and how many of them stood in the log already."""

    rewordings: tuple[Rewording, ...]
    known: int


def load_rewordings(project: Project) -> dict[str, str]:
    """For each reworded text the one that replaced it. Raises UserError for a broken log."""
    data = read_if_there(project.root, REWORDINGS)
    return replacements(read_rewordings(data, REWORDINGS)) if data else {}


def reword(
    project: Project, found: FoundDocuments, document: str, old: str, new: str, *, today: date
) -> RewordReport:
    """Log for each text of a document in which ``old`` became ``new`` that it means the same.

    The source says ``new`` already; its template and catalogs may be older or not. Raises
    UserError where no text changed like that.
    """
    if not old or old == new:
        raise ConfigurationError(
            message("the old text and the new one are the same")
            if old
            else message("the old text is empty"),
            remedy=message("give a piece of the text as it was, and as it is"),
        )
    file = _document(found, document)
    wanted = {unit.text for unit in load_units(project, file).units}
    data = read_if_there(project.root, REWORDINGS)
    logged = replacements(read_rewordings(data, REWORDINGS)) if data else {}
    before = {*_texts_before(project, file), *logged}
    pairs = sorted(set(_pairs(before, wanted, old, new)))
    if not pairs:
        raise _nothing_reworded(file, wanted, old, new)
    made = [Rewording(today.isoformat(), file.name, before, after) for before, after in pairs]
    fresh = [each for each in made if logged.get(each.old) != each.new]
    if fresh:
        _append(project, data, "".join(map(rewording_line, fresh)).encode())
    return RewordReport(tuple(made), len(made) - len(fresh))


def _append(project: Project, data: bytes | None, lines: bytes) -> None:
    """Add lines to the log, of which ``data`` was read."""
    before = data or b""
    gap = b"\n" if before and not before.endswith(b"\n") else b""
    try:
        write_over(project.root, REWORDINGS, before + gap + lines, expected=data)
    except ChangedMeanwhileError:
        raise UserError(
            message("another program has just written it"),
            where=REWORDINGS,
            remedy=message("run the command again"),
        ) from None


def _document(found: FoundDocuments, name: str) -> DocumentFile:
    """The document with this name or path."""
    for file in found.documents:
        if composed(name) in map(composed, (file.name, file.path, file.relative)):
            return file
    # On use: most names are right.
    import difflib

    names = [file.name for file in found.documents]
    near = difflib.get_close_matches(name, names, n=1)
    raise ConfigurationError(
        message("there is no document “{name}”", name=name),
        remedy=message("did you mean {near}?", near=near[0])
        if near
        else message("there are {names}", names=", ".join(names) or message("none")),
    )


def _texts_before(project: Project, file: DocumentFile) -> Iterator[str]:
    """The texts that the template and the catalogs have, or drafts were made from."""
    for catalog in _catalogs(project, file):
        for entry in catalog.entries:
            yield entry.msgid
            if entry.previous is not None:
                yield entry.previous.msgid


def _catalogs(project: Project, file: DocumentFile) -> Iterator[Catalog]:
    name = catalog_name(file.path, project.catalogs.grouping)
    # Where there is no template, or a broken one, the next run makes it.
    with contextlib.suppress(UserError):
        yield load_template(project, name)
    for locale in project.locales:
        loaded = load_catalog(project, locale, name)
        if loaded is not None:
            yield loaded.catalog


def _pairs(
    before: Iterable[str], wanted: set[str], old: str, new: str
) -> Iterator[tuple[str, str]]:
    for text in before:
        if old in text and text not in wanted and text.replace(old, new) in wanted:
            yield text, text.replace(old, new)


def _nothing_reworded(file: DocumentFile, wanted: set[str], old: str, new: str) -> UserError:
    if not any(new in text for text in wanted):
        return UserError(
            message("no text of it says “{new}”", new=new),
            where=file.relative,
            remedy=message("edit the source first, then declare what you changed"),
        )
    if any(old in text for text in wanted):
        return UserError(
            message("it still says “{old}”", old=old),
            where=f"{SOURCE}/{file.path}",
            remedy=message(
                "edit the source first; if only some places changed, give more of the text"
            ),
        )
    return UserError(
        message(
            "no text of its template or catalogs had “{old}” where “{new}” stands", old=old, new=new
        ),
        where=file.relative,
        remedy=message(
            "give the old text and the new one exactly as they stood; where more was changed"
            " than that, it cannot be declared"
        ),
    )
