"""The encoding that an HTML document declares (§13.2.3 “The input byte stream”)."""

from __future__ import annotations

import codecs
import re

from polyloom.formats.html.attributes import attribute_values, read_attributes
from polyloom.formats.html.tokenizer import tokenize
from polyloom.late_patterns import late_pattern

# Authors are asked to declare it this early, in bytes.
_HEAD = 1024
_IN_CONTENT = late_pattern(r"charset\s*=\s*[\"']?([^\s\"';]+)", re.IGNORECASE)
_IN_XML = late_pattern(r"<\?xml\s[^>]*?encoding\s*=\s*[\"']([^\"']+)")
# Labels that have always been used for Windows' superset (Encoding standard, §4.2) …
_WESTERN = frozenset(
    ("ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin-1", "latin1", "windows-1252")
)
# … save for bytes that it has no character for.
_NOT_WINDOWS = late_pattern(rb"[\x81\x8d\x8f\x90\x9d]")


def declared_encoding(data: bytes) -> str | None:
    """The Python codec that the document's first bytes name, or None.

    Raises nothing: a name that Python does not know is returned as it is.
    """
    head = data[:_HEAD].decode("latin-1")
    xml = _IN_XML.match(head)
    name = xml[1] if xml else _in_meta(head)
    if name is None:
        return None
    label = name.strip().lower()
    if label in _WESTERN:
        return "iso-8859-1" if _NOT_WINDOWS.search(data) else "windows-1252"
    # A document whose declaration can be read as ASCII is not in UTF-16.
    return "utf-8" if label.startswith("utf-16") else label


def decode_markup(data: bytes) -> tuple[str, str]:
    """A document as text of which only the markup is right, and the codec that gives it back.

    Markup is ASCII in every encoding that HTML may be in but UTF-16.
    """
    codec = "latin-1"
    if data.startswith(codecs.BOM_UTF16_LE):
        codec = "utf-16-le"
    elif data.startswith(codecs.BOM_UTF16_BE):
        codec = "utf-16-be"
    return data.decode(codec), codec


def _in_meta(head: str) -> str | None:
    for token in tokenize(head):
        if token.name == "meta":
            values = attribute_values(read_attributes(head, token))
            in_content = _IN_CONTENT.search(values.get("content", ""))
            if "charset" in values:
                return values["charset"]
            if values.get("http-equiv", "").lower() == "content-type" and in_content:
                return in_content[1]
    return None
