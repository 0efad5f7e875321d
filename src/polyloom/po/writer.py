"""Write PO files byte for byte as msgcat of GNU gettext 0.21 prints them.

What differs, on purpose:

- The charset in the header is UTF-8 whatever it was, and a catalog that needs a header to be read
  again gets one.
- Flags that gettext does not know are kept, and so are the fuzzy flag of an entry without
  translation, the range of an obsolete one, and obsolete entries without translation. Flags stay in
  the catalog's order, but for ``fuzzy``, which comes first.
- Flags that were read from a ``#=`` line go into one again, below the ``#,`` line, as the gettext
  manual (“Evolution of the PO File Format”) asks of programs. gettext 0.21 takes such lines for
  translator comments and puts a blank after the ``#``.
- Translator comments below the last entry, which belong to none, are kept.
- msgcat counts columns anew behind U+0085, U+2028 and U+2029, though it ends no line there; here
  such lines are as wide as others.
- msgcat breaks references with blanks, between U+2068 and U+2069, like any; here they stay whole.
- msgcat breaks no line inside the placeholders of format strings (``#, c-format``); here that is so
  for the formats in ``format_directives``, and entries of other formats are wrapped like any other.

Other versions of gettext break some lines elsewhere, as they follow other versions of Unicode.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from io import BytesIO
from typing import NamedTuple

from polyloom.errors import UserError
from polyloom.late_patterns import late_pattern
from polyloom.messages import message
from polyloom.model import Catalog, Entry, Previous
from polyloom.po.format_directives import FormatDirectives, format_of, unbreakable_offsets
from polyloom.po.header_text import Header, header_lines
from polyloom.po.quoting import escape_po, split_at_line_feeds
from polyloom.po.wrapping import is_breakable, wrap_po_line

# What msgcat takes where it is not told.
PAGE_WIDTH = 79
# An entry to be written, or the bytes of one without the last line's end.
EntryOrBlock = Entry | bytes
# Applies a function to lists of such parts, one after the other as ``map`` does or in parallel, and
# gives the results in order.
MapOverParts = Callable[
    [Callable[[Sequence[EntryOrBlock]], bytes], Sequence[Sequence[EntryOrBlock]]], Iterable[bytes]
]

_UNLIMITED = 1 << 30


class _Layout(NamedTuple):
    """How an entry's strings are written: what begins their lines, and how many columns they have.

    ``directives`` finds the placeholders in which no line ends.
    """

    mark: str
    width: int
    directives: FormatDirectives | None = None


_SHOWN = 30
_AT_ONCE = 1000
# In a comment it separates nothing.
_SEPARATOR_IN_STRING = late_pattern("^(?!#[^~|])[^\n\4]*\4", re.MULTILINE)
_IN_UTF_8 = late_pattern(r"charset=utf-8(?![^ \t\n])", re.IGNORECASE)
_CONTENT_TYPE = ("Content-Type", "text/plain; charset=UTF-8")


def write_catalog(
    catalog: Catalog, width: int = PAGE_WIDTH, map_over_parts: MapOverParts = map
) -> bytes:
    """The catalog, or template, as a PO file in UTF-8, wrapped at ``width`` columns.

    With 0, lines end only where the text has a line feed, as with ``msgcat --no-wrap``. Reading the
    file back gives an equal catalog if its comments and flags are in the form in which they are
    read. Raises UserError for a lone surrogate, which no file can hold, and for the characters
    U+0000 and U+0004 in a string, which no compiled catalog can.
    """
    data = write_blocks(write_header(catalog, width), catalog.entries, width, map_over_parts)
    return data + write_end(catalog)


def write_blocks(
    header: bytes,
    parts: Sequence[EntryOrBlock],
    width: int = PAGE_WIDTH,
    map_over_parts: MapOverParts = map,
) -> bytes:
    """The file of a header as ``write_header`` gives it, and of entries, some of them written yet.

    Raises UserError as ``write_catalog`` does.
    """
    # A single emoji makes Python keep a text in four bytes a character: so texts are short.
    some = [parts[begin : begin + _AT_ONCE] for begin in range(0, len(parts), _AT_ONCE)]
    # A buffer whose bytes are handed out as they are, where a list of parts would be held twice.
    data = BytesIO()
    data.write(header)
    for written in map_over_parts(partial(_written, width or _UNLIMITED), some):
        data.write(b"\n" + written if data.tell() else written)
    return data.getvalue()


def write_end(catalog: Catalog) -> bytes:
    """What stands below the last entry. Raises UserError as ``write_catalog`` does."""
    comments = "".join(map(_comment_line, catalog.end_comments))
    return b"\n" + _joined([comments[:-1]]) if comments else b""


def _written(width: int, parts: Sequence[EntryOrBlock]) -> bytes:
    return _joined(part if isinstance(part, bytes) else _entry(part, width)[:-1] for part in parts)


def _joined(texts: Iterable[str | bytes]) -> bytes:
    """Entries in UTF-8 with an empty line between them. Raises UserError as ``write_catalog``."""
    try:
        encoded = [text if isinstance(text, bytes) else text.encode() for text in texts]
    except UnicodeEncodeError as error:
        what = message(
            "a lone surrogate, U+{code_point}", code_point=f"{ord(error.object[error.start]):04X}"
        )
        raise _unwritable(error.object, error.start, what) from None
    data = b"\n\n".join(encoded) + b"\n"
    if b"\0" in data:
        text = data.decode()
        raise _unwritable(text, text.index("\0"), message("the character U+0000"))
    if b"\4" in data and (found := _SEPARATOR_IN_STRING.search(data.decode())):
        raise _unwritable(found.string, found.end() - 1, message("the character U+0004"))
    return data


def _unwritable(text: str, offset: int, what: str) -> UserError:
    before = text[max(offset - _SHOWN, 0) : offset].rpartition("\n")[2]
    place = f" after “{before}”" if before else ""
    return UserError(
        message("the text has {what}{place}", what=what, place=place),
        remedy=message("remove or replace the character"),
    )


def write_header(catalog: Catalog, width: int = PAGE_WIDTH) -> bytes:
    """The header's entry, with UTF-8 as its charset, or nothing.

    A catalog that has no header needs one only where an entry is not ASCII. ``width`` is as with
    ``write_catalog``, and so is what is raised.
    """
    fields = catalog.header
    if not (fields or catalog.header_comments or catalog.header_flags):
        if all(map(_is_ascii, catalog.entries)):
            return b""
        fields = (_CONTENT_TYPE,)
    texts = (catalog.header_text, catalog.header_comments, catalog.header_flags)
    return _header_entry(fields, *texts, width or _UNLIMITED)


@lru_cache(maxsize=16)
def _header_entry(
    header: Header,
    header_text: str,
    header_comments: tuple[str, ...],
    header_flags: tuple[str, ...],
    width: int,
) -> bytes:
    """The entry of a header with fields; all templates of a project have the same one."""
    fields = [
        _CONTENT_TYPE if name.lower() == "content-type" and not _IN_UTF_8.search(value) else field
        for field in header
        for name, value in [field]
    ]
    if not any(name.lower() == "content-type" for name, _ in fields):
        fields.append(_CONTENT_TYPE)
    text = header_lines(tuple(fields), header_text)
    # A header has comments of all kinds; they were read with their marks.
    comments = [_comment_line(line, kept=("=", ".", ":")) for line in header_comments]
    flags = _flags("#,", header_flags)
    strings = _string(_Layout("", width), "msgid", "") + _string(_Layout("", width), "msgstr", text)
    return _joined(["".join([*comments, flags, strings])[:-1]])


@lru_cache(maxsize=16)
def _plain_layout(mark: str, width: int) -> _Layout:
    # Nearly all entries have the same one.
    return _Layout(mark, width)


def _entry(entry: Entry, width: int) -> str:
    """The entry's lines; every entry is followed by a line's end and none is preceded by one."""
    lines = _comments(entry, width)
    if "no-wrap" in entry.flags:
        width = _UNLIMITED
    layout = _plain_layout("#~ " if entry.obsolete else "", width)
    if entry.flags and (directives := format_of(entry.flags)):
        layout = layout._replace(directives=directives)
    if entry.previous is not None:
        mark = "#~| " if entry.obsolete else "#| "
        lines.append(_source_strings(entry.previous, layout._replace(mark=mark)))
    lines.append(_source_strings(entry, layout))
    if entry.msgid_plural is None:
        lines.append(_string(layout, "msgstr", entry.msgstr[0] if entry.msgstr else ""))
    else:
        for number, form in enumerate(entry.msgstr or ("",)):
            lines.append(_string(layout, f"msgstr[{number}]", form))
    return "".join(lines)


def _comments(entry: Entry, width: int) -> list[str]:
    """The lines above the entry's strings, in the order in which gettext has them."""
    lines = [_comment_line(line) for line in entry.translator_comments]
    lines += [_extracted_line(line) for line in entry.extracted_comments]
    if entry.references:
        lines += _references(entry.references, width)
    if entry.flags:
        behind_equals = [flag for flag in entry.flags if flag in entry.equals_flags]
        others = [flag for flag in entry.flags if flag not in behind_equals]
        lines += [_flags("#,", others), _flags("#=", behind_equals)]
    return lines


def _source_strings(source: Entry | Previous, layout: _Layout) -> str:
    lines = _string(layout, "msgid", source.msgid)
    if source.msgctxt is not None:
        lines = _string(layout, "msgctxt", source.msgctxt) + lines
    if source.msgid_plural is not None:
        lines += _string(layout, "msgid_plural", source.msgid_plural)
    return lines


def _string(layout: _Layout, keyword: str, text: str) -> str:
    """A keyword and its string, below each other if they do not go in one line."""
    mark = layout.mark
    if not text:
        return f'{mark}{keyword} ""\n'
    # What is left for text beside the mark and the quotes.
    room = layout.width - len(mark) - 2
    first = room - len(keyword) - 1
    quoted = escape_po(text)
    kept = unbreakable_offsets(layout.directives, quoted) if layout.directives else []
    if quoted is text or text.find("\n") in (-1, len(text) - 1):
        # Whatever it is, a character takes two columns at most.
        lines = wrap_po_line(quoted, first, room, kept) if 2 * len(quoted) > first else None
        # What cannot be broken goes behind the keyword if it goes in a line of its own.
        if lines is None or (len(lines) < 2 and not is_breakable(quoted, kept)):
            return f'{mark}{keyword} "{quoted}"\n'
    else:
        lines = []
        begin = 0
        for portion in split_at_line_feeds(quoted):
            end = begin + len(portion)
            inside = [each - begin for each in kept[bisect(kept, begin) : bisect(kept, end)]]
            lines += wrap_po_line(portion, room, room, inside) or [portion]
            begin = end
    joint = f'"\n{mark}"'
    return f'{mark}{keyword} "{joint}{joint.join(lines)}"\n'


def _comment_line(comment: str, kept: tuple[str, ...] = ()) -> str:
    """Translator comment lines. What would make another kind of comment gets a blank before it."""
    return "".join(
        _line(f"#{line}" if not line or line.startswith((" ", *kept)) else f"# {line}")
        for line in comment.split("\n")
    )


def _extracted_line(comment: str) -> str:
    if "\n" in comment:
        return "".join(map(_extracted_line, comment.split("\n")))
    return _line(f"#. {comment}" if comment else "#.")


def _line(text: str) -> str:
    """A comment's line: a backslash at its end would join the next line to it."""
    text = text.rstrip("\r")
    return f"{text} \n" if text.endswith("\\") else f"{text}\n"


def _references(references: Sequence[str], width: int) -> list[str]:
    """Lines of at most ``width`` bytes (not columns), as gettext counts them.

    They are broken also where strings are not.
    """
    if len(references) == 1:
        return [f"#: {references[0]}\n"]
    width = PAGE_WIDTH if width == _UNLIMITED else width
    lines: list[str] = []
    line, length = "#:", 2
    for reference in references:
        more = 1 + len(reference.encode("utf-8", "surrogatepass"))
        if length > 2 and length + more > width:
            lines.append(f"{line}\n")
            line, length = "#:", 2
        line += f" {reference}"
        length += more
    return [*lines, f"{line}\n"]


def _flags(mark: str, flags: Sequence[str]) -> str:
    if not flags:
        return ""
    ordered = sorted(flags, key=lambda flag: flag != "fuzzy")
    return f"{mark} {', '.join(ordered)}\n"


def _is_ascii(entry: Entry) -> bool:
    return _entry(entry, _UNLIMITED).isascii()
