"""The text of HTML blocks (CommonMark 4.6), a small part of what HTML is.

Text and the inline tags in it are one segment; every other tag parts segments.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from polyloom.formats.markdown.runs import Place, prefix_of_quotes, read_lines
from polyloom.formats.markdown.tags import TAG, VOID, WORDED_VALUE, Tag, read_tag
from polyloom.formats.markdown.words import has_words
from polyloom.model import Kind, Segment

# fmt: off
_INLINE = frozenset(
    [
        "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em",
        "font", "i", "img", "ins", "kbd", "label", "mark", "q", "ruby", "rp", "rt", "s", "samp",
        "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    ]
)
# fmt: on
_KINDS = {
    **{f"h{level}": Kind.HEADING for level in range(1, 7)},
    "td": Kind.CELL,
    "th": Kind.CELL,
    "li": Kind.POINT,
    "blockquote": Kind.QUOTE,
    "figcaption": Kind.CAPTION,
    "caption": Kind.CAPTION,
}
# Elements whose content is no text for readers of the language.
_OPAQUE = frozenset({"script", "style", "pre", "textarea", "svg", "math", "template"})
# fmt: off
# Elements that may end without a tag end with their block.
_LOOSE = frozenset([
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup",
    "colgroup",
])
# fmt: on
_MARKUP = re.compile(rf"<!--|<[?!]|{TAG.pattern}")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: what stands between ``<!--`` and ``-->``, and where it begins, in bytes."""

    text: str
    start: int


@dataclass(slots=True)
class Shut:
    """Which element that is not for translators is open, from one block to the next."""

    name: str = ""
    depth: int = 0

    def see(self, tag: Tag) -> None:
        """Take a tag into account."""
        if not self.name:
            opens = (tag.shut or tag.name in _OPAQUE) and not tag.closes and not tag.void
            self.name, self.depth = (tag.name, 1) if opens else ("", 0)
        elif tag.name == self.name:
            self.depth += -1 if tag.closes else 1
            self.name = self.name if self.depth else ""

    def leave_block(self) -> None:
        """A block has ended, and with it the elements that need no end tag."""
        if self.name in _LOOSE:
            self.name, self.depth = "", 0


@dataclass(frozen=True, slots=True)
class HtmlBlock:
    """What was found in a block: segments, comments, and whether it shows anything at all.

    ``captions`` are the starts of those segments that are values of attributes.
    """

    segments: tuple[Segment, ...]
    captions: frozenset[int]
    comments: tuple[Comment, ...]
    shows: bool


class _Scan:
    """The block's lines without their prefixes as one text, and where each stands."""

    def __init__(self, body: bytes, pieces: Sequence[tuple[int, int]]) -> None:
        parts = [body[start:end].decode() for start, end in pieces]
        self.body = body
        self.pieces = pieces
        self.text = "".join(parts)
        self.starts = [0, *itertools.accumulate(map(len, parts))]

    def offset(self, position: int) -> int:
        """The byte in the document at which a character of the text stands."""
        index = bisect.bisect_right(self.starts, position, 0, len(self.pieces)) - 1
        head = self.text[self.starts[index] : position]
        return self.pieces[index][0] + len(head.encode())


def read_html_block(
    body: bytes, pieces: Sequence[tuple[int, int]], place: Place, shut: Shut
) -> HtmlBlock:
    """Find the texts of an HTML block, given the spans of its lines without their prefixes.

    ``place`` is that of text in no element with a kind of its own. ``shut`` is what the blocks
    before have left open, and is brought up to date.
    """
    scan = _Scan(body, pieces)
    comments: list[Comment] = []
    segments: list[Segment] = []
    captions: list[int] = []
    kinds, shows = [place.kind], False
    for tag, start, end, behind in _texts(scan, comments, shut):
        shows = shows or tag is not None or bool(scan.text[start:end].strip())
        if not shut.name:
            worded = _says_something(scan.text[start:end])
            if worded:
                segments.append(_segment(scan, start, end, _within(place, kinds)))
            # What stands inside a segment is the segment's.
            attributes = _attributes(scan, end if worded else start, behind, place)
            found = list(attributes) if tag is None or not tag.shut else []
            segments += found
            captions += [segment.start for segment in found]
        if tag is not None:
            _nest(kinds, tag)
            shut.see(tag)
    shut.leave_block()
    return HtmlBlock(tuple(segments), frozenset(captions), tuple(comments), shows)


def _texts(
    scan: _Scan, comments: list[Comment], shut: Shut
) -> Iterator[tuple[Tag | None, int, int, int]]:
    """The tag that ends a stretch of text, the stretch, inline tags included, and the tag's end."""
    text, begin, position = scan.text, 0, 0
    while match := _MARKUP.search(text, position):
        tag = None
        position = match.end()
        if match[0] == "<!--":
            close = text.find("-->", match.end())
            position = len(text) if close < 0 else close + 3
            if close >= 0:
                comments.append(Comment(text[match.end() : close], scan.offset(match.start())))
        elif match[0] in ("<?", "<!"):
            close = text.find(">", match.end())
            position = len(text) if close < 0 else close + 1
        else:
            tag = read_tag(match[0])
            if tag is None or (tag.name in _INLINE and not tag.shut and not shut.name):
                continue
        yield tag, begin, match.start(), position
        begin = position
    yield None, begin, len(text), len(text)


def _within(place: Place, kinds: Sequence[Kind]) -> Place:
    """The place of text in the innermost element with a kind; a list is one level of depth."""
    if len(kinds) == 1:
        return place
    lists = kinds.count(Kind.POINT) if kinds[-1] is Kind.POINT else 0
    return place._replace(kind=kinds[-1], depth=place.depth + lists, marker="")


def _segment(scan: _Scan, start: int, end: int, place: Place) -> Segment:
    stretch = scan.text[start:end]
    first = start + len(stretch) - len(stretch.lstrip())
    last = start + len(stretch.rstrip()) - 1
    begin, stop = scan.offset(first), scan.offset(last) + len(scan.text[last].encode())
    lines = read_lines(scan.body, begin, stop, (), prefix_of_quotes(place.quotes))
    text = " ".join(lines.parts)
    return Segment(place.kind, text, lines.start, lines.end, place.depth, place.marker)


def _attributes(scan: _Scan, start: int, end: int, place: Place) -> Iterator[Segment]:
    """The values of attributes that readers read, in the tags of a stretch of the block."""
    caption = Place(Kind.CAPTION, place.depth, "", place.quotes)
    for tag in TAG.finditer(scan.text, start, end):
        for match in WORDED_VALUE.finditer(tag[0]):
            if has_words(match["value"]):
                begin = tag.start() + match.start("value")
                yield _segment(scan, begin, begin + len(match["value"]), caption)


def _says_something(text: str) -> bool:
    return has_words(TAG.sub(" ", text)) if "<" in text else has_words(text)


def _nest(kinds: list[Kind], tag: Tag) -> None:
    if tag.name not in _KINDS or tag.name in VOID:
        return
    if not tag.closes:
        kinds.append(_KINDS[tag.name])
    elif len(kinds) > 1:
        kinds.pop()
