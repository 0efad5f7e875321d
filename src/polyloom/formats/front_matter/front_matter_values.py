"""Values of front matter."""

from __future__ import annotations

from msgspec import Struct

# What the names of all styles of TOML begin with.
TOML = "toml "


class FrontMatterError(Exception):
    """Front matter that is no YAML or TOML: what is wrong, on which line (from 1), what to do."""

    def __init__(self, what: str, line: int, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.line = line
        self.remedy = remedy


class FrontMatterValue(Struct, frozen=True):
    """A string that stands under a key, or in a list under it.

    ``key`` has the keys around it before its own: ``seo.title``. ``text`` is what the string says.
    ``start`` and ``end`` are the span of what is written, quotes included; of a block scalar, its
    lines without the header. They are offsets in characters where the readers of the two languages
    give them, in bytes in ``FrontMatter``. ``style`` is how the string is quoted, ``indent`` what
    lines of a block scalar begin with.
    """

    key: str
    text: str
    start: int
    end: int
    style: str
    indent: str = ""
