"""Finding what has to be masked: markup, code, URLs, placeholders, marks, names not to translate.

It is found by its shape, whatever format the text comes from: to mask too much costs an engine a
little context, to mask too little breaks a document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field

from polyloom.language.term_spans import term_spans
from polyloom.language.url_spans import url_spans
from polyloom.late_patterns import late_pattern
from polyloom.placeables.masked_text import Mask, MaskedPart, MaskedText, MaskRole
from polyloom.placeables.placeholder_syntaxes import placeholders, qt_arguments
from polyloom.placeables.verbatim_spans import verbatim_spans

_TAG = late_pattern(
    r"<(?P<close>/?)(?P<name>[A-Za-z][\w:-]*|[1-9]\d{0,5})"
    r"(?P<rest>(?:\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)?)(?P<empty>/?)>"
)
_VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "source", "track", "wbr"})
# A link's or an image's beginning, and what follows its text: a target, in which one level of
# brackets may stand.
_BRACKET = late_pattern(
    r"(?P<opens>!?\[)|\](?P<target>\((?:[^()\\]|\\.|\([^()]*\))*\)|\[[^\[\]]*\]|\{[^{}]*\})?"
)
# CommonMark 6.2, simplified: a run may open before a character that is no blank, and close behind
# one; underscores do neither within a word.
_DELIMITER = late_pattern(
    r"(?:\*{1,3}|~~)(?P<before>(?=[^\s*~]))?|(?<!\w)_{1,3}(?P<bar_before>(?=[^\s_]))|_{1,3}(?!\w)"
)

# Where something begins and ends, in characters.
_Extent = tuple[int, int]


class _PlannedMask(Struct, frozen=True):
    """What one mask will stand for, from ``start`` to ``end`` in characters.

    ``partner`` is where the other half of a pair begins, -1 for what stands alone.
    """

    start: int
    end: int
    role: MaskRole = MaskRole.ALONE
    partner: int = -1


class _MaskPlan(Struct):
    """The masks found so far in ``text``: none overlap, and no pair has one half alone.

    ``covered`` has a byte for each character: 1 where it is masked.
    """

    text: str
    covered: bytearray
    masks: list[_PlannedMask] = field(default_factory=list)

    def is_free(self, extent: _Extent) -> bool:
        """Whether no character of the extent is masked yet."""
        return not any(self.covered[slice(*extent)])

    def add(self, *extents: _Extent) -> None:
        """Mask one extent, or two as a pair; does nothing where any of it is masked already."""
        if not all(map(self.is_free, extents)):
            return
        if len(extents) == 1:
            self.masks.append(_PlannedMask(*extents[0]))
        else:
            opening, closing = extents
            self.masks.append(_PlannedMask(*opening, MaskRole.OPENING, closing[0]))
            self.masks.append(_PlannedMask(*closing, MaskRole.CLOSING, opening[0]))
        for start, end in extents:
            self.covered[start:end] = b"\x01" * (end - start)

    def free(self, matches: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
        """The matches of which nothing is masked, at the time when the iterator comes to them."""
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
    lead, parts, tail = _without_enclosing(tuple(_parts(core, _plan(core, terms).masks)))
    return MaskedText(parts, text[:start] + lead, tail + text[start + len(core) :])


def placeable_counts(text: str, terms: Sequence[str] = ()) -> Counter[str]:
    """The placeables of a text, as written, each with how often it is there.

    >>> placeable_counts("See `x`, `x` and {y}")
    Counter({'`x`': 2, '{y}': 1})
    """
    text = text.strip()
    return Counter(text[span.start : span.end] for span in _plan(text, terms).masks)


def _plan(text: str, terms: Sequence[str]) -> _MaskPlan:
    plan = _MaskPlan(text, bytearray(len(text)))
    for extent in verbatim_spans(text):
        plan.add(extent)
    _add_tags(plan)
    _add_links(plan)
    for link in url_spans(text):
        plan.add(link)
    for found in (*placeholders(text), *qt_arguments(text)):
        plan.add((found.start, found.end))
    _add_terms(plan, terms)
    _add_emphasis(plan)
    return plan


def _add_tags(plan: _MaskPlan) -> None:
    """Tags: a pair where both stand in the text, else alone."""
    if "<" not in plan.text:
        return
    open_: list[re.Match[str]] = []
    names: Counter[str] = Counter()
    for tag in plan.free(_TAG.finditer(plan.text)):
        if tag["empty"] or tag["rest"].endswith("/") or _name(tag) in _VOID:
            plan.add(tag.span())
        elif not tag["close"]:
            open_.append(tag)
            names[_name(tag)] += 1
        elif names[_name(tag)]:
            while _name(opening := open_.pop()) != _name(tag):
                names[_name(opening)] -= 1
                plan.add(opening.span())
            names[_name(tag)] -= 1
            plan.add(opening.span(), tag.span())
        else:
            plan.add(tag.span())
    for tag in open_:
        plan.add(tag.span())


def _name(tag: re.Match[str]) -> str:
    return tag["name"].lower()


def _add_links(plan: _MaskPlan) -> None:
    """Links and images: a pair around their text. Brackets without a target are words."""
    open_: list[_Extent] = []
    for bracket in plan.free(_BRACKET.finditer(plan.text)):
        if bracket["opens"]:
            open_.append(bracket.span())
        elif open_:
            opening = open_.pop()
            if bracket["target"]:
                plan.add(opening, bracket.span())


def _add_terms(plan: _MaskPlan, terms: Sequence[str]) -> None:
    for span in term_spans(plan.text, terms):
        plan.add(span)


def _add_emphasis(plan: _MaskPlan) -> None:
    """Pairs of ``*``, ``_`` and ``~~``; a star at a word that is none of a pair stands alone."""
    open_: list[re.Match[str]] = []
    signs: Counter[str] = Counter()
    for run in plan.free(_DELIMITER.finditer(plan.text)):
        behind_words = run.start() > 0 and not plan.text[run.start() - 1].isspace()
        before_words = run["before"] is not None or run["bar_before"] is not None
        if behind_words and signs[run[0]]:
            while (opening := open_.pop())[0] != run[0]:
                signs[opening[0]] -= 1
                _add_star(plan, opening)
            signs[run[0]] -= 1
            plan.add(opening.span(), run.span())
        elif before_words:
            open_.append(run)
            signs[run[0]] += 1
        elif behind_words:
            _add_star(plan, run)
    for run in open_:
        _add_star(plan, run)


def _add_star(plan: _MaskPlan, run: re.Match[str]) -> None:
    if run[0][0] != "_":
        plan.add(run.span())


def _parts(text: str, spans: Iterable[_PlannedMask]) -> Iterator[MaskedPart]:
    """The text cut at the masks; of pairs that overlap, all halves stand alone."""
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


def _nested(spans: Iterable[_PlannedMask]) -> set[int]:
    """Where the halves of those pairs begin that lie within or around all other pairs."""
    nested: set[int] = set()
    open_: list[int] = []
    waiting: set[int] = set()
    for span in spans:
        if span.role is MaskRole.OPENING:
            open_.append(span.start)
            waiting.add(span.start)
        elif span.role is MaskRole.CLOSING and span.partner in waiting:
            while (start := open_.pop()) != span.partner:
                waiting.remove(start)
            waiting.remove(start)
            nested |= {span.start, span.partner}
    return nested


def _without_enclosing(parts: tuple[MaskedPart, ...]) -> tuple[str, tuple[MaskedPart, ...], str]:
    """The parts without the pairs around all of them, and what those are at both ends."""
    begin, end = 0, len(parts)
    while end - begin > 2:
        first, last = parts[begin], parts[end - 1]
        if not isinstance(first, Mask) or not isinstance(last, Mask):
            break
        if first.role is not MaskRole.OPENING or first.number != last.number:
            break
        begin, end = begin + 1, end - 1
    return _sources(parts[:begin]), parts[begin:end], _sources(parts[end:])


def _sources(parts: Iterable[MaskedPart]) -> str:
    return "".join(part.source for part in parts if isinstance(part, Mask))
