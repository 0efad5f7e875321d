"""Word's .docx: paragraphs with their formatting as numbered tags.

A file is a zip archive (``archive``) of parts (``package_parts``). The text of the parts is laid
out as a sequence of stories (``stories``); the paragraphs of a story have a kind each
(``paragraph_kinds``, from ``paragraph_styles`` and ``list_numbering``). What a paragraph contains
(``paragraph_reader``, ``paragraph_content``, ``run_formatting``, ``fields``) is trimmed
(``trimmed_paragraph``) and becomes a text with tags (``numbered_tags``). Other texts are those of
``core_properties``, ``alt_texts`` and ``charts``. ``document`` and
``rendering`` put all this together. References
are to ECMA-376, 5th edition.
"""

from __future__ import annotations

from polyloom.formats.contract import Format, NoPage, no_alternatives
from polyloom.formats.docx.document import outline, read, splice
from polyloom.formats.docx.left_out import left_out
from polyloom.formats.docx.localization import localize
from polyloom.formats.docx.rendering import render

FORMAT = Format(
    read=read,
    render=render,
    alternatives=no_alternatives,
    splice=splice,
    outline=outline,
    left_out=left_out,
    localize=localize,
    page=NoPage("a Word file is published as it is, with its own layout"),
)
