"""Where URLs and e-mail addresses stand in running text of any script.

RFC 3986 and 3987 say what a URL is, not where it ends in a sentence: the bracket and the full stop
of “(see www.example.org).” might be its own. Here they are the sentence's, as in GitHub's
extension of Markdown (“Autolinks”), and so is what a script without blanks writes right after it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from operator import itemgetter

from polyloom.language.scripts import HANGUL_SYLLABLES, UNSPACED
from polyloom.late_patterns import late_pattern

# What ends a URL: blanks, quotation marks and brackets of any script, full stops and commas that
# are not ASCII.
_URL_STOPS = (
    r"\s<>\"`“”„‟‚«»‘‛‹›＂＇〝〞〟「」『』｢｣（）［］｛｝【】〔〕〖〗《》〈〉"
    r"，。、；：！？｡､…،؛؟۔।॥։።፣།"
)
_URL = late_pattern(
    rf"(?<![a-z0-9+.\-])(?:[a-z][a-z0-9+.\-]{{1,15}}://|www\.)[^{_URL_STOPS}]+", re.IGNORECASE
)
_EMAIL = late_pattern(
    r"(?<![A-Za-z0-9_.%+\-])[A-Za-z0-9_%+\-]+(?:\.[A-Za-z0-9_%+\-]+)*@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+"
)
_NON_ASCII = late_pattern(r"[^\x00-\x7f]")
_TRAILING = ".,;:!?'’*_~|\\"
_PAIRS = {")": "(", "]": "[", "}": "{"}


# Several checks ask for the same two texts, one after the other; the next locale for the source.
@lru_cache(maxsize=256)
def url_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where URLs and e-mail addresses begin and end, in order, as offsets in characters."""
    spans = []
    if "://" in text or "www." in text or "WWW." in text:
        spans = [(match.start(), _url_end(match)) for match in _URL.finditer(text)]
    links = tuple(spans)
    if "@" in text:
        spans += [
            match.span()
            for match in _EMAIL.finditer(text)
            if not _begins_within_word(match) and not is_within(links, match.start())
        ]
        spans.sort()
    return tuple(spans)


@cache
def _runs_on() -> re.Pattern[str]:
    """What runs on right after a URL: scripts without blanks, and the particles of Korean."""
    return re.compile(f"[{UNSPACED}{HANGUL_SYLLABLES}]")


def _begins_within_word(match: re.Match[str]) -> bool:
    """Whether a letter stands before it: one that is no part of an address, and no sentence's."""
    before = match.string[match.start() - 1 : match.start()] if match.start() else ""
    return before.isalnum() and not _runs_on().match(before)


def _url_end(match: re.Match[str]) -> int:
    """Where the URL ends when the punctuation of its sentence is taken off."""
    url = match[0]
    if not url.isascii() and _runs_on().search(url):
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


def is_within(spans: Sequence[tuple[int, int]], position: int) -> bool:
    """Whether a position is within one of some spans, which are in order and apart."""
    place = bisect_right(spans, position, key=itemgetter(0)) - 1
    return place >= 0 and position < spans[place][1]


def urls(text: str) -> list[str]:
    """URLs and e-mail addresses, in order, without the punctuation of the sentence around them.

    >>> urls("See https://example.org/a_(b). 请看https://example.org/x了解。")
    ['https://example.org/a_(b)', 'https://example.org/x']
    """
    return [text[start:end] for start, end in url_spans(text)]


def without_urls(text: str) -> str:
    """The text with each URL and e-mail address replaced by a blank."""
    return without_spans(text, url_spans(text))


def without_spans(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with a blank in the place of each span; spans are in order and apart."""
    if not spans:
        return text
    pieces = []
    position = 0
    for start, end in spans:
        pieces += [text[position:start], " "]
        position = end
    return "".join([*pieces, text[position:]])
