"""Shortcodes on lines of their own that a CommonMark parser would read as Markdown.

What stands between those around code (``{% highlight ruby %}`` … ``{% endhighlight %}``) is no
Markdown: the parser gets code fences in their place. One over several lines, and one right above a
table, would be read as a paragraph: the parser gets a block for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from polyloom.formats.markdown.code_fences import fenced_code
from polyloom.formats.markdown.parser_masks import LEAST_BLOCK, masked_as_block
from polyloom.late_patterns import late_pattern
from polyloom.placeables.byte_text import word_class

# What is in these is code, a formula, a diagram, or for no reader.
_IN_NAME = word_class("-")
_LIQUID = rf"(?:highlight|comment)(?!{_IN_NAME})"
_HUGO = rf"(?:highlight|code|code-toggle|comment|katex|math|mermaid)(?!{_IN_NAME})"
# One that closes itself (``{{< math … />}}``) opens nothing.
_LINE = late_pattern(
    r"^[ \t>]*(?:(?P<fence>`{3,}|~{3,})|(?:"
    rf"(?P<open>\{{%-?[ ]*(?P<tag>{_LIQUID})[^{{}}]*\}}|"
    rf"\{{\{{[<%][ \t\r\n]*(?P<name>{_HUGO})[^{{}}]*(?<!/[>%])\}}\}})|"
    rf"(?P<close>\{{%-?[ ]*end(?P<end_tag>{_LIQUID})[^\n{{}}]*\}}|"
    rf"\{{\{{[<%][ ]*/[ ]*(?P<end_name>{_HUGO})[^\n{{}}]*\}}\}}))"
    r"[ \t]*\r?$)",
    re.MULTILINE | re.ASCII,
)
# What is quoted in a shortcode may have any signs. A quotation mark without partner is a sign too,
# and a look for its partner is bounded.
_IN_SHORTCODE = r"(?:\"[^\"]{0,2000}+\"|`[^`]{0,2000}+`|[^{}>%\"`]++|(?!%\}|[>%]\}\})[>%\"`])"
SHORTCODE_WITH_STRINGS = late_pattern(
    rf"\{{\{{<{_IN_SHORTCODE}*+>\}}\}}|\{{\{{%{_IN_SHORTCODE}*+%\}}\}}|\{{%{_IN_SHORTCODE}*+%\}}"
)
# A look ahead is bounded.
_GOES_ON = late_pattern(r"(?<!\{)\{[{%][^}\n]{0,500}\n")
_OVER_LINES = late_pattern(
    r"^(?P<indent>[ \t>]*(?:(?:[-+*:]|[0-9]{1,9}[.)])[ \t]+)*)"
    rf"(?P<code>{SHORTCODE_WITH_STRINGS.pattern}|\{{\{{[^<%{{}}][^{{}}]*+\}}\}})"
    r"(?=[ \t]*\r?$)",
    re.MULTILINE,
)
# The rule below the head of a table.
_TABLE_RULE = r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\r?$"
_OVER_TABLE = late_pattern(
    r"^(?P<indent>[ \t]*)(?P<code>\{\{[^{}\n]*\}\}|\{%[^{}\n]*\})"
    rf"(?=[ \t]*\r?\n[^\n]*\|[^\n]*\n{_TABLE_RULE})",
    re.MULTILINE,
)

# The item over ``{:toc}`` is replaced by a table of contents (kramdown).
_CONTENTS = late_pattern(
    r"^(?P<indent>[ \t]*(?:[-+*]|[0-9]{1,9}[.)])[ \t]+)(?P<code>[^\r\n]+)"
    r"(?=\r?\n[ \t]*\{:[^{}\n]*"
    rf"(?<!{word_class('.#-')})toc(?!{_IN_NAME}))",
    re.MULTILINE | re.ASCII,
)


def shortcodes_as_commonmark(text: str) -> str:
    """A byte text with what a CommonMark parser understands in the place of lines of shortcodes.

    It is as long as before.
    """
    if "{:" in text:
        text = _CONTENTS.sub(lambda match: match["indent"] + " " * len(match["code"]), text)
    if "{%" not in text and "{{" not in text:
        return text
    fenced = fenced_code(text)

    def masked(match: re.Match[str]) -> str:
        code = match["code"]
        if fenced.contains(match.start()) or len(code) < LEAST_BLOCK:
            return match[0]
        return match["indent"] + masked_as_block(code)

    text = code_shortcodes_as_fences(text)
    if "|" in text:
        text = _OVER_TABLE.sub(masked, text)
        fenced = fenced_code(text)
    if _GOES_ON.search(text) is None:
        return text
    return _OVER_LINES.sub(lambda match: masked(match) if "\n" in match[0] else match[0], text)


def code_shortcodes_as_fences(text: str) -> str:
    """The text with code fences, as long, in the place of shortcodes around code."""
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
    """The spans, in characters, of shortcodes that open and close code, outside of code fences.

    One that is opened again before it is closed, or never closed, stands for itself.
    """
    lines = list(_LINE.finditer(text))
    last_end = {_name(line): line.start() for line in lines if line["close"]}
    fence = ""
    opening: re.Match[str] | None = None
    for line in lines:
        opens = line["open"] and last_end.get(_name(line), 0) > line.start()
        if opening is not None:
            if line["close"] and _name(opening) == _name(line):
                yield opening.span("open"), line.span("close")
                opening = None
            elif opens and _name(opening) == _name(line):
                opening = line
        elif fence:
            fence = "" if (line["fence"] or "").startswith(fence) else fence
        elif opens:
            opening = line
        else:
            fence = line["fence"] or ""


def _name(line: re.Match[str]) -> str:
    """The name of the shortcode that a line opens or closes."""
    return line["tag"] or line["name"] or line["end_tag"] or line["end_name"] or ""
