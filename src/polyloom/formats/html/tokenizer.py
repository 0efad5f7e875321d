"""The tokens of an HTML document: text, tags, comments and the rest.

The states of the standard's tokenizer (§13.2.5 “Tokenization”) as regular expressions without
backtracking: every character belongs to one token, and time is linear in the text's length.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
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
from polyloom.late_patterns import late_pattern


class TokenType(IntEnum):
    """What a token is.

    ``CDATA`` is a section of text in which nothing is markup, in XML only. ``VOID`` is the tag of
    an element without content. ``ESCAPABLE`` is the content of ``title`` or ``textarea``.
    ``OPAQUE`` is a whole element in which nothing is HTML text: ``script``, ``style``, ``svg``,
    ``math``. ``OTHER`` is what a browser drops or hides: declarations, processing instructions,
    bogus comments, a tag that the end of the file cuts off.
    """

    TEXT = auto()
    CDATA = auto()
    START = auto()
    END = auto()
    VOID = auto()
    COMMENT = auto()
    ESCAPABLE = auto()
    OPAQUE = auto()
    OTHER = auto()


# The types of tokens that readers see as text.
TEXTUAL = (TokenType.TEXT, TokenType.CDATA)


class HtmlToken(NamedTuple):
    """A token: its type, its span in characters, and for tags the element's name in lower case."""

    type: TokenType
    start: int
    end: int
    name: str = ""


HTML_WHITE_SPACE = r"\t\n\f\r "
# §13.2.5.32 to .39: a name, which may begin with "=", and perhaps a value. What has a "=" but no
# complete value behind it runs to the end of the file, and is no attribute.
_ATTRIBUTE = (
    rf"(?=[^{HTML_WHITE_SPACE}/>])=?[^{HTML_WHITE_SPACE}/>=]*+"
    rf"(?:[{HTML_WHITE_SPACE}]*+=[{HTML_WHITE_SPACE}]*+"
    rf"(?:\"[^\"]*+\"|'[^']*+'|[^{HTML_WHITE_SPACE}>\"'][^{HTML_WHITE_SPACE}>]*+|(?=>))"
    rf"|(?![{HTML_WHITE_SPACE}]*+=))"
)
_NAME = rf"[A-Za-z][^{HTML_WHITE_SPACE}/>]*+"
_REST = rf"(?:[{HTML_WHITE_SPACE}/]++|{_ATTRIBUTE})*+>"
_TOKEN = late_pattern(
    r"(?P<TEXT>(?:[^<]++|<(?![A-Za-z/!?])|</\Z)++)"
    rf"|<(?P<START>{_NAME}){_REST}"
    rf"|</(?P<END>{_NAME}){_REST}"
    r"|<!--(?P<COMMENT>-?>|.*?(?:--!?>|\Z))"
    # Bogus comments and declarations; then a tag that never ends.
    r"|<(?P<OTHER>[!?][^>]*+>?|/(?![A-Za-z])[^>]*+>?|/?[A-Za-z].*)",
    re.DOTALL,
)
_CDATA_START = "<![CDATA["
_CDATA = late_pattern(r"<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)
_RAW_END = {
    name: late_pattern(rf"</{name}(?=[{HTML_WHITE_SPACE}/>])", re.IGNORECASE)
    for name in RAW_TEXT | ESCAPABLE_RAW_TEXT
}
# Elements whose start tag is not read as others are, or behind which text is not.
_SPECIAL = VOID | RAW_TEXT | ESCAPABLE_RAW_TEXT | FOREIGN | {"plaintext"}
# §13.2.5.15 to .31: inside of "<!--", "<script>" makes the next "</script>" an inner one.
_SCRIPT_STATES = late_pattern(
    rf"(?P<open><!--)|(?P<close>-->)|(?P<end></script(?=[{HTML_WHITE_SPACE}/>]))"
    rf"|(?P<inner><script(?=[{HTML_WHITE_SPACE}/>]))",
    re.IGNORECASE,
)


def tokenize(text: str, *, xml: bool = False) -> Iterator[HtmlToken]:
    """The tokens of a text, in order. Invariant: each begins where the one before ends.

    With ``xml`` the text is read as XML: a tag that ends in ``/>`` is an element without content,
    and there are CDATA sections everywhere.
    """
    position, length = 0, len(text)
    while position < length:
        position = yield from _up_to_special(text, position, xml)
        if position < length:
            for token in _special(text, position, xml):
                yield token
                position = token.end


def cdata_content(text: str, section: HtmlToken) -> str:
    """The text in a CDATA section; the end of the file may cut the section off."""
    return text[section.start + len(_CDATA_START) : section.end].removesuffix("]]>")


def tokenize_opaque(text: str, element: HtmlToken) -> Iterator[HtmlToken]:
    """The tokens of an opaque element, its start tag first, with their spans in ``text``."""
    start = _end(_TOKEN.match(text, element.start), text)
    yield HtmlToken(TokenType.START, element.start, start, element.name)
    for token in tokenize(text[start : element.end]):
        yield token._replace(start=start + token.start, end=start + token.end)


def _up_to_special(text: str, position: int, xml: bool) -> Generator[HtmlToken, None, int]:
    """Yield the tokens before one that needs ``_special``; return where that one begins."""
    token, start_type, end_type, text_type = (
        HtmlToken,
        TokenType.START,
        TokenType.END,
        TokenType.TEXT,
    )
    # Every character begins or goes on with a token, so that the search skips none.
    for found in _TOKEN.finditer(text, position):
        group = found.lastgroup
        start, end = found.span()
        if group == "TEXT":
            yield token(text_type, start, end)
        elif group == "START":
            name = found["START"].lower()
            if name in _SPECIAL or (xml and text[end - 2] == "/"):
                return start
            yield token(start_type, start, end, name)
        elif group == "END":
            yield token(end_type, start, end, found["END"].lower())
        elif group == "COMMENT":
            yield token(TokenType.COMMENT, start, end)
        elif xml and text.startswith(_CDATA_START, start):
            return start
        else:
            yield token(TokenType.OTHER, start, end)
    return len(text)


def _special(text: str, start: int, xml: bool) -> Iterator[HtmlToken]:
    """The tokens of an element that has no content, or whose content has no tags."""
    if xml and text.startswith(_CDATA_START, start):
        yield HtmlToken(TokenType.CDATA, start, _end(_CDATA.match(text, start), text))
        return
    tag = _TOKEN.match(text, start)
    end = _end(tag, text)
    name = tag["START"].lower() if tag else ""
    if name in VOID or (xml and text[end - 2] == "/"):
        yield HtmlToken(TokenType.VOID, start, end, name)
    elif name in FOREIGN:
        yield HtmlToken(TokenType.OPAQUE, start, _foreign_end(text, start), name)
    elif name in ESCAPABLE_RAW_TEXT:
        yield HtmlToken(TokenType.START, start, end, name)
        close = _RAW_END[name].search(text, end)
        content_end = close.start() if close else len(text)
        if content_end > end:
            yield HtmlToken(TokenType.ESCAPABLE, end, content_end, name)
    else:
        yield HtmlToken(TokenType.OPAQUE, start, _raw_end(text, end, name), name)


def _raw_end(text: str, position: int, name: str) -> int:
    """Where a raw text element ends whose start tag ends at ``position``."""
    if name == "plaintext":
        return len(text)
    close = (
        _script_close(text, position) if name == "script" else _RAW_END[name].search(text, position)
    )
    return len(text) if close is None else _end(_TOKEN.match(text, close.start()), text)


def _script_close(text: str, position: int) -> re.Match[str] | None:
    """The end tag of the script whose content begins at ``position``."""
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
