"""XML elements with byte positions: enough of XML to find text in a Word file and replace it.

Expat says whether the XML is well-formed; after that a regular expression is enough to tell where
each tag begins and ends. Names keep their prefixes: Word, LibreOffice and their likes all write
``w:`` for WordprocessingML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.parsers import expat

from msgspec import Struct, field

from polyloom.formats.docx.file_errors import damaged_file
from polyloom.messages import message

# Far deeper than tables in tables in text boxes, and shallow enough to walk by recursion.
_MOST_NESTED = 256

_ATTRIBUTES = rb"[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*"
XML_TOKEN = re.compile(
    rb"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(?P<characters>.*?)\]\]>"
    rb"|</(?P<close>[^\s>]+)\s*>"
    rb"|<(?P<open>[^\s/>]+)(?P<attributes>" + _ATTRIBUTES + rb")>",
    re.DOTALL,
)
XML_ATTRIBUTE = re.compile(
    rb"(?P<name>[^\s=/]+)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')"
)
_DECLARED = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"']*)[\"']")
_REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9A-Fa-f]+)|#(?P<decimal>[0-9]+)|(?P<name>\w+));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_ILL_CHARACTER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class XmlNode(Struct):
    """An element. All offsets are in bytes of the XML that it was read from.

    It extends from ``start`` to ``end``, and its content from ``inside`` to ``inside_end``.
    ``attributes`` are the bytes of its start tag behind the name.
    """

    name: bytes
    attributes: bytes
    start: int
    inside: int
    inside_end: int = 0
    end: int = 0
    children: list[XmlNode] = field(default_factory=list)

    def child(self, *names: bytes) -> XmlNode | None:
        """The first child with the first name, in that the first with the next …; None if none."""
        node: XmlNode | None = self
        for name in names:
            node = next((one for one in node.children if one.name == name), None) if node else None
        return node

    def attribute(self, name: bytes) -> str | None:
        """The value of an attribute, unescaped, or None."""
        for match in XML_ATTRIBUTE.finditer(self.attributes):
            if match["name"] == name:
                value = match["double"] if match["double"] is not None else match["single"]
                return unescape_xml(value.decode())
        return None

    def value(self, *names: bytes) -> str | None:
        """The ``w:val`` of the element that ``child`` finds, or None."""
        node = self.child(*names)
        return None if node is None else node.attribute(b"w:val")

    def switched_on(self, name: bytes) -> bool:
        """Whether a child of this name switches its property on (ECMA-376 Part 1 §22.9.2.7)."""
        node = self.child(name)
        return node is not None and node.attribute(b"w:val") not in ("0", "false", "off")


def refuse_ill_formed(data: bytes, where: str) -> None:
    """Raise UserError for what is not well-formed XML in UTF-8, or has a document type.

    ECMA-376 Part 2 forbids document types (“XML usage”); without one there are no entities, neither
    external ones nor such as grow when they are expanded.
    """
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
    encoding = declared[1].decode("ascii", "replace").upper() if declared else "UTF-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\0<", b"<\0")):
        encoding = "UTF-16"
    if encoding not in ("UTF-8", "US-ASCII"):
        raise damaged_file(
            message("this XML is encoded in {encoding}, not in UTF-8", encoding=encoding), where
        )
    parser = expat.ParserCreate(namespace_separator=" ")

    def refuse_document_type(*_: object) -> None:
        raise damaged_file(message("the XML has a document type, which Word files never have"),
                   f"{where}:{parser.CurrentLineNumber}")  # fmt: skip

    parser.StartDoctypeDeclHandler = refuse_document_type
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        fault = expat.ErrorString(error.code)
        raise damaged_file(
            message("the XML is broken ({fault})", fault=fault), f"{where}:{error.lineno}"
        ) from None
    _refuse_depth(data, where)


def _refuse_depth(data: bytes, where: str) -> None:
    depth = 0
    for token in XML_TOKEN.finditer(data):
        if token.lastgroup == "close":
            depth -= 1
        elif token.lastgroup == "attributes" and not token["attributes"].endswith(b"/"):
            depth += 1
            if depth > _MOST_NESTED:
                line = data.count(b"\n", 0, token.start()) + 1
                raise damaged_file(
                    message("elements are nested over {limit} deep", limit=_MOST_NESTED),
                    f"{where}:{line}",
                )


def read_nodes(data: bytes) -> list[XmlNode]:
    """The outermost elements of well-formed XML, or of a balanced part of it.

    Invariant: ``data`` has passed ``refuse_ill_formed``, or is a part of what has.
    """
    top: list[XmlNode] = []
    opened: list[XmlNode] = []
    for token in XML_TOKEN.finditer(data):
        kind = token.lastgroup
        if kind == "close":
            node = opened.pop()
            node.inside_end, node.end = token.span()
        elif kind == "attributes":
            node = XmlNode(token["open"], token["attributes"], *token.span())
            (opened[-1].children if opened else top).append(node)
            if node.attributes.endswith(b"/"):
                node.inside_end = node.end = token.end()
            else:
                opened.append(node)
    return top


def xml_text(data: bytes) -> str:
    """The characters of an element's content, which has no elements in it."""
    if b"<" not in data:
        return unescape_xml(data.decode())
    parts: list[str] = []
    position = 0
    for token in XML_TOKEN.finditer(data):
        parts.append(unescape_xml(data[position : token.start()].decode()))
        parts.append((token["characters"] or b"").decode())
        position = token.end()
    return "".join([*parts, unescape_xml(data[position:].decode())])


def unescape_xml(text: str) -> str:
    """The text with XML's references replaced by the characters that they stand for."""
    return _REFERENCE.sub(_character, text) if "&" in text else text


def escape_xml(text: str) -> str:
    """The text with references in place of what XML would take for markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def characters_not_in_xml(text: str) -> Iterator[str]:
    """The characters of a text that no XML can hold (XML 1.0 §2.2)."""
    return (match[0] for match in _ILL_CHARACTER.finditer(text))


def _character(match: re.Match[str]) -> str:
    if match["hex"]:
        return chr(int(match["hex"], 16))
    return chr(int(match["decimal"])) if match["decimal"] else _NAMED[match["name"]]
