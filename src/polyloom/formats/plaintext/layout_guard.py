"""Whether what is written in a segment's place leaves the layout of the text as it is.

A translation may bring no blank line, rule, marker, quote or directive of its own, and no column
into a table. Its line breaks are those of the writer (``rendering``), so that each line can be
looked at for itself, and nothing has to be read again.
"""

from __future__ import annotations

from polyloom.formats.directives import begins_like_directive
from polyloom.formats.plaintext.blocks import BLANK
from polyloom.formats.plaintext.rendering import line_indent
from polyloom.formats.plaintext.tables import separates_cells
from polyloom.formats.source_text import (
    LINE_JOINT,
    before_on_line,
    frame_of,
    source_text,
    stands_over_rule,
)
from polyloom.language.drawn_lines import is_rule
from polyloom.language.line_breaks import split_lines
from polyloom.language.line_labels import reads_as_header
from polyloom.language.list_markers import any_marker_at, defuse_marker, looks_like_marker
from polyloom.model import Document, Kind, Segment


def keeps_layout(document: Document, segment: Segment, written: str) -> bool:
    """Whether ``written``, in the place of a segment, is read as that segment and nothing else."""
    source = split_lines(source_text(document, segment))
    # Blank lines are the writer's own where they part the lines of the source.
    lines = split_lines(written) if all(map(str.strip, source)) else LINE_JOINT.split(written)
    if segment.kind is Kind.CELL:
        kept = len(lines) == 1 and not separates_cells(written)
        return kept and any(map(str.isalpha, written)) and not begins_like_directive(written)
    before = before_on_line(document, segment)
    if frame := frame_of(document, segment):
        lines = frame.inside(lines)
    parted = frame is not None and any(map(frame.is_parted_by, lines))
    # On pages, neither may read as a header or a footer.
    edges = before + lines[0], lines[-1]
    # A single line over a rule would be underlined, where there were several.
    underlined = len(lines) == 1 < len(source) and stands_over_rule(document, segment)
    others = (line[len(line_indent(line, segment)) :] for line in lines[1:])
    return (
        any(map(str.isalnum, written))
        and _keeps_first_line(before, lines[0], segment)
        and all(_keeps_line(line, marked=False) and not any_marker_at(line) for line in others)
        and not (underlined or parted)
        and not (b"\f" in document.data and any(map(reads_as_header, edges)))
    )


def _keeps_first_line(before: str, line: str, segment: Segment) -> bool:
    """Whether a first line is text behind its marker, which stays: ``¹`` does not become ``¹¹``."""
    if is_rule((before + line).strip()) or not _keeps_line(line, marked=bool(segment.marker)):
        return False
    marked = before[max(0, before.rfind(segment.marker)) :] + line
    found = any_marker_at(marked)
    return not segment.marker or (found is not None and found[0].text == segment.marker)


def _keeps_line(line: str, *, marked: bool) -> bool:
    """Whether a line is text, and text of its segment; ``marked``: a marker stands before it."""
    text = line.strip()
    if text in ("", BLANK) or is_rule(text) or looks_like_marker(text):
        return False
    return not begins_like_directive(text) and (marked or defuse_marker(text) == text)
