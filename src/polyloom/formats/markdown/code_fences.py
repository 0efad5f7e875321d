"""Where code fences stand in a text (CommonMark 4.5), found before the text is parsed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from polyloom.late_patterns import late_pattern

# A fence may stand in quotes and, as their first line, in items of lists.
FENCE_LINE = late_pattern(
    r"^[ \t>]*(?:(?:[-+*:]|[0-9]{1,9}[.)])[ \t]+)*"
    r"(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})(?P<info>[^\n]*)$",
    re.MULTILINE,
)


class FencedCode(Struct, frozen=True):
    """The spans, in characters, of fenced code, in order: ``starts`` and ``ends``."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def contains(self, position: int) -> bool:
        """Whether a character stands in fenced code or in one of its fences."""
        index = bisect_right(self.starts, position) - 1
        return index >= 0 and position < self.ends[index]

    def end_behind(self, position: int) -> int:
        """Where the fenced code ends that a character stands in; 0 where it stands in none."""
        return self.ends[bisect_right(self.starts, position) - 1] if self.contains(position) else 0


def fenced_code(text: str) -> FencedCode:
    r"""Find the fenced code of a text; what is not closed extends to its end.

    >>> fenced_code("a\n```\nb\n```\nc")
    FencedCode(starts=(2,), ends=(11,))
    """
    if "```" not in text and "~~~" not in text:
        return FencedCode((), ())
    spans = tuple(_spans(text))
    return FencedCode(tuple(start for start, _ in spans), tuple(end for _, end in spans))


def closes_fence(line: re.Match[str], fence: str) -> bool:
    """Whether a line of ``FENCE_LINE`` closes the code that ``fence`` opened."""
    return line["fence"].startswith(fence) and not line["info"].strip()


def _spans(text: str) -> Iterator[tuple[int, int]]:
    fence, start = "", 0
    for line in FENCE_LINE.finditer(text):
        if not fence:
            fence, start = line["fence"], line.start()
        elif closes_fence(line, fence):
            yield start, line.end()
            fence = ""
    if fence:
        yield start, len(text)
