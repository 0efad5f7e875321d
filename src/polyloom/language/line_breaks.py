"""Hard-wrapped lines to text, and text to lines.

Lines are joined with one blank, or with none between two characters of a script that is written
without blanks; text is broken where joining gives the same text back, so that
``unwrap(wrap(text)) == text``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from unicode_segmentation_rs import text_width

from polyloom.language.numerals import CHINESE_UNDER_1000
from polyloom.language.scripts import CJK, is_cjk
from polyloom.late_patterns import late_pattern

# Where a line may not begin and may not end (JIS X 4051, UAX 14 classes CL and OP).
_CLOSING = frozenset("、。，．！？：；）」』】》〉〕｝］・ー々…—”’％")
_OPENING = frozenset("（「『【《〈〔｛［“‘")
_WORD = late_pattern(r"\S+")
_RULE = late_pattern(r"(?P<sign>[-=_~*#+^·•–—|])(?P=sign)*$|-- ?$")
# A word, or a character of a script that is written without blanks: what may begin a line.
_WORD_LENGTH = 80
_FIRST_WORD = late_pattern(rf"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]|\S{{1,{_WORD_LENGTH}}}")
# As far as a marker can reach.
_LOOK_AHEAD = 32
# The ideographs and syllables that a marker can begin with.
_NUMBERING = frozenset(f"第アイウエオカキクケコ{CHINESE_UNDER_1000}")


def unwrap(lines: Sequence[str]) -> str:
    """The text of hard-wrapped lines; blanks at their edges are layout."""
    stripped = [line.strip() for line in lines]
    joined = " ".join(stripped)
    if joined.isascii():
        return joined.lstrip()
    parts: list[str] = []
    last = ""
    for line in stripped:
        if last and not joins_tightly(last, line[:1]):
            parts.append(" ")
        parts.append(line)
        last = line[-1:] or last
    return "".join(parts)


def flatten(text: str) -> str:
    """The text on one line: every line break, of whatever kind, becomes one blank; edges go.

    No-break spaces inside the text stay.
    """
    # Line breaks are not printable: most texts have none, which this tells in a tenth of the time.
    return text.strip() if text.isprintable() else " ".join(lines_of(text))


def lines_of(text: str) -> list[str]:
    """The lines of a text, whatever ends them, without empty ones and without blanks at edges."""
    return [line for part in text.splitlines() if (line := part.strip())]


def split_lines(text: str) -> list[str]:
    r"""The lines of a text, empty ones too; line feeds, carriage returns and form feeds end them.

    >>> split_lines("one\r\ntwo\rthree\n")
    ['one', 'two', 'three', '']
    """
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")


def count_line_ends(text: str) -> int:
    r"""How many lines end in a text, with line feeds, carriage returns or both.

    >>> count_line_ends("one\r\ntwo\rthree\n")
    3
    """
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def column_width(text: str) -> int:
    """The columns that a text takes: wide characters (UAX 11) take two."""
    return len(text) if text.isascii() else text_width(text)


def indent_width(indent: str) -> int:
    """The columns that the white space before a line takes; tabs reach to the next eighth one."""
    return column_width(indent.expandtabs()) if indent else 0


def opening_width(line: str) -> int:
    """The columns that its first word would take behind the line above, with a blank before it.

    A character that is a word takes no blank.
    """
    if line.isascii():
        return len(line[:_WORD_LENGTH].split(None, 1)[0]) + 1 if line else 0
    found = _FIRST_WORD.match(line)
    word = found[0] if found else ""
    return column_width(word) + (len(word) > 1 or word.isascii())


def wrap(text: str, *, width: int, first: int, indent: int) -> list[str]:
    """Break ``text`` into lines of at most ``width`` columns where that is possible.

    ``first`` is the column at which the first line begins, ``indent`` that of the others. A line
    never begins with what would be read as a point's marker, nor where joining would not give the
    same text back. Wide characters take two columns.
    """
    words = _words(text)
    lines: list[str] = []
    begin, column, asked = 0, first, 0
    for index, (start, end) in enumerate(words):
        column += start - words[index - 1][1] if index > begin else 0
        column += text_width(text[start:end])
        if column <= width or index == begin:
            continue
        # Whether a line may begin with a word is asked only where one has to, once for each word.
        fit = (one for one in range(index, asked, -1) if not _begins_layout(text, words[one][0]))
        asked, found = index, next(fit, None)
        if found is not None:
            lines.append(text[words[begin][0] : words[found - 1][1]])
            begin, column = found, indent + text_width(text[words[found][0] : end])
    return [*lines, text[words[begin][0] :]]


def _words(text: str) -> list[tuple[int, int]]:
    """The spans between which a line could end, as far as blanks and scripts say."""
    breaks = (match.span() for match in _break().finditer(text))
    edges = [(0, 0), *(span for span in breaks if _may_break(text, *span)), (len(text), len(text))]
    return [(begin, end) for (_, begin), (end, _) in pairwise(edges)]


@cache
def _break() -> re.Pattern[str]:
    """Compiled on use: most runs join lines and break none."""
    return re.compile(rf"(?P<blank> )|(?<=[{CJK}])(?=[{CJK}])")


def _may_break(text: str, end: int, begin: int) -> bool:
    before, after = text[end - 1 : end], text[begin : begin + 1]
    if end == begin:
        return before not in _OPENING and after not in _CLOSING
    return bool(before.strip() and after.strip()) and not joins_tightly(before, after)


def _begins_layout(whole: str, begin: int) -> bool:
    """Whether a line that began there would be read as more than text: a point, a quote, a rule.

    A comment may be a directive.
    """
    text = whole[begin : begin + _LOOK_AHEAD]
    if is_cjk(text[0]) and text[0].isalpha() and text[0] not in _NUMBERING:
        return False
    word = _WORD.match(text)
    if word is not None and len(word[0]) > 1 and word[0].isascii() and word[0].isalpha():
        return False
    # On use: the patterns of all markers take longer to make than all else that joins lines.
    from polyloom.language.list_markers import any_marker_at, looks_like_marker

    if text[0] == ">" or text.startswith("<!--") or any_marker_at(text):
        return True
    return word is not None and (looks_like_marker(word[0]) or _RULE.match(word[0]) is not None)


def joins_tightly(before: str, after: str) -> bool:
    """Whether no blank stands between two characters when lines or sentences are joined."""
    return is_cjk(before) and is_cjk(after)
