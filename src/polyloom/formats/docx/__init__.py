"""Word's .docx: paragraphs with their formatting as numbered tags.

A file is a zip archive (``archive``) of parts (``parts``), whose text is laid out in a row of
stories (``stories``) with paragraphs in them (``paragraphs``, ``styles``, ``numbering``). What is
inside a paragraph (``inline``, ``items``, ``looks``, ``fields``) loses its edges (``edges``) and
becomes text with tags (``tags``). References are to ECMA-376, 5th edition.
"""

from __future__ import annotations

from polyloom.formats.contract import Format, no_other_way
from polyloom.formats.docx.document import outline, read, render, splice
from polyloom.formats.docx.localization import localize

FORMAT = Format(
    segment=read,
    render=render,
    other_ways=no_other_way,
    splice=splice,
    outline=outline,
    localize=localize,
    page=None,
)
