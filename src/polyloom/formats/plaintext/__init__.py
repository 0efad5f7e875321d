"""Plain text as people write it: ``docs/plain-text.md`` has the rules, with examples.

1. Lines of directives (``directive_lines``) and the frames of pages are no text; ``blocks`` splits
   the rest, and ``document_layout`` is what all blocks say together.
2. A block is parted where it has cells (``tables``), lines that stand for themselves
   (``own_lines``), ``points``, and breaks that are meant (``paragraph_breaks``).
3. ``kinds`` tells of what kind each candidate is, and moves no boundary.

``block_segmentation`` does all that for ``document``. ``rendering`` writes a translation in a
segment's place; ``layout_guard`` says whether that leaves the layout as it is.
"""

from __future__ import annotations

from polyloom.formats.contract import Format, no_localization, no_outline, splice_spans
from polyloom.formats.directive_lines import without_directives
from polyloom.formats.plaintext.document import left_out, page, read
from polyloom.formats.plaintext.layout_guard import keeps_layout
from polyloom.formats.plaintext.rendering import alternatives, render

__all__ = ["FORMAT"]

FORMAT = Format(
    read=read,
    render=render,
    alternatives=alternatives,
    splice=splice_spans,
    outline=no_outline,
    left_out=left_out,
    localize=no_localization,
    page=page,
    keeps_layout=keeps_layout,
    without_directives=without_directives,
)
