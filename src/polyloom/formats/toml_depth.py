"""How deep the keys of a TOML text go, before it is parsed."""

from __future__ import annotations

import re

from polyloom.late_patterns import late_pattern

_MOST_PARTS = 100
_KEY = r"(?:[A-Za-z0-9_-]++|\"[^\"\n]*+\"|'[^'\n]*+')"
_DEEP = late_pattern(
    rf"^[ \t]*+\[{{0,2}}+[ \t]*+(?:{_KEY}[ \t]*+\.[ \t]*+){{{_MOST_PARTS}}}", re.MULTILINE
)


def line_of_deep_key(text: str) -> int:
    """The line of the first key or table of over a hundred parts (``a.b.c``), from 1; 0 for none.

    ``tomllib`` takes a time quadratic in their number.
    """
    match = _DEEP.search(text)
    return text.count("\n", 0, match.start()) + 1 if match else 0
