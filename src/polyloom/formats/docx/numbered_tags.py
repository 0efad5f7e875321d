"""Paragraphs as translators see them: text with numbered tags, and the way back.

``<1>…</1>`` is a pair, ``<2/>`` a mark. Numbers count from 1 in reading order, and leave out those
that the author's own text has as such tags: in a source that says “type <1>”, the first tag is
number 2, and ``<1>`` is text. So nothing needs escaping, and only tags of the source are tags.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from polyloom.formats.contract import Unfit
from polyloom.formats.docx.paragraph_content import Item, Mark, Pair, Words
from polyloom.formats.docx.trimmed_paragraph import Core

_TAG = re.compile(r"<(?P<close>/?)(?P<number>[1-9][0-9]{0,5})(?P<empty>/?)>")


class Tag(Struct, frozen=True):
    """A tag of a source text: what it stands for, and the number of the pair around it (or 0)."""

    item: Mark | Pair
    parent: int


class Tagged(Struct, frozen=True):
    """A source text with its tags by number; ``literal`` are numbers that are the author's text."""

    text: str
    tags: dict[int, Tag]
    literal: frozenset[int]


class _Writing(Struct):
    numbers: Iterator[int]
    parts: list[str] = field(default_factory=list)
    tags: dict[int, Tag] = field(default_factory=dict)

    def write(self, items: Iterable[Item], parent: int) -> None:
        """Write items that stand in the pair number ``parent``."""
        for item in items:
            if isinstance(item, Words):
                self.parts.append(item.text)
                continue
            number = next(self.numbers)
            self.tags[number] = Tag(item, parent)
            if isinstance(item, Mark):
                self.parts.append(f"<{number}/>")
            else:
                self.parts.append(f"<{number}>")
                self.write(item.items, number)
                self.parts.append(f"</{number}>")


def with_tags(core: Core) -> Tagged:
    """The text of a paragraph with tags for what is no plain text."""
    plain = "\n".join(_texts(core.items))
    literal = frozenset(int(match["number"]) for match in _TAG.finditer(plain))
    numbers = (number for number in itertools.count(1) if number not in literal)
    writing = _Writing(numbers)
    writing.write(core.items, 0)
    return Tagged("".join(writing.parts), writing.tags, literal)


def describe(tagged: Tagged) -> str:
    """What the tags stand for, in words: ``<1> bold, <2/> tab``."""
    return ", ".join(
        f"<{number}{'/' if isinstance(tag.item, Mark) else ''}> {tag.item.label}"
        for number, tag in tagged.tags.items()
    )


def without_tags(tagged: Tagged, look: bytes, translation: str) -> tuple[Item, ...]:
    """The items that a translation with tags says.

    Every tag of the source must be there once, in the same pair as in the source, and pairs must
    have something in them; their order is free. Raises Unfit.
    """
    reading = _Reading(tagged, [_Opened(0, look)])
    position = 0
    for match in _TAG.finditer(translation):
        if int(match["number"]) in tagged.literal:
            continue
        reading.words(translation[position : match.start()])
        reading.tag(match)
        position = match.end()
    reading.words(translation[position:])
    return reading.finish()


class _Opened(Struct):
    """A pair that is open (0: the paragraph), with its items so far."""

    number: int
    look: bytes
    items: list[Item] = field(default_factory=list)


class _Reading(Struct):
    tagged: Tagged
    opened: list[_Opened]
    used: set[int] = field(default_factory=set)

    def words(self, text: str) -> None:
        if text:
            self.opened[-1].items.append(Words(text, self.opened[-1].look))

    def tag(self, match: re.Match[str]) -> None:
        number = int(match["number"])
        tag = self.tagged.tags.get(number)
        written = match[0]
        if tag is None:
            raise Unfit(f"the source has no tag {written}", "remove it")
        pair = isinstance(tag.item, Pair)
        if pair == bool(match["empty"]) or (not pair and match["close"]):
            form = f"<{number}>…</{number}>" if pair else f"<{number}/>"
            raise Unfit(f"the tag {written} is not as in the source", f"write {form}")
        if match["close"]:
            self._close(number)
        else:
            self._open(number, tag)

    def finish(self) -> tuple[Item, ...]:
        if len(self.opened) > 1:
            number = self.opened[-1].number
            raise Unfit(f"the tag <{number}> is never closed", f"close it with </{number}>")
        missing = [_shown(number, tag) for number, tag in self.tagged.tags.items()
                   if number not in self.used]  # fmt: skip
        if missing:
            raise Unfit(
                f"the translation lacks {', '.join(missing)}",
                "copy the tags of the source, each around or beside what it belongs to",
            )
        return tuple(self.opened[0].items)

    def _open(self, number: int, tag: Tag) -> None:
        shown = _shown(number, tag)
        if number in self.used:
            raise Unfit(f"{shown} is there twice", "leave it once")
        if self.opened[-1].number != tag.parent:
            home = f"inside <{tag.parent}>…</{tag.parent}>" if tag.parent else "outside other tags"
            raise Unfit(f"{shown} is in another place than in the source", f"put it {home}")
        self.used.add(number)
        if isinstance(tag.item, Pair):
            self.opened.append(_Opened(number, tag.item.look))
        else:
            self.opened[-1].items.append(tag.item)

    def _close(self, number: int) -> None:
        top = self.opened[-1]
        if top.number != number:
            raise Unfit(
                f"</{number}> closes what is not open there", "nest the tags as in the source"
            )
        if not any(isinstance(item, Mark) or _filled(item) for item in top.items):
            raise Unfit(f"<{number}></{number}> has nothing in it", "put words between the tags")
        self.opened.pop()
        item = self.tagged.tags[number].item
        if isinstance(item, Pair):
            self.opened[-1].items.append(replace(item, items=tuple(top.items)))


def _filled(item: Item) -> bool:
    return isinstance(item, Pair) or (isinstance(item, Words) and bool(item.text.strip()))


def _shown(number: int, tag: Tag) -> str:
    if isinstance(tag.item, Mark):
        return f"<{number}/> ({tag.item.label})"
    return f"<{number}>…</{number}> ({tag.item.label})"


def _texts(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Words):
            yield item.text
        elif isinstance(item, Pair):
            yield from _texts(item.items)
