"""From the XML of a paragraph to its words with their formatting, and its codes.

Neighbouring runs with the same formatting are one, whatever editing sessions, spell checks or
languages have divided them (``w:rsid…``, ``w:proofErr``, ``w:lang``).

Tracked changes (ECMA-376 Part 1 §17.13.5) count as accepted: inserted words are words, deleted ones
are gone. Anchors of comments and permissions, which translators need not see, move to the edges of
the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from polyloom.formats.docx.fields import fold_fields
from polyloom.formats.docx.paragraph_content import (
    FormattedText,
    ParagraphContent,
    ParagraphItem,
    SpanningCode,
    StandaloneCode,
    XmlFragment,
    fragments_of,
)
from polyloom.formats.docx.run_formatting import (
    group_by_formatting,
    is_hidden_run,
    is_untranslatable_run,
    read_formatting,
)
from polyloom.formats.docx.untranslatable_styles import NO_STYLES, UntranslatableStyles
from polyloom.formats.docx.xml_nodes import XmlNode, read_nodes, xml_text

_TRANSPARENT = frozenset({b"w:ins", b"w:moveTo", b"w:smartTag"})
_DROPPED = frozenset(
    {b"w:del", b"w:moveFrom", b"w:proofErr", b"w:smartTagPr", b"w:pPr", b"w:lastRenderedPageBreak",
     b"w:delText", b"w:delInstrText"}
)  # fmt: skip
_PAIRS = {
    b"w:hyperlink": "link",
    b"w:customXml": "marked text",
    b"w:dir": "text direction",
    b"w:bdo": "text direction",
    b"w:sdt": "form field",
}
_BEFORE = frozenset(
    {b"w:commentRangeStart", b"w:permStart", b"w:moveFromRangeStart", b"w:moveToRangeStart"}
)
_AFTER = frozenset(
    {b"w:commentRangeEnd", b"w:permEnd", b"w:moveFromRangeEnd", b"w:moveToRangeEnd",
     b"w:commentReference"}
)  # fmt: skip
_BOOKMARK_EDGES = frozenset({b"w:bookmarkStart", b"w:bookmarkEnd"})

# What translators are told of hidden text, and of text that stays, behind its words.
HIDDEN_LABEL = "hidden text"
STAYS_LABEL = ", which stays"
# What standalone codes are called, for translators.
_LABELS = {
    b"w:tab": "tab",
    b"w:ptab": "tab",
    b"w:br": "line break",
    b"w:cr": "line break",
    b"w:bookmarkStart": "bookmark",
    b"w:bookmarkEnd": "bookmark",
    b"w:drawing": "picture",
    b"w:pict": "picture",
    b"w:object": "embedded object",
    b"mc:AlternateContent": "picture or text box",
    b"w:footnoteReference": "footnote mark",
    b"w:endnoteReference": "footnote mark",
    b"w:footnoteRef": "footnote mark",
    b"w:endnoteRef": "footnote mark",
    b"w:sym": "symbol",
    b"w:pgNum": "page number",
    b"w:fldSimple": "field",
    b"m:oMath": "formula",
    b"m:oMathPara": "formula",
}
# Codes that stand for words: they stay in the text even at its edge, where grammar may move them.
_LIKE_WORDS = frozenset({b"w:sym", b"w:pgNum", b"w:fldSimple", b"m:oMath"})
# Characters that are elements in a run (§17.3.3.18, §17.3.3.29).
_CHARACTERS = {b"w:noBreakHyphen": "\u2011", b"w:softHyphen": "\u00ad"}

_IS_TEXT = re.compile(rb"<w:(?:t|noBreakHyphen|softHyphen)[\s/>]")
_SPACE = re.compile(r"[\t\r\n]")
# XML's own white space, which Word drops at the edges of a w:t that does not preserve it.
_EDGE = " \t\r\n"
# Spanning codes that are nested deeper stay as they are, as standalone codes.
_MOST_NESTED = 24


def read_paragraph(
    data: bytes, untranslatable: UntranslatableStyles = NO_STYLES
) -> ParagraphContent:
    """The content of a paragraph, given the XML between its properties and its end tag."""
    reader = _ParagraphReader(data, untranslatable)
    items = reader.items(read_nodes(data), 0)
    formatting, grouped = group_by_formatting(items)
    return ParagraphContent(formatting, grouped, tuple(reader.before), tuple(reader.after))


class _ParagraphReader(Struct):
    """Reads the elements of one paragraph.

    ``before`` and ``after`` collect the XML that moves to the paragraph's edges. ``last_place`` has
    the identifiers of bookmarks that only say where the author's cursor was, ``empty`` those of
    bookmarks around nothing: such a place may be at the paragraph's beginning as well.
    """

    data: bytes
    untranslatable: UntranslatableStyles
    before: list[XmlFragment] = field(default_factory=list)
    after: list[XmlFragment] = field(default_factory=list)
    last_place: set[str] = field(default_factory=set)
    empty: set[str] = field(default_factory=set)

    def items(self, nodes: Iterable[XmlNode], depth: int) -> list[ParagraphItem]:
        """The items that some elements are, in order, each complete field as one."""
        found: list[ParagraphItem] = []
        nodes = tuple(nodes)
        self.empty.update(_empty_bookmarks(nodes))
        for node in nodes:
            found += self._read(node, depth)
        return fold_fields(found)

    def _read(self, node: XmlNode, depth: int) -> list[ParagraphItem]:
        name = node.name
        if name == b"w:r":
            return self._run(node)
        if name in _TRANSPARENT and depth < _MOST_NESTED:
            return [item for child in node.children for item in self._read(child, depth + 1)]
        if name in _PAIRS and depth < _MOST_NESTED:
            return [self._spanning_code(node, depth)]
        if name in _DROPPED or self._moved(node):
            return []
        return [self._standalone_code(node, None)]

    def _moved(self, node: XmlNode) -> bool:
        """Move an element to an edge of the paragraph if it belongs there; whether it does."""
        piece = XmlFragment(None, self._raw(node))
        identifier = node.attribute(b"w:id") or ""
        if node.name in _BOOKMARK_EDGES and identifier in self.empty:
            self.before.append(piece)
            return True
        if node.name in _BEFORE or node.attribute(b"w:name") == "_GoBack":
            # Where the author's cursor was last; nobody refers to it.
            self.before.append(piece)
            if node.name == b"w:bookmarkStart":
                self.last_place.add(identifier)
            return True
        if node.name in _AFTER or (node.name == b"w:bookmarkEnd" and identifier in self.last_place):
            self.after.append(piece)
            return True
        return False

    def _spanning_code(self, node: XmlNode, depth: int) -> ParagraphItem:
        content = node.child(b"w:sdtContent") if node.name == b"w:sdt" else node
        if content is None or content.inside_end == content.end:
            return self._standalone_code(node, None)
        formatting, items = group_by_formatting(self.items(content.children, depth + 1))
        pair = SpanningCode(
            formatting,
            (XmlFragment(None, self.data[node.start : content.inside]),),
            (XmlFragment(None, self.data[content.inside_end : node.end]),),
            _PAIRS[node.name],
            items,
        )
        return pair if pair.has_words else StandaloneCode(tuple(fragments_of(pair)), pair.label)

    def _run(self, run: XmlNode) -> list[ParagraphItem]:
        properties = run.child(b"w:rPr")
        formatting = read_formatting(self.data, properties)
        hidden = is_hidden_run(properties, self.untranslatable)
        kept = is_untranslatable_run(properties, self.untranslatable)
        items: list[ParagraphItem] = []
        for node in run.children:
            if node is properties or node.name in _DROPPED:
                continue
            text = None if hidden else self._text(node)
            if text is not None and kept:
                mark = self._standalone_code(node, formatting)
                items.append(replace(mark, label=f"“{text}”{STAYS_LABEL}", trimmable=False))
            elif text is not None:
                items.append(FormattedText(text, formatting))
            elif node.name in _AFTER:
                self.after.append(XmlFragment(formatting, self._raw(node)))
            else:
                mark = self._standalone_code(node, formatting)
                items.append(replace(mark, label=HIDDEN_LABEL) if hidden else mark)
        return items

    def _text(self, node: XmlNode) -> str | None:
        """The characters that an element of a run stands for; None for a standalone code."""
        if node.name == b"w:t":
            return self._characters(node)
        if node.name == b"w:ruby":
            # Reading aids are for the source's readers: the base is the text (§17.3.3.25).
            base = node.child(b"w:rubyBase")
            runs = base.children if base else []
            return "".join(
                self._text(child) or "" for run in runs for child in run.children
                if child.name == b"w:t"
            )  # fmt: skip
        return _CHARACTERS.get(node.name)

    def _characters(self, node: XmlNode) -> str:
        text = xml_text(self.data[node.inside : node.inside_end])
        if node.attribute(b"xml:space") != "preserve":
            text = text.strip(_EDGE)
        return _SPACE.sub(" ", text)

    def _standalone_code(self, node: XmlNode, formatting: bytes | None) -> StandaloneCode:
        field_delimiter = ""
        instruction = ""
        if node.name == b"w:fldChar":
            field_delimiter = node.attribute(b"w:fldCharType") or ""
        elif node.name == b"w:instrText":
            instruction = _direct_text(self.data, node)
        return StandaloneCode(
            (XmlFragment(formatting, self._raw(node)),),
            _LABELS.get(node.name, "mark"),
            node.name not in _LIKE_WORDS,
            field_delimiter,
            instruction,
        )

    def _raw(self, node: XmlNode) -> bytes:
        return self.data[node.start : node.end]


def _empty_bookmarks(nodes: Iterable[XmlNode]) -> Iterator[str]:
    """The identifiers of bookmarks among sibling elements that have nothing inside."""
    opened: set[str] = set()
    for node in nodes:
        identifier = node.attribute(b"w:id") or ""
        if node.name == b"w:bookmarkStart":
            opened.add(identifier)
        elif node.name == b"w:bookmarkEnd":
            if identifier in opened:
                yield identifier
        elif node.name not in _DROPPED:
            opened.clear()


def _direct_text(data: bytes, node: XmlNode) -> str:
    """The characters of an element without child elements; nothing for one that has some."""
    return "" if node.children else xml_text(data[node.inside : node.inside_end])


def protected_markup(paragraph: ParagraphContent) -> tuple[bytes, ...]:
    """The XML of a paragraph that is neither text nor formatting, sorted: translations keep it."""
    pieces = [
        *paragraph.before,
        *paragraph.after,
        *(piece for item in paragraph.items for piece in fragments_of(item)),
    ]
    return tuple(sorted(piece.raw for piece in pieces if not _IS_TEXT.match(piece.raw)))
