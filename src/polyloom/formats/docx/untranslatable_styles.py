"""Styles whose text is not translated: those of hidden text, and those whose name says so.

Authors mark names of products, code and the like with a character or paragraph style of its own;
the names below are those that other translation programs know. Paragraph styles of code are known
by their names, too, or by those that the project names: a listing is no text for translators, while
code in a sentence is a part of that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from polyloom.formats.docx.archive import read_archive
from polyloom.formats.docx.package_parts import PartRole, read_part
from polyloom.formats.docx.paragraph_styles import LONGEST_CHAIN, is_named_kind
from polyloom.formats.docx.xml_nodes import XmlNode, read_nodes

# Without blanks and hyphens, in lower case.
_NAMES = frozenset({"donottranslate", "notranslate", "tw4winexternal", "tw4wininternal"})


class UntranslatableStyles(Struct, frozen=True):
    """Identifiers of the styles, for characters and paragraphs, whose text is not translated.

    Text in ``hidden`` styles is not shown (§17.3.2.41 ``w:vanish``); text in ``kept`` styles is
    shown and stays as it is.
    """

    hidden: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()


NO_STYLES = UntranslatableStyles()


@lru_cache(maxsize=4)
def read_untranslatable_styles(data: bytes) -> UntranslatableStyles:
    """The untranslatable styles of a Word file, given its bytes. Raises UserError."""
    nodes = _style_nodes(data)
    return UntranslatableStyles(
        frozenset(name for name in nodes if _is_hidden(nodes, name)),
        frozenset(name for name in nodes if any(map(_is_named, _chain(nodes, name)))),
    )


@lru_cache(maxsize=4)
def untranslated_paragraph_styles(data: bytes, names: tuple[str, ...]) -> Mapping[str, str]:
    """Why paragraphs of some styles are no texts: a rule's name by the style's identifier.

    ``data`` are the bytes of a Word file, ``names`` those of styles that hold code, as Word shows
    them; so do the styles that are based on them, but for headings and captions. Raises UserError.
    """
    nodes = _style_nodes(data)
    untranslatable = read_untranslatable_styles(data)
    wanted = {_plain_name(name) for name in names}
    rules = {
        name: "code" for name in nodes if _is_code([*map(_name_of, _chain(nodes, name))], wanted)
    }
    rules |= dict.fromkeys(untranslatable.kept, "do-not-translate")
    return rules | dict.fromkeys(untranslatable.hidden, "hidden")


def _is_code(chain: list[str], wanted: set[str]) -> bool:
    """Whether a style holds code, given its name and those of the styles that it is based on."""
    for name in chain:
        if _plain_name(name) in wanted:
            return True
        if is_named_kind(name):
            return False
    return False


def _style_nodes(data: bytes) -> dict[str, XmlNode]:
    part = read_part(read_archive(data, ""), PartRole.STYLES)
    return {
        identifier: node
        for root in read_nodes(part.xml if part else b"")
        for node in root.children
        if node.name == b"w:style" and (identifier := node.attribute(b"w:styleId")) is not None
    }


def _name_of(node: XmlNode) -> str:
    return node.value(b"w:name") or ""


def _plain_name(name: str) -> str:
    """A style's name in lower case, without blanks and hyphens."""
    return re.sub(r"[\s_-]", "", name).lower()


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
    return _plain_name(_name_of(node)) in _NAMES
