"""From the tokens of an HTML document to its segments.

Blocks and inline content are told apart as browsers display them (§15.3 of the standard), and end
tags that authors leave out are implied as when the standard builds a tree (§13.2.6), as far as the
kind of a segment depends on it. Bytes never depend on it: all but the segments is skeleton.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from polyloom.formats.directives import Directive, obey, parse_directive
from polyloom.formats.html.attributes import (
    Attribute,
    attributes,
    for_translators,
    label,
    plain_values,
    worth_reading,
)
from polyloom.formats.html.elements import (
    BLOCKS,
    CLOSES_ALL,
    CLOSES_PARAGRAPH,
    IMPLIED_ENDS,
    KINDS,
    LISTS,
    MARKED,
    PREFORMATTED,
    SCOPES,
)
from polyloom.formats.html.references import decode_value
from polyloom.formats.html.runs import has_words, parts
from polyloom.formats.html.spans import collapsed, shown, without_edges
from polyloom.formats.html.tokens import Token, Type, tokens
from polyloom.model import Kind, Segment

# An open element is looked for no further out than this, so that time stays linear in the size of
# a document in which elements are never closed.
_REACH = 200
_LANG = ("lang", "xml:lang")


@dataclass(slots=True)
class _Item:
    """A list item that is open: whether its first text has been seen."""

    begun: bool = False


class _Open(NamedTuple):
    """An open element and what text in it is.

    ``depth`` counts the lists around; ``on`` says whether the text is for translators, ``lines``
    whether its line breaks count. ``block`` is false for an inline element that is only kept here
    because it switches translation on or off, ``inert`` true for those of the same name inside it.
    """

    name: str
    kind: Kind = Kind.PARAGRAPH
    marker: str = ""
    depth: int = 0
    on: bool = True
    lines: bool = False
    item: _Item | None = None
    block: bool = True
    inert: bool = False


class _Untranslated(NamedTuple):
    """An inline element inside a run that is not for translators, not closed yet."""

    tag: Token
    inner: int = 0


@dataclass(slots=True)
class Found:
    """What is found in a document; all spans are in characters.

    ``skeleton`` are the tokens, other than text, that are no part of a run with segments.
    ``languages`` are the ``lang`` attributes that name the language of the text for translators.
    """

    segments: list[Segment] = field(default_factory=list)
    skeleton: list[Token] = field(default_factory=list)
    languages: list[Attribute] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)


def find(text: str, where: str, *, xml: bool = False) -> Found:
    """The segments of a document, in order, and what else is known of it.

    Raises UserError for a directive that is wrong.
    """
    reader = _Reader(text, where, xml)
    found = reader.read()
    found.segments.sort(key=lambda segment: segment.start)
    if found.directives:
        found.segments = obey(found.segments, found.directives, where)
    return found


def is_xml(text: str) -> bool:
    """Whether a document says that it is XML."""
    return text.startswith("<?xml")


class _Reader:
    """Reads the tokens one after the other; ``run`` is the inline content since the last block."""

    def __init__(self, text: str, where: str, xml: bool) -> None:
        self.text = text
        self.where = where
        self.xml = xml
        self.found = Found()
        self.open = [_Open("")]
        self.counts: dict[str, int] = {}
        self.run: list[Token] = []
        self.breaks: set[int] = set()
        self.untranslated: _Untranslated | None = None
        self.language = ""
        self.line, self.counted = 1, 0

    def read(self) -> Found:
        text, is_text = self.text, Type.TEXT
        takes = {
            Type.START: self.take_start,
            Type.END: self.take_end,
            Type.VOID: self.take_void,
            Type.COMMENT: self.take_comment,
            Type.ESCAPABLE: self.take_escapable,
            Type.OPAQUE: self.take_opaque,
            Type.OTHER: self.take_inline,
        }
        for token in tokens(self.text, xml=self.xml):
            if token.type is not is_text:
                takes[token.type](token)
            elif self.run or not text[token.start : token.end].isspace():
                self.take_text(token)
        self.end_untranslated(len(self.text))
        self.flush()
        return self.found

    # What each type of token does.

    def take_text(self, token: Token) -> None:
        if self.open[-1].on and self.untranslated is None:
            self.run.append(token)

    def take_inline(self, token: Token) -> None:
        if not self.open[-1].on:
            self.found.skeleton.append(token)
        elif self.untranslated is None:
            self.run.append(token)

    def take_start(self, token: Token) -> None:
        if token.name in BLOCKS:
            self.start_block(token)
        elif not self.open[-1].on:
            self.found.skeleton.append(token)
            self.push(token, self.translates(token, False), block=False)
        else:
            self.start_inline(token)

    def take_end(self, token: Token) -> None:
        name = token.name
        if name in BLOCKS:
            self.end_untranslated(token.start)
            self.flush()
            self.found.skeleton.append(token)
            self.close(name)
        elif self.untranslated is not None:
            self.end_inner(token)
        elif self.counts.get(name):
            self.end_kept(token)
        else:
            self.take_inline(token)

    def take_void(self, token: Token) -> None:
        if token.name in BLOCKS:
            self.start_block(token)
        else:
            # Fields part the text around them: what stands before and behind are labels.
            if token.name == "input":
                self.breaks.add(token.start)
            self.take_inline(token)

    def take_opaque(self, token: Token) -> None:
        self.take_inline(token)
        if token.name not in ("svg", "math"):
            self.breaks.add(token.start)

    def take_comment(self, token: Token) -> None:
        content = self.text[token.start + 4 : token.end].removesuffix(">").rstrip("-!")
        directive = None
        if ":" in content or "mdpo-" in content:
            self.line += self.text.count("\n", self.counted, token.start)
            self.counted = token.start
            directive = parse_directive(content, token.start, self.line, self.where)
        if directive is not None:
            self.found.directives.append(directive)
            self.breaks.add(token.start)
        self.take_inline(token)

    def take_escapable(self, token: Token) -> None:
        if self.open[-1].on and has_words(self.text[token.start : token.end]):
            self.segment(*without_edges(self.text, token.start, token.end), (token,))

    # Blocks.

    def start_block(self, token: Token) -> None:
        if self.untranslated is not None:
            self.unfold()
        self.flush()
        self.imply_ends(token.name)
        on = self.open[-1].on
        if worth_reading(self.text, token):
            on = self.translates(token, on)
            if on:
                self.values(token)
        self.found.skeleton.append(token)
        if token.type is not Type.VOID:
            self.push(token, on, block=True)

    def push(self, token: Token, on: bool, *, block: bool, inert: bool = False) -> None:
        name, around = token.name, self.open[-1]
        kind = KINDS.get(name) if block else None
        self.counts[name] = self.counts.get(name, 0) + 1
        self.open.append(
            _Open(
                name,
                around.kind if kind is None else kind,
                around.marker if kind is None else name if name in MARKED else "",
                around.depth + (name in LISTS),
                on,
                around.lines or name in PREFORMATTED,
                around.item if kind is None else _Item() if kind is Kind.POINT else None,
                block,
                inert,
            )
        )

    def imply_ends(self, name: str) -> None:
        """Close what the start tag of a block closes (§13.2.6.4.7)."""
        if name in CLOSES_PARAGRAPH and self.counts.get("p"):
            nearest = islice(reversed(self.open), _REACH)
            if next((one.name for one in nearest if one.block), "") == "p":
                self.close("p")
        if name not in IMPLIED_ENDS:
            return
        targets, barriers = IMPLIED_ENDS[name]
        if not any(map(self.counts.get, targets)):
            return
        keep = len(self.open)
        for index in range(len(self.open) - 1, max(0, len(self.open) - _REACH), -1):
            if self.open[index].name in targets:
                keep = index
            elif self.open[index].name in barriers:
                break
        self.cut(keep)

    def close(self, name: str) -> None:
        """Close an element by its end tag, if it is open, with all that is open in it."""
        if not self.counts.get(name):
            return
        if self.open[-1].name == name:
            self.counts[name] -= 1
            self.open.pop()
            return
        for index in range(len(self.open) - 1, max(0, len(self.open) - _REACH), -1):
            one = self.open[index].name
            if one == name:
                self.cut(index)
                return
            if one in SCOPES and name not in CLOSES_ALL:
                return

    def cut(self, length: int) -> None:
        for one in self.open[length:]:
            self.counts[one.name] -= 1
        del self.open[length:]

    # Inline elements.

    def start_inline(self, token: Token) -> None:
        pending = self.untranslated
        if pending is not None and token.name == pending.tag.name:
            self.untranslated = _Untranslated(pending.tag, pending.inner + 1)
        on = self.translates(token, pending is None)
        if pending is not None:
            if on:
                self.unfold()
                self.found.skeleton.append(token)
                self.push(token, True, block=False)
        elif not on:
            self.untranslated = _Untranslated(token)
        else:
            if self.counts.get(token.name):
                self.push(token, True, block=False, inert=True)
            self.run.append(token)

    def end_inner(self, token: Token) -> None:
        """An end tag inside an inline element that is not for translators."""
        pending = self.untranslated
        if pending is None or token.name != pending.tag.name:
            return
        if pending.inner:
            self.untranslated = _Untranslated(pending.tag, pending.inner - 1)
        else:
            self.end_untranslated(token.end)

    def end_untranslated(self, end: int) -> None:
        """The inline element that is not for translators is over: it is one piece of its run."""
        if self.untranslated is not None:
            tag = self.untranslated.tag
            self.run.append(Token(Type.OPAQUE, tag.start, end, tag.name))
            self.untranslated = None

    def unfold(self) -> None:
        """An inline element that is not for translators holds blocks, or text that is for them."""
        pending = self.untranslated
        self.untranslated = None
        self.flush()
        if pending is not None:
            self.found.skeleton.append(pending.tag)
            for _ in range(pending.inner + 1):
                self.push(pending.tag, False, block=False)

    def end_kept(self, token: Token) -> None:
        """The end tag of an inline element that switched translation on or off, maybe."""
        kept = next(
            (one for one in reversed(self.open[-_REACH:]) if one.block or one.name == token.name),
            self.open[0],
        )
        if kept.block or kept.inert:
            self.take_inline(token)
        else:
            self.flush()
            self.found.skeleton.append(token)
        if not kept.block:
            self.close(token.name)

    # What attributes say.

    def translates(self, token: Token, around: bool) -> bool:
        """Whether an element's text is for translators, where that around it is or is not.

        ``translate`` outranks ``class="notranslate"``, and that the language. Text in another
        language than the document's, and code in preformatted text, is not for translators.
        """
        if not worth_reading(self.text, token):
            return around and not (token.name == "code" and self.open[-1].lines)
        found = attributes(self.text, token)
        values = plain_values(found)
        named = [found[name] for name in _LANG if name in found]
        language = named[0].value.strip().lower().split("-")[0] if named else ""
        if language and not self.language and token.name in ("html", "body"):
            self.language = language
        foreign = bool(language and self.language) and language != self.language
        if values.get("translate", "?").strip().lower() in ("yes", ""):
            on = True
        elif foreign or _is_switched_off(values):
            on = False
        else:
            on = around and not (token.name == "code" and self.open[-1].lines)
        if on and language and not foreign:
            self.found.languages += named
        return on

    def values(self, token: Token) -> None:
        """Segments for the attributes of a tag that are for translators."""
        for attribute, name in self.speaking(token):
            start, end = _stripped(attribute)
            text = collapsed(decode_value(self.text[start:end]))
            self.found.segments.append(Segment(Kind.ATTRIBUTE, text, start, end, 0, name))

    def speaks(self, token: Token) -> bool:
        return bool(self.speaking(token))

    def speaking(self, token: Token) -> list[tuple[Attribute, str]]:
        """The attributes of a tag that are for translators, with what they are called."""
        if token.type not in (Type.START, Type.VOID) or not worth_reading(self.text, token):
            return []
        found = attributes(self.text, token)
        if _is_switched_off(plain_values(found)):
            return []
        return [
            (one, label(one, found))
            for one in for_translators(token.name, found)
            if has_words(one.value)
        ]

    # Runs.

    def flush(self) -> None:
        """The run is over: its segments, and those of the tags that are in none of them."""
        run = self.run
        if not run:
            return
        self.run = []
        if len(run) == 1 and run[0].type is Type.TEXT:
            start, end = run[0].start, run[0].end
            if has_words(self.text[start:end]):
                self.segment(*without_edges(self.text, start, end), run)
            return
        breaks = self.is_break if self.breaks else None
        spans = list(parts(self.text, run, breaks, self.speaks))
        position = 0
        for first, last in spans:
            if first > position:
                self.tags(run[position:first])
            inside = run[first:last]
            self.segment(*_edges(self.text, inside), inside)
            position = last
        if position < len(run):
            self.tags(run[position:])
        if not spans:
            self.found.skeleton += [token for token in run if token.type is not Type.TEXT]

    def is_break(self, token: Token) -> bool:
        return token.start in self.breaks

    def tags(self, run: Iterable[Token]) -> None:
        for token in run:
            self.values(token)

    def segment(self, start: int, end: int, run: Sequence[Token]) -> None:
        around = self.open[-1]
        text = shown(self.text, run, start, end, lines=around.lines)
        kind, marker = around.kind, around.marker
        if kind is Kind.POINT and around.item is not None:
            if around.item.begun:
                kind, marker = Kind.PARAGRAPH, ""
            around.item.begun = True
        depth = around.depth if kind in (Kind.POINT, Kind.PARAGRAPH) else 0
        self.found.segments.append(Segment(kind, text, start, end, depth, marker))


def _is_switched_off(values: dict[str, str]) -> bool:
    """§3.2.6.3, and the class that machine translation services know."""
    said = values.get("translate", "?").strip().lower()
    return said == "no" or (
        said not in ("yes", "") and "notranslate" in values.get("class", "").split()
    )


def _edges(text: str, run: list[Token]) -> tuple[int, int]:
    """The span of a run without white space at its edges."""
    first, last = run[0], run[-1]
    start, end = first.start, last.end
    if first.type is Type.TEXT:
        start = without_edges(text, first.start, first.end)[0]
    if last.type is Type.TEXT:
        end = without_edges(text, last.start, last.end)[1]
    return start, end


def _stripped(attribute: Attribute) -> tuple[int, int]:
    """The span of a value without white space; references at its edges stay."""
    value = attribute.value
    start = attribute.start + len(value) - len(value.lstrip())
    return start, start + len(value.strip())
