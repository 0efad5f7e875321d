"""The exact way of reading: one entry token by token, in any layout that gettext accepts.

Tokens (keywords, strings, comments) make the parts of an entry: comments, and statements, which are
a keyword with its strings. Statements in the order that gettext's grammar has make an entry. ``#~``
and ``#|`` hold to the end of their line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct, field

from polyloom.messages import message, translatable
from polyloom.model import Entry, Previous
from polyloom.po.comments import sort_comments
from polyloom.po.po_text import LineCounter, PoSyntaxError, PoText, swallowed_statement
from polyloom.po.quoting import decode_numeric_escapes, unescape_po

_TOKEN = re.compile(
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

_RESTORE = translatable("restore it from a backup or the version history")
_SHOWN = 30
_MOST_DIGITS = 9


class _EntryToken(NamedTuple):
    """A keyword, a string, a comment, or what is none of them; ``kind`` is its group's name.

    ``number`` is the one in ``msgstr[0]``, ``offset`` where the token begins (in characters), and
    ``resume`` where reading can go on with it: its line's start if only ``#~`` comes before.
    ``obsolete`` and ``previous`` tell whether it stands behind ``#~`` and ``#|``.
    """

    kind: str
    text: str
    number: str | None
    offset: int
    resume: int
    obsolete: bool
    previous: bool


class _EntryPart(Struct):
    """A statement, which is a keyword with its strings, or a comment line.

    The text of a comment stands in ``keyword``, where a keyword behind ``#|`` begins with that.
    ``index`` is the number in ``msgstr[0]``; ``end`` is where the last string ends.
    """

    keyword: str
    offset: int
    resume: int
    obsolete: bool
    index: int | None = None
    strings: list[str] = field(default_factory=list)
    end: int = 0

    @property
    def is_statement(self) -> bool:
        """Whether this is no comment (nor a domain, which belongs to no entry)."""
        return self.keyword in _RANKS

    @property
    def name(self) -> str:
        """The keyword as a person would write it."""
        name = self.keyword.replace("#|", "#| ")
        return name if self.index is None else f"{name}[{self.index}]"


def parse_entry(po_text: PoText, start: int, lines: LineCounter) -> tuple[Entry | None, int]:
    """Read the entry that begins at offset ``start``, and tell the offset where it ends.

    Offsets are in characters. Instead of an entry there is None where nothing but comments is left.
    Comments at the end of the file belong to no entry, as with gettext.
    Raises PoSyntaxError.
    """
    comments: list[_EntryPart] = []
    statements: list[_EntryPart] = []
    parts = _entry_parts(po_text, start)
    for part in parts:
        if statements and _begins_another(statements[-1], part):
            _refuse_repeated(po_text, statements[-1], part)
            _refuse_incomplete(statements, part, parts)
            return _entry(po_text, comments, statements, lines), part.resume
        (statements if part.is_statement else comments).append(part)
    if statements:
        _refuse_incomplete(statements, None, parts)
        return _entry(po_text, comments, statements, lines), len(po_text.text)
    return None, len(po_text.text)


def _tokens(text: str, start: int) -> Iterator[_EntryToken]:
    obsolete = previous = False
    line_start = text.rfind("\n", 0, start) + 1
    alone = True
    for match in _TOKEN.finditer(text, line_start):
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
                yield _EntryToken(
                    kind, match[0], match["index"], offset, resume, obsolete, previous
                )
            alone = kind == "comment"
            if alone:
                # gettext lets #| before a comment hold for the next line as well, but no #~.
                line_start = match.end()
                obsolete = False


def _entry_parts(po_text: PoText, start: int) -> Iterator[_EntryPart]:
    current: _EntryPart | None = None
    for token in _tokens(po_text.text, start):
        if token.kind == "string":
            _add_string(current, token)
            continue
        following = _begun(po_text, token, current)
        if current is not None:
            yield _finished(current)
        current = following if token.kind != "comment" else None
        if current is None:
            yield following
    if current is not None:
        yield _finished(current)


def _begun(po_text: PoText, token: _EntryToken, before: _EntryPart | None) -> _EntryPart:
    """The part that a keyword begins, or a comment is. Raises PoSyntaxError for anything else."""
    if token.kind == "comment":
        _refuse_swallowed(token)
        return _EntryPart(token.text.rstrip("\r\n"), token.offset, token.resume, token.obsolete)
    keyword = token.text.partition("[")[0].rstrip()
    if token.previous:
        keyword = f"#|{keyword}"
    known = keyword in _RANKS or keyword == "domain"
    indexed = token.kind == "indexed"
    if token.kind in ("keyword", "indexed") and known and (not indexed or keyword == "msgstr"):
        if token.number and len(token.number) > _MOST_DIGITS:
            raise PoSyntaxError(
                message("a plural form whose number has {number} digits", number=len(token.number)),
                token.offset,
                message("number the plural forms 0, 1, 2, … in order"),
            )
        index = int(token.number) if token.number else None
        return _EntryPart(keyword, token.offset, token.resume, token.obsolete, index)
    raise _foreign(po_text, token, before)


def _refuse_swallowed(comment: _EntryToken) -> None:
    """Refuse a comment that goes on with an entry, as where lines end in carriage returns alone."""
    if found := swallowed_statement(comment.text):
        character = f"U+{ord(found[0][0]):04X}"
        what = message(
            "a comment that goes on with an entry, since its line ends in {character}",
            character=character,
        )
        remedy = message("save the file with line feeds (LF) as line ends")
        raise PoSyntaxError(what, comment.offset, remedy)


def _foreign(po_text: PoText, token: _EntryToken, before: _EntryPart | None) -> PoSyntaxError:
    shown = _shortened(token.text)
    if token.kind == "unclosed":
        what = message("a string without its closing quote")
        remedy = message('end it with ", and write a quote inside it as \\"')
    elif token.kind == "conflict":
        what = message("an unresolved merge conflict")
        remedy = message(
            "keep one of the two versions and remove the lines with <<<<<<<, ======= and >>>>>>>"
        )
    elif before is not None and not before.strings:
        what = message(
            "text where the string of {name} should begin, “{shown}”", name=before.name, shown=shown
        )
        remedy = message('write the string between straight quotes, "…"')
    elif before is not None and "\n" not in po_text.text[before.end : token.offset]:
        what = message("text after a string, “{shown}”", shown=shown)
        remedy = message('remove it, or write a quote inside the string as \\"')
    elif token.kind in ("keyword", "indexed"):
        what = message(
            "an unknown keyword, “{mark}{keyword}”",
            mark="#| " if token.previous else "",
            keyword=shown,
        )
        remedy = message(
            "gettext knows msgctxt, msgid, msgid_plural and msgstr; begin a comment with #"
        )
    else:
        what = message("text outside of any entry, “{shown}”", shown=shown)
        remedy = message("remove it, or begin the line with # to make it a comment")
    return PoSyntaxError(what, token.offset, remedy)


def _shortened(text: str) -> str:
    """The text's beginning, with the names of characters that nobody would see."""
    text = text.strip(" \t\r\n")
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return "".join(
        character if character.isprintable() else f"<U+{ord(character):04X}>" for character in shown
    )


def _add_string(part: _EntryPart | None, token: _EntryToken) -> None:
    if part is None:
        raise PoSyntaxError(
            message("a string that belongs to no keyword"),
            token.offset,
            message("put msgid or msgstr before it, or remove it"),
        )
    is_previous = part.keyword.startswith("#|")
    if token.obsolete != part.obsolete:
        raise _inconsistent(token.offset, "#~")
    if token.previous != is_previous:
        raise _inconsistent(token.offset, "#|")
    try:
        text = unescape_po(token.text[1:-1])
    except ValueError as error:
        raise PoSyntaxError(
            message("an escape that gettext does not know, “{escape}”", escape=str(error).rstrip()),
            token.offset,
            message("write a backslash as \\\\"),
        ) from None
    _refuse_unwritable(text, token.offset)
    part.strings.append(text)
    part.end = token.offset + len(token.text)


def _refuse_unwritable(text: str, offset: int) -> None:
    """Refuse what a compiled catalog cannot hold (gettext manual, “The Format of GNU MO Files”)."""
    if "\x04" in text:
        raise PoSyntaxError(
            message("the character U+0004, which separates contexts in compiled catalogs"),
            offset,
            message("remove it from the string"),
        )
    if "\0" in text:
        raise PoSyntaxError(
            message("a NUL character in a string"), offset, message("remove it from the string")
        )


def _finished(part: _EntryPart) -> _EntryPart:
    if not part.strings:
        raise PoSyntaxError(
            message("{name} without a string", name=part.name),
            part.offset,
            message('write the string in quotes after it, "" for an empty one'),
        )
    if part.keyword == "domain" and part.strings != ["messages"]:
        raise PoSyntaxError(
            message("a domain directive"),
            part.offset,
            message("split the file into one for each domain"),
        )
    return part


def _begins_another(last: _EntryPart, part: _EntryPart) -> bool:
    """Whether a part cannot belong to the entry whose last statement is ``last``."""
    if not part.is_statement:
        return True
    if last.index is not None and part.index is not None:
        return False
    return _RANKS[part.keyword] <= _RANKS[last.keyword]


def _refuse_repeated(po_text: PoText, last: _EntryPart, part: _EntryPart) -> None:
    together = "\n\n" not in po_text.text[last.end : part.offset]
    if part.keyword == last.keyword != "msgid" and together:
        raise PoSyntaxError(
            message("a second {name} in one entry", name=part.name),
            part.offset,
            message("remove one of the two"),
        )


def _refuse_incomplete(
    statements: Sequence[_EntryPart], then: _EntryPart | None, rest: Iterator[_EntryPart]
) -> None:
    """Refuse an entry without msgid or msgstr; ``then`` and ``rest`` come after it."""
    keywords = [statement.keyword for statement in statements]
    if "msgid" in keywords and "msgstr" in keywords:
        return
    if then is None and "msgstr" not in keywords:
        raise PoSyntaxError(
            message("the file ends inside an entry"), statements[0].offset, message(_RESTORE)
        )
    if then is not None and not then.is_statement and "msgstr" not in keywords:
        following = next((part for part in rest if part.is_statement), None)
        if following is not None and not _begins_another(statements[-1], following):
            raise PoSyntaxError(
                message("a comment inside an entry"),
                then.offset,
                message("move it above the entry"),
            )
    if "msgid" in keywords:
        missing, part = "msgstr", statements[keywords.index("msgid")]
    else:
        missing, part = "msgid", statements[0]
    raise PoSyntaxError(
        message("{name} without a {missing}", name=part.name, missing=missing),
        part.offset,
        message("add the {missing}, or {restore}", missing=missing, restore=message(_RESTORE)),
    )


def _entry(
    po_text: PoText,
    comments: Sequence[_EntryPart],
    statements: Sequence[_EntryPart],
    lines: LineCounter,
) -> Entry:
    """The entry that complete statements make. Raises PoSyntaxError where they do not agree."""
    obsolete = statements[0].obsolete
    for statement in statements:
        if statement.obsolete != obsolete:
            raise _inconsistent(statement.offset, "#~")
    texts = {statement.keyword: _text(po_text, statement) for statement in statements}
    _refuse_half_previous(statements, texts)
    forms = [statement for statement in statements if statement.keyword == "msgstr"]
    _refuse_wrong_plurals(forms, "msgid_plural" in texts)
    translator, extracted, references, flags, equals_flags = sort_comments(
        [line.keyword for line in comments if line.keyword != "domain"]
    )
    msgid = next(each for each in statements if each.keyword == "msgid")
    return Entry(
        msgid=texts["msgid"],
        msgstr=tuple(_text(po_text, form) for form in forms),
        msgctxt=texts.get("msgctxt"),
        msgid_plural=texts.get("msgid_plural"),
        translator_comments=translator,
        extracted_comments=extracted,
        references=references,
        flags=flags,
        equals_flags=equals_flags,
        previous=_previous(texts),
        obsolete=obsolete,
        line=lines.line(msgid.offset),
    )


def _text(po_text: PoText, part: _EntryPart) -> str:
    try:
        return decode_numeric_escapes("".join(part.strings), po_text.charset)
    except UnicodeError:
        raise PoSyntaxError(
            message("escapes whose bytes are no {encoding} text", encoding=po_text.charset.upper()),
            part.offset,
            message("write the character itself"),
        ) from None


def _previous(texts: dict[str, str]) -> Previous | None:
    if "#|msgid" not in texts:
        return None
    return Previous(texts["#|msgid"], texts.get("#|msgctxt"), texts.get("#|msgid_plural"))


def _refuse_half_previous(statements: Sequence[_EntryPart], texts: dict[str, str]) -> None:
    first = statements[0]
    if first.keyword.startswith("#|") and "#|msgid" not in texts:
        raise PoSyntaxError(
            message("{name} without a #| msgid", name=first.name),
            first.offset,
            message("remove the lines that begin with #|"),
        )


def _refuse_wrong_plurals(forms: Sequence[_EntryPart], plural: bool) -> None:
    for number, form in enumerate(forms):
        if not plural and form.index is not None:
            raise PoSyntaxError(
                message("{name} without a msgid_plural", name=form.name),
                form.offset,
                message("write msgstr, or add the msgid_plural"),
            )
        if plural and form.index != number:
            raise PoSyntaxError(
                message(
                    "{name} where {expected} is due", name=form.name, expected=f"msgstr[{number}]"
                ),
                form.offset,
                message("number the plural forms 0, 1, 2, … in order"),
            )


def _inconsistent(offset: int, mark: str) -> PoSyntaxError:
    return PoSyntaxError(
        message("lines with and without {mark} in one entry", mark=mark),
        offset,
        message("begin all lines of the entry alike"),
    )
