"""The markup of a text besides emphasis and code, to which a translation may not add.

A translation may say anything, but it may not make a reader's browser fetch, run or lead to
something that the source does not have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from polyloom.formats.contract import UnfitTranslation
from polyloom.formats.markdown.inline_segments import words_of_events
from polyloom.formats.markdown.translatable_words import (
    ATTRIBUTES,
    TEX_COMMAND,
    WIKI_LINK,
    markdown_has_words,
)
from polyloom.language.url_spans import urls, without_spans
from polyloom.messages import message
from polyloom.placeables.code_spans import code_spans
from polyloom.placeables.html_tags import TAG, HtmlTag, parse_html_tag, unmatched_tags
from polyloom.placeables.inline_markup import (
    LEAD,
    MarkupItem,
    footnote_definitions,
    link_item,
    match_localized,
)
from polyloom.placeables.localized_links import LocalizedLinks
from polyloom.placeables.markdown_events import BEGIN, END, Event, LinkTarget, parse_events
from polyloom.placeables.shortcodes import SHORTCODE, shortcodes

# Without one of these there is nothing in a text but words, emphasis of them, code and formulas.
# Each is looked for faster than all of them are.
_SIGNS = ("<", "[", "{", "@", "\\", "&", "://", "www.")
# How often a text is looked at for emphasis that escaping other emphasis has left.
_MOST_ROUNDS = 5


class MarkupInventory(Struct, frozen=True):
    """The markup of a text: ``items``, and how often there is each.

    ``unmatched`` are the names of tags without partner. ``has_words`` says whether there are words
    at all. ``unbreakable`` are the spans, in characters, in which no line may be broken.
    """

    items: Counter[MarkupItem]
    unmatched: tuple[str, ...]
    has_words: bool
    unbreakable: tuple[tuple[int, int], ...] = ()


NO_MARKUP = MarkupInventory(Counter(), (), has_words=True)


def without_chance_emphasis(translation: str, source: str) -> str:
    r"""A translation without emphasis by underscores, if its source has none.

    Names in programs have underscores. Emphasis by asterisks is meant, and stays.

    >>> print(without_chance_emphasis("so __init__ ist", "call `__init__()`."))
    so \_\_init\_\_ ist
    """
    if "_" not in translation or _underscores_of_emphasis(source):
        return translation
    for _ in range(_MOST_ROUNDS):
        found = _underscores_of_emphasis(translation)
        if not found:
            break
        data = translation.encode()
        edges = [0, *found, len(data)]
        translation = b"\\".join(map(data.__getitem__, map(slice, edges, edges[1:]))).decode()
    return translation


def _underscores_of_emphasis(text: str) -> list[int]:
    """Where the underscores of a text stand that emphasize, in bytes of its UTF-8."""
    if "_" not in text:
        return []
    whole = f"{LEAD}{text}".encode()
    found: set[int] = set()
    for edge, name, _, start, end in parse_events(whole.decode()):
        if edge is BEGIN and name in ("Emphasis", "Strong") and whole[start : start + 1] == b"_":
            size = 2 if name == "Strong" else 1
            found.update(range(start, start + size), range(end - size, end))
    return sorted(position - len(LEAD) for position in found)


def is_plain_prose(text: str) -> bool:
    """Whether a text surely has words and no markup but emphasis; a quick look, no proof."""
    return not ("`" in text or "$" in text or _may_hold_more(text)) and markdown_has_words(text)


def _may_hold_more(text: str) -> bool:
    return any(map(text.lower().__contains__, _SIGNS))


def inventory_of_markdown(text: str, targets: Mapping[str, LinkTarget]) -> MarkupInventory:
    """The inventory of a text of one paragraph.

    ``targets`` are those of the document's link reference definitions, by label. Line breaks
    count as blanks.
    """
    flat = text.replace("\n", " ")
    return _inventory_of_line(flat, targets) if targets else _inventory_by_itself(flat)


# Of a document's texts one locale after the other asks.
@lru_cache(maxsize=512)
def _inventory_by_itself(flat: str) -> MarkupInventory:
    """The inventory of a line of a document without definitions."""
    return _inventory_of_line(flat, {})


def _inventory_of_line(flat: str, targets: Mapping[str, LinkTarget]) -> MarkupInventory:
    may_hold_more = _may_hold_more(flat)
    if not may_hold_more and "$" not in flat:
        return _of_words_and_code(flat)
    whole = f"{LEAD}{flat}"
    size = len(whole.encode())
    whole += footnote_definitions(flat)
    found = [event for event in parse_events(whole, targets) if event[4] <= size]
    items: list[MarkupItem] = []
    tags: list[HtmlTag] = []
    if may_hold_more:
        html = [event[2] for event in found if event[1] == "InlineHtml"]
        tags = [tag for written in html if (tag := parse_html_tag(written))]
        items += [("the tag", tag.essence) for tag in tags]
        items += [("the comment", written) for written in html if parse_html_tag(written) is None]
        items += _links(found)
        items += _commands(flat, found)
    has_words = markdown_has_words(words_of_events(found).lstrip()[len(LEAD) :])
    unbreakable = (*_unbreakable(found, whole), *_unbreakable_codes(flat))
    return MarkupInventory(Counter(items), unmatched_tags(tags), has_words, unbreakable)


def _of_words_and_code(flat: str) -> MarkupInventory:
    """The inventory of a text on one line that has no markup but code and emphasis."""
    spans = code_spans(flat)
    return MarkupInventory(Counter(), (), markdown_has_words(without_spans(flat, spans)), spans)


def inventory_of_html(text: str) -> MarkupInventory:
    """The inventory of a text of an HTML block: its shortcodes, and its tags as unbreakable.

    Which tags a translation may have is up to the HTML format.
    """
    # A component's tag on a line of its own would be a block.
    spans = tuple((match.start() - 1, match.end() + 1) for match in TAG.finditer(text))
    codes = Counter(("the shortcode", code) for code in shortcodes(text).elements())
    return MarkupInventory(codes, (), has_words=True, unbreakable=spans)


def refuse_added_markup(
    source: MarkupInventory, translation: MarkupInventory, links: LocalizedLinks
) -> None:
    """Raise UnfitTranslation for what the source has not, for half a pair, and for no words.

    A target that ``links`` allows in the place of one of the source is none that was added.
    """
    _, added = match_localized(
        source.items - translation.items, translation.items - source.items, links
    )
    for what, name in added:
        raise UnfitTranslation(
            message("the translation adds {what} “{name}”", what=_in_words(what), name=name),
            message(
                "use only the links, images, tags and shortcodes of the source,"
                " each as often as there"
            ),
            what,
        )
    if translation.unmatched != source.unmatched:
        names = " ".join(f"<{name}>" for name in translation.unmatched or source.unmatched)
        raise UnfitTranslation(
            message(
                "tags of the translation do not pair as those of the source do: {names}",
                names=names,
            ),
            message("open and close each tag where the source does"),
            "the tag",
        )
    if not translation.has_words:
        raise UnfitTranslation(
            message("the translation has no words"), message("write words, or leave it empty")
        )


def _in_words(what: str) -> str:
    """What an item is called, in the language that is spoken."""
    names = {
        "the tag": message("the tag"),
        "the comment": message("the comment"),
        "the shortcode": message("the shortcode"),
        "the attributes": message("the attributes"),
        "the command": message("the command"),
        "the expression": message("the expression"),
        "the footnote mark": message("the footnote mark"),
        "the link target": message("the link target"),
        "the address": message("the address"),
        "the image": message("the image"),
        "a title to the link target": message("a title to the link target"),
        "a title to the image": message("a title to the image"),
    }
    return names.get(what, what)


def _commands(flat: str, found: Sequence[Event]) -> list[MarkupItem]:
    """Shortcodes, attributes and TeX commands, which site generators and scripts would read.

    Some of these read a text as it is written, others as it is shown, without references and
    backslashes.
    """
    if not ("{" in flat or "\\" in flat or "&" in flat):
        return []
    shown = "".join(event[2] if event[1] == "Text" else " " for event in found)
    codes = shortcodes(flat) | shortcodes(shown)
    return [
        *(("the shortcode", code) for code in codes.elements()),
        *(("the attributes", code) for code in ATTRIBUTES.findall(flat)),
        *(("the command", name) for name in TEX_COMMAND.findall(flat)),
    ]


def _links(found: Sequence[Event]) -> list[MarkupItem]:
    """Links, images, footnote marks, wiki links and addresses, with their targets."""
    items: list[MarkupItem] = []
    depth = 0
    text: list[str] = []
    for edge, name, data, _, _ in found:
        if name in ("Link", "Image"):
            depth += (edge is BEGIN) - (edge is END)
            if edge is BEGIN:
                items += [link_item(name, data), *_title(name, data)]
        elif name == "FootnoteReference":
            items.append(("the footnote mark", f"[^{data}]"))
        elif name == "Text" and not depth:
            text.append(data)
        if name != "Text":
            text.append(" ")
    outside = "".join(text)
    items += [("the link target", match["page"].strip()) for match in WIKI_LINK.finditer(outside)]
    return items + [("the address", address) for address in urls(outside)]


def _title(name: str, data: Mapping[str, str]) -> list[MarkupItem]:
    what, target = link_item(name, data)
    return [(f"a title to {what}", target)] if data["title"] else []


def _unbreakable(found: Sequence[Event], whole: str) -> tuple[tuple[int, int], ...]:
    """The spans of code and tags, and of what follows on the text of a link."""
    spans: list[tuple[int, int]] = []
    last = 0
    for edge, name, _, start, end in found:
        if name in ("Code", "InlineHtml", "InlineMath", "DisplayMath"):
            spans.append((start, end))
        elif name in ("Link", "Image") and edge is END:
            spans.append((last, end))
        last = start if edge is BEGIN else end
    if not whole.isascii():
        spans = _in_characters(whole.encode(), spans)
    return tuple((start - len(LEAD), end - len(LEAD)) for start, end in spans)


def _unbreakable_codes(flat: str) -> Iterator[tuple[int, int]]:
    """The spans of shortcodes, and of attributes, with the blanks around them.

    On a line of its own a shortcode would be no part of the text; Python-Markdown knows attributes
    on one line only.
    """
    if "{" in flat:
        for pattern in (SHORTCODE, ATTRIBUTES):
            for match in pattern.finditer(flat):
                yield max(match.start() - 1, 0), match.end() + 1


def _in_characters(data: bytes, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ascending spans in bytes of UTF-8, in characters."""
    converted = []
    position = characters = 0
    for start, end in spans:
        first = characters + len(data[position:start].decode())
        characters = first + len(data[start:end].decode())
        position = end
        converted.append((first, characters))
    return converted
