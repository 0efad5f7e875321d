"""Plain text as people write it.

A text becomes segments step by step:

1. ``page_headers_and_footers`` and ``directive_lines`` hide what is no text (``hidden_lines``).
2. ``blocks`` splits the rest at blank lines, rules and changes of quoting; what the blocks say of
   the whole document is its ``document_layout``.
3. ``block_division`` divides each block into ``candidate_segments``: at ``points``, at the cells of
   ``tables``, under ``section_headings``, and at the ``paragraph_breaks`` of running text, such as
   the turns of a ``dialogue``, but not inside ``verse``; last, in text and points, where lines
   stand for themselves (``own_lines``) or have room for the next word (``meant_breaks``).
4. ``kind_inference`` says of what kind each candidate is (``titles_and_headings``).
   ``block_segmentation`` makes it a segment, as deep as lists are open (``open_lists``).

``document`` begins with the bytes, ``rendering`` writes a translation in a segment's place, and
``layout_guard`` says whether that leaves the layout as it is. The rules are documented, with
examples, in ``docs/plain-text.md``.
"""

from __future__ import annotations

from polyloom.formats.contract import Format, no_localization, no_outline, splice
from polyloom.formats.plaintext.directive_lines import without_directives
from polyloom.formats.plaintext.document import read
from polyloom.formats.plaintext.layout_guard import keeps_layout
from polyloom.formats.plaintext.left_out import left_out
from polyloom.formats.plaintext.page import page
from polyloom.formats.plaintext.rendering import alternatives, render

__all__ = ["FORMAT"]

FORMAT = Format(
    read=read,
    render=render,
    alternatives=alternatives,
    splice=splice,
    outline=no_outline,
    left_out=left_out,
    localize=no_localization,
    page=page,
    keeps_layout=keeps_layout,
    without_directives=without_directives,
)
