"""MDX: Markdown with JSX, expressions and modules in it, as MDX 2 and 3 read it.

It is read by Markdown's own machinery, which asks in ``Reading`` for what is otherwise here.
"""

from __future__ import annotations

from functools import partial

from polyloom.formats.contract import Format, NoPage, no_alternatives, splice_spans
from polyloom.formats.markdown.document import outline, read_dialect
from polyloom.formats.markdown.left_out import left_out
from polyloom.formats.markdown.localization import localize
from polyloom.formats.markdown.notices import add_notices
from polyloom.formats.markdown.reading import Dialect
from polyloom.formats.markdown.rendering import render

FORMAT = Format(
    read=partial(read_dialect, Dialect.MDX),
    render=render,
    alternatives=no_alternatives,
    splice=splice_spans,
    outline=outline,
    left_out=left_out,
    localize=localize,
    add_notices=add_notices,
    page=NoPage("its components are shown by the site that they belong to"),
)
