"""Lines: where a translation is broken, and what stands before and behind each line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from unicode_segmentation_rs import text_width

from polyloom.formats.markdown.escaping import begins_block, defuse
from polyloom.model import Document, Segment
from polyloom.text.wrapping import wrap

EOL = re.compile(r"\r\n?|\n")
_HARD = re.compile(r"(\\|[ \t]{2,})(?:\r\n?|\n)")
# How far back, in bytes, the beginning of a line is looked for.
_LOOK_BACK = 400
# A character that is in no text (Unicode, section 23.7) holds the place of what is not broken.
_HELD = "\ufdd0"
_HELD_RUN = re.compile(f"{_HELD}+")
# A line break between characters that are written without blanks would show as a blank.
_CJK = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003ffff"
_WITHOUT_BLANKS = re.compile(rf"[^\s{_CJK}]*[{_CJK}]\S*|(?<=[{_CJK}]) (?=[{_CJK}])")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a segment of the source is set.

    ``eol`` is its line end, ``prefix`` what stands before its second line, ``hard`` what stands at
    the end of lines that are broken hard (CommonMark 6.7), ``first`` the column of its beginning,
    ``width`` that of its longest line's end. ``wraps`` says whether it has soft line breaks.
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
        """The text whose ``parts`` are to be broken hard, on lines as the source's.

        ``unbreakable`` are spans in the parts joined with one character. In ``markdown`` no line
        begins a block.
        """
        text, offset = "", 0
        for index, part in enumerate(parts):
            spans = [(begin - offset, end - offset) for begin, end in unbreakable]
            lines = list(self._lines(part, spans, index)) if self.wraps else [part]
            if markdown:
                lines = _joined_where_unsafe(lines)
                lines[0] = defuse(lines[0])
            if index:
                text += self.hard[min(index, len(self.hard)) - 1] + self.eol + self.prefix
            text += f"{self.eol}{self.prefix}".join(lines)
            offset += len(part) + 1
        return text

    def _lines(self, part: str, spans: Sequence[tuple[int, int]], index: int) -> Iterator[str]:
        held, kept = _hold(part, spans)
        indent = _width_of(self.prefix)
        first = indent if index else self.first
        words = iter(kept)
        for line in wrap(held, width=self.width, first=first, indent=indent):
            if not kept:
                yield line
                continue
            yield _HELD_RUN.sub(
                lambda match: "".join(next(words) for _ in range(len(match[0]))), line
            )


def layout_of(document: Document, segment: Segment, prefix: re.Pattern[str]) -> Layout:
    """How a segment is set in its document; ``prefix`` matches what stands before its lines."""
    source = document.data[segment.start : segment.end].decode(document.encoding)
    eol = EOL.search(source)
    if eol is None:
        return Layout("", "", ("",), 0, 0, wraps=False)
    before = prefix.match(source, eol.end())
    lines = EOL.split(source)
    first = _column_of(document, segment)
    width = max(first + text_width(lines[0].rstrip()), *map(_width_of, lines[1:]))
    return Layout(
        eol[0],
        before[0] if before else "",
        tuple(_HARD.findall(source)) or ("\\",),
        first,
        width,
        wraps=len(lines) - 1 > segment.text.count("\n"),
    )


def _joined_where_unsafe(lines: Sequence[str]) -> list[str]:
    """The lines, such that none but the first could begin a block, and none is broken hard."""
    safe: list[str] = []
    for line in lines:
        if safe and (begins_block(line) or safe[-1].endswith("\\")):
            safe[-1] += f" {line}"
        else:
            safe.append(line)
    return safe


def _hold(part: str, spans: Sequence[tuple[int, int]]) -> tuple[str, str]:
    """The text with one character for each that no line break may stand by, and those."""
    places = [*spans, *(match.span() for match in _WITHOUT_BLANKS.finditer(part))]
    if not places:
        return part, ""
    marked = bytearray(len(part))
    for place in places:
        begin = max(place[0], 0)
        end = max(min(place[1], len(part)), begin)
        marked[begin:end] = b"\1" * (end - begin)
    pairs = list(zip(part, marked, strict=True))
    held = "".join(_HELD if mark else character for character, mark in pairs)
    return held, "".join(character for character, mark in pairs if mark or character == _HELD)


def _column_of(document: Document, segment: Segment) -> int:
    """The column, in characters as wide as one, at which a segment begins on its line."""
    begin = max(document.bom, segment.start - _LOOK_BACK)
    before = document.data[begin : segment.start].decode(document.encoding, errors="ignore")
    return _width_of(EOL.split(before)[-1] + "|") - 1


def _width_of(line: str) -> int:
    return text_width(line.rstrip().expandtabs() if line.strip() else line.expandtabs())
