"""Finding what has to be masked: markup, code, URLs, placeholders, marks, names not to translate.

It is found by its shape, whatever format the text comes from: to mask too much costs an engine a
little context, to mask too little breaks a document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field

from polyloom.language.url_spans import url_spans
from polyloom.placeables.masked_text import Mask, MaskedPart, MaskedText, MaskRole
from polyloom.placeables.placeholder_syntaxes import placeholders
from polyloom.placeables.prose import CHARACTER_REFERENCE, CODE_SPAN
from polyloom.placeables.shortcodes import SHORTCODE

# What stands for itself, whatever is in it. The first that matches at a place wins.
# Shortcodes with braces among their arguments, too: no text is so long here that it costs much.
_SHORTCODE = rf"\{{\{{[<%].*?[>%]\}}\}}|\{{%.*?%\}}|{SHORTCODE.pattern}"
# Pandoc's rule for inline math: no blank inside the signs, no digit behind them.
_MATH = r"\$\$[^$]+\$\$|\$(?=\S)[^$\n]*[^\s$\\]\$(?!\d)|\\\(.+?\\\)|\\\[.+?\\\]"
_COMMENT = r"<!--.*?-->"
_AUTOLINK = r"<[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]*>|<[\w.+-]+@[\w.-]+>"
_FOOTNOTE = r"\[\^[^\]\s]+\]|(?<!\])\[\d{1,3}\](?![(\[])"
_ESCAPE = r"\\[!-/:-@\[-`{-~]"
_LINE_BREAK = r"[ \t]*\n[ \t]*"
_ALONE = re.compile(
    "|".join(
        (
            CODE_SPAN,
            _SHORTCODE,
            _MATH,
            _ESCAPE,
            _COMMENT,
            _AUTOLINK,
            _FOOTNOTE,
            CHARACTER_REFERENCE,
            _LINE_BREAK,
        )
    ),
    re.DOTALL,
)

_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][\w:-]*|[1-9]\d{0,5})"
    r"(?P<rest>(?:\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)?)(?P<empty>/?)>"
)
_VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "source", "track", "wbr"})
# A link's or an image's beginning, and what follows its text: a target, in which one level of
# brackets may stand.
_BRACKET = re.compile(
    r"(?P<opens>!?\[)|\](?P<target>\((?:[^()\\]|\\.|\([^()]*\))*\)|\[[^\]]*\]|\{[^}]*\})?"
)
# CommonMark 6.2, simplified: a run may open before a character that is no blank, and close behind
# one; underscores do neither within a word.
_DELIMITER = re.compile(
    r"(?:\*{1,3}|~~)(?P<before>(?=[^\s*~]))?|(?<!\w)_{1,3}(?P<bar_before>(?=[^\s_]))|_{1,3}(?!\w)"
)

# Characters from one place to another.
_Extent = tuple[int, int]


class _Span(Struct, frozen=True):
    """What one mask covers; a pair's two halves know where the other one begins."""

    start: int
    end: int
    role: MaskRole = MaskRole.ALONE
    partner: int = -1


class _Cover(Struct):
    """What is masked so far: spans that do not overlap, and of pairs both halves or none."""

    text: str
    covered: bytearray
    spans: list[_Span] = field(default_factory=list)

    def is_free(self, extent: _Extent) -> bool:
        """Whether nothing of it is masked."""
        return not any(self.covered[slice(*extent)])

    def add(self, *extents: _Extent) -> None:
        """Mask one extent alone, or two as a pair, where all is free."""
        if not all(map(self.is_free, extents)):
            return
        if len(extents) == 1:
            self.spans.append(_Span(*extents[0]))
        else:
            opening, closing = extents
            self.spans.append(_Span(*opening, MaskRole.OPENING, closing[0]))
            self.spans.append(_Span(*closing, MaskRole.CLOSING, opening[0]))
        for start, end in extents:
            self.covered[start:end] = b"\x01" * (end - start)

    def free(self, matches: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
        """Those matches of which nothing is masked when they are asked for."""
        return (match for match in matches if self.is_free(match.span()))


def mask(text: str, terms: Sequence[str] = ()) -> MaskedText:
    """The text as words and masks.

    ``terms`` are words and names that stay as they are; they are found as whole words, in the
    letter case in which they are given. White space at the edges, and pairs around the whole text,
    are not sent.

    >>> [part if isinstance(part, str) else part.source for part in mask("See **`x`** now").parts]
    ['See ', '**', '`x`', '**', ' now']
    """
    core = text.strip()
    if not core:
        return MaskedText((), text)
    start = text.index(core)
    lead, parts, tail = _without_enclosing(tuple(_parts(core, _cover(core, terms).spans)))
    return MaskedText(parts, text[:start] + lead, tail + text[start + len(core) :])


def placeable_counts(text: str, terms: Sequence[str] = ()) -> Counter[str]:
    """How often each thing that would be masked is in the text."""
    text = text.strip()
    return Counter(text[span.start : span.end] for span in _cover(text, terms).spans)


def _cover(text: str, terms: Sequence[str]) -> _Cover:
    cover = _Cover(text, bytearray(len(text)))
    for match in _ALONE.finditer(text):
        cover.add(match.span())
    _add_tags(cover)
    _add_links(cover)
    for extent in url_spans(text):
        cover.add(extent)
    for found in placeholders(text):
        cover.add((found.start, found.end))
    _add_terms(cover, terms)
    _add_emphasis(cover)
    return cover


def _add_tags(cover: _Cover) -> None:
    """Tags: a pair where both stand in the text, else alone."""
    if "<" not in cover.text:
        return
    open_: list[re.Match[str]] = []
    for tag in cover.free(_TAG.finditer(cover.text)):
        if tag["empty"] or tag["rest"].endswith("/") or _name(tag) in _VOID:
            cover.add(tag.span())
        elif not tag["close"]:
            open_.append(tag)
        elif _name(tag) in map(_name, open_):
            while _name(opening := open_.pop()) != _name(tag):
                cover.add(opening.span())
            cover.add(opening.span(), tag.span())
        else:
            cover.add(tag.span())
    for tag in open_:
        cover.add(tag.span())


def _name(tag: re.Match[str]) -> str:
    return tag["name"].lower()


def _add_links(cover: _Cover) -> None:
    """Links and images: a pair around their text. Brackets without a target are words."""
    open_: list[_Extent] = []
    for bracket in cover.free(_BRACKET.finditer(cover.text)):
        if bracket["opens"]:
            open_.append(bracket.span())
        elif open_:
            opening = open_.pop()
            if bracket["target"]:
                cover.add(opening, bracket.span())


def _add_terms(cover: _Cover, terms: Sequence[str]) -> None:
    wanted = sorted({term for term in terms if term.strip()}, key=len, reverse=True)
    if wanted:
        either = "|".join(map(re.escape, wanted))
        for match in re.finditer(rf"(?<!\w)(?:{either})(?!\w)", cover.text):
            cover.add(match.span())


def _add_emphasis(cover: _Cover) -> None:
    """Pairs of ``*``, ``_`` and ``~~``; a star at a word that is none of a pair stands alone."""
    open_: list[re.Match[str]] = []
    for run in cover.free(_DELIMITER.finditer(cover.text)):
        behind_words = run.start() > 0 and not cover.text[run.start() - 1].isspace()
        before_words = run["before"] is not None or run["bar_before"] is not None
        if behind_words and run[0] in [other[0] for other in open_]:
            while (opening := open_.pop())[0] != run[0]:
                _add_star(cover, opening)
            cover.add(opening.span(), run.span())
        elif before_words:
            open_.append(run)
        elif behind_words:
            _add_star(cover, run)
    for run in open_:
        _add_star(cover, run)


def _add_star(cover: _Cover, run: re.Match[str]) -> None:
    if run[0][0] != "_":
        cover.add(run.span())


def _parts(text: str, spans: Iterable[_Span]) -> Iterator[MaskedPart]:
    """The text cut at the spans. Halves of pairs that overlap with others stand alone."""
    ordered = sorted(spans, key=lambda span: span.start)
    nested = _nested(ordered)
    numbers: dict[int, int] = {}
    position = 0
    for span in ordered:
        if position < span.start:
            yield text[position : span.start]
        role = span.role if span.start in nested else MaskRole.ALONE
        key = span.partner if role is MaskRole.CLOSING else span.start
        number = numbers.setdefault(key, len(numbers) + 1)
        yield Mask(number, role, text[span.start : span.end])
        position = span.end
    if position < len(text):
        yield text[position:]


def _nested(spans: Iterable[_Span]) -> set[int]:
    """Where the halves of pairs begin that nest with all others."""
    nested: set[int] = set()
    open_: list[int] = []
    for span in spans:
        if span.role is MaskRole.OPENING:
            open_.append(span.start)
        elif span.role is MaskRole.CLOSING and span.partner in open_:
            while open_.pop() != span.partner:
                pass
            nested |= {span.start, span.partner}
    return nested


def _without_enclosing(parts: tuple[MaskedPart, ...]) -> tuple[str, tuple[MaskedPart, ...], str]:
    """The parts without the pairs around all of them, and what those are at both ends."""
    lead = tail = ""
    while len(parts) > 2:
        first, *inner, last = parts
        if not isinstance(first, Mask) or not isinstance(last, Mask):
            break
        if first.role is not MaskRole.OPENING or first.number != last.number:
            break
        lead, tail, parts = lead + first.source, last.source + tail, tuple(inner)
    return lead, parts, tail
