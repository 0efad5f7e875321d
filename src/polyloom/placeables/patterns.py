"""Finding what is no prose: URLs, e-mail addresses, placeholders, tags, code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

# What ends a URL: blanks, quotation marks and brackets of any script, CJK and Arabic punctuation.
_URL_STOPS = r"\s<>\"`“”„«»‘‹›「」『』（）【】《》〈〉［］，。、；：！？…،؛؟۔।"
_URL = re.compile(
    rf"(?<![a-z0-9+.\-])(?:[a-z][a-z0-9+.\-]{{1,15}}://|www\.)[^{_URL_STOPS}]+", re.IGNORECASE
)
_EMAIL = re.compile(
    r"(?<![\w.+\-])[A-Za-z0-9_%+\-]+(?:\.[A-Za-z0-9_%+\-]+)*@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+"
)
# Scripts without blanks run on right after a URL: there, only ASCII belongs to it.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_TRAILING = ".,;:!?'’*_~|\\"
_PAIRS = {")": "(", "]": "[", "}": "{"}

_CONVERSION = r"[#0+\-]*[0-9]*(?:\.[0-9]+)?(?:hh|h|ll|l|z|j|t|q|L)?[diouxXeEfFgGcrsap@]"
_PLACEHOLDER = re.compile(
    r"(?=[{$%])(?:(?P<double>\{\{[^{}\n]{1,80}\}\})"
    r"|(?P<dollar>\$\{[^\W\d][\w.\-]*\})"
    r"|(?P<brace>\{(?:[^\W\d][\w.]*(?:\[\w+\])*|[0-9]{1,2}|)(?:![rsa])?(?::[^{}\s,]*)?\})"
    rf"|(?P<named>%\([^\W\d][\w.]*\){_CONVERSION})"
    rf"|(?P<numbered>%[0-9]{{1,2}}\$(?:{_CONVERSION}))"
    r"|(?P<escaped>%%)"
    # A percent sign after a number is a percent sign, and so is one before a number (Turkish).
    rf"|(?P<plain>(?<![0-9])%(?!(?:\d+|-)[^\W\d]{{2}})(?:{_CONVERSION})))"
)
_AFTER_NUMBER = re.compile(r"\d[ \u00a0\u202f\u2009]$")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


class Placeholder(Struct, frozen=True):
    """A placeholder as written, and the syntax it is in (``brace``, ``plain``, …)."""

    text: str
    syntax: str
    start: int
    end: int


def urls(text: str) -> list[str]:
    """URLs and e-mail addresses, in order, without the punctuation of the sentence around them.

    >>> urls("See https://example.org/a_(b). 请看https://example.org/x了解。")
    ['https://example.org/a_(b)', 'https://example.org/x']
    """
    return [text[start:end] for start, end in url_spans(text)]


@lru_cache(maxsize=16)
def placeholders(text: str) -> tuple[Placeholder, ...]:
    """Placeholders of the usual syntaxes, in order. Percentages are none.

    >>> found = placeholders("{name}: %d files, almost 90% democracy, 100 % de")
    >>> [placeholder.text for placeholder in found]
    ['{name}', '%d']
    """
    if "{" not in text and "%" not in text:
        return ()
    spans = url_spans(text) if "%" in text else ()
    return tuple(
        Placeholder(match[0], match.lastgroup or "", match.start(), match.end())
        for match in _PLACEHOLDER.finditer(text)
        if match.lastgroup != "escaped" and not _is_percentage(match)
        # “%3E” in a URL is a character.
        if match[0][0] != "%" or not any(start <= match.start() < end for start, end in spans)
    )


def without_urls(text: str) -> str:
    """The text with each URL and e-mail address replaced by a blank."""
    return _blanked(text, url_spans(text))


def without_placeholders(text: str) -> str:
    """The text with each placeholder replaced by a blank."""
    return _blanked(text, [(found.start, found.end) for found in placeholders(text)])


def without_markup(text: str) -> str:
    """The text with each HTML tag, character entity and code span replaced by a blank."""
    if "`" in text:
        text = _CODE.sub(" ", text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = _ENTITY.sub(" ", text)
    return text


def prose(text: str) -> str:
    """The text with all that is no prose replaced by blanks."""
    return without_placeholders(without_markup(without_urls(text)))


# Several checks ask for the same two texts, one after the other.
@lru_cache(maxsize=16)
def url_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where URLs and e-mail addresses begin and end, in order, as offsets in characters."""
    spans = []
    if "://" in text or "www." in text or "WWW." in text:
        spans = [(match.start(), _url_end(match)) for match in _URL.finditer(text)]
    if "@" in text:
        spans += [
            match.span()
            for match in _EMAIL.finditer(text)
            if not any(start <= match.start() < end for start, end in spans)
        ]
        spans.sort()
    return tuple(spans)


def _url_end(match: re.Match[str]) -> int:
    """Where the URL ends when the punctuation of its sentence is taken off."""
    url = match[0]
    if _UNSPACED.search(url):
        foreign = _NON_ASCII.search(url)
        url = url[: foreign.start()] if foreign else url
    url = url[: _first_loose_bracket(url)]
    return match.start() + len(url.rstrip(_TRAILING))


def _first_loose_bracket(url: str) -> int:
    """Where a bracket closes that was opened before the URL, as Markdown's ``](…)`` does."""
    open_ones: list[str] = []
    for position, character in enumerate(url):
        if character in "([{":
            open_ones.append(character)
        elif character in _PAIRS and (not open_ones or open_ones.pop() != _PAIRS[character]):
            return position
    return len(url)


def _is_percentage(match: re.Match[str]) -> bool:
    """Whether ``%d`` is the percent sign of ``100 %de`` with a word stuck to it."""
    if match.lastgroup != "plain":
        return False
    before = match.string[max(0, match.start() - 2) : match.start()]
    if before[-1:].isdigit():
        return True
    after = match.string[match.end() : match.end() + 1]
    return after.isalpha() and _AFTER_NUMBER.search(before) is not None


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    if not spans:
        return text
    pieces = []
    position = 0
    for start, end in spans:
        pieces += [text[position:start], " "]
        position = end
    return "".join([*pieces, text[position:]])
