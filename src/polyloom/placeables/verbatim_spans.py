"""What stands for itself in a text, whatever is in it: code, math, comments, shortcodes, escapes.

The first that begins at a place wins, and nothing is looked for within it. A text is gone through
once: that something never ends is found out once for all of its kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from polyloom.late_patterns import late_pattern
from polyloom.placeables.character_references import CHARACTER_REFERENCE
from polyloom.placeables.code_spans import BACKTICKS, BacktickRuns
from polyloom.placeables.shortcodes import SHORTCODE

# What begins something that may have anything in it, and what ends that: shortcodes with braces
# among their arguments, comments, TeX. In math, something stands between the two.
_ENDS = {
    "{{<": late_pattern(r"[>%]\}\}"),
    "{{%": late_pattern(r"[>%]\}\}"),
    "{%": late_pattern(r"%\}"),
    "<!--": late_pattern("-->"),
    "\\(": late_pattern(r"(?<!\\\()\\\)", re.DOTALL),
    "\\[": late_pattern(r"(?<!\\\[)\\\]", re.DOTALL),
}
# Pandoc's rule for inline math: no blank inside the signs, no digit behind them.
_MATH = r"\$\$[^$]+\$\$|\$(?=\S)[^$\n]*[^\s$\\]\$(?!\d)"
_AUTOLINK = r"<[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]*>|<[\w.+-]+@[\w.-]+>"
_FOOTNOTE = r"\[\^[^\[\]\s]+\]|(?<!\])\[\d{1,3}\](?![(\[])"
_ESCAPE = r"\\[!-/:-@\[-`{-~]"
# A run of blanks is looked at from its beginning alone.
_LINE_BREAK = r"(?<![ \t])[ \t]++\n[ \t]*+|\n[ \t]*+"
_SHORT = "|".join(
    (SHORTCODE.pattern, _MATH, _ESCAPE, _AUTOLINK, _FOOTNOTE, CHARACTER_REFERENCE, _LINE_BREAK)
)
_CLOSED = late_pattern(_SHORT)
_BEGINNING = late_pattern(
    rf"(?P<backticks>{BACKTICKS})|(?P<open>{'|'.join(map(re.escape, _ENDS))})|{_SHORT}"
)


def verbatim_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where what stands for itself begins and ends, in characters, in order.

    >>> text = "See `<b>` {{< ref a >}} and $x$"
    >>> [text[begin:end] for begin, end in verbatim_spans(text)]
    ['`<b>`', '{{< ref a >}}', '$x$']
    """
    runs = BacktickRuns(text)
    endless: set[str] = set()
    position = 0
    while match := _BEGINNING.search(text, position):
        begin, position = match.span()
        end = position
        if match["backticks"]:
            end = runs.end_of_span(begin, end)
        elif match["open"]:
            end = _end_of_open(text, match, endless)
            # What never ends begins nothing, but there may be something else at its place.
            position = begin + 1
        if end > 0:
            yield begin, end
            position = end


def _end_of_open(text: str, beginning: re.Match[str], endless: set[str]) -> int:
    """Where what is open there ends, or what else begins there; -1 for neither.

    ``endless`` is what has no end from there on: it is added to.
    """
    name = beginning[0]
    if name not in endless:
        if end := _ENDS[name].search(text, beginning.end()):
            return end.end()
        endless.add(name)
    closed = _CLOSED.match(text, beginning.start())
    return closed.end() if closed else -1
