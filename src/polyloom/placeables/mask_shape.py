"""The shapes in which masks travel: each engine keeps one better than the others."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from polyloom.messages import message
from polyloom.placeables.character_references import unescape_references
from polyloom.placeables.masked_text import Mask, MaskedPart, MaskedText, MaskFault, MaskRole

_ROLES = tuple(MaskRole)
_MOST_DIGITS = 9


class MaskShape(Struct, frozen=True):
    """How masks are written for an engine, and found again in its answer.

    ``alone``, ``opening`` and ``closing`` are format strings over a mask's number. ``pattern``
    finds masks in answers, loosely, as engines put blanks into them or change their letter case;
    its groups are ``closes``, which tells the second half of a pair, and ``number``. ``escape`` and
    ``unescape`` are for the words between masks. A ``padded`` shape has blanks
    between markup and the letters beside it, which would be one word otherwise.
    """

    name: str
    alone: str
    opening: str
    closing: str
    pattern: re.Pattern[str]
    escape: Callable[[str], str] = str
    unescape: Callable[[str], str] = str
    padded: bool = False

    def write(self, mask: Mask) -> str:
        """The mask as an engine sees it."""
        forms = (self.alone, self.opening, self.closing)
        return forms[_ROLES.index(mask.role)].format(mask.number)


def _escaped(words: str) -> str:
    return html.escape(words, quote=False)


# The text as it stands, nothing masked: for engines that take markup for what it is.
PLAIN = MaskShape("plain", "", "", "", re.compile(r"(?!)"))

# Elements, each with a name of its own, so that the closing ones tell their number, too.
XML = MaskShape(
    "xml",
    "<m{0}/>",
    "<m{0}>",
    "</m{0}>",
    re.compile(r"<\s*+(?:(?P<closes>/)\s*+)?m\s*+(?P<number>\d++)\s*+(?:/\s*+)?>", re.IGNORECASE),
    _escaped,
    unescape_references,
)

# Brackets that no text has, for engines to which elements are text.
BRACKETS = MaskShape(
    "brackets",
    "⟦{0}⟧",
    "⟦{0}⟧",
    "⟦/{0}⟧",
    re.compile(r"⟦\s*+(?:(?P<closes>/)\s*+)?(?P<number>\d++)\s*+⟧"),
)

# Words that no language has: engines leave unknown words as they are.
WORDS = MaskShape(
    "words",
    "QX{0}Z",
    "QX{0}Z",
    "QXE{0}Z",
    re.compile(r"QX(?P<closes>E)?\s?(?P<number>\d+)\s?Z", re.IGNORECASE),
    padded=True,
)


def text_for_engine(masked: MaskedText, shape: MaskShape) -> str:
    """The text for an engine, its masks in ``shape``.

    >>> from polyloom.placeables import mask
    >>> text_for_engine(mask("Press **`x`** & wait"), XML)
    'Press <m1><m2/></m1> &amp; wait'
    """
    texts = [
        shape.escape(part) if isinstance(part, str) else shape.write(part) for part in masked.parts
    ]
    if not shape.padded:
        return "".join(texts)
    padded = texts[:1]
    for left, right, text in zip(masked.parts, masked.parts[1:], texts[1:], strict=False):
        padded += [" ", text] if _needs_pad(left, right) else [text]
    return "".join(padded)


def _needs_pad(left: MaskedPart, right: MaskedPart) -> bool:
    """Whether two neighbours would be one word to an engine, and are none."""
    if isinstance(left, Mask):
        if isinstance(right, Mask):
            return True
        return left.is_markup and right[:1].isalnum()
    return isinstance(right, Mask) and right.is_markup and left[-1:].isalnum()


def read_answer(masked: MaskedText, shape: MaskShape, answer: str) -> tuple[MaskedPart, ...]:
    """An engine's answer as words and the masks that were sent.

    Raises MaskFault for a mask that was not sent.
    """
    sent = {(mask.number, mask.role is MaskRole.CLOSING): mask for mask in masked.masks}
    return tuple(_parsed(sent, shape, answer))


def _parsed(
    sent: dict[tuple[int, bool], Mask], shape: MaskShape, answer: str
) -> Iterator[MaskedPart]:
    position = 0
    for match in shape.pattern.finditer(answer):
        number, closes = _number(match["number"]), bool(match["closes"])
        mask = sent.get((number, closes))
        if mask is None and closes and sent.get((number, False)) is not None:
            # An element that stands alone came back as an empty pair.
            position = _behind_empty_pair(answer, position, match)
            continue
        if mask is None:
            raise MaskFault(
                message("the answer has a mask that was not sent: {match}", match=match[0][:40])
            )
        if words := shape.unescape(answer[position : match.start()]):
            yield words
        yield mask
        position = match.end()
    if words := shape.unescape(answer[position:]):
        yield words


def _number(digits: str) -> int:
    """The number of a mask; -1, which no mask has, for more digits than any has."""
    return int(digits) if len(digits) <= _MOST_DIGITS else -1


def _behind_empty_pair(answer: str, position: int, closing: re.Match[str]) -> int:
    if answer[position : closing.start()].strip():
        raise MaskFault(
            message("the answer has words within {closing}, which stands alone", closing=closing[0])
        )
    return closing.end()
