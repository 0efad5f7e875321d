"""SubRip subtitles (``.srt``): a number, a line of times, and the lines that are shown meanwhile.

A cue's lines are one segment with line breaks; numbers, times and blank lines are skeleton.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator
from typing import NamedTuple

from polyloom.errors import UserError
from polyloom.formats.contract import (
    Format,
    NoPage,
    ReadRequest,
    UnfitTranslation,
    no_alternatives,
    no_localization,
    splice_spans,
)
from polyloom.formats.encoding import TextSegments, read_text_document
from polyloom.formats.format_options import DocumentOptions
from polyloom.formats.left_out_texts import LeftOutText, left_out_of_text
from polyloom.language.line_breaks import lines_of
from polyloom.messages import message
from polyloom.model import Document, Kind, Segment
from polyloom.placeables.localized_links import LocalizedLinks

_EOL = r"(?:\r\n|\r|\n)"
_BLANK = re.compile(r"\s*")
_TIME = r"\d{1,3}:\d\d:\d\d[,.]\d{1,3}"
# Behind the times there may be coordinates; blanks at line ends do no harm.
_HEAD = re.compile(
    rf"(?P<number>\d+)[^\S\r\n]*{_EOL}[^\S\r\n]*(?P<times>{_TIME}[^\S\r\n]*-->[^\S\r\n]*{_TIME})"
    rf"(?:[^\S\r\n][^\r\n]*)?(?:{_EOL}|\Z)"
)
_NUMBER = re.compile(rf"\d+[^\S\r\n]*{_EOL}")
_LINES = re.compile(rf"(?:[^\S\r\n]*[^\s][^\r\n]*(?:{_EOL}|\Z))*")
# Where on the screen the cue stands: not a part of its text.
_POSITION = re.compile(r"(?:\s*\{\\[^{}\r\n]*\})*\s*")
_TAG = re.compile(r"</?(?:b|i|u|s|font)\b[^<>]*>", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]")
# How many bytes before a segment the end of a line is to be found: those of its times.
_NEAR = 200


class Cue(NamedTuple):
    """A cue: its number and times as written, and the span of its lines, in characters."""

    number: str
    times: str
    start: int
    end: int


def cues(text: str, where: str) -> Iterator[Cue]:
    """The cues of a file, in order. Raises UserError for a line that belongs to none."""
    position = _skip_blank(text, 0)
    while position < len(text):
        head = _HEAD.match(text, position)
        if head is None:
            raise _broken(text, position, where)
        lines = _LINES.match(text, head.end())
        end = head.end() if lines is None else lines.end()
        yield Cue(head["number"], head["times"], head.end(), end)
        position = _skip_blank(text, end)


def subtitle_segments(text: str, where: str) -> list[Segment]:
    """The segments of a file, with spans in characters. Raises UserError."""
    segments = []
    for cue in cues(text, where):
        position = _POSITION.match(text, cue.start, cue.end)
        start = cue.start if position is None else position.end()
        shown = text[start : cue.end].rstrip()
        if _WORD.search(_TAG.sub("", shown)):
            lines = re.sub(_EOL, "\n", shown)
            segments.append(Segment(Kind.SUBTITLE, lines, start, start + len(shown)))
    return segments


def read(data: bytes, request: ReadRequest) -> Document:
    """The segments of SubRip subtitles in their bytes. Raises UserError for a broken cue."""
    return read_text_document(
        data, request, "subrip", lambda text: TextSegments(subtitle_segments(text, request.where))
    )


def render(document: Document, segment: Segment, translation: str, links: LocalizedLinks) -> str:
    """The translation with the line ends of the file, and without blank lines: one ends a cue.

    Raises UnfitTranslation for what a player would take for times, and for tags that the source
    has not.
    """
    del links
    if "-->" in translation:
        raise UnfitTranslation(
            message("“-->” stands between the times of a subtitle"),
            message("write an arrow as “→”"),
        )
    added = Counter(_TAG.findall(translation)) - Counter(_TAG.findall(segment.text))
    if added:
        raise UnfitTranslation(
            message("the source has no {tag} here", tag=next(iter(added))),
            message("leave the tag out"),
        )
    near = document.data[max(document.bom, segment.start - _NEAR) : segment.end]
    eol = re.search(_EOL, near.decode(document.encoding, errors="ignore"))
    return (eol[0] if eol else "\n").join(lines_of(translation))


def outline(document: Document) -> Hashable:
    """The numbers and times of the cues."""
    text = document.data[document.bom :].decode(document.encoding)
    return tuple((cue.number, cue.times) for cue in cues(text, ""))


def left_out(document: Document, options: DocumentOptions) -> list[LeftOutText]:
    """Where on the screen subtitles stand, and whatever else has letters and is no text."""
    del options
    return left_out_of_text(document, ())


def _skip_blank(text: str, position: int) -> int:
    blank = _BLANK.match(text, position)
    return position if blank is None else blank.end()


def _broken(text: str, position: int, where: str) -> UserError:
    line = len(re.findall(_EOL, text[:position])) + 1
    number = _NUMBER.match(text, position)
    if number is None:
        what, remedy = (
            message("this line belongs to no subtitle"),
            message("a subtitle begins with its number on a line of its own, behind a blank line"),
        )
    else:
        line += 1
        what, remedy = (
            message("there are no times under the subtitle's number"),
            message("write them as 00:01:02,500 --> 00:01:04,000"),
        )
    return UserError(what, where=f"{where}:{line}", remedy=remedy)


FORMAT = Format(
    read=read,
    render=render,
    alternatives=no_alternatives,
    splice=splice_spans,
    outline=outline,
    left_out=left_out,
    localize=no_localization,
    page=NoPage("subtitles are shown with their film"),
)
