"""Styles whose text is not translated: those of hidden text, and those whose name says so.

Authors mark names of products, code and the like with a character or paragraph style of its own;
the names below are those that other translation programs know.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from polyloom.formats.docx.archive import read_archive
from polyloom.formats.docx.package_parts import PartRole, read_part
from polyloom.formats.docx.paragraph_styles import LONGEST_CHAIN
from polyloom.formats.docx.xml_nodes import XmlNode, read_nodes

# Without blanks, in lower case.
_NAMES = frozenset({"donottranslate", "notranslate", "tw4winexternal", "tw4wininternal"})


class UntranslatableStyles(Struct, frozen=True):
    """Identifiers of the styles, for characters and paragraphs, whose text is not translated.

    Text in ``hidden`` styles is not shown (§17.3.2.41 ``w:vanish``); text in ``kept`` styles is
    shown and stays as it is.
    """

    hidden: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()

    def has(self, style: str | None) -> bool:
        """Whether ``style``, an identifier or None, is one of them."""
        return style in self.hidden or style in self.kept


NO_STYLES = UntranslatableStyles()


@lru_cache(maxsize=4)
def read_untranslatable_styles(data: bytes) -> UntranslatableStyles:
    """The untranslatable styles of a Word file, given its bytes. Raises UserError."""
    part = read_part(read_archive(data, ""), PartRole.STYLES)
    nodes = {
        identifier: node
        for root in read_nodes(part.xml if part else b"")
        for node in root.children
        if node.name == b"w:style" and (identifier := node.attribute(b"w:styleId")) is not None
    }
    return UntranslatableStyles(
        frozenset(name for name in nodes if _is_hidden(nodes, name)),
        frozenset(name for name in nodes if any(map(_is_named, _chain(nodes, name)))),
    )


def _chain(nodes: Mapping[str, XmlNode], name: str) -> list[XmlNode]:
    """A style and those that it is based on, nearest first (§17.7.4.3)."""
    found: list[XmlNode] = []
    node = nodes.get(name)
    while node is not None and len(found) < LONGEST_CHAIN:
        found.append(node)
        node = nodes.get(node.value(b"w:basedOn") or "")
    return found


def _is_hidden(nodes: Mapping[str, XmlNode], name: str) -> bool:
    """What the nearest style in the chain with a ``w:vanish`` says; False without one."""
    properties = (node.child(b"w:rPr") for node in _chain(nodes, name))
    return next(
        (one.switched_on(b"w:vanish") for one in properties if one and one.child(b"w:vanish")),
        False,
    )


def _is_named(node: XmlNode) -> bool:
    return "".join((node.value(b"w:name") or "").split()).lower() in _NAMES
