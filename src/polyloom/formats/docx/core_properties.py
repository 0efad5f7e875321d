"""The document's own title, subject and description (ECMA-376 Part 2, “Core properties”)."""

from __future__ import annotations

from collections.abc import Iterator

from polyloom.formats.docx.xml_nodes import read_nodes, xml_text
from polyloom.model import Kind, Segment

_FOR_TRANSLATORS = {b"dc:title": "title", b"dc:subject": "subject", b"dc:description": "comments"}


def core_property_segments(xml: bytes, offset: int) -> Iterator[Segment]:
    """The segments of the core properties.

    ``offset`` is where their part begins in the document's body, in bytes.
    """
    for root in read_nodes(xml):
        for node in root.children:
            name = _FOR_TRANSLATORS.get(node.name)
            raw = xml[node.inside : node.inside_end]
            if name is None or node.children:
                continue
            text = " ".join(xml_text(raw).split())
            if any(map(str.isalnum, text)):
                yield Segment(
                    Kind.FRONT_MATTER,
                    text,
                    offset + node.inside,
                    offset + node.inside_end,
                    note=f"the document's {name}, in its properties",
                )
