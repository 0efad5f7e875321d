"""What a Markdown parser makes of the marks in a text: emphasis, code, links, images, footnotes.

What it makes nothing of, readers see as characters (CommonMark 0.31 §6.2: whether a run of ``*``
or ``_`` opens or closes emphasis depends on what stands before and behind it).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, field

from polyloom.late_patterns import late_pattern
from polyloom.placeables.html_tags import TAG, HtmlTag, parse_html_tag
from polyloom.placeables.localized_links import LocalizedLinks
from polyloom.placeables.shortcodes import SHORTCODE

if TYPE_CHECKING:
    from polyloom.placeables.markdown_events import LinkTarget

FOOTNOTE = late_pattern(r"\[\^([^\]\[\s]+)\]")
# A word before the text keeps it from being read as the beginning of a block; the blank behind it
# leaves emphasis what it is (CommonMark §6.2).
LEAD = "a "
# A text with none of these has no markup.
_SIGNS = late_pattern(r"[*_~`<\[]")
# Marks among the characters that a reader sees; underscores within words are letters there.
_MARKS = late_pattern(r"\*+|(?<!\w)_+|(?<!_)_++(?!\w)|~~+|`+")
_LABEL = late_pattern(r"\]\[(?P<full>[^\[\]]+)\]|\[(?P<collapsed>[^\[\]]+)\]\[\]")
_TAG_NAME = late_pattern(r"</?[A-Za-z][A-Za-z0-9-]*(?=[\s/>])")
_EMPHASIS = ("Emphasis", "Strong", "Strikethrough")
# As many bytes between two emphasized words make two of them: not “*and* *or*”.
_FAR = 6
# In the place of what is no character of the text.
_BLANK = "\0"
_NO_BREAK = "\u00a0"
# The kinds of items that lead somewhere, or are fetched from there.
_ADDRESSES = ("the link target", "the image", "the address")

# What it is, in words for people (``the link target``), and which one.
MarkupItem = tuple[str, str]


class ShownMark(NamedTuple):
    """Marks as written, which readers see, and where they begin in the text, in characters."""

    mark: str
    start: int


class InlineMarkup(Struct, frozen=True):
    """The markup of a text of one paragraph.

    ``emphasis`` counts ``Emphasis``, ``Strong`` and ``Strikethrough``; ``stresses`` are what is
    left of them where those within others, and those next to each other, are one, by the name of
    the strongest. ``codes`` are the contents of code spans.
    """

    emphasis: Counter[str]
    stresses: tuple[str, ...]
    links: Counter[MarkupItem]
    codes: tuple[str, ...]
    tags: tuple[HtmlTag, ...]
    shown: tuple[ShownMark, ...]


NO_INLINE_MARKUP = InlineMarkup(Counter(), (), Counter(), (), (), ())


@lru_cache(maxsize=256)
def inline_markup(text: str) -> InlineMarkup:
    """The markup of a text; line breaks count as blanks.

    Of reference links, the labels are their targets: ``[tea][t]`` is one whatever is defined, and
    ``[tea]`` is words in brackets.

    >>> inline_markup("**止まれ。**まず [`x`](y.md)").shown
    (ShownMark(mark='**', start=0), ShownMark(mark='**', start=6))
    """
    if not _SIGNS.search(text):
        return NO_INLINE_MARKUP
    # The parser is not loaded where no text has markup.
    from polyloom.placeables.markdown_events import BEGIN, parse_events

    # Half a character, of which no UTF-8 can be made, becomes another one.
    text = text.encode(errors="replace").decode()
    whole = _with_whole_shortcodes(f"{LEAD}{text}".replace("\n", " "))
    size = len(whole.encode())
    found = _Found()
    events = parse_events(whole + footnote_definitions(whole), _targets_of_labels(whole))
    for edge, name, value, start, end in events:
        if start >= size:
            break
        if name == "Text":
            found.add_text(value, start, end)
        elif name == "Code":
            found.codes.append(value.replace(_NO_BREAK, " "))
            found.stresses.gap += end - start
        elif name == "InlineHtml":
            found.html.append(value)
        elif name == "FootnoteReference":
            found.links.append(("the footnote mark", f"[^{value}]"))
        elif name in _EMPHASIS:
            found.stresses.add(name, begins=edge is BEGIN)
        elif edge is BEGIN and name in ("Link", "Image"):
            what, target = link_item(name, value)
            found.links.append((what, target.replace(_NO_BREAK, " ")))
    return InlineMarkup(
        found.stresses.emphasis,
        tuple(found.stresses.names),
        Counter(found.links),
        tuple(found.codes),
        _tags(found.html),
        tuple(_shown_marks(found.texts, whole)),
    )


def tags_of_html(text: str) -> tuple[HtmlTag, ...]:
    """The tags of a text that is HTML and no Markdown; ``<ana@example.org>`` is none."""
    if "<" not in text:
        return ()
    return _tags(each for each in TAG.findall(text) if _TAG_NAME.match(each))


def match_localized(
    missing: Counter[MarkupItem], added: Counter[MarkupItem], links: LocalizedLinks
) -> tuple[Counter[MarkupItem], Counter[MarkupItem]]:
    """What is missing, and what is added, besides the addresses that ``links`` lets replace."""
    if not (missing and added and links.patterns):
        return missing, added
    left = Counter(missing), Counter(added)
    for what in _ADDRESSES:
        lost, found = (
            Counter({name: count for (kind, name), count in items.items() if kind == what})
            for items in left
        )
        if not (lost and found):
            continue
        links.match(lost, found)
        for items, rest in zip(left, (lost, found), strict=True):
            for item in [item for item in items if item[0] == what]:
                del items[item]
            items.update({(what, name): count for name, count in rest.items()})
    return left


def footnote_definitions(text: str) -> str:
    """What to write below a text so that its footnote marks are some to a parser."""
    if "[^" not in text:
        return ""
    return "".join(f"\n\n[^{label}]: a" for label in dict.fromkeys(FOOTNOTE.findall(text)))


def link_item(name: str, data: Mapping[str, str]) -> MarkupItem:
    """A parser's link or image, in words for people, and where it leads."""
    if name == "Image":
        return "the image", data["dest_url"]
    is_address = data["link_type"] in ("Autolink", "Email")
    return "the address" if is_address else "the link target", data["dest_url"]


class _Stresses(Struct):
    """The emphasis found so far; ``gap`` is how many bytes stand between the last and here."""

    emphasis: Counter[str] = field(default_factory=Counter)
    names: list[str] = field(default_factory=list)
    depth: int = 0
    gap: int = _FAR

    def add(self, name: str, *, begins: bool) -> None:
        """Emphasis begins or ends here."""
        if not begins:
            self.depth -= 1
            self.gap = 0
            return
        self.emphasis[name] += 1
        if not self.depth and self.gap >= _FAR:
            self.names.append(name)
        elif name != "Emphasis":
            self.names[-1] = name
        self.depth += 1


class _Found(Struct):
    """What has been found of a text up to some place; ``texts`` with where they are, in bytes."""

    stresses: _Stresses = field(default_factory=_Stresses)
    links: list[MarkupItem] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    texts: list[tuple[str, int, int]] = field(default_factory=list)

    def add_text(self, value: str, start: int, end: int) -> None:
        """Add words from ``start`` to ``end``, in bytes."""
        self.texts.append((value, start, end))
        self.stresses.gap += end - start


def _shown_marks(texts: Iterable[tuple[str, int, int]], whole: str) -> Iterator[ShownMark]:
    """The marks among words, which are given with where they stand, in bytes of ``whole``."""
    pieces: list[str] = []
    starts: list[int] = []
    places: list[int] = []
    length = last = 0
    for value, start, end in texts:
        # Between a backslash and what it escapes there is nothing.
        piece = value if start - last <= 1 else _BLANK + value
        starts.append(length + len(piece) - len(value))
        places.append(start)
        pieces.append(piece)
        length += len(piece)
        last = end
    shown = "".join(pieces)
    if not _SIGNS.search(shown):
        return
    data = whole.encode()
    position = characters = 0
    for match in _MARKS.finditer(shown):
        number = bisect_right(starts, match.start()) - 1
        characters += len(data[position : places[number]].decode())
        position = places[number]
        yield ShownMark(match[0], characters + match.start() - starts[number] - len(LEAD))


def _tags(written: Iterable[str]) -> tuple[HtmlTag, ...]:
    return tuple(tag for each in written if (tag := parse_html_tag(each)))


def _with_whole_shortcodes(text: str) -> str:
    """The text with blanks in shortcodes such that each may be a link's target."""
    if "{" not in text:
        return text
    return SHORTCODE.sub(lambda match: match[0].replace(" ", _NO_BREAK), text)


def _targets_of_labels(text: str) -> Mapping[str, LinkTarget] | None:
    """Definitions for the labels of full and collapsed references (CommonMark §6.3)."""
    if "][" not in text:
        return None
    from polyloom.placeables import markdown_events

    found = (match["full"] or match["collapsed"] for match in _LABEL.finditer(text))
    return {
        label: markdown_events.LinkTarget(f"[{label}]", "")
        for label in map(markdown_events.normalize_label, found)
    }
