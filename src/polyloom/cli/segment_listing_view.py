"""A document's segments and what is in none, as ``extract --show`` says them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from polyloom.cli.document_warnings_view import warnings_json
from polyloom.messages import message, plural_message

if TYPE_CHECKING:
    from rich.console import Console as RichConsole

    from polyloom.stages.segment_listing import SegmentListing

# How many characters of a text are shown to people.
_FIRST_WORDS = 60
# The styles of columns, where there are colours.
_SEGMENT_STYLES = ("bold", "cyan", "dim", "")
_LEFT_OUT_STYLES = ("dim", "yellow", "dim", "dim")


def listing_json(listing: SegmentListing) -> dict[str, Any]:
    """The listing for ``--json``; in a file without lines there are none."""
    return {
        "document": listing.file.name,
        "format": listing.file.format,
        "segments": [
            {
                "number": number,
                "kind": str(segment.kind),
                "depth": segment.depth,
                "marker": segment.marker,
                "line": line or None,
                "text": segment.text,
            }
            for number, (line, segment) in enumerate(listing.segments, 1)
        ],
        "left_out": [
            {"rule": str(text.rule), "line": line or None, "text": text.text}
            for line, text in listing.left_out
        ],
        "warnings": warnings_json(listing.warnings),
    }


def print_listing(console: RichConsole, listing: SegmentListing) -> None:
    """Print the listing for people."""
    # On use: JSON needs none of it.
    from polyloom.reports.kind_words import kind_word

    segments = [
        (
            str(number),
            " ".join(
                filter(None, (kind_word(segment.kind), str(segment.depth or ""), segment.marker))
            ),
            message("line {line}", line=line) if line else "",
            _first_words(segment.text),
        )
        for number, (line, segment) in enumerate(listing.segments, 1)
    ]
    left_out = [
        (
            "-",
            text.rule.word,
            message("line {line}", line=line) if line else "",
            _first_words(text.text),
        )
        for line, text in listing.left_out
    ]
    found = plural_message("{count} segment", "{count} segments", len(segments))
    _print_rows(console, [[(f"{listing.file.relative}: {found}", "bold")]])
    _print_columns(console, segments, _SEGMENT_STYLES)
    count = plural_message("left out: {count} text", "left out: {count} texts", len(left_out))
    _print_rows(console, [[(count if left_out else message("left out: nothing"), "bold")]])
    _print_columns(console, left_out, _LEFT_OUT_STYLES)


def _print_columns(
    console: RichConsole, rows: Sequence[tuple[str, ...]], styles: Sequence[str]
) -> None:
    """Print rows of which all columns but the last are as wide as their widest cell."""
    widths = [max(map(len, column)) for column in list(zip(*rows, strict=True))[:-1]]
    shown = []
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        styled = zip((*cells, row[-1]), styles, strict=True)
        shown.append([(cell, style) for cell, style in styled if cell])
    _print_rows(console, shown)


def _print_rows(console: RichConsole, rows: Iterable[Sequence[tuple[str, str]]]) -> None:
    """Print rows of cells, each with its style, as they are: no row is wrapped.

    They are printed at once, and not as texts that could be wrapped: documents have many rows.
    """
    from rich.segment import Segment, Segments

    from polyloom.reports.printable_text import printable

    pieces = []
    for row in rows:
        for number, (cell, style) in enumerate(row):
            if number:
                pieces.append(Segment("  "))
            pieces.append(Segment(printable(cell), console.get_style(style)))
        pieces.append(Segment.line())
    console.print(Segments(pieces), soft_wrap=True, end="")


def _first_words(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _FIRST_WORDS else flat[: _FIRST_WORDS - 1].rstrip() + "…"
