"""Parameters of shortcodes that hold prose: ``{{< figure caption="A boat" >}}``.

Which ones these are, the project says. A shortcode inside a text is part of that; only of others
the parameters are texts for themselves.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence

from polyloom.formats.markdown.code_fences import fenced_code
from polyloom.formats.markdown.code_shortcodes import SHORTCODE_WITH_STRINGS
from polyloom.formats.markdown.translatable_words import markdown_has_words
from polyloom.late_patterns import late_pattern
from polyloom.model import Kind, Segment

_PARAMETER = late_pattern(
    r"(?<=[\s,(])(?P<name>[\w-]+)\s*=\s*(?:\"(?P<double>(?:[^\"\\]|\\.)*+)\"|`(?P<raw>[^`]*+)`"
    r"|'(?P<single>(?:[^'\\]|\\.)*+)')",
    re.DOTALL,
)
_ESCAPED = late_pattern(r"\\([\"'\\])")


def parameter_segments(
    text: str, names: Collection[str], segments: Sequence[Segment]
) -> Iterator[Segment]:
    """The parameters with some names, of shortcodes that stand in none of the segments.

    ``segments`` are all others, in order; spans are in bytes of the text's UTF-8.
    """
    if "{%" not in text and "{{" not in text:
        return
    fenced = fenced_code(text)
    starts = [segment.start for segment in segments]
    counted = offset = 0
    for code in SHORTCODE_WITH_STRINGS.finditer(text):
        offset += len(text[counted : code.start()].encode())
        counted = code.start()
        index = bisect_right(starts, offset) - 1
        if fenced.contains(counted) or (index >= 0 and offset < segments[index].end):
            continue
        for found in _PARAMETER.finditer(text, code.start(), code.end()):
            quote = next(name for name in ("double", "raw", "single") if found[name] is not None)
            value = found[quote]
            words = " ".join(_ESCAPED.sub(r"\1", value).split())
            if found["name"] in names and markdown_has_words(words):
                before = text[counted : found.start(quote)] + value[: _leading(value)]
                start = offset + len(before.encode())
                end = start + len(value.strip().encode())
                yield Segment(Kind.ATTRIBUTE, words, start, end, marker=found["name"])


def _leading(text: str) -> int:
    """How many blanks a text begins with."""
    return len(text) - len(text.lstrip())
