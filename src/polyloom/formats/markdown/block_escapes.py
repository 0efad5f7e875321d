"""Backslashes and references that keep a text from being read as the beginning of a block.

Each rule is a pattern for a line without its indentation, and the section of CommonMark (or the
extension) that gives the line its meaning; a backslash stands before the group ``mark``.
"""

from __future__ import annotations

import re

from polyloom.late_patterns import late_pattern

_RULES = (
    r"(?P<{}>\#)\#{{0,5}}(?:[ \t0-9]|$)",  # 4.2 ATX headings; Python-Markdown needs no blank
    r"(?P<{}>>)",  # 5.1 block quotes
    r"(?P<{}>[-+*])(?:[ \t]|$)",  # 5.2 bullet list items
    r"[0-9]{{1,9}}(?P<{}>[.)])(?:[ \t]|$)",  # 5.2 ordered list items
    r"(?P<{}>[-_*=])[-_*=:| \t]*$",  # 4.1 thematic breaks, 4.3 setext underlines, table rules
    r"(?P<{}>[:|])[-:| \t]*$",  # the rule under the head of a table, from its edge
    r"(?P<{}>:)[ \t]",  # definitions
    r"(?P<{}>`)``[^`]*$",  # 4.5 fenced code blocks
    r"(?P<{}>~)~~",  # 4.5 fenced code blocks
    r"(?P<{}>\[)[^\[\]]*\]:",  # 4.7 link reference definitions, footnotes
    r"(?P<{}>\[)(?:[ xX]\][ \t]|[ xX]\]$|!)",  # task list items, alerts
    r"(?P<{}>\+)\+\+[ \t]*$",  # front matter
    r"(?P<{}>!)!!(?:[ \t]|$)",  # admonitions
    r"(?P<{}>\?)\?\?\+?(?:[ \t]|$)",  # admonitions that fold
    r"(?P<{}>:)::",  # fences of colons
    r"(?P<{}>/)//+[ \t]*(?:[\w-]+[ \t]*(?:\|.*)?)?$",  # blocks of PyMdown
    r"(?P<{}>=)==[+!]?[ ]\"",  # tabs
)
_BEGINS_BLOCK = late_pattern(
    "|".join(f"(?:{rule.format(f'r{number}')})" for number, rule in enumerate(_RULES)), re.VERBOSE
)
# What a line begins with that a rule matches, or a tag.
_FIRST_SIGNS = frozenset("#>-+*_=:|`~[!?/<0123456789")
_HTML = late_pattern(r"<[A-Za-z/!?]")
_TRAILING_BACKSLASHES = late_pattern(r"(?<!\\)\\++\Z")
_CLOSING_HASHES = late_pattern(r"(?:(?<=[ \t])|\A)\#+\Z")
_ATTRIBUTES = late_pattern(r"\{[^{}]*\}\Z")
_PIPE = late_pattern(r"\\.|\|", re.DOTALL)


def begins_block(line: str) -> bool:
    """Whether a line, without its indentation, could be read as the beginning of a block.

    >>> [begins_block(line) for line in ("1. May", "- yes", "===", "#tag", "C# is", "2nd")]
    [True, True, True, True, False, False]
    """
    if line[:1] not in _FIRST_SIGNS:
        return False
    # To Python-Markdown the sign of a heading needs no blank behind it.
    if line.startswith("#"):
        return True
    return _BEGINS_BLOCK.match(line) is not None or _HTML.match(line) is not None


def escape_block_start(line: str) -> str:
    r"""The line with a backslash where it would begin a block; HTML is left as it is.

    >>> print(escape_block_start("1. May"), escape_block_start("# sharp"))
    1\. May \# sharp
    """
    match = _BEGINS_BLOCK.match(line) if line[:1] in _FIRST_SIGNS else None
    if match is None:
        return line
    at = match.start(str(match.lastgroup))
    return f"{line[:at]}\\{line[at:]}"


def close_last_backslash(text: str) -> str:
    """The text with one more backslash if its last one would escape what follows."""
    if not text.endswith("\\"):
        return text
    match = _TRAILING_BACKSLASHES.search(text)
    return text + "\\" if match and len(match[0]) % 2 else text


def escape_heading_end(text: str) -> str:
    r"""A heading's text, its end escaped where it is a closing sequence (4.2) or attributes.

    Attributes know no backslash, so that their brace is written as a character reference.

    >>> print(escape_heading_end("The language C #"), escape_heading_end("Sets {a}"))
    The language C \# Sets &#123;a}
    """
    if text.endswith("#") and (match := _CLOSING_HASHES.search(text)):
        return f"{text[: match.start()]}\\{text[match.start() :]}"
    if text.endswith("}") and (match := _ATTRIBUTES.search(text)):
        return f"{text[: match.start()]}&#123;{text[match.start() + 1 :]}"
    return text


def escape_cell(text: str) -> str:
    r"""A cell's text with every pipe escaped, in code too (GFM 4.10).

    >>> print(escape_cell(r"a | b \| c"))
    a \| b \| c
    """
    return _PIPE.sub(lambda match: r"\|" if match[0] == "|" else match[0], text)
