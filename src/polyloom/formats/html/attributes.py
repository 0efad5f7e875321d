"""The attributes of a tag: where they stand, and which are for translators."""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import NamedTuple

from polyloom.formats.html.elements import is_translatable, metadata_name
from polyloom.formats.html.reference_escapes import decode_value_references
from polyloom.formats.html.tokenizer import HTML_WHITE_SPACE, HtmlToken
from polyloom.late_patterns import late_pattern

_ATTRIBUTE = late_pattern(
    rf"(?=[^{HTML_WHITE_SPACE}/>])(?P<name>=?[^{HTML_WHITE_SPACE}/>=]*+)"
    rf"(?:[{HTML_WHITE_SPACE}]*+=[{HTML_WHITE_SPACE}]*+"
    rf"(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^{HTML_WHITE_SPACE}>\"'][^{HTML_WHITE_SPACE}>]*+)|\Z))?+"
)
_QUOTES = {"double": '"', "single": "'", "bare": "", None: ""}
# What ``alt=x>`` and a blank take, in characters.
_SHORTEST = 5
# Without one of these, no attribute of a tag matters for translation.
_CONCERNED = (
    "alt",
    "title",
    "lang",
    "aria-",
    "label",
    "translate",
    "content",
    "value",
    "placeholder",
    "abbr",
    "caption",
    "summary",
)
# A value that a program gives, in JSX, Svelte and Astro.
_EXPRESSION = late_pattern(r"\s*\{.*\}\s*", re.DOTALL)


class Attribute(NamedTuple):
    """An attribute: its name in lower case, its value as written, and where that stands.

    ``start`` and ``end`` are in characters of the text; without a value, both are where the name
    ends. ``quote`` is the quotation mark around the value, or empty.
    """

    name: str
    value: str
    start: int
    end: int
    quote: str


def read_attributes(text: str, tag: HtmlToken) -> dict[str, Attribute]:
    """The attributes of a start tag by name; of several with one name the first counts."""
    found: dict[str, Attribute] = {}
    position = tag.start + 1 + len(tag.name)
    for match in _ATTRIBUTE.finditer(text, position, tag.end - 1):
        name = match["name"].lower()
        if name in found:
            continue
        group = match.lastgroup
        if group is None or group == "name":
            found[name] = Attribute(name, "", match.end("name"), match.end("name"), "")
        else:
            start, end = match.span(group)
            found[name] = Attribute(name, match[group], start, end, _QUOTES[group])
    return found


def may_concern_translation(text: str, tag: HtmlToken) -> bool:
    """Whether a tag may have an attribute that matters for translation; a quick look, no proof."""
    behind_name = tag.start + 1 + len(tag.name)
    if tag.end - behind_name <= _SHORTEST:
        return False
    said = text[behind_name : tag.end].lower()
    return any(map(said.__contains__, _CONCERNED))


def translatable_attributes(name: str, found: dict[str, Attribute]) -> list[Attribute]:
    """Those attributes of an element (by its name) whose values are for translators."""
    values = attribute_values(found)
    return [
        each
        for each in found.values()
        if is_translatable(name, each.name, values) and not _EXPRESSION.fullmatch(each.value)
    ]


def attribute_label(attribute: Attribute, found: dict[str, Attribute]) -> str:
    """What translators are told of a value: the attribute's name, or of ``meta`` the metadata's."""
    if attribute.name == "content":
        return metadata_name(attribute_values(found))
    return attribute.name


def attribute_values(found: dict[str, Attribute]) -> dict[str, str]:
    """The values by name, with character references decoded."""
    return {name: decode_value_references(each.value) for name, each in found.items()}


def forbids_translation(values: dict[str, str]) -> bool:
    """Whether a tag, given its attributes, says no: ``translate="no"``, ``class="notranslate"``."""
    said = values.get("translate", "?").strip().lower()
    return said == "no" or (
        not demands_translation(values) and "notranslate" in values.get("class", "").split()
    )


def demands_translation(values: dict[str, str]) -> bool:
    """Whether a tag, given its attributes, says yes: ``translate`` is ``yes`` or empty."""
    return values.get("translate", "?").strip().lower() in ("yes", "")


def tag_identity(text: str, tag: HtmlToken, besides: frozenset[str] = frozenset()) -> Hashable:
    """What two start tags share if they differ in layout and in translated values only.

    Layout is the order of attributes, their quotation marks, and all white space: that inside of
    values as well, of which a msgid shows as much as an editor leaves there. ``besides`` are names
    of attributes whose values do not count.
    """
    values = attribute_values(read_attributes(text, tag))
    return tag.name, tuple(
        sorted(
            (name, "" if name in besides else "".join(value.split()))
            for name, value in values.items()
            if not is_translatable(tag.name, name, values)
        )
    )


def tag_skeleton(text: str, tag: HtmlToken) -> str:
    """What of a start tag no translation may change: all but the values for translators."""
    if not may_concern_translation(text, tag):
        return text[tag.start : tag.end]
    names = read_attributes(text, tag)
    return f"{tag_identity(text, tag)!r} {' '.join(names)}"
