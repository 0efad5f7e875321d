"""Read PO files as strictly as GNU gettext does: what msgfmt or msgcat refuses is refused here.

``fast_parser`` takes a whole entry at a time as long as entries are laid out as every tool writes
them. The first that is not is read by ``entry_parser`` token by token, which finds out whether it
is unusual or broken; then the fast way goes on.
"""

from __future__ import annotations

import contextlib
import gc
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from polyloom.errors import UserError
from polyloom.late_patterns import late_pattern
from polyloom.messages import message
from polyloom.model import Catalog, Entry
from polyloom.po.fast_parser import ACTIVE_ENTRY, OBSOLETE_ENTRY, parse_usual_entries
from polyloom.po.header_text import header_fields
from polyloom.po.po_text import (
    LineCounter,
    PoSyntaxError,
    PoText,
    decode_po,
    decode_po_as,
    decode_po_parts,
    refuse_foreign_bytes,
    swallowed_statement,
)
from polyloom.po.quoting import unescape_usual

# The header where every tool writes it: as the first entry.
_HEADER = late_pattern(
    rb'\A(?:#[^\n]*\n|[ \t\r]*\n)*+msgid ""\r?\n'
    rb'msgstr ((?:"[^"\\\n]*+(?:\\[abfnrtv"\\][^"\\\n]*+)*+"[ \t\r]*\n)++)(?!\s*+")'
)
_MSGID = late_pattern(rb'msgid[ \t]*"')
# What stands behind the sign of comments that are no translator's.
_OTHER_COMMENTS = (b".", b":", b",", b"=", b"|", b"~")
_CHARSET = late_pattern(r"charset=([^ \t\n]*)")


def _whole(entry: Entry) -> Entry:
    return entry


def read_catalog(data: bytes, where: str, kept: Callable[[Entry], Entry] = _whole) -> Catalog:
    """Read a PO file: an empty one gives an empty catalog, one without header an empty header.

    ``where`` names the file in messages. Raises UserError with the file and line for whatever
    msgfmt or msgcat refuses (gettext manual, “The Format of PO Files”), and for what they lose
    without a word: NUL characters, bytes in comments that are no text, and entries that a comment
    swallows, since its line ends as no line does for gettext. Obsolete entries go last, else the
    file's order is kept. Catalogs of several domains are refused too. Translations that do not
    begin or end with a line feed as their source does, which msgfmt does not compile, are no matter
    of the format: they are read.

    ``kept`` gives what of an entry is kept; it is asked of each as it is read, so that memory does
    not have to hold the rest of all at once.
    """
    po_text: PoText | None = None
    try:
        refuse_foreign_bytes(data)
        charset = charset_of(data)
        entries = _read_in_parts(data, charset, kept)
        if entries is None:
            po_text = decode_po(data, charset)
            entries = [kept(entry) for entry in _entries(po_text)]
        return _catalog(entries, _comments_at_end(data, charset), where)
    except PoSyntaxError as error:
        offset = error.offset
        line = LineCounter(po_text).line(offset) if po_text else data.count(b"\n", 0, offset) + 1
        raise UserError(error.what, where=f"{where}:{line}", remedy=error.remedy) from None


def read_nonempty_catalog(
    data: bytes, where: str, kept: Callable[[Entry], Entry] = _whole
) -> Catalog:
    """Read a locale's catalog, which somebody may have damaged: what would be filled anew is lost.

    Raises UserError as ``read_catalog`` does, and where the file has neither a header nor entries,
    or has entries none of which can be read. ``kept`` is as there.
    """
    catalog = read_catalog(data, where, kept)
    if catalog.entries or (catalog.header and len(_MSGID.findall(data)) < 2):
        return catalog
    what = (
        message("no entry can be read in it") if data.strip() else message("the catalog is empty")
    )
    remedy = message("restore it from the version history or a backup, or delete it to begin anew")
    raise UserError(what, where=where, remedy=remedy)


def _read_in_parts(data: bytes, charset: str, kept: Callable[[Entry], Entry]) -> list[Entry] | None:
    """The entries, or None where something is wrong: the whole file tells what and where."""
    try:
        with _without_garbage_collection():
            parts = decode_po_parts(data, charset)
            if kept is _whole:
                return [entry for part in parts for entry in _entries(part)]
            return [kept(entry) for part in parts for entry in _entries(part)]
    except (PoSyntaxError, UnicodeDecodeError):
        return None


@contextlib.contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Keep the collector from going through the entries: all stay, and none is in a cycle."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def charset_of(data: bytes) -> str:
    """What the header says after ``charset=``, or an empty string."""
    match = _HEADER.match(data)
    return _charset_of_strings(match[1]) if match else _charset_named_in(_search_header(data))


# A project's catalogs have few headers.
@lru_cache(maxsize=64)
def _charset_of_strings(strings: bytes) -> str:
    return _charset_named_in(unescape_usual(strings.decode("latin-1").replace('"\n"', "")))


def _charset_named_in(header: str) -> str:
    named = _CHARSET.search(header)
    return named[1] if named else ""


def _search_header(data: bytes) -> str:
    """The header's text where it is not the usual first entry."""
    # Syntax is ASCII in every charset of a PO file, so any such charset will do for it.
    po_text = decode_po_as(data, "latin-1")
    try:
        return next((entry.msgstr[0] for entry in _entries(po_text) if _is_header(entry)), "")
    except PoSyntaxError:
        # It will be refused again, with its text read as it should be.
        named = re.search(r"charset=[A-Za-z0-9_.:-]+", po_text.text)
        return named[0] if named else ""


def _is_header(entry: Entry) -> bool:
    return not entry.msgid and entry.msgctxt is None and not entry.obsolete


def _catalog(entries: list[Entry], end_comments: tuple[str, ...], where: str) -> Catalog:
    _refuse_duplicates(entries, where)
    header = next((entry for entry in entries if _is_header(entry)), Entry("", ("",)))
    active = [entry for entry in entries if not entry.obsolete and entry is not header]
    obsolete = [entry for entry in entries if entry.obsolete]
    return Catalog(
        header=header_fields(header.msgstr[0]),
        entries=(*active, *obsolete),
        header_comments=_header_comments(header),
        header_flags=tuple(flag for flag in header.flags if flag not in header.equals_flags),
        end_comments=end_comments,
        header_text=header.msgstr[0],
    )


def _comments_at_end(data: bytes, charset: str) -> tuple[str, ...]:
    """The translator comments below the last entry: gettext drops them, but they are a person's.

    They are what is left of an entry where the file was cut off.
    """
    lines: list[bytes] = []
    end = len(data)
    while end:
        begin = data.rfind(b"\n", 0, end - 1) + 1
        line = data[begin:end].strip()
        if (line and not line.startswith(b"#")) or (line.startswith(b"#~") and line.strip(b"#~| ")):
            break
        if line and line[1:2] not in _OTHER_COMMENTS:
            lines.append(line[1:])
        end = begin
    if not any(lines):
        return ()
    return tuple(decode_po(b"\n".join(reversed(lines)), charset).text.strip("\n").split("\n"))


def _refuse_duplicates(entries: list[Entry], where: str) -> None:
    if len({(entry.msgctxt, entry.msgid) for entry in entries}) == len(entries):
        return
    first: dict[tuple[str | None, str], Entry] = {}
    for entry in entries:
        key = (entry.msgctxt, entry.msgid)
        known = first.setdefault(key, entry)
        if known is not entry:
            raise UserError(
                message("this msgid is defined a second time, after line {line}", line=known.line),
                where=f"{where}:{entry.line}",
                remedy=message("keep one of the two entries; msguniq finds all of them"),
            )


def _header_comments(header: Entry) -> tuple[str, ...]:
    """All comments of the header as translator comments, those of other kinds with their mark.

    So are flags behind ``#=``: to Polyloom a header's flags mean nothing.
    """
    return (
        *header.translator_comments,
        *(f". {comment}" for comment in header.extracted_comments),
        *(f": {reference}" for reference in header.references),
        *([f"= {', '.join(header.equals_flags)}"] if header.equals_flags else ()),
    )


def _entries(po_text: PoText) -> Iterator[Entry]:
    text = po_text.text
    lines = LineCounter(po_text)
    offset, end = 0, len(text)
    # The fast way knows none of these: they are looked for once.
    plain = at_line_start = not ("\4" in text or po_text.splices or swallowed_statement(text))
    while offset < end:
        found: list[Entry] = []
        for patterns in (ACTIVE_ENTRY, OBSOLETE_ENTRY) if at_line_start else ():
            offset = parse_usual_entries(text, offset, lines.line(offset), patterns, found)
        yield from found
        if not found:
            # On use: most files never need it.
            from polyloom.po.entry_parser import parse_entry

            entry, offset = parse_entry(po_text, offset, lines)
            at_line_start = plain and text[offset - 1] == "\n"
            if entry is not None:
                yield entry
