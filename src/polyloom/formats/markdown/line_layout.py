"""Where a translation is broken into lines, and what stands before and behind each line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from msgspec import Struct
from unicode_segmentation_rs import text_width

from polyloom.formats.markdown.block_escapes import begins_block, escape_block_start
from polyloom.formats.markdown.lettered_items import begins_lettered_list
from polyloom.formats.source_text import source_text
from polyloom.language.scripts import may_have_asian_scripts
from polyloom.late_patterns import late_pattern
from polyloom.model import Document, Segment

EOL = late_pattern(r"\r\n?|\n")
_HARD = late_pattern(r"(\\|[ \t]{2,})(?:\r\n?|\n)")
# How far back, in bytes, the beginning of a line is looked for.
_LOOK_BACK = 400
# What lines that begin a block begin with, for use in a class of characters.
_SUSPECTS = r"#>\-+*_=:|`~\[</0-9"
_IS_SUSPECT = late_pattern(rf"[{_SUSPECTS}]")
_SUSPECT_WORD = late_pattern(rf" (?=[{_SUSPECTS}])")
# In no text: no catalog can hold it.
_GLUE = "\0"
# A line break between characters that are written without blanks would show as a blank, and no
# blank would be read back between two of them.
_CJK = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003ffff"


class LineLayout(Struct, frozen=True):
    """How the lines of a source segment are laid out.

    ``eol`` is its line end, ``prefix`` what stands before its second line, ``hard`` what stands at
    the end of each line with a hard break (CommonMark 6.7). Columns are as wide as one character of
    a monospaced font: ``first`` is the column at which the segment begins, ``width`` that at which
    its longest line ends. ``wraps`` says whether it has soft line breaks.
    """

    eol: str
    prefix: str
    hard: tuple[str, ...]
    first: int
    width: int
    wraps: bool

    def lay_out(
        self, parts: Sequence[str], unbreakable: Sequence[tuple[int, int]], *, markdown: bool
    ) -> str:
        """A translation, in lines that are laid out as the source's.

        ``parts`` are its texts between hard breaks. ``unbreakable`` are the spans, in characters of
        the parts joined by one character, in which no line may be broken. With ``markdown`` the
        lines are escaped such that none begins a block.
        """
        text, offset = "", 0
        waiting = sorted(unbreakable, reverse=True)
        for index, part in enumerate(parts):
            spans = _taken(waiting, offset, offset + len(part))
            lines = list(self._lines(part, spans, index)) if self.wraps else [part]
            if markdown:
                lines = _joined_where_unsafe(lines)
                lines[0] = escape_block_start(lines[0])
            if index:
                text += self.hard[min(index, len(self.hard)) - 1] + self.eol + self.prefix
            text += f"{self.eol}{self.prefix}".join(lines)
            offset += len(part) + 1
        return text

    def _lines(self, part: str, spans: Sequence[tuple[int, int]], index: int) -> Iterator[str]:
        indent = _width_of(self.prefix)
        line, column = "", indent if index else self.first
        if text_width(part) == len(part) and not _is_odd(part):
            yield from _filled(part, spans, self.width - column, self.width - indent)
            return
        for unit in _units(part, spans):
            size = len(unit) if unit.isascii() else text_width(unit)
            if line and column + 1 + size > self.width:
                yield line
                line, column = unit, indent + size
            else:
                line, column = (
                    (f"{line} {unit}", column + 1 + size) if line else (unit, column + size)
                )
        yield line


_ONE_LINE = LineLayout("", "", ("",), 0, 0, wraps=False)


def _taken(waiting: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The parts of spans between two offsets, counted from the first; the others stay waiting.

    ``waiting`` are spans in descending order.
    """
    here = []
    while waiting and waiting[-1][0] < end:
        here.append(waiting.pop())
    waiting += [span for span in reversed(here) if span[1] > end]
    return [(max(first - start, 0), last - start) for first, last in here]


def line_layout_of(document: Document, segment: Segment, prefix: re.Pattern[str]) -> LineLayout:
    """The layout of a source segment; ``prefix`` matches what stands before its lines."""
    source = source_text(document, segment)
    if "\n" not in source and "\r" not in source:
        return _ONE_LINE
    begin = max(document.bom, segment.start - _LOOK_BACK)
    before = document.data[begin : segment.start].decode(document.encoding, errors="ignore")
    on_line = before[max(map(before.rfind, "\r\n")) + 1 :]
    return _layout_of_lines(source, on_line, prefix, segment.text.count("\n"))


# A document's segments are asked for in one locale after the other.
@lru_cache(maxsize=512)
def _layout_of_lines(source: str, on_line: str, prefix: re.Pattern[str], breaks: int) -> LineLayout:
    """The layout of a text of several lines, ``breaks`` of which end in hard breaks.

    ``on_line`` is what stands before it on its line.
    """
    lines = EOL.split(source)
    eol = source[len(lines[0]) : len(lines[0]) + 2]
    eol = eol if eol == "\r\n" else eol[0]
    before = prefix.match(source, len(lines[0]) + len(eol))
    first = _width_of(f"{on_line}|") - 1
    width = max(first + text_width(lines[0].rstrip()), *map(_width_of, lines[1:]))
    return LineLayout(
        eol,
        before[0] if before else "",
        tuple(_HARD.findall(source)) or ("\\",),
        first,
        width,
        wraps=len(lines) - 1 > breaks,
    )


def _joined_where_unsafe(lines: Sequence[str]) -> list[str]:
    """The lines, joined where one would begin a block or list, or a backslash would break it."""
    safe: list[str] = []
    for line in lines:
        begins = begins_block(line) or begins_lettered_list(line)
        if safe and (begins or safe[-1].endswith("\\")):
            safe[-1] += f" {line}"
        else:
            safe.append(line)
    return safe


def _filled(part: str, spans: Sequence[tuple[int, int]], first: int, others: int) -> Iterator[str]:
    """Lines of a text whose characters are all one column wide, with single blanks between words.

    The first line has room for ``first`` columns, the others for ``others``; what may not be broken
    and is longer gets a line of its own.
    """
    for line in _broken(_glued(part, spans), first, others):
        yield line.replace(_GLUE, " ")


def _glued(part: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with other characters in place of the blanks at which no line may be broken."""
    glued = [match.start() for match in _SUSPECT_WORD.finditer(part)]
    glued = [blank for blank in glued if begins_block(_word_at(part, blank + 1))]
    for begin, end in spans:
        glued += [begin + blank for blank, sign in enumerate(part[begin:end]) if sign == " "]
    if not glued:
        return part
    characters = list(part)
    for blank in glued:
        characters[blank] = _GLUE
    return "".join(characters)


def _broken(part: str, first: int, others: int) -> Iterator[str]:
    """The text broken at blanks into lines of at most so many characters, where it can be."""
    begin, room = 0, first
    while len(part) - begin > room:
        end = part.rfind(" ", begin, begin + room + 1) if room > 0 else -1
        if end < 0:
            end = part.find(" ", begin + max(room, 0))
        if end < 0:
            break
        yield part[begin:end]
        begin, room = end + 1, others
    yield part[begin:]


def _units(part: str, spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    """The smallest pieces that may stand on a line; joined by blanks they are the text."""
    begin = 0
    waiting = sorted(spans, reverse=True)
    for match in _break().finditer(part):
        while waiting and waiting[-1][1] <= match.start():
            waiting.pop()
        if waiting and waiting[-1][0] <= match.start():
            continue
        if _IS_SUSPECT.match(part, match.end()) and begins_block(_word_at(part, match.end())):
            continue
        yield part[begin : match.start()]
        begin = match.end()
    yield part[begin:]


def _is_odd(part: str) -> bool:
    """Whether a text has more than words that are divided by single blanks."""
    if _GLUE in part or " ".join(part.split()) != part:
        return True
    return may_have_asian_scripts(part) and _cjk().search(part) is not None


@cache
def _cjk() -> re.Pattern[str]:
    """Compiled on use: most texts have none."""
    return re.compile(f"[{_CJK}]")


@cache
def _break() -> re.Pattern[str]:
    return re.compile(rf"(?<=\S) (?:(?<![{_CJK}] )(?=\S)|(?=[^\s{_CJK}]))")


def _word_at(part: str, begin: int) -> str:
    end = part.find(" ", begin)
    return part[begin : end if end >= 0 else len(part)]


def _width_of(line: str) -> int:
    """The width of a line in columns, without blanks at its end."""
    return text_width(line.rstrip().expandtabs() if line.strip() else line.expandtabs())
