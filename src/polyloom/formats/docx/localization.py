"""The language of a Word file, and the direction of its paragraphs and runs.

The language goes where documents have their default one, in the styles; words that were put in have
none of their own. Direction is a property of each paragraph and run, not of the document (ECMA-376
Part 1 §17.3.1.6 ``w:bidi``, §17.3.2.30 ``w:rtl``), and it follows the text: in a file with some
paragraphs left in the source's language, those keep their side.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from polyloom.formats.docx.package_parts import PackagePart, PartRole
from polyloom.formats.docx.paragraph_kinds import ParagraphSpan, find_paragraphs
from polyloom.formats.docx.stories import lay_out_stories, replace_stories
from polyloom.formats.docx.xml_nodes import XmlNode, escape_xml, read_nodes, xml_text
from polyloom.language.locales import bcp47, direction

# The schema wants an order (§17.3.1.26, §17.3.2.28): what stands before w:bidi in w:pPr, and what
# behind w:rtl in w:rPr.
_BEFORE_BIDI = frozenset(
    {b"w:pStyle", b"w:keepNext", b"w:keepLines", b"w:pageBreakBefore", b"w:framePr",
     b"w:widowControl", b"w:numPr", b"w:suppressLineNumbers", b"w:pBdr", b"w:shd", b"w:tabs",
     b"w:suppressAutoHyphens", b"w:kinsoku", b"w:wordWrap", b"w:overflowPunct",
     b"w:topLinePunct", b"w:autoSpaceDE", b"w:autoSpaceDN"}
)  # fmt: skip
_AFTER_RTL = frozenset(
    {b"w:cs", b"w:em", b"w:lang", b"w:eastAsianLayout", b"w:specVanish", b"w:oMath", b"w:ins",
     b"w:del", b"w:moveFrom", b"w:moveTo", b"w:rPrChange"}
)  # fmt: skip
# A table's properties up to where w:bidiVisual belongs, if it has none (§17.4.1, §17.4.59).
_TABLE = re.compile(
    rb"<w:tblPr>(?:\s*<w:(?:tblStyle|tblpPr|tblOverlap)\b[^>]*/>)*+(?!\s*<w:bidiVisual\b)"
)
_EAST_ASIAN = frozenset({"zh", "ja", "ko"})

# Latin and the like, East Asian and complex scripts have a language each (§17.3.2.20).
_LANGUAGES = (b"w:val", b"w:eastAsia", b"w:bidi")

# What complex scripts have of their own, right behind what others have.
_COMPLEX = {b"w:b": b"w:bCs", b"w:i": b"w:iCs", b"w:sz": b"w:szCs"}

# Bytes from start to end become others.
_Edit = tuple[int, int, bytes]


def localize(data: bytes, locale: str) -> bytes:
    """The file with the locale as its language, and its paragraphs in their text's direction.

    Only what is set on paragraphs and runs themselves is changed, not what their styles say.
    """
    layout = lay_out_stories(data)
    right_to_left = direction(locale) == "rtl"
    stories: dict[int, bytes] = {}
    for number in layout.order:
        story = layout.stories[number]
        if story.role is PartRole.PROPERTIES:
            continue
        xml = _with_direction(story.xml, right_to_left)
        if xml != story.xml:
            stories[number] = xml
    styles = {
        part.name: xml
        for part in layout.parts
        if part.role is PartRole.STYLES and (xml := _with_language(part, locale)) != part.xml
    }
    return replace_stories(data, stories, styles)


def _with_direction(xml: bytes, right_to_left: bool) -> bytes:
    """A story with the properties of its paragraphs and runs set to their text's direction."""
    if not right_to_left and b"<w:bidi" not in xml and b"<w:rtl" not in xml:
        return xml
    edits: list[_Edit] = []
    for paragraph in find_paragraphs(xml):
        nodes = read_nodes(xml[paragraph.start : paragraph.end])
        runs = list(_runs(nodes))
        text = "".join(_text_of_run(xml, paragraph.start, run) for run in runs)
        if _runs_right_to_left(text) != right_to_left or not any(map(str.isalpha, text)):
            continue
        edits += _paragraph_edits(paragraph, right_to_left)
        for run in runs:
            if right_to_left == _runs_right_to_left(_text_of_run(xml, paragraph.start, run)):
                edits += _run_edits(paragraph.start, run, right_to_left)
    with_direction = _edited(xml, edits)
    return _TABLE.sub(rb"\g<0><w:bidiVisual/>", with_direction) if right_to_left else with_direction


def _paragraph_edits(paragraph: ParagraphSpan, right_to_left: bool) -> Iterator[_Edit]:
    """The edits that set a paragraph's direction."""
    properties, offset = paragraph.properties, paragraph.begin
    if properties is None:
        if right_to_left:
            yield offset, offset, b"<w:pPr><w:bidi/></w:pPr>"
        return
    bidi = properties.child(b"w:bidi")
    if bidi is not None:
        if properties.switched_on(b"w:bidi") != right_to_left:
            new = b"<w:bidi/>" if right_to_left else b'<w:bidi w:val="0"/>'
            yield offset + bidi.start, offset + bidi.end, new
    elif right_to_left and not properties.children:
        yield (
            offset + properties.start,
            offset + properties.end,
            b"<w:pPr><w:bidi/></w:pPr>",
        )
    elif right_to_left:
        following = [node for node in properties.children if node.name not in _BEFORE_BIDI]
        at = offset + (following[0].start if following else properties.inside_end)
        yield at, at, b"<w:bidi/>"


def _run_edits(offset: int, run: XmlNode, right_to_left: bool) -> Iterator[_Edit]:
    """The edits that set a run's direction; its spans count from ``offset``, in bytes."""
    properties = run.child(b"w:rPr")
    if properties is None or not properties.children:
        if right_to_left:
            start, end = _properties_span(run, properties)
            yield offset + start, offset + end, b"<w:rPr><w:rtl/></w:rPr>"
        return
    if right_to_left:
        yield from _complex_script_properties(offset, properties)
    rtl = properties.child(b"w:rtl")
    if rtl is not None and properties.switched_on(b"w:rtl") != right_to_left:
        yield offset + rtl.start, offset + rtl.end, b"<w:rtl/>" if right_to_left else b""
    elif rtl is None and right_to_left:
        following = [node for node in properties.children if node.name in _AFTER_RTL]
        at = offset + (following[0].start if following else properties.inside_end)
        yield at, at, b"<w:rtl/>"


def _properties_span(run: XmlNode, properties: XmlNode | None) -> tuple[int, int]:
    """The span, in bytes, of a run's properties, or the empty one where they belong."""
    return (properties.start, properties.end) if properties else (run.inside, run.inside)


def _complex_script_properties(offset: int, properties: XmlNode) -> Iterator[_Edit]:
    """Bold, italic and size for complex scripts, which have their own (§17.3.2.2 and others)."""
    for name, complex_name in _COMPLEX.items():
        node = properties.child(name)
        if node is not None and properties.child(complex_name) is None:
            at = offset + node.end
            yield at, at, b"<%b%b>" % (complex_name, node.attributes.removesuffix(b"/") + b"/")


def _runs(nodes: Iterable[XmlNode]) -> Iterator[XmlNode]:
    """The runs of a paragraph, those in links and the like too, in order."""
    waiting = list(nodes)[::-1]
    while waiting:
        node = waiting.pop()
        if node.name == b"w:r":
            yield node
        else:
            waiting += node.children[::-1]


def _text_of_run(xml: bytes, offset: int, run: XmlNode) -> str:
    return "".join(
        xml_text(xml[offset + node.inside : offset + node.inside_end])
        for node in run.children
        if node.name == b"w:t"
    )


def _runs_right_to_left(text: str) -> bool:
    """Whether most of the letters run from right to left (UAX 9, classes R and AL)."""
    if text.isascii():
        return False
    letters = [unicodedata.bidirectional(character) for character in text]
    return letters.count("R") + letters.count("AL") > letters.count("L")


def _with_language(part: PackagePart, locale: str) -> bytes:
    """The styles with the locale as the language of the defaults and of the default style."""
    tag = bcp47(locale)
    names = [b"w:val"]
    if tag.partition("-")[0] in _EAST_ASIAN:
        names.append(b"w:eastAsia")
    if direction(locale) == "rtl":
        names.append(b"w:bidi")
    edits = []
    for properties in _default_properties(part.xml):
        language = properties.child(b"w:lang")
        if language is not None:
            values = {name: language.attribute(name) for name in _LANGUAGES}
            values |= dict.fromkeys(names, tag)
            written = b"".join(
                b' %b="%b"' % (name, escape_xml(value).encode())
                for name, value in values.items()
                if value
            )
            edits.append((language.start, language.end, b"<w:lang%b/>" % written))
    return _edited(part.xml, edits)


def _default_properties(xml: bytes) -> Iterator[XmlNode]:
    """The run properties of the defaults (§17.7.5.4) and of the default paragraph style."""
    for root in read_nodes(xml):
        defaults = root.child(b"w:docDefaults", b"w:rPrDefault", b"w:rPr")
        if defaults is not None:
            yield defaults
        for node in root.children:
            properties = node.child(b"w:rPr")
            if (
                properties is not None
                and node.name == b"w:style"
                and node.attribute(b"w:type") == "paragraph"
                and node.attribute(b"w:default") in ("1", "true", "on")
            ):
                yield properties


def _edited(xml: bytes, edits: Iterable[_Edit]) -> bytes:
    """The XML with edits, which do not overlap."""
    parts = []
    position = 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        parts += [xml[position:start], new]
        position = end
    return b"".join([*parts, xml[position:]])
