"""Where sentences end: in a text, by the rules of the sentencex library, and at the end of one."""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Iterator

from polyloom.language.locales import language_of
from polyloom.late_patterns import late_pattern

# A sentence ends only where the tags, emphasis, code and brackets that began in it are closed.
_TAG = late_pattern(r"<(?P<close>/)?[A-Za-z0-9][^<>]*?(?P<void>/)?>")
_EVEN = ("**", "__", "`", "~~")
# What stands at the end of a sentence, or of a text that announces what follows.
SENTENCE_MARKS = ".!?…:。！？：؟۔।"
_CLOSERS = "\"'”’»)]）」』"
_FINAL = late_pattern(rf"[{SENTENCE_MARKS}][{re.escape(_CLOSERS)}]*$")
# The same within one, marks of footnotes and quotation aside.
_CLAUSE_MARKS = ".,;:。，；：、．।۔؛،"
_CLAUSE_END = late_pattern(rf"[{_CLAUSE_MARKS}][\"'”’»)\]」』]*(?:\[\d+\]|[¹²³⁴⁵⁶⁷⁸⁹*†‡])*$")
# Nearly all texts show by their last character how they end.
_SENTENCE_ENDS, _BEHIND_SENTENCE = frozenset(SENTENCE_MARKS), frozenset(f"{_CLOSERS}\n")
_CLAUSE_ENDS, _BEHIND_CLAUSE = frozenset(_CLAUSE_MARKS), _BEHIND_SENTENCE | set("¹²³⁴⁵⁶⁷⁸⁹*†‡")
_BROKEN_OFF = (",", "，", "،", "、", "-", "–", "—", "(", "（", "/", "&", "„", "«")
_COLONS = (":", "：", "﹕", "︰", "⁚")
# How many characters from its end a text is looked at.
_REACH, _CLAUSE_REACH = 8, 16
# What a mark closes.
_OPENING = {")": "(", "]": "[", "}": "{", "）": "（", "」": "「"}
_MANY_QUOTES = 500
_STARS = str.maketrans("`'", "**")
_MARK = late_pattern("|".join(map(re.escape, (*_EVEN, *_OPENING, *_OPENING.values()))))


def sentences(text: str, locale: str) -> list[tuple[int, int]]:
    """The sentences of a text as spans in characters, without the blanks between them.

    Never parts a text inside brackets, inside tags, or inside emphasis or code of Markdown.
    """
    from sentencex import segment

    spans: list[tuple[int, int]] = []
    open_marks = _OpenMarks(text)
    begin = position = 0
    for piece in segment(language_of(locale), _with_few_quotes(text)):
        position += len(piece)
        if open_marks.is_closed(position):
            spans.append(_trimmed(text, begin, position))
            begin = position
    spans.append(_trimmed(text, begin, len(text)))
    return [span for span in spans if span[0] < span[1]]


def _with_few_quotes(text: str) -> str:
    """The text for sentencex, which takes a time quadratic in the number of these quotes.

    Where there are very many, it gets stars in their place: code is told from the rest here anyway.
    """
    many = sum(map(text.count, "`'")) > _MANY_QUOTES
    return text.translate(_STARS) if many else text


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, in quotation marks or brackets too.

    >>> ends_sentence('"We want it now."'), ends_sentence("Contents")
    (True, False)
    """
    last = text[-1:]
    if last in _SENTENCE_ENDS:
        return True
    return last in _BEHIND_SENTENCE and _FINAL.search(text[-_REACH:]) is not None


def ends_clause(text: str) -> bool:
    """Whether a text ends with a full stop or with a mark within sentences, as no heading does.

    >>> ends_clause("The end.[1]"), ends_clause("and then,"), ends_clause("Who?")
    (True, True, False)
    """
    last = text[-1:]
    if last in _CLAUSE_ENDS:
        return True
    return last in _BEHIND_CLAUSE and _CLAUSE_END.search(text[-_CLAUSE_REACH:]) is not None


def announces(text: str) -> bool:
    """Whether a text ends in a colon, and so says that something follows."""
    return text.endswith(_COLONS)


def breaks_off(text: str) -> bool:
    """Whether a text ends with a sign that more of its sentence stands behind."""
    return text.endswith(_BROKEN_OFF)


def _trimmed(text: str, begin: int, end: int) -> tuple[int, int]:
    piece = text[begin:end]
    return begin + len(piece) - len(piece.lstrip()), begin + len(piece.rstrip())


class _OpenMarks:
    """What is opened in a text up to a position, and not closed; positions are asked in order."""

    def __init__(self, text: str) -> None:
        self._open: Counter[str] = Counter()
        self._changes = heapq.merge(_tags(text), _marks(text))
        self._next = next(self._changes, None)

    def is_closed(self, position: int) -> bool:
        """Whether all that is opened before the position is closed there."""
        while self._next is not None and self._next[0] <= position:
            _, mark, change = self._next
            self._open[mark] += change
            if mark in _EVEN:
                self._open[mark] %= 2
            if not self._open[mark]:
                del self._open[mark]
            self._next = next(self._changes, None)
        return not self._open


def _tags(text: str) -> Iterator[tuple[int, str, int]]:
    """Where tags end, and whether they open or close an element."""
    for tag in _TAG.finditer(text):
        if not tag["void"]:
            yield tag.end(), "<", -1 if tag["close"] else 1


def _marks(text: str) -> Iterator[tuple[int, str, int]]:
    """Where marks end that stand in pairs, each with what it adds to those of its kind."""
    for mark in _MARK.finditer(text):
        opening = _OPENING.get(mark[0])
        yield mark.end(), opening or mark[0], -1 if opening else 1
