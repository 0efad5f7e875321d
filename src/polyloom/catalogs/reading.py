"""Read PO files as strictly as GNU gettext does: what msgfmt or msgcat refuses is refused here.

A regular expression takes a whole entry at a time as long as entries are laid out as every tool
writes them. Where it does not match, ``statements`` reads one entry piece by piece, which finds out
whether the entry is unusual or broken, and then the fast way goes on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from polyloom.catalogs.comments import NO_COMMENTS, Comments, sort_comments
from polyloom.catalogs.quoting import unescape_simple
from polyloom.catalogs.source import (
    LineCounter,
    Refusal,
    Source,
    decode,
    make_source,
    refuse_foreign_bytes,
)
from polyloom.catalogs.statements import read_entry
from polyloom.errors import UserError
from polyloom.model import Catalog, Entry, Previous

_QUOTED = r'[^"\\\n\x04]*+(?:\\[abfnrtv"\\][^"\\\n\x04]*+)*+'


class _Layout(NamedTuple):
    """How a whole entry looks when every line begins with the same ``#~ ``, or none does."""

    obsolete: bool
    entry: re.Pattern[str]
    previous: re.Pattern[str]
    form: re.Pattern[str]
    joint: str
    previous_joint: str


def _layout(mark: str) -> _Layout:
    previous_mark = f"{mark.rstrip()}| " if mark else "#| "
    strings = _strings(mark)
    previous = re.escape(previous_mark)
    previous_strings = _strings(previous)
    entry = (
        r"((?:#(?![~|])[^\n]*+\n)*+)"
        rf"((?:{previous}[^\n]*+\n)*+)"
        rf"(?:{mark}msgctxt {strings})?+"
        rf"({mark})msgid {strings}"
        rf"(?:{mark}msgstr {strings}"
        rf"|{mark}msgid_plural {strings}"
        rf'((?:{mark}msgstr\[[0-9]\] "{_QUOTED}"\n(?:{mark}"{_QUOTED}"\n)*+)++))'
        # A line that begins otherwise may go on with the last string.
        r"\n*+(?=#(?![~|])|(?:#~ |#~\| |#\| )?msg(?:id|ctxt)|\Z)"
    )
    return _Layout(
        bool(mark),
        re.compile(entry),
        re.compile(
            rf"(?:{previous}msgctxt {previous_strings})?+"
            rf"{previous}msgid {previous_strings}"
            rf"(?:{previous}msgid_plural {previous_strings})?+"
        ),
        re.compile(rf"{mark}msgstr\[([0-9])\] {strings}"),
        f'"\n{mark}"',
        f'"\n{previous_mark}"',
    )


def _strings(mark: str) -> str:
    """Strings one below the other, as a group from the first opening quote to the last closing."""
    return rf'"({_QUOTED}(?:"\n{mark}"{_QUOTED})*+)"\n'


_ACTIVE = _layout("")
_OBSOLETE = _layout("#~ ")

# The header where every tool writes it: as the first entry.
_HEADER = re.compile(
    rb'\A(?:#[^\n]*\n|[ \t\r]*\n)*+msgid ""\r?\n'
    rb'msgstr ((?:"(?:[^"\\\n]|\\[abfnrtv"\\])*+"[ \t\r]*\n)++)(?!")'
)
_CHARSET = re.compile(r"charset=([^ \t\n]*)")


def read_catalog(data: bytes, where: str) -> Catalog:
    """Read a PO file: an empty one gives an empty catalog, one without header an empty header.

    ``where`` names the file in messages. Raises UserError with the file and line for whatever
    msgfmt or msgcat refuses (gettext manual, “The Format of PO Files”), and for what they lose
    without a word: NUL characters, and bytes in comments that are no text. Obsolete entries go
    last, else the file's order is kept. Catalogs of several domains are refused too.
    """
    source: Source | None = None
    try:
        refuse_foreign_bytes(data)
        source = decode(data, _find_charset(data))
        return _catalog(list(_entries(source)), where)
    except Refusal as refusal:
        offset = refusal.offset
        line = LineCounter(source).line(offset) if source else data.count(b"\n", 0, offset) + 1
        raise UserError(refusal.what, where=f"{where}:{line}", remedy=refusal.remedy) from None


def _find_charset(data: bytes) -> str:
    """What the header says after ``charset=``, or an empty string."""
    match = _HEADER.match(data)
    if match:
        header = unescape_simple(match[1].decode("latin-1").replace('"\n"', ""))
    else:
        header = _search_header(data)
    named = _CHARSET.search(header)
    return named[1] if named else ""


def _search_header(data: bytes) -> str:
    """The header's text where it is not the usual first entry."""
    # Syntax is ASCII in every charset of a PO file, so any such charset will do for it.
    source = make_source(data, "latin-1")
    try:
        return next((entry.msgstr[0] for entry in _entries(source) if _is_header(entry)), "")
    except Refusal:
        # It will be refused again, with its text read as it should be.
        named = re.search(r"charset=[A-Za-z0-9_.:-]+", source.text)
        return named[0] if named else ""


def _is_header(entry: Entry) -> bool:
    return not entry.msgid and entry.msgctxt is None and not entry.obsolete


def _catalog(entries: list[Entry], where: str) -> Catalog:
    _refuse_duplicates(entries, where)
    header = next((entry for entry in entries if _is_header(entry)), Entry("", ("",)))
    active = [entry for entry in entries if not entry.obsolete and entry is not header]
    obsolete = [entry for entry in entries if entry.obsolete]
    return Catalog(
        header=_header_fields(header.msgstr[0]),
        entries=(*active, *obsolete),
        header_comments=_header_comments(header),
        header_flags=header.flags,
    )


def _refuse_duplicates(entries: list[Entry], where: str) -> None:
    first: dict[tuple[str | None, str], Entry] = {}
    for entry in entries:
        key = (entry.msgctxt, entry.msgid)
        known = first.setdefault(key, entry)
        if known is not entry:
            raise UserError(
                f"this msgid is defined a second time, after line {known.line}",
                where=f"{where}:{entry.line}",
                remedy="keep one of the two entries; msguniq finds all of them",
            )


def _header_fields(text: str) -> tuple[tuple[str, str], ...]:
    """The header's fields; a line without a colon is a value without a name."""
    fields = []
    for line in text.removesuffix("\n").split("\n") if text else ():
        name, colon, value = line.partition(":")
        fields.append((name, value.removeprefix(" ")) if colon else ("", line))
    return tuple(fields)


def _header_comments(header: Entry) -> tuple[str, ...]:
    """All comments of the header as translator comments, those of other kinds with their mark."""
    return (
        *header.translator_comments,
        *(f". {comment}" for comment in header.extracted_comments),
        *(f": {reference}" for reference in header.references),
    )


def _entries(source: Source) -> Iterator[Entry]:
    text = source.text
    end = len(text)
    lines = LineCounter(source)
    offset = 0
    at_line_start = True
    while offset < end:
        layout = _ACTIVE
        match = layout.entry.match(text, offset) if at_line_start else None
        if match is None and at_line_start:
            layout = _OBSOLETE
            match = layout.entry.match(text, offset)
        entry = None if match is None else _matched(match, layout, lines)
        if match is not None and entry is not None:
            offset = match.end()
        else:
            entry, offset = read_entry(source, offset, lines)
            at_line_start = text[offset - 1] == "\n"
        if entry is not None:
            yield entry


def _matched(match: re.Match[str], layout: _Layout, lines: LineCounter) -> Entry | None:
    """The entry that a layout's pattern found, or None where it needs a closer look."""
    comments, previous, msgctxt, _, msgid, msgstr, msgid_plural, forms = match.groups()
    joint = layout.joint
    before = _previous(previous, layout) if previous else None
    msgstrs = _forms(forms, layout) if msgstr is None else (_meaning(msgstr, joint),)
    if not msgstrs or (previous and before is None):
        return None
    translator, extracted, references, flags = _comments(comments)
    return Entry(
        _meaning(msgid, joint),
        msgstrs,
        None if msgctxt is None else _meaning(msgctxt, joint),
        None if msgid_plural is None else _meaning(msgid_plural, joint),
        translator,
        extracted,
        references,
        flags,
        before,
        layout.obsolete,
        lines.line(match.start(4)),
    )


def _meaning(quoted: str, joint: str) -> str:
    """What one or several strings mean together."""
    if "\n" in quoted:
        quoted = quoted.replace(joint, "")
    return unescape_simple(quoted) if "\\" in quoted else quoted


def _comments(block: str) -> Comments:
    if block.startswith("#: "):
        reference = block[3:-1]
        if reference.isascii() and " " not in reference and "\n" not in reference:
            return (), (), (reference,), ()
    return sort_comments(block[:-1].split("\n")) if block else NO_COMMENTS


def _previous(block: str, layout: _Layout) -> Previous | None:
    match = layout.previous.fullmatch(block)
    if match is None:
        return None
    joint = layout.previous_joint
    msgctxt, msgid, msgid_plural = (
        None if quoted is None else _meaning(quoted, joint) for quoted in match.groups()
    )
    return Previous(str(msgid), msgctxt, msgid_plural)


def _forms(block: str, layout: _Layout) -> tuple[str, ...]:
    """The plural forms, or nothing where they are out of order."""
    found = layout.form.findall(block)
    if any(int(index) != number for number, (index, _) in enumerate(found)):
        return ()
    return tuple(_meaning(quoted, layout.joint) for _, quoted in found)
