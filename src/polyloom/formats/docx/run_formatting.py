"""Which differences of formatting translators see as codes, and what those are called.

ECMA-376 Part 1 §17.3.2.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from polyloom.formats.docx.paragraph_content import (
    FormattedText,
    ParagraphItem,
    SpanningCode,
    StandaloneCode,
)
from polyloom.formats.docx.untranslatable_styles import UntranslatableStyles
from polyloom.formats.docx.xml_nodes import XmlNode, read_nodes

# The language of a word is not that of its translation, and a change of formatting is accepted.
_LEFT_OUT = frozenset({b"w:lang", b"w:rPrChange"})
# Differences that no reader sees, or that come from a scanner's or typesetter's fitting.
_UNSEEN = frozenset(
    {b"w:noProof", b"w:spacing", b"w:kern", b"w:w", b"w:fitText", b"w:webHidden", b"w:rtl", b"w:cs"}
)
_HINT = re.compile(rb"\s+w:hint\s*=\s*(?:\"[^\"]*\"|'[^']*')")

_LABELS = {
    b"w:b": "bold",
    b"w:bCs": "bold",
    b"w:i": "italic",
    b"w:iCs": "italic",
    b"w:u": "underlined",
    b"w:strike": "struck through",
    b"w:dstrike": "struck through",
    b"w:caps": "capitals",
    b"w:smallCaps": "small capitals",
    b"w:highlight": "highlighted",
    b"w:shd": "highlighted",
    b"w:color": "coloured",
    b"w:sz": "size",
    b"w:szCs": "size",
    b"w:rFonts": "font",
}
_OTHER = "formatting"
# What a property that can be switched says when it is off (ECMA-376 Part 1 §22.9.2.7, §17.18.99).
_OFF = ("0", "false", "off", "none")
_SWITCHED = frozenset(_LABELS) - {
    b"w:highlight", b"w:shd", b"w:color", b"w:sz", b"w:szCs", b"w:rFonts",
}  # fmt: skip


def read_formatting(data: bytes, properties: XmlNode | None) -> bytes:
    """The formatting that the run properties in ``data`` give, empty if there are none."""
    if properties is None:
        return b""
    kept = [
        data[node.start : node.end] for node in properties.children if node.name not in _LEFT_OUT
    ]
    return b"<w:rPr>%b</w:rPr>" % b"".join(kept) if kept else b""


def is_hidden_run(properties: XmlNode | None, untranslatable: UntranslatableStyles) -> bool:
    """Whether run properties, or the style that they name, hide the run (``w:vanish``)."""
    if properties is None:
        return False
    if properties.child(b"w:vanish") is not None:
        return properties.switched_on(b"w:vanish")
    return properties.value(b"w:rStyle") in untranslatable.hidden


def is_untranslatable_run(properties: XmlNode | None, untranslatable: UntranslatableStyles) -> bool:
    """Whether the style of a run says that its text is not translated."""
    return properties is not None and properties.value(b"w:rStyle") in untranslatable.kept


def group_by_formatting(items: Sequence[ParagraphItem]) -> tuple[bytes, tuple[ParagraphItem, ...]]:
    """The formatting of most characters, and the items with all other words in spanning codes.

    Neighbouring words with the same formatting are joined, and so are neighbouring standalone
    codes; white space takes the formatting of what it stands beside.
    """
    joined = _joined(_without_needless_switches(items))
    sizes: Counter[frozenset[bytes]] = Counter()
    first: dict[frozenset[bytes], bytes] = {}
    for item in joined:
        if isinstance(item, FormattedText):
            key = _visible_properties(item.formatting)
            sizes[key] += len(item.text)
            first.setdefault(key, item.formatting)
    if not sizes:
        return b"", tuple(joined)
    base = max(sizes, key=lambda key: sizes[key])
    return first[base], tuple(_with_spanning_codes(joined, base, first))


def _without_needless_switches(items: Sequence[ParagraphItem]) -> Sequence[ParagraphItem]:
    """The items without a needless “not bold”, “not italic” and the like.

    Programs write it behind a bold word. It is needless where other words of the paragraph are bold
    by themselves; where none is, the paragraph's style may be bold, and it is kept.
    """
    words = [item for item in items if isinstance(item, FormattedText)]
    if not any(_switches(item.formatting)[1] for item in words):
        return items
    on = frozenset[bytes]().union(*(_switches(item.formatting)[0] for item in words))
    return [
        FormattedText(item.text, _without(item.formatting, on & _switches(item.formatting)[1]))
        if isinstance(item, FormattedText)
        else item
        for item in items
    ]


@lru_cache(maxsize=1024)
def _switches(formatting: bytes) -> tuple[frozenset[bytes], frozenset[bytes]]:
    """The names of the properties that a formatting switches on, and of those it switches off."""
    nodes = [node for root in read_nodes(formatting) for node in root.children]
    switched = [node for node in nodes if node.name in _SWITCHED]
    off = frozenset(node.name for node in switched if _is_off(node))
    return frozenset(node.name for node in switched) - off, off


def _is_off(node: XmlNode) -> bool:
    return node.attribute(b"w:val") in _OFF


def _without(formatting: bytes, names: frozenset[bytes]) -> bytes:
    """A formatting without the properties of these names."""
    if not names:
        return formatting
    nodes = (node for root in read_nodes(formatting) for node in root.children)
    kept = b"".join(formatting[node.start : node.end] for node in nodes if node.name not in names)
    return b"<w:rPr>%b</w:rPr>" % kept if kept else b""


def _joined(items: Iterable[ParagraphItem]) -> list[ParagraphItem]:
    """The items with neighbouring standalone codes as one, and words of the same formatting too."""
    found: list[ParagraphItem] = []
    filled = (item for item in items if not isinstance(item, FormattedText) or item.text)
    for kind, row in groupby(filled, key=type):
        if kind is StandaloneCode:
            found.append(_merged_codes([item for item in row if isinstance(item, StandaloneCode)]))
        elif kind is FormattedText:
            found += _by_look([item for item in row if isinstance(item, FormattedText)])
        else:
            found += row
    return found


def _merged_codes(row: Sequence[StandaloneCode]) -> StandaloneCode:
    if len(row) == 1:
        return row[0]
    labels = dict.fromkeys(label for mark in row for label in mark.label.split(", "))
    pieces = tuple(piece for mark in row for piece in mark.pieces)
    return StandaloneCode(pieces, ", ".join(labels), all(mark.trimmable for mark in row))


def _by_look(row: Sequence[FormattedText]) -> Iterator[FormattedText]:
    """Neighbouring words that look the same, as one; white space goes with its neighbour."""
    text: list[str] = []
    formatting: bytes | None = None
    for words in row:
        if not words.text.strip():
            text.append(words.text)
        elif formatting is None or _visible_properties(formatting) == _visible_properties(
            words.formatting
        ):
            formatting = words.formatting if formatting is None else formatting
            text.append(words.text)
        else:
            yield FormattedText("".join(text), formatting)
            text, formatting = [words.text], words.formatting
    yield FormattedText("".join(text), row[0].formatting if formatting is None else formatting)


def _with_spanning_codes(
    items: Sequence[ParagraphItem], base: frozenset[bytes], first: dict[frozenset[bytes], bytes]
) -> list[ParagraphItem]:
    """The items with words that look different from ``base`` in spanning codes.

    A spanning code goes on over standalone codes between two words of its formatting. ``first`` is
    a formatting for each look.
    """
    found: list[ParagraphItem] = []
    position = 0
    while position < len(items):
        item = items[position]
        # White space between two codes has no neighbour, and nothing to show of its formatting.
        if (
            not isinstance(item, FormattedText)
            or not item.text.strip()
            or (key := _visible_properties(item.formatting)) == base
        ):
            found.append(
                FormattedText(item.text, first[base]) if isinstance(item, FormattedText) else item
            )
            position += 1
            continue
        end = _end_of_spanning_code(items, position, key)
        inside = [
            FormattedText(one.text, item.formatting) if isinstance(one, FormattedText) else one
            for one in items[position:end]
        ]
        found.append(SpanningCode(item.formatting, (), (), _label(key, base), tuple(inside)))
        position = end
    return found


def _end_of_spanning_code(items: Sequence[ParagraphItem], start: int, key: frozenset[bytes]) -> int:
    end = start + 1
    while end + 1 < len(items):
        mark, words = items[end], items[end + 1]
        if (
            not isinstance(mark, StandaloneCode)
            or not isinstance(words, FormattedText)
            or _visible_properties(words.formatting) != key
        ):
            break
        end += 2
    return end


def _label(key: frozenset[bytes], base: frozenset[bytes]) -> str:
    """What translators are told of words that look different from most: “bold”, “not bold”."""
    lacking = not key - base
    names: dict[str, None] = {}
    for raw in sorted(base - key) if lacking else sorted(key - base):
        node = read_nodes(raw)[0]
        value = node.attribute(b"w:val") or ""
        named = node.name in (b"w:vertAlign", b"w:rStyle")
        name = value if named else _LABELS.get(node.name, _OTHER)
        if named or node.name in _SWITCHED:
            name = f"not {name}" if lacking != _is_off(node) else name
        names[name] = None
    return ", ".join(name for name in names if name != _OTHER) or _OTHER


@lru_cache(maxsize=1024)
def _visible_properties(formatting: bytes) -> frozenset[bytes]:
    """The look of a formatting: those of its properties that readers see, in no order."""
    seen = set()
    for properties in read_nodes(formatting):
        for node in properties.children:
            raw = formatting[node.start : node.end]
            if node.name == b"w:rFonts":
                raw = _HINT.sub(b"", raw)
                if not re.search(rb"\sw:", raw):
                    continue
            if node.name not in _UNSEEN:
                seen.add(re.sub(rb"\s*/>$", b"/>", raw))
    return frozenset(seen)
