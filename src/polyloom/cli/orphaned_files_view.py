"""Templates and catalogs whose documents are gone, as several commands name them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from polyloom.cli.console import Console
from polyloom.messages import message, plural_message

if TYPE_CHECKING:
    from polyloom.stages.orphaned_files import OrphanedFile


def say_orphaned(console: Console, files: Iterable[OrphanedFile]) -> None:
    """A line for each file, with what may be done with it."""
    console.notes(map(_gone, files))


def _gone(file: OrphanedFile) -> str:
    from polyloom.reports.printable_text import printable

    count = (
        plural_message("{count} translation", "{count} translations", file.translations)
        if file.translations
        else message("no translation")
    )
    of = "" if file.path.endswith(".pot") else f" ({count})"
    return message(
        "{path}: its document is gone{of}; {remedy}",
        path=printable(file.path),
        of=of,
        remedy=file.remedy,
    )


def orphaned_json(files: Iterable[OrphanedFile]) -> list[dict[str, object]]:
    """The files for ``--json``."""
    return [
        {"path": file.path, "translations": file.translations, "remedy": file.remedy}
        for file in files
    ]
