"""Paragraphs as translators see them, as text with numbered tags, and back.

``<1>…</1>`` is a spanning code, ``<2/>`` a standalone code. Numbers count from 1 in reading order,
and skip those that the author's own text has in such tags: in a source that says “type <1>”, the
first tag is number 2, and ``<1>`` is text. So nothing needs escaping, and only tags of the source
are tags.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from polyloom.formats.contract import UnfitTranslation
from polyloom.formats.docx.paragraph_content import (
    FormattedText,
    ParagraphItem,
    SpanningCode,
    StandaloneCode,
)
from polyloom.formats.docx.trimmed_paragraph import TrimmedParagraph
from polyloom.messages import message

_TAG = re.compile(r"<(?P<close>/?)(?P<number>[1-9][0-9]{0,5})(?P<empty>/?)>")


class NumberedTag(Struct, frozen=True):
    """A tag of a source text: what it stands for, and the number of the tag around it (or 0)."""

    item: StandaloneCode | SpanningCode
    parent: int


class TaggedText(Struct, frozen=True):
    """A source text, its tags by number, and the numbers whose tags are ``literal`` text."""

    text: str
    tags: dict[int, NumberedTag]
    literal: frozenset[int]


class _TagWriter(Struct):
    """Writes items as text with tags, which get their numbers from ``numbers``."""

    numbers: Iterator[int]
    parts: list[str] = field(default_factory=list)
    tags: dict[int, NumberedTag] = field(default_factory=dict)

    def write(self, items: Iterable[ParagraphItem], parent: int) -> None:
        """Write items that stand in the tag with the number ``parent``."""
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


def write_tags(trimmed: TrimmedParagraph) -> TaggedText:
    """The text of a paragraph, with tags for its codes."""
    plain = "\n".join(_texts(trimmed.items))
    literal = frozenset(int(match["number"]) for match in _TAG.finditer(plain))
    numbers = (number for number in itertools.count(1) if number not in literal)
    writer = _TagWriter(numbers)
    writer.write(trimmed.items, 0)
    return TaggedText("".join(writer.parts), writer.tags, literal)


def describe_tags(tagged: TaggedText) -> str:
    """What the tags stand for, for translators: ``<1> bold, <2/> tab``."""
    return ", ".join(
        f"<{number}{'/' if isinstance(tag.item, StandaloneCode) else ''}> {tag.item.label}"
        for number, tag in tagged.tags.items()
    )


def read_tags(tagged: TaggedText, formatting: bytes, translation: str) -> tuple[ParagraphItem, ...]:
    """The items of a translation with tags; ``formatting`` is that of words in no tag.

    Raises UnfitTranslation unless every tag of the source is there exactly once, inside the same
    tag as in the source, and no pair of tags is empty. Their order is free.
    """
    reader = _TagReader(tagged, [_OpenTag(0, formatting)])
    position = 0
    for match in _TAG.finditer(translation):
        if int(match["number"]) in tagged.literal:
            continue
        reader.words(translation[position : match.start()])
        reader.tag(match)
        position = match.end()
    reader.words(translation[position:])
    return reader.finish()


class _OpenTag(Struct):
    """A tag that is open (number 0: the paragraph), with its items so far."""

    number: int
    formatting: bytes
    items: list[ParagraphItem] = field(default_factory=list)


class _TagReader(Struct):
    """Reads a translation from its beginning to its end.

    ``opened`` are the open tags, the innermost last; ``used`` are the numbers of tags so far.
    """

    tagged: TaggedText
    opened: list[_OpenTag]
    used: set[int] = field(default_factory=set)

    def words(self, text: str) -> None:
        """Read text up to the next tag."""
        if text:
            self.opened[-1].items.append(FormattedText(text, self.opened[-1].formatting))

    def tag(self, match: re.Match[str]) -> None:
        """Read a tag. Raises UnfitTranslation for one that is not the source's, or not there."""
        number = int(match["number"])
        tag = self.tagged.tags.get(number)
        written = match[0]
        if tag is None:
            raise UnfitTranslation(
                message("the source has no tag {written}", written=written), message("remove it")
            )
        pair = isinstance(tag.item, SpanningCode)
        if pair == bool(match["empty"]) or (not pair and match["close"]):
            form = f"<{number}>…</{number}>" if pair else f"<{number}/>"
            raise UnfitTranslation(
                message("the tag {written} is not as in the source", written=written),
                message("write {form}", form=form),
            )
        if match["close"]:
            self._close(number)
        else:
            self._open(number, tag)

    def finish(self) -> tuple[ParagraphItem, ...]:
        """The items read. Raises UnfitTranslation for an open tag, and for missing ones."""
        if len(self.opened) > 1:
            number = self.opened[-1].number
            raise UnfitTranslation(
                message("the tag <{number}> is never closed", number=number),
                message("close it with </{number}>", number=number),
            )
        missing = [_shown(number, tag) for number, tag in self.tagged.tags.items()
                   if number not in self.used]  # fmt: skip
        if missing:
            raise UnfitTranslation(
                message("the translation lacks {missing}", missing=", ".join(missing)),
                message("copy the tags of the source, each around or beside what it belongs to"),
            )
        return tuple(self.opened[0].items)

    def _open(self, number: int, tag: NumberedTag) -> None:
        shown = _shown(number, tag)
        if number in self.used:
            raise UnfitTranslation(
                message("{shown} is there twice", shown=shown), message("leave it once")
            )
        if self.opened[-1].number != tag.parent:
            home = (
                message("inside <{parent}>…</{parent}>", parent=tag.parent)
                if tag.parent
                else message("outside other tags")
            )
            raise UnfitTranslation(
                message("{shown} is in another place than in the source", shown=shown),
                message("put it {home}", home=home),
            )
        self.used.add(number)
        if isinstance(tag.item, SpanningCode):
            self.opened.append(_OpenTag(number, tag.item.formatting))
        else:
            self.opened[-1].items.append(tag.item)

    def _close(self, number: int) -> None:
        top = self.opened[-1]
        if top.number != number:
            raise UnfitTranslation(
                message("</{number}> closes what is not open there", number=number),
                message("nest the tags as in the source"),
            )
        if not any(isinstance(item, StandaloneCode) or _filled(item) for item in top.items):
            raise UnfitTranslation(
                message("<{number}></{number}> has nothing in it", number=number),
                message("put words between the tags"),
            )
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
