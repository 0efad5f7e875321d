"""HTML and XHTML: the texts of pages, and nothing else of them.

``tokenizer`` says where tags and texts are, ``elements`` what the standard says of elements.
``segmenter`` walks over the tokens with the ``open_elements`` around; it collects ``inline_runs``,
whose text is a segment (``visible_text``), and the texts of ``attributes`` and drawings
(``tag_segments``, ``svg_labels``). ``document`` and ``rendering`` are the way there and back.
Sections in this package are those of the HTML standard, https://html.spec.whatwg.org/multipage/.
"""

from __future__ import annotations

from polyloom.formats.contract import Format, NoPage, no_alternatives, splice_spans
from polyloom.formats.html.document import outline, read
from polyloom.formats.html.left_out import left_out
from polyloom.formats.html.localization import localize
from polyloom.formats.html.notices import add_notices
from polyloom.formats.html.rendering import render

FORMAT = Format(
    read=read,
    render=render,
    alternatives=no_alternatives,
    splice=splice_spans,
    outline=outline,
    left_out=left_out,
    localize=localize,
    add_notices=add_notices,
    page=NoPage("it is a web page itself"),
)
