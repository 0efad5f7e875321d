"""Catalogs to and from polib, for Python programs that use it."""

from __future__ import annotations

import polib

from polyloom.model import Catalog, Entry, Previous


def to_polib(catalog: Catalog) -> polib.POFile:
    """The catalog as polib has it.

    polib keeps references as pairs of a file and a line, comments of an entry as one text, and
    translator comments without their first blank.
    """
    file = polib.POFile(wrapwidth=78)
    file.header = "\n".join(_without_blank(line) for line in catalog.header_comments)
    file.metadata = {name: value for name, value in catalog.header if name}
    file.metadata_is_fuzzy = "fuzzy" in catalog.header_flags
    file.extend(_to_polib(entry) for entry in catalog.entries)
    return file


def from_polib(file: polib.POFile) -> Catalog:
    """The catalog that a polib file holds. polib knows no flag of a header but ``fuzzy``."""
    entries = [_from_polib(entry) for entry in file]
    return Catalog(
        header=tuple(file.metadata.items()),
        entries=tuple(sorted(entries, key=lambda entry: entry.obsolete)),
        header_comments=_with_blanks(file.header),
        header_flags=("fuzzy",) if file.metadata_is_fuzzy else (),
    )


def _to_polib(entry: Entry) -> polib.POEntry:
    previous = entry.previous
    plural = entry.msgid_plural is not None
    return polib.POEntry(
        msgid=entry.msgid,
        msgstr="" if plural else "".join(entry.msgstr[:1]),
        msgctxt=entry.msgctxt,
        msgid_plural=entry.msgid_plural or "",
        msgstr_plural=dict(enumerate(entry.msgstr)) if plural else {},
        tcomment="\n".join(_without_blank(line) for line in entry.translator_comments),
        comment="\n".join(entry.extracted_comments),
        occurrences=[_occurrence(reference) for reference in entry.references],
        flags=list(entry.flags),
        previous_msgid=previous.msgid if previous else None,
        previous_msgctxt=previous.msgctxt if previous else None,
        previous_msgid_plural=previous.msgid_plural if previous else None,
        obsolete=entry.obsolete,
        linenum=entry.line,
    )


def _from_polib(entry: polib.POEntry) -> Entry:
    forms = [entry.msgstr_plural[number] for number in sorted(entry.msgstr_plural)]
    return Entry(
        msgid=entry.msgid,
        msgstr=tuple(forms) or (entry.msgstr or "",),
        msgctxt=entry.msgctxt,
        msgid_plural=entry.msgid_plural or None,
        translator_comments=_with_blanks(entry.tcomment),
        extracted_comments=tuple(entry.comment.split("\n")) if entry.comment else (),
        references=tuple(_reference(*occurrence) for occurrence in entry.occurrences),
        flags=tuple(entry.flags),
        previous=_previous(entry),
        obsolete=bool(entry.obsolete),
        line=entry.linenum or 0,
    )


def _previous(entry: polib.POEntry) -> Previous | None:
    if entry.previous_msgid is None:
        return None
    return Previous(
        entry.previous_msgid, entry.previous_msgctxt, entry.previous_msgid_plural or None
    )


def _without_blank(comment: str) -> str:
    return comment.removeprefix(" ")


def _with_blanks(comments: str) -> tuple[str, ...]:
    """Translator comments as lines; polib writes ``# `` before each that is not empty."""
    lines = comments.split("\n") if comments else []
    return tuple(f" {line}" if line else "" for line in lines)


def _occurrence(reference: str) -> tuple[str, str]:
    file, colon, line = reference.rpartition(":")
    return (file, line) if colon and line.isdecimal() else (reference, "")


def _reference(file: str, line: str) -> str:
    return f"{file}:{line}" if line else file
