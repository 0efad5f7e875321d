"""Where commands write a page that somebody asks for."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from polyloom.errors import ConfigurationError
from polyloom.messages import message

if TYPE_CHECKING:
    from polyloom.cli.console import Console

# The name of a file that stands for standard output.
STANDARD_OUTPUT = "-"


def check_one_output(console: Console, page_file: str | None) -> None:
    """Raises ConfigurationError where a page and the JSON object would go to one place."""
    if console.json and page_file == STANDARD_OUTPUT:
        raise ConfigurationError(
            message("--json and --html - both write to standard output"),
            remedy=message("give the page a file"),
        )


def write_page(console: Console, file: str, page: str) -> None:
    """Write a page to a file, which may be outside of the project, or to standard output.

    Raises UserError where it cannot be written.
    """
    from polyloom.workspace.files import write_at

    if file == STANDARD_OUTPUT:
        sys.stdout.write(page)
        return
    write_at(Path(file), page.encode())
    console.note(message("{path}: written", path=Path(file)))
