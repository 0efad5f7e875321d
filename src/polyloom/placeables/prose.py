"""What is left of a text without markup, URLs and placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter

from polyloom.language.url_spans import url_spans, without_spans, without_urls
from polyloom.late_patterns import late_pattern
from polyloom.placeables.character_references import CHARACTER_REFERENCE
from polyloom.placeables.code_spans import code_spans
from polyloom.placeables.placeholder_syntaxes import placeholders, without_placeholders

_TAG = late_pattern(r"</?[A-Za-z][^<>]*>")
_REFERENCE = late_pattern(CHARACTER_REFERENCE)
_NO_BREAK_REFERENCE = late_pattern(r"&(?:nbsp|thinsp|#160|#8239|#x0*a0|#x202f);", re.IGNORECASE)
_LINK_TARGET = late_pattern(r"(?<=\])\([^()\s]{0,300}\)")
# Roles of reStructuredText.
_ROLE = late_pattern(r"(?<![\w:]):[a-z][a-z0-9:+.\-]{0,40}:(?=`)")
# Entities of documents' own, too.
_ENTITY = late_pattern(r"&[A-Za-z][\w.\-]{0,40};")
# Stands in a text for a character that is no prose (U+FFFC, object replacement character).
STAND_IN = "\ufffc"
# Where a text has the sign, the pattern may find something; the first of two at one place counts.
_PATTERNS = (
    ("`", _ROLE, STAND_IN),
    ("<", _TAG, STAND_IN),
    ("](", _LINK_TARGET, STAND_IN),
    ("&", _NO_BREAK_REFERENCE, "\u00a0"),
    ("&", _REFERENCE, STAND_IN),
    ("&", _ENTITY, STAND_IN),
)


def without_markup(text: str) -> str:
    """The text with each HTML tag, character entity and code span replaced by a blank."""
    if "`" in text:
        text = without_spans(text, code_spans(text))
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = _REFERENCE.sub(" ", text)
    return text


# Several checks ask for the same two texts, one after the other; the next locale for the source.
@lru_cache(maxsize=256)
def prose(text: str) -> str:
    """The text with all that is no prose replaced by blanks."""
    return without_placeholders(without_markup(without_urls(text)))


@lru_cache(maxsize=256)
def prose_in_place(text: str) -> str:
    r"""The text with ``STAND_IN`` for each character that is no prose: all else keeps its place.

    References to no-break blanks are such blanks.

    >>> prose_in_place("a `b`: <i>c</i>&nbsp;!").replace(STAND_IN, "_")
    'a ___: ___c____\xa0\xa0\xa0\xa0\xa0\xa0!'
    """
    pieces: list[str] = []
    position = 0
    for start, end, filler in sorted(_spans_of_no_prose(text), key=itemgetter(0)):
        if start >= position:
            pieces += [text[position:start], filler * (end - start)]
            position = end
    return "".join([*pieces, text[position:]]) if pieces else text


def _spans_of_no_prose(text: str) -> Iterator[tuple[int, int, str]]:
    """Where something begins and ends that is no prose, and what may stand in its place."""
    for start, end in url_spans(text):
        yield start, end, STAND_IN
    for found in placeholders(text):
        yield found.start, found.end, STAND_IN
    if "`" in text:
        for start, end in code_spans(text):
            yield start, end, STAND_IN
    for sign, pattern, filler in _PATTERNS:
        if sign in text:
            for match in pattern.finditer(text):
                yield *match.span(), filler
