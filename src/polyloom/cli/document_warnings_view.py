"""What of a document has no effect, as several commands say it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from polyloom.model import DocumentWarning
    from polyloom.project.documents import DocumentFile


def warning_lines(file: DocumentFile, warnings: Sequence[DocumentWarning]) -> Iterator[str]:
    """A line for each warning of a document, which begins with the file and its line."""
    from polyloom.reports.printable_text import printable

    for warning in warnings:
        place = f"{file.relative}:{warning.line}" if warning.line else file.relative
        remedy = f"; {warning.remedy}" if warning.remedy else ""
        yield printable(f"{place}: warning: {warning.what}{remedy}")


def warnings_json(warnings: Sequence[DocumentWarning]) -> list[dict[str, Any]]:
    """A document's warnings, for ``--json``; those that are about no line have none."""
    return [
        {"line": warning.line or None, "what": warning.what, "remedy": warning.remedy}
        for warning in warnings
    ]
