"""Styles whose text is for no translator: hidden text, and styles that say so by their name.

Translators mark names of products, code and the like with a character or paragraph style of their
own; the names below are those that other programs for translators know.
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
    """The identifiers of styles, of characters as well as of paragraphs.

    Text in ``hidden`` ones is not shown (§17.3.2.41 ``w:vanish``), in ``kept`` ones stays as it is.
    """

    hidden: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()

    def has(self, style: str | None) -> bool:
        """Whether all text in this style is for no translator."""
        return style in self.hidden or style in self.kept


NO_STYLES = UntranslatableStyles()


@lru_cache(maxsize=4)
def read_untranslatable_styles(data: bytes) -> UntranslatableStyles:
    """The styles of a Word file that keep text from translators. Raises UserError."""
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
    """What the nearest style that speaks of hiding says."""
    looks = (node.child(b"w:rPr") for node in _chain(nodes, name))
    return next(
        (look.switched_on(b"w:vanish") for look in looks if look and look.child(b"w:vanish")), False
    )


def _is_named(node: XmlNode) -> bool:
    return "".join((node.value(b"w:name") or "").split()).lower() in _NAMES
