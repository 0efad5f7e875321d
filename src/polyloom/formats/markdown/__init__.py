"""Markdown: CommonMark, GitHub's tables, footnotes and alerts, front matter, shortcodes.

Segments are spans of the source; every other byte is copied. The parser is asked what stands where,
and never to write Markdown.
"""

from __future__ import annotations

from polyloom.formats.contract import Format, no_alternatives, splice
from polyloom.formats.markdown.document import outline, read
from polyloom.formats.markdown.page import localize, page
from polyloom.formats.markdown.rendering import render

FORMAT = Format(
    read=read,
    render=render,
    alternatives=no_alternatives,
    splice=splice,
    outline=outline,
    localize=localize,
    page=page,
)
