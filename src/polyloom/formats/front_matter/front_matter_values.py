"""Values of front matter."""

from __future__ import annotations

from msgspec import Struct

# What the names of all styles of TOML begin with.
TOML = "toml "


class FrontMatterError(Exception):
    """Front matter that its language does not allow: what is wrong, on which line, what to do."""

    def __init__(self, what: str, line: int, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.line = line
        self.remedy = remedy


class FrontMatterValue(Struct, frozen=True):
    """A string that stands under a key, or in a list under it.

    ``start`` and ``end`` are the span of what is written, quotes included; of a block of lines
    without its header. ``style`` is how it is quoted, ``indent`` what lines of a block begin with.
    """

    key: str
    text: str
    start: int
    end: int
    style: str
    indent: str = ""
