"""Lines of reports on the terminal, or wherever they go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

# A line in parts: each is a text with its style, empty where it has none.
StyledLine = tuple[tuple[str, str], ...]


class PlainConsole(Struct, frozen=True):
    """What has no colours and is no terminal: lines of ``width`` columns go to ``file``.

    In a console of rich nothing would be rendered, either, and it takes long to import.
    """

    file: TextIO
    encoding: str
    width: int


# Where lines can be printed.
LineConsole: TypeAlias = "Console | PlainConsole"


def print_line(console: LineConsole, line: Text) -> None:
    """Print a line, however long it is: it is never folded or cut.

    Where nothing has a style, it is not rendered either, which takes most of the time.
    """
    if isinstance(console, PlainConsole) or console.color_system is None:
        console.file.write(f"{line.plain}\n")
    else:
        console.print(line, soft_wrap=True)


def print_lines(console: LineConsole, lines: Iterable[StyledLine]) -> None:
    """Print lines as ``print_line`` does, where there are thousands of them."""
    if isinstance(console, PlainConsole) or console.color_system is None:
        console.file.writelines(map(plain_line, lines))
        return
    from rich.text import Text

    for line in lines:
        console.print(Text.assemble(*line), soft_wrap=True)


def plain_line(line: StyledLine) -> str:
    """A line with its end, without its styles."""
    return f"{''.join([text for text, _ in line])}\n"


def column_count(text: str) -> int:
    """How many columns of a terminal a printable text takes (UAX 11)."""
    if text.isascii():
        return len(text)
    # On use: the widths of all other characters take long to import.
    from rich.cells import cell_len

    return cell_len(text)
