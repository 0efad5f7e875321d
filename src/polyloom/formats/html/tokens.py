"""Where text, tags, comments and the rest begin and end in an HTML document.

The states of the standard's tokenizer (§13.2.5 “Tokenization”) as regular expressions without
backtracking: every character belongs to one token, and time is linear in the text's length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum, auto
from typing import NamedTuple

from polyloom.formats.html.elements import (
    BREAKOUT,
    ESCAPABLE_RAW_TEXT,
    FOREIGN,
    INTEGRATION_POINTS,
    RAW_TEXT,
    VOID,
)


class Type(IntEnum):
    """What a token is.

    ``ESCAPABLE`` is the content of ``title`` and ``textarea``. ``OPAQUE`` is an element with all
    that is in it, of which nothing is HTML text: ``script``, ``style``, ``svg``, ``math``.
    ``OTHER`` is what a browser drops or keeps out of sight: declarations, processing instructions,
    bogus comments, a tag that the end of the file cuts off.
    """

    TEXT = auto()
    START = auto()
    END = auto()
    VOID = auto()
    COMMENT = auto()
    ESCAPABLE = auto()
    OPAQUE = auto()
    OTHER = auto()


class Token(NamedTuple):
    """A token's type, its span in characters, and for elements the name in lower case."""

    type: Type
    start: int
    end: int
    name: str = ""


WHITE = r"\t\n\f\r "
# §13.2.5.32 to .39: a name, which may begin with "=", and perhaps a value. What has a "=" but no
# complete value behind it runs to the end of the file, and is no attribute.
_ATTRIBUTE = (
    rf"(?=[^{WHITE}/>])=?[^{WHITE}/>=]*+"
    rf"(?:[{WHITE}]*+=[{WHITE}]*+"
    rf"(?:\"[^\"]*+\"|'[^']*+'|[^{WHITE}>\"'][^{WHITE}>]*+|(?=>))"
    rf"|(?![{WHITE}]*+=))"
)
_NAME = rf"[A-Za-z][^{WHITE}/>]*+"
_REST = rf"(?:[{WHITE}/]++|{_ATTRIBUTE})*+>"
_TOKEN = re.compile(
    r"(?P<TEXT>(?:[^<]++|<(?![A-Za-z/!?])|</\Z)++)"
    rf"|<(?P<START>{_NAME}){_REST}"
    rf"|</(?P<END>{_NAME}){_REST}"
    r"|<!--(?P<COMMENT>-?>|.*?(?:--!?>|\Z))"
    # Bogus comments and declarations; then a tag that never ends.
    r"|<(?P<OTHER>[!?][^>]*+>?|/(?![A-Za-z])[^>]*+>?|/?[A-Za-z].*)",
    re.DOTALL,
)
_CDATA = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)
_RAW_END = {
    name: re.compile(rf"</{name}(?=[{WHITE}/>])", re.IGNORECASE)
    for name in RAW_TEXT | ESCAPABLE_RAW_TEXT
}
# §13.2.5.15 to .31: inside of "<!--", "<script>" makes the next "</script>" an inner one.
_SCRIPT_STATES = re.compile(
    rf"(?P<open><!--)|(?P<close>-->)|(?P<end></script(?=[{WHITE}/>]))"
    rf"|(?P<inner><script(?=[{WHITE}/>]))",
    re.IGNORECASE,
)


def tokens(text: str, *, xml: bool = False) -> Iterator[Token]:
    """The tokens of a text, in order, each beginning where the one before ends.

    With ``xml`` a tag that ends in ``/>`` is an element without content, and CDATA sections are
    known everywhere, as where XHTML is read as XML.
    """
    position, length = 0, len(text)
    match, start_type, end_type = _TOKEN.match, Type.START, Type.END
    while position < length:
        found = match(text, position)
        if found is None:  # no state of the table is without a way out
            raise AssertionError(position)
        group, end = found.lastgroup, found.end()
        if group == "TEXT":
            yield Token(Type.TEXT, position, end)
        elif group == "START":
            name = found["START"].lower()
            if name in _SPECIAL or (xml and text[end - 2] == "/"):
                for token in _special(text, position, end, name, xml):
                    yield token
                    end = token.end
            else:
                yield Token(start_type, position, end, name)
        elif group == "END":
            yield Token(end_type, position, end, found["END"].lower())
        elif group is not None:
            if xml and text.startswith("<![CDATA[", position):
                end = _end(_CDATA.match(text, position), text)
            yield Token(_HIDDEN[group], position, end)
        position = end


_SPECIAL = VOID | RAW_TEXT | ESCAPABLE_RAW_TEXT | FOREIGN | {"plaintext"}
_HIDDEN = {"COMMENT": Type.COMMENT, "OTHER": Type.OTHER}


def _special(text: str, start: int, end: int, name: str, xml: bool) -> Iterator[Token]:
    """The tokens of a start tag behind which text is not read as text."""
    if name in VOID or (xml and text[end - 2] == "/"):
        yield Token(Type.VOID, start, end, name)
    elif name in FOREIGN:
        yield Token(Type.OPAQUE, start, _foreign_end(text, start), name)
    elif name in ESCAPABLE_RAW_TEXT:
        yield Token(Type.START, start, end, name)
        close = _RAW_END[name].search(text, end)
        inside = close.start() if close else len(text)
        if inside > end:
            yield Token(Type.ESCAPABLE, end, inside, name)
    else:
        yield Token(Type.OPAQUE, start, _raw_end(text, end, name), name)


def _raw_end(text: str, position: int, name: str) -> int:
    """Where a raw text element ends whose start tag ends at ``position``."""
    if name == "plaintext":
        return len(text)
    close = (
        _script_close(text, position) if name == "script" else _RAW_END[name].search(text, position)
    )
    return len(text) if close is None else _end(_TOKEN.match(text, close.start()), text)


def _script_close(text: str, position: int) -> re.Match[str] | None:
    escaped = inner = False
    while found := _SCRIPT_STATES.search(text, position):
        # The dashes of "<!--" may be those of "-->" as well.
        position = found.end() - (2 if found.lastgroup == "open" else 0)
        if found.lastgroup == "end":
            if not inner:
                return found
            inner = False
        elif found.lastgroup == "inner":
            inner = escaped
        else:
            escaped = found.lastgroup == "open"
            inner = inner and escaped
    return None


def _foreign_end(text: str, position: int) -> int:
    """Where the ``svg`` or ``math`` element ends that begins at ``position`` (§13.2.6.5)."""
    depth = inside_html = 0
    while position < len(text):
        found = _CDATA.match(text, position) or _TOKEN.match(text, position)
        if found is None:
            raise AssertionError(position)
        end = found.end()
        if found.lastgroup == "START":
            name = found["START"].lower()
            if inside_html and name in RAW_TEXT:
                end = _raw_end(text, end, name)
            elif text[end - 2] != "/":
                if not inside_html and name in BREAKOUT:
                    return position
                depth += name in FOREIGN
                inside_html += name in INTEGRATION_POINTS
        elif found.lastgroup == "END":
            name = found["END"].lower()
            depth -= name in FOREIGN
            inside_html -= name in INTEGRATION_POINTS and inside_html > 0
        if depth <= 0:
            return end
        position = end
    return len(text)


def _end(found: re.Match[str] | None, text: str) -> int:
    return len(text) if found is None else found.end()
