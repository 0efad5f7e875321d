"""What changed between two versions of a text, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from msgspec import Struct
from rapidfuzz.distance import Indel, Opcode, Postfix, Prefix

from polyloom.language.scripts import UNSPACED, may_have_asian_scripts
from polyloom.language.url_spans import url_spans

# Of how many tokens of two texts each is compared with each.
_MOST_PRODUCT = 10_000 * 10_000


@cache
def _token(unspaced: str) -> re.Pattern[str]:
    """What finds tokens, and the white space before each: a word, a number, or another sign.

    Compiled on use: few texts need the scripts that take longest.
    """
    alone = f"[{unspaced}]|" if unspaced else ""
    return re.compile(
        rf"(\s*+)(?:({alone}[^\W\d_{unspaced}](?:[^\W{unspaced}]|['’](?=\w))*+|_++)"
        r"|(\d++(?:[.,:/]\d++)*+(?:(?:st|nd|rd|th|er|º|ª)\b)?)"
        r"|(\S))"
    )


class TextToken(NamedTuple):
    """A piece of a text: ``kind`` is “word”, “number”, “link” or “sign”.

    ``before`` is the white space that stands before it.
    """

    text: str
    kind: str
    before: str = ""


class Difference(Struct, frozen=True):
    """A stretch of two versions of a text: the same in both, or with other tokens in each."""

    old: tuple[TextToken, ...]
    new: tuple[TextToken, ...]
    same: bool


# Whether sentences were added, and among which edits, is asked of the same two texts.
@lru_cache(maxsize=8)
def text_tokens(text: str) -> tuple[TextToken, ...]:
    """The words, numbers, links and signs of a text, in order.

    Each character of a script without blanks between words is a word.

    >>> [token.text for token in text_tokens("We don’t pay 1,000.5 at https://example.org/a.")]
    ['We', 'don’t', 'pay', '1,000.5', 'at', 'https://example.org/a', '.']
    """
    pattern = _token(UNSPACED if may_have_asian_scripts(text) else "")
    found: list[TextToken] = []
    position = 0
    for start, end in (*url_spans(text), (len(text), len(text))):
        # Blanks without a token behind them would be looked through from each of them on.
        blank = position + len(text[position:start].rstrip())
        for before, word, number, sign in pattern.findall(text, position, blank):
            if word:
                found.append(TextToken(word, "word", before))
            elif sign:
                found.append(TextToken(sign, "sign", before))
            else:
                found.append(TextToken(number, "number", before))
        if start < end:
            found.append(TextToken(text[start:end], "link", text[blank:start]))
            position = end
    return tuple(found)


def differences(old: str, new: str) -> list[Difference]:
    """Both texts as stretches that are the same and stretches that differ, in turn.

    Blanks are no difference. What is left of the old text and of the new, put together, is the
    whole of each but for the blanks.
    """
    before, after = text_tokens(old), text_tokens(new)
    found = _opcodes([one.text for one in before], [one.text for one in after])
    return list(_merged(found, before, after))


def _opcodes(old: Sequence[str], new: Sequence[str]) -> list[Opcode]:
    """What was deleted, inserted and kept.

    Time and memory for that grow as the product of both sizes: of very long texts only what they
    have in common at their beginning and end is told from the rest.
    """
    begin = Prefix.similarity(old, new)
    end = min(Postfix.similarity(old, new), len(old) - begin, len(new) - begin)
    left, right = len(old) - end, len(new) - end
    if (left - begin) * (right - begin) <= _MOST_PRODUCT:
        return list(Indel.opcodes(old, new))
    return [
        Opcode("equal", 0, begin, 0, begin),
        Opcode("delete", begin, left, begin, begin),
        Opcode("insert", left, left, begin, right),
        Opcode("equal", left, len(old), right, len(new)),
    ]


def _merged(
    opcodes: Sequence[Opcode], old: Sequence[TextToken], new: Sequence[TextToken]
) -> Iterator[Difference]:
    """A deletion and the insertions beside it are one difference."""
    left: list[TextToken] = []
    right: list[TextToken] = []
    for code in opcodes:
        if code.tag == "equal":
            if code.src_start == code.src_end:
                continue
            if left or right:
                yield Difference(tuple(left), tuple(right), same=False)
                left, right = [], []
            yield Difference(
                tuple(old[code.src_start : code.src_end]),
                tuple(new[code.dest_start : code.dest_end]),
                same=True,
            )
        else:
            left += old[code.src_start : code.src_end]
            right += new[code.dest_start : code.dest_end]
    if left or right:
        yield Difference(tuple(left), tuple(right), same=False)


def joined_tokens(stretch: Sequence[TextToken]) -> str:
    """The tokens as one text, without the blanks before the first."""
    return "".join(f"{token.before}{token.text}" for token in stretch)[
        len(stretch[0].before) if stretch else 0 :
    ]
