"""Where sentences end: in a text, by the rules of the sentencex library, and at the end of one."""

from __future__ import annotations

import re

from polyloom.language.locales import language_of

# A sentence ends only where the tags, emphasis, code and brackets that began in it are closed.
_TAG = re.compile(r"<(?P<close>/)?[A-Za-z0-9][^<>]*?(?P<void>/)?>")
_EVEN = ("**", "__", "`", "~~")
# What stands at the end of a sentence, or of a text that announces what follows.
SENTENCE_MARKS = ".!?…:。！？：؟۔।"
_FINAL = re.compile(rf"[{SENTENCE_MARKS}][\"'”’»)\]）」』]*$")
# How many characters from its end a text is looked at.
_REACH = 8
_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"), ("（", "）"), ("「", "」"))


def sentences(text: str, locale: str) -> list[tuple[int, int]]:
    """The sentences of a text as spans in characters, without the blanks between them.

    Never parts a text inside brackets, inside tags, or inside emphasis or code of Markdown.
    """
    from sentencex import segment

    spans: list[tuple[int, int]] = []
    begin = position = 0
    for piece in segment(language_of(locale), text):
        position += len(piece)
        if text[:position].strip() and _is_closed(text[begin:position]):
            spans.append(_trimmed(text, begin, position))
            begin = position
    if text[begin:].strip():
        spans.append(_trimmed(text, begin, len(text)))
    return [span for span in spans if span[0] < span[1]]


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, in quotation marks or brackets too.

    >>> ends_sentence('"We want it now."'), ends_sentence("Contents")
    (True, False)
    """
    return _FINAL.search(text[-_REACH:]) is not None


def _trimmed(text: str, begin: int, end: int) -> tuple[int, int]:
    piece = text[begin:end]
    return begin + len(piece) - len(piece.lstrip()), begin + len(piece.rstrip())


def _is_closed(text: str) -> bool:
    """Whether what is opened in the text is closed in it."""
    depth = 0
    for tag in _TAG.finditer(text):
        if not tag["void"]:
            depth += -1 if tag["close"] else 1
    return (
        depth == 0
        and all(text.count(mark) % 2 == 0 for mark in _EVEN)
        and all(text.count(first) == text.count(last) for first, last in _PAIRS)
    )
