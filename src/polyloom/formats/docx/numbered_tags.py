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
from polyloom.formats.docx.paragraph_content import (
    FormattedText,
    ParagraphItem,
    SpanningCode,
    StandaloneCode,
)
from polyloom.formats.docx.trimmed_paragraph import TrimmedParagraph

_TAG = re.compile(r"<(?P<close>/?)(?P<number>[1-9][0-9]{0,5})(?P<empty>/?)>")


class NumberedTag(Struct, frozen=True):
    """A tag of a source text: what it stands for, and the number of the pair around it (or 0)."""

    item: StandaloneCode | SpanningCode
    parent: int


class TaggedText(Struct, frozen=True):
    """A source text with its tags by number; ``literal`` are numbers that are the author's text."""

    text: str
    tags: dict[int, NumberedTag]
    literal: frozenset[int]


class _TagWriter(Struct):
    numbers: Iterator[int]
    parts: list[str] = field(default_factory=list)
    tags: dict[int, NumberedTag] = field(default_factory=dict)

    def write(self, items: Iterable[ParagraphItem], parent: int) -> None:
        """Write items that stand in the pair number ``parent``."""
        for item in items:
            if isinstance(item, FormattedText):
                self.parts.append(item.text)
                continue
            number = next(self.numbers)
            self.tags[number] = NumberedTag(item, parent)
            if isinstance(item, StandaloneCode):
                self.parts.append(f"<{number}/>")
            else:
                self.parts.append(f"<{number}>")
                self.write(item.items, number)
                self.parts.append(f"</{number}>")


def write_tags(core: TrimmedParagraph) -> TaggedText:
    """The text of a paragraph with tags for what is no plain text."""
    plain = "\n".join(_texts(core.items))
    literal = frozenset(int(match["number"]) for match in _TAG.finditer(plain))
    numbers = (number for number in itertools.count(1) if number not in literal)
    writing = _TagWriter(numbers)
    writing.write(core.items, 0)
    return TaggedText("".join(writing.parts), writing.tags, literal)


def describe_tags(tagged: TaggedText) -> str:
    """What the tags stand for, in words: ``<1> bold, <2/> tab``."""
    return ", ".join(
        f"<{number}{'/' if isinstance(tag.item, StandaloneCode) else ''}> {tag.item.label}"
        for number, tag in tagged.tags.items()
    )


def read_tags(tagged: TaggedText, look: bytes, translation: str) -> tuple[ParagraphItem, ...]:
    """The items that a translation with tags says.

    Every tag of the source must be there once, in the same pair as in the source, and pairs must
    have something in them; their order is free. Raises Unfit.
    """
    reading = _TagReader(tagged, [_OpenTag(0, look)])
    position = 0
    for match in _TAG.finditer(translation):
        if int(match["number"]) in tagged.literal:
            continue
        reading.words(translation[position : match.start()])
        reading.tag(match)
        position = match.end()
    reading.words(translation[position:])
    return reading.finish()


class _OpenTag(Struct):
    """A pair that is open (0: the paragraph), with its items so far."""

    number: int
    look: bytes
    items: list[ParagraphItem] = field(default_factory=list)


class _TagReader(Struct):
    tagged: TaggedText
    opened: list[_OpenTag]
    used: set[int] = field(default_factory=set)

    def words(self, text: str) -> None:
        if text:
            self.opened[-1].items.append(FormattedText(text, self.opened[-1].look))

    def tag(self, match: re.Match[str]) -> None:
        number = int(match["number"])
        tag = self.tagged.tags.get(number)
        written = match[0]
        if tag is None:
            raise Unfit(f"the source has no tag {written}", "remove it")
        pair = isinstance(tag.item, SpanningCode)
        if pair == bool(match["empty"]) or (not pair and match["close"]):
            form = f"<{number}>…</{number}>" if pair else f"<{number}/>"
            raise Unfit(f"the tag {written} is not as in the source", f"write {form}")
        if match["close"]:
            self._close(number)
        else:
            self._open(number, tag)

    def finish(self) -> tuple[ParagraphItem, ...]:
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

    def _open(self, number: int, tag: NumberedTag) -> None:
        shown = _shown(number, tag)
        if number in self.used:
            raise Unfit(f"{shown} is there twice", "leave it once")
        if self.opened[-1].number != tag.parent:
            home = f"inside <{tag.parent}>…</{tag.parent}>" if tag.parent else "outside other tags"
            raise Unfit(f"{shown} is in another place than in the source", f"put it {home}")
        self.used.add(number)
        if isinstance(tag.item, SpanningCode):
            self.opened.append(_OpenTag(number, tag.item.look))
        else:
            self.opened[-1].items.append(tag.item)

    def _close(self, number: int) -> None:
        top = self.opened[-1]
        if top.number != number:
            raise Unfit(
                f"</{number}> closes what is not open there", "nest the tags as in the source"
            )
        if not any(isinstance(item, StandaloneCode) or _filled(item) for item in top.items):
            raise Unfit(f"<{number}></{number}> has nothing in it", "put words between the tags")
        self.opened.pop()
        item = self.tagged.tags[number].item
        if isinstance(item, SpanningCode):
            self.opened[-1].items.append(replace(item, items=tuple(top.items)))


def _filled(item: ParagraphItem) -> bool:
    return isinstance(item, SpanningCode) or (
        isinstance(item, FormattedText) and bool(item.text.strip())
    )


def _shown(number: int, tag: NumberedTag) -> str:
    if isinstance(tag.item, StandaloneCode):
        return f"<{number}/> ({tag.item.label})"
    return f"<{number}>…</{number}> ({tag.item.label})"


def _texts(items: Iterable[ParagraphItem]) -> Iterator[str]:
    for item in items:
        if isinstance(item, FormattedText):
            yield item.text
        elif isinstance(item, SpanningCode):
            yield from _texts(item.items)
