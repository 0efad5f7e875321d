"""A document as one web page, with its segments drawn on it: no script, nothing to fetch."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from polyloom.messages import message
from polyloom.model import DocumentWarning, Segment
from polyloom.reports.kind_words import kind_word
from polyloom.reports.page_templates import page_template
from polyloom.reports.printable_text import printable

_LINE_END = re.compile(r"\r\n|[\r\n]")


class DrawnText(Struct, frozen=True):
    """A stretch of a document: a segment, a text that is left out, or (neither) what is between.

    ``number`` is that of the segment, from 1; ``rule`` says what leaves a text out.
    """

    text: str
    number: int = 0
    segment: Segment | None = None
    rule: str = ""


class DrawnDocument(Struct, frozen=True):
    """A document to be drawn, from its beginning to its end.

    ``name`` is shown as its title, ``language`` is that of its text (BCP 47). Without ``has_lines``
    the file is a package: each text is a line then, and what is between is not there.
    """

    name: str
    language: str
    texts: Sequence[DrawnText]
    has_lines: bool
    warnings: Sequence[DocumentWarning] = ()


class _Stroke(Struct, frozen=True):
    """A part of a line, how it is drawn (a class of the page), and the number where it begins."""

    text: str
    style: str
    number: str


class _LineLabel(Struct, frozen=True):
    """What is said beside a line of a text that begins there."""

    number: str
    words: str
    marker: str = ""


class _PageLine(Struct):
    """A line of the page; ``number`` is empty where the document has no lines."""

    number: str
    labels: list[_LineLabel]
    strokes: list[_Stroke]


def segments_html(drawn: DrawnDocument) -> str:
    """The page, ending in one newline."""
    segments = [text.segment for text in drawn.texts if text.segment is not None]
    kinds = Counter(kind_word(segment.kind) for segment in segments)
    rules = Counter(printable(text.rule) for text in drawn.texts if text.rule)
    return page_template("segments.html.jinja").render(
        title=printable(drawn.name),
        text_language=drawn.language,
        segments=len(segments),
        kinds=kinds.most_common(),
        left_out=rules.total(),
        rules=rules.most_common(),
        has_lines=drawn.has_lines,
        warnings=[
            (str(warning.line or ""), printable(_sentence(warning))) for warning in drawn.warnings
        ],
        lines=_lines(drawn),
    )


def _sentence(warning: DocumentWarning) -> str:
    return "; ".join(filter(None, (warning.what, warning.remedy)))


def _lines(drawn: DrawnDocument) -> list[_PageLine]:
    lines = [_PageLine("1" if drawn.has_lines else "", [], [])]
    for text in drawn.texts:
        for index, part in enumerate(_LINE_END.split(text.text)):
            if index:
                lines.append(_PageLine(str(len(lines) + 1) if drawn.has_lines else "", [], []))
            if not index and (label := _label(text)):
                lines[-1].labels.append(label)
            if part:
                number = str(text.number) if text.segment and not index else ""
                lines[-1].strokes.append(_Stroke(_visible(part), _style(text), number))
    if len(lines) > 1 and not lines[-1].strokes:
        # Behind the last line end there is no line.
        lines.pop()
    return lines


def _style(text: DrawnText) -> str:
    if text.segment is not None:
        return "odd" if text.number % 2 else "even"
    return "out" if text.rule else "between"


def _label(text: DrawnText) -> _LineLabel | None:
    if text.rule:
        return _LineLabel("–", message("left out: {rule}", rule=printable(text.rule)))
    if text.segment is None:
        return None
    depth = message(", depth {depth}", depth=text.segment.depth) if text.segment.depth else ""
    words = f"{kind_word(text.segment.kind)}{depth}"
    return _LineLabel(str(text.number), words, printable(text.segment.marker))


def _visible(text: str) -> str:
    """The text with what would steer a page written as an escape; tabulators stay."""
    return "\t".join(map(printable, text.split("\t")))
