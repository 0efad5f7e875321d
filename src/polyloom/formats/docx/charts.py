"""The texts of a chart: its title, the titles of its axes, labels that its author wrote.

ECMA-376 Part 1 §21.2.2.210 ``c:title``, §21.1.2.2.6 ``a:p``. What a chart takes from its data
stays, since the data, a workbook inside the file, would say something else.
"""

from __future__ import annotations

from collections.abc import Iterator

from polyloom.formats.docx.xml_nodes import XmlNode, read_nodes, xml_text
from polyloom.model import Kind, Segment

_PARAGRAPH, _RUN, _TEXT = b"a:p", b"a:r", b"a:t"
# What else may stand in a paragraph of which all words are in one run.
_NO_TEXT = frozenset({b"a:pPr", b"a:endParaRPr"})


def chart_segments(xml: bytes, offset: int) -> Iterator[Segment]:
    """The segments of a chart's part.

    ``offset`` is where the part begins in the document's body, in bytes. A paragraph in several
    runs has no single place for a translation, and is left out.
    """
    waiting = read_nodes(xml)[::-1]
    while waiting:
        node = waiting.pop()
        if node.name != _PARAGRAPH:
            waiting += reversed(node.children)
            continue
        words = _words(node)
        if words is None:
            continue
        text = " ".join(xml_text(xml[words.inside : words.inside_end]).split())
        if any(map(str.isalpha, text)):
            start, end = offset + words.inside, offset + words.inside_end
            yield Segment(Kind.CAPTION, text, start, end, note="in a chart")


def _words(paragraph: XmlNode) -> XmlNode | None:
    """The ``a:t`` of a paragraph, or None where it has more than one run."""
    shown = [child for child in paragraph.children if child.name not in _NO_TEXT]
    return shown[0].child(_TEXT) if len(shown) == 1 and shown[0].name == _RUN else None
