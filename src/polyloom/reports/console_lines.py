"""Lines of reports on the terminal, or wherever they go."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text


def print_line(console: Console, line: Text) -> None:
    """Print a line, however long it is: it is never folded or cut.

    Where nothing has a style, it is not rendered either, which takes most of the time.
    """
    if console.color_system is None:
        console.file.write(f"{line.plain}\n")
    else:
        console.print(line, soft_wrap=True)
