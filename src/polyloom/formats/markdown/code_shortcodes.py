"""Shortcodes around code: ``{% highlight ruby %}`` … ``{% endhighlight %}``, and those of Hugo.

What stands between them is no Markdown. A CommonMark parser gets code fences in their place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# What is in these is code, a formula, a diagram, or for no reader.
_LIQUID = r"(?:highlight|comment)\b"
_HUGO = r"(?:highlight|code|comment|katex|math|mermaid)\b"
_LINE = re.compile(
    r"^[ \t>]*(?:(?P<fence>`{3,}|~{3,})|(?:"
    rf"(?P<open>\{{%-?[ ]*{_LIQUID}[^\n{{}}]*\}}|\{{\{{[<%][ ]*{_HUGO}[^\n{{}}]*\}}\}})|"
    rf"(?P<close>\{{%-?[ ]*end{_LIQUID}[^\n{{}}]*\}}|\{{\{{[<%][ ]*/[ ]*{_HUGO}[^\n{{}}]*\}}\}}))"
    r"[ \t]*\r?$)",
    re.MULTILINE,
)


def code_shortcodes_as_fences(text: str) -> str:
    """The text with code fences, of the same length, in the place of shortcodes around code."""
    if "{%" not in text and "{{" not in text:
        return text
    parts = []
    position = 0
    for opening, closing in _pairs(text):
        size = min(opening[1] - opening[0], closing[1] - closing[0])
        for start, end in (opening, closing):
            parts += [text[position:start], ("~" * size).ljust(end - start)]
            position = end
    return "".join((*parts, text[position:]))


def _pairs(text: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The spans, in characters, of shortcodes that open and close code, outside of code fences."""
    fence = ""
    opening: re.Match[str] | None = None
    for found in _LINE.finditer(text):
        if fence:
            fence = "" if (found["fence"] or "").startswith(fence) else fence
        elif opening is None:
            fence = found["fence"] or ""
            opening = found if found["open"] else None
        elif found["close"]:
            yield opening.span("open"), found.span("close")
            opening = None
