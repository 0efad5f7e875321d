"""A translation as a text that somebody edits: a file for an editor, and what comes back of it.

The file stays until the translation is in the catalog, or until somebody empties it: neither an
editor that fails nor a text that cannot be taken loses what was written.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from polyloom.errors import UserError
from polyloom.language.line_breaks import lines_of, unwrap
from polyloom.messages import message
from polyloom.model import Entry
from polyloom.project import Project
from polyloom.project.documents import catalog_name
from polyloom.reports.printable_text import printable
from polyloom.stages.reviews.reviewed_documents import ReviewedText
from polyloom.workspace.files import read_if_there, remove, write
from polyloom.workspace.paths import edit_path, path_inside

_RULE = "-" * 24
_CUT = f"# {_RULE} >8 {_RULE}"
_LEFT_OUT = "# Leave the line above as it is. From there on nothing counts."
# Before each form of a plural entry.
_FORM = re.compile(rf"# {_RULE} msgstr\[([0-9]+)\] {_RULE}")
_LAYOUT = "\n\t"


def file_of_edit(project: Project, text: ReviewedText) -> str:
    """The path of the file in which a translation is edited, relative to the project."""
    name = catalog_name(text.file.path, project.catalogs.grouping)
    context, msgid = text.key
    identity = "\0".join((name, "" if context is None else f"{context}\4", msgid))
    digest = hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()
    return edit_path(text.locale, digest[:32])


def has_kept_edit(project: Project, text: ReviewedText) -> bool:
    """Whether an edit of a translation is still to be taken or given up. Raises UserError."""
    return read_if_there(project.root, file_of_edit(project, text)) is not None


def begin_edit(project: Project, text: ReviewedText, entry: Entry) -> Path:
    """The file to edit: that of an edit that was kept, or a new one. Raises UserError."""
    path = file_of_edit(project, text)
    if read_if_there(project.root, path) is None:
        write(project.root, path, _content(entry).encode("utf-8", "surrogatepass"))
    return path_inside(project.root, path)


def end_edit(project: Project, text: ReviewedText) -> None:
    """Keep the edit of a translation no longer. Raises UserError."""
    path = file_of_edit(project, text)
    data = read_if_there(project.root, path)
    if data is not None:
        remove(project.root, path, expected=data)


def edited_forms(project: Project, text: ReviewedText, entry: Entry) -> tuple[str, ...] | None:
    """The translation that is in the file, all forms; None where that has been emptied.

    Raises UserError where it cannot be a translation, with the reason.
    """
    path = file_of_edit(project, text)
    data = read_if_there(project.root, path)
    if data is None or not data.strip():
        return None
    forms = _forms(_lines(data), len(entry.msgstr), is_plural=entry.msgid_plural is not None)
    taken = taken_forms(forms, entry)
    if not any(map(str.strip, taken)):
        return None
    if not all(map(str.strip, taken)):
        raise UserError(message("one of the forms is empty"), remedy=message("write all of them"))
    return taken


def taken_forms(forms: Sequence[str], entry: Entry) -> tuple[str, ...]:
    """What somebody has written as the forms of a translation, as catalogs have them.

    Raises UserError for control characters, which steer terminals and break catalogs.
    """
    for form in forms:
        _refuse_control_characters(form, entry)
    return tuple(_as_in_catalogs(form, entry) for form in forms)


def unedited_forms(entry: Entry) -> tuple[str, ...]:
    """What comes back where nobody has changed anything."""
    return tuple(_as_in_catalogs(form.strip("\n"), entry) for form in entry.msgstr)


def _content(entry: Entry) -> str:
    """The translation, and below a line to cut at, its source."""
    return "".join(f"{line}\n" for line in _content_lines(entry))


def _content_lines(entry: Entry) -> Iterator[str]:
    for number, form in enumerate(entry.msgstr):
        if entry.msgid_plural is not None:
            yield f"# {_RULE} msgstr[{number}] {_RULE}"
        yield form.strip("\n")
    yield _CUT
    yield _LEFT_OUT
    for source in filter(None, (entry.msgid, entry.msgid_plural)):
        yield "#"
        yield from (f"# {printable(line)}" for line in source.strip("\n").split("\n"))


def _lines(data: bytes) -> Sequence[str]:
    """The lines above the one to cut at."""
    try:
        content = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        raise UserError(
            message("line {number} is no UTF-8", number=number), remedy=message("save it as UTF-8")
        ) from None
    lines = content.replace("\r\n", "\n").split("\n")
    stripped = [line.rstrip() for line in lines]
    if _CUT in stripped:
        return lines[: stripped.index(_CUT)]
    if _LEFT_OUT in stripped:
        raise UserError(
            message("the line to cut at is gone"),
            remedy=message("remove what stands below it, too, or put it back"),
        )
    return lines


def _forms(lines: Sequence[str], count: int, *, is_plural: bool) -> Sequence[str]:
    if not is_plural:
        return ["\n".join(lines).strip("\n")]
    found: list[list[str]] = []
    numbers: list[int] = []
    for line in lines:
        if mark := _FORM.fullmatch(line.rstrip()):
            numbers.append(int(mark[1]))
            found.append([])
        elif found:
            found[-1].append(line)
        elif line.strip():
            numbers.append(-1)
    if numbers != list(range(count)):
        raise UserError(
            message("the lines before the forms are not what they were"),
            remedy=message("put them back, or empty the file to begin anew"),
        )
    return ["\n".join(form).strip("\n") for form in found]


def _refuse_control_characters(form: str, entry: Entry) -> None:
    """Raises UserError for what steers terminals and breaks catalogs, unless it was there."""
    known = "".join((entry.msgid, *entry.msgstr))
    for character in form:
        if unicodedata.category(character) == "Cc" and character not in _LAYOUT + known:
            raise UserError(
                message(
                    "it has a control character (U+{code_point})",
                    code_point=f"{ord(character):04X}",
                ),
                remedy=message("take it out"),
            )


def _as_in_catalogs(form: str, entry: Entry) -> str:
    """A form with line breaks where its source has some: elsewhere they are the editor's."""
    source = entry.msgid
    if "\n" in form and "\n" not in source.strip("\n"):
        form = unwrap(lines_of(form))
    before = source[: len(source) - len(source.lstrip("\n"))]
    after = source[len(source.rstrip("\n")) :]
    return f"{before}{form}{after}" if form.strip() else ""
