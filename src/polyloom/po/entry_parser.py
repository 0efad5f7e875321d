"""Read one entry of a PO file piece by piece: any layout that gettext accepts, and no other.

Pieces (keywords, strings, comments) make statements (a keyword and its strings, or a comment), and
statements in the order that gettext's grammar has make an entry. ``#~`` and ``#|`` hold to the end
of their line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct, field

from polyloom.model import Entry, Previous
from polyloom.po.comments import sort_comments
from polyloom.po.quoting import join_bytes, unescape
from polyloom.po.source_text import LineCounter, Refusal, Source

_PIECE = re.compile(
    r"""
      (?P<newline>\n)
    | (?P<blank>[ \t\r\f\v]++)
    | (?P<obsolete>\#~\|?)
    | (?P<previous>\#\|)
    | (?P<comment>\#[^\n]*+\n?)
    | (?P<string>"(?:[^"\\\n]|\\.)*+")
    | (?P<unclosed>"[^\n]*+)
    | (?P<conflict>^(?:<{7}|={7}|>{7}|\|{7})[^\n]*+)
    | (?P<keyword>[A-Za-z_$][A-Za-z0-9_$]*+)
      (?P<indexed>[ \t\r\f\v\n]*+\[[ \t\r\f\v\n]*+(?P<index>[0-9]++)[ \t\r\f\v\n]*+\])?
    | (?P<other>[^\s"\#][^\n"\#]*+|.)
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)

# The order of an entry's statements; those after ``#|`` come first.
_RANKS = {"#|msgctxt": 0, "#|msgid": 1, "#|msgid_plural": 2}
_RANKS |= {"msgctxt": 3, "msgid": 4, "msgid_plural": 5, "msgstr": 6}

_RESTORE = "restore it from a backup or the version history"
_SHOWN = 30


class _Piece(NamedTuple):
    """``resume`` is where reading can go on: the line's start if only ``#~`` comes before."""

    kind: str
    text: str
    number: str | None
    offset: int
    resume: int
    obsolete: bool
    previous: bool


class _Statement(Struct):
    """A keyword with its strings, or a comment line; ``index`` is the one in ``msgstr[0]``."""

    keyword: str
    offset: int
    resume: int
    obsolete: bool
    index: int | None = None
    strings: list[str] = field(default_factory=list)
    end: int = 0

    @property
    def is_part(self) -> bool:
        """Whether this is no comment (nor a domain) but belongs to an entry proper."""
        return self.keyword in _RANKS

    @property
    def name(self) -> str:
        """The keyword as a person would write it."""
        name = self.keyword.replace("#|", "#| ")
        return name if self.index is None else f"{name}[{self.index}]"


def read_entry(source: Source, start: int, lines: LineCounter) -> tuple[Entry | None, int]:
    """Read the entry that begins at offset ``start``; with it comes the offset where it ends.

    Instead of an entry there is None where nothing but comments is left. Comments at the end of
    the file belong to no entry and count for nothing, as with gettext. Raises Refusal.
    """
    comments: list[_Statement] = []
    parts: list[_Statement] = []
    statements = _statements(source, start)
    for statement in statements:
        if parts and _begins_another(parts[-1], statement):
            _refuse_repeated(source, parts[-1], statement)
            _refuse_incomplete(parts, statement, statements)
            return _entry(source, comments, parts, lines), statement.resume
        (parts if statement.is_part else comments).append(statement)
    if parts:
        _refuse_incomplete(parts, None, statements)
        return _entry(source, comments, parts, lines), len(source.text)
    return None, len(source.text)


def _pieces(text: str, start: int) -> Iterator[_Piece]:
    obsolete = previous = False
    line_start = text.rfind("\n", 0, start) + 1
    alone = True
    for match in _PIECE.finditer(text, line_start):
        kind = str(match.lastgroup)
        if kind == "newline":
            obsolete = previous = False
            line_start, alone = match.end(), True
        elif kind in ("obsolete", "previous"):
            obsolete = obsolete or kind == "obsolete"
            previous = previous or match[0].endswith("|")
        elif kind != "blank":
            offset = match.start()
            if offset >= start:
                resume = line_start if alone else offset
                yield _Piece(kind, match[0], match["index"], offset, resume, obsolete, previous)
            alone = kind == "comment"
            if alone:
                # gettext lets #| before a comment hold for the next line as well, but no #~.
                line_start = match.end()
                obsolete = False


def _statements(source: Source, start: int) -> Iterator[_Statement]:
    current: _Statement | None = None
    for piece in _pieces(source.text, start):
        if piece.kind == "string":
            _add_string(current, piece)
            continue
        following = _opened(source, piece, current)
        if current is not None:
            yield _finished(current)
        current = following if piece.kind != "comment" else None
        if current is None:
            yield following
    if current is not None:
        yield _finished(current)


def _opened(source: Source, piece: _Piece, before: _Statement | None) -> _Statement:
    """The statement that a keyword opens or a comment is. Raises Refusal for anything else."""
    if piece.kind == "comment":
        return _Statement(piece.text.rstrip("\r\n"), piece.offset, piece.resume, piece.obsolete)
    keyword = piece.text.partition("[")[0].rstrip()
    if piece.previous:
        keyword = f"#|{keyword}"
    known = keyword in _RANKS or keyword == "domain"
    indexed = piece.kind == "indexed"
    if piece.kind in ("keyword", "indexed") and known and (not indexed or keyword == "msgstr"):
        index = int(piece.number) if piece.number else None
        return _Statement(keyword, piece.offset, piece.resume, piece.obsolete, index)
    raise _foreign(source, piece, before)


def _foreign(source: Source, piece: _Piece, before: _Statement | None) -> Refusal:
    shown = _shortened(piece.text)
    if piece.kind == "unclosed":
        what = "a string without its closing quote"
        remedy = 'end it with ", and write a quote inside it as \\"'
    elif piece.kind == "conflict":
        what = "an unresolved merge conflict"
        remedy = (
            "keep one of the two versions and remove the lines with <<<<<<<, ======= and >>>>>>>"
        )
    elif before is not None and not before.strings:
        what = f"text where the string of {before.name} should begin, “{shown}”"
        remedy = 'write the string between straight quotes, "…"'
    elif before is not None and "\n" not in source.text[before.end : piece.offset]:
        what = f"text after a string, “{shown}”"
        remedy = 'remove it, or write a quote inside the string as \\"'
    elif piece.kind in ("keyword", "indexed"):
        what = f"an unknown keyword, “{'#| ' if piece.previous else ''}{shown}”"
        remedy = "gettext knows msgctxt, msgid, msgid_plural and msgstr; begin a comment with #"
    else:
        what = f"text outside of any entry, “{shown}”"
        remedy = "remove it, or begin the line with # to make it a comment"
    return Refusal(what, piece.offset, remedy)


def _shortened(text: str) -> str:
    """The text's beginning, with the names of characters that nobody would see."""
    text = text.strip(" \t\r\n")
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return "".join(
        character if character.isprintable() else f"<U+{ord(character):04X}>" for character in shown
    )


def _add_string(statement: _Statement | None, piece: _Piece) -> None:
    if statement is None:
        raise Refusal(
            "a string that belongs to no keyword",
            piece.offset,
            "put msgid or msgstr before it, or remove it",
        )
    is_previous = statement.keyword.startswith("#|")
    if piece.obsolete != statement.obsolete:
        raise _inconsistent(piece.offset, "#~")
    if piece.previous != is_previous:
        raise _inconsistent(piece.offset, "#|")
    try:
        text = unescape(piece.text[1:-1])
    except ValueError as error:
        raise Refusal(
            f"an escape that gettext does not know, “{str(error).rstrip()}”",
            piece.offset,
            "write a backslash as \\\\",
        ) from None
    _refuse_unwritable(text, piece.offset)
    statement.strings.append(text)
    statement.end = piece.offset + len(piece.text)


def _refuse_unwritable(text: str, offset: int) -> None:
    """Refuse what a compiled catalog cannot hold (gettext manual, “The Format of GNU MO Files”)."""
    if "\x04" in text:
        raise Refusal(
            "the character U+0004, which separates contexts in compiled catalogs",
            offset,
            "remove it from the string",
        )
    if "\0" in text:
        raise Refusal("a NUL character in a string", offset, "remove it from the string")


def _finished(statement: _Statement) -> _Statement:
    if not statement.strings:
        raise Refusal(
            f"{statement.name} without a string",
            statement.offset,
            'write the string in quotes after it, "" for an empty one',
        )
    if statement.keyword == "domain" and statement.strings != ["messages"]:
        raise Refusal(
            "a domain directive",
            statement.offset,
            "split the file into one for each domain",
        )
    return statement


def _begins_another(last: _Statement, statement: _Statement) -> bool:
    """Whether a statement cannot belong to the entry whose last part is ``last``."""
    if not statement.is_part:
        return True
    if last.index is not None and statement.index is not None:
        return False
    return _RANKS[statement.keyword] <= _RANKS[last.keyword]


def _refuse_repeated(source: Source, last: _Statement, statement: _Statement) -> None:
    together = "\n\n" not in source.text[last.end : statement.offset]
    if statement.keyword == last.keyword != "msgid" and together:
        raise Refusal(
            f"a second {statement.name} in one entry", statement.offset, "remove one of the two"
        )


def _refuse_incomplete(
    parts: Sequence[_Statement], then: _Statement | None, rest: Iterator[_Statement]
) -> None:
    """Refuse an entry without msgid or msgstr; ``then`` and ``rest`` come after it."""
    keywords = [part.keyword for part in parts]
    if "msgid" in keywords and "msgstr" in keywords:
        return
    if then is None and "msgstr" not in keywords:
        raise Refusal("the file ends inside an entry", parts[0].offset, _RESTORE)
    if then is not None and not then.is_part and "msgstr" not in keywords:
        following = next((statement for statement in rest if statement.is_part), None)
        if following is not None and not _begins_another(parts[-1], following):
            raise Refusal("a comment inside an entry", then.offset, "move it above the entry")
    if "msgid" in keywords:
        missing, part = "msgstr", parts[keywords.index("msgid")]
    else:
        missing, part = "msgid", parts[0]
    raise Refusal(
        f"{part.name} without a {missing}", part.offset, f"add the {missing}, or {_RESTORE}"
    )


def _entry(
    source: Source,
    comments: Sequence[_Statement],
    parts: Sequence[_Statement],
    lines: LineCounter,
) -> Entry:
    """The entry that complete statements make. Raises Refusal where they do not agree."""
    obsolete = parts[0].obsolete
    for part in parts:
        if part.obsolete != obsolete:
            raise _inconsistent(part.offset, "#~")
    texts = {part.keyword: _text(source, part) for part in parts}
    _refuse_half_previous(parts, texts)
    forms = [part for part in parts if part.keyword == "msgstr"]
    _refuse_wrong_plurals(forms, "msgid_plural" in texts)
    translator, extracted, references, flags = sort_comments(
        [line.keyword for line in comments if line.keyword != "domain"]
    )
    msgid = next(part for part in parts if part.keyword == "msgid")
    return Entry(
        msgid=texts["msgid"],
        msgstr=tuple(_text(source, form) for form in forms),
        msgctxt=texts.get("msgctxt"),
        msgid_plural=texts.get("msgid_plural"),
        translator_comments=translator,
        extracted_comments=extracted,
        references=references,
        flags=flags,
        previous=_previous(texts),
        obsolete=obsolete,
        line=lines.line(msgid.offset),
    )


def _text(source: Source, part: _Statement) -> str:
    try:
        return join_bytes("".join(part.strings), source.charset)
    except UnicodeError:
        raise Refusal(
            f"escapes whose bytes are no {source.charset.upper()} text",
            part.offset,
            "write the character itself",
        ) from None


def _previous(texts: dict[str, str]) -> Previous | None:
    if "#|msgid" not in texts:
        return None
    return Previous(texts["#|msgid"], texts.get("#|msgctxt"), texts.get("#|msgid_plural"))


def _refuse_half_previous(parts: Sequence[_Statement], texts: dict[str, str]) -> None:
    if parts[0].keyword.startswith("#|") and "#|msgid" not in texts:
        raise Refusal(
            f"{parts[0].name} without a #| msgid",
            parts[0].offset,
            "remove the lines that begin with #|",
        )


def _refuse_wrong_plurals(forms: Sequence[_Statement], plural: bool) -> None:
    for number, form in enumerate(forms):
        if not plural and form.index is not None:
            raise Refusal(
                f"{form.name} without a msgid_plural",
                form.offset,
                "write msgstr, or add the msgid_plural",
            )
        if plural and form.index != number:
            raise Refusal(
                f"{form.name} where msgstr[{number}] is due",
                form.offset,
                "number the plural forms 0, 1, 2, … in order",
            )


def _inconsistent(offset: int, mark: str) -> Refusal:
    return Refusal(
        f"lines with and without {mark} in one entry",
        offset,
        "begin all lines of the entry alike",
    )
