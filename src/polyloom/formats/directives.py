"""What authors say to Polyloom inside a document, in comments: ``<!-- polyloom:skip -->``.

The words that authors already use for other programs are understood too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from polyloom.errors import UserError
from polyloom.model import Segment


class Order(StrEnum):
    """What a directive orders."""

    SKIP = "skip"
    OFF = "off"
    ON = "on"
    NOTE = "note"
    CONTEXT = "context"
    JOIN = "join"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive: what it orders, with what argument, and where it stands.

    ``start`` is an offset in the same units as the spans of the segments it is about; ``line`` is
    1-based.
    """

    order: Order
    argument: str
    start: int
    line: int


# The words of a comment, without their argument.
_WORDS = {
    "polyloom:skip": Order.SKIP,
    "i18n:skip": Order.SKIP,
    "mdpo-disable-next-block": Order.SKIP,
    "polyloom:off": Order.OFF,
    "translate:off": Order.OFF,
    "i18n:skip-start": Order.OFF,
    "mdpo-disable": Order.OFF,
    "polyloom:on": Order.ON,
    "translate:on": Order.ON,
    "i18n:skip-end": Order.ON,
    "mdpo-enable": Order.ON,
    "polyloom:note": Order.NOTE,
    "i18n:comment": Order.NOTE,
    "mdpo-translator": Order.NOTE,
    "polyloom:context": Order.CONTEXT,
    "mdpo-context": Order.CONTEXT,
    "polyloom:join": Order.JOIN,
    "polyloom:split": Order.SPLIT,
}
_COMMENT = re.compile(r"\s*(?P<word>[a-z0-9]+[:-][a-z-]+):?(?:\s+(?P<argument>.*?))?\s*", re.DOTALL)


def is_directive(comment: str) -> bool:
    """Whether a comment's text is a directive, or was meant as one."""
    match = _COMMENT.fullmatch(comment)
    return match is not None and (match["word"] in _WORDS or match["word"].startswith("polyloom:"))


def parse_directive(comment: str, start: int, line: int, where: str) -> Directive | None:
    """The directive that a comment's text (without ``<!--`` and ``-->``) is, or None.

    Raises UserError for an unknown word that begins with ``polyloom:``, and for a note or context
    without its text.
    """
    match = _COMMENT.fullmatch(comment)
    word = match["word"] if match else ""
    order = _WORDS.get(word)
    if match is None or order is None:
        if word.startswith("polyloom:"):
            raise UserError(
                f"there is no directive “{word}”",
                where=f"{where}:{line}",
                remedy="there are " + ", ".join(f"polyloom:{known}" for known in Order),
            )
        return None
    argument = " ".join((match["argument"] or "").split())
    if order in (Order.NOTE, Order.CONTEXT) and not argument:
        raise UserError(
            f"the directive “{word}” says nothing",
            where=f"{where}:{line}",
            remedy=f"write its text behind it: <!-- {word} … -->",
        )
    return Directive(order, argument, start, line)


def obey(segments: Sequence[Segment], directives: Iterable[Directive], where: str) -> list[Segment]:
    """The segments that are left, with the notes and contexts that they got.

    ``skip``, ``note``, ``context`` and ``join`` are about the next segment; what stands between
    ``off`` and ``on`` is for no translator. Split is the formats' own business. Raises UserError
    for an ``off`` without ``on`` and the other way round.
    """
    waiting = sorted(directives, key=lambda directive: directive.start)
    left: list[Segment] = []
    state = _State()
    for segment in segments:
        while waiting and waiting[0].start < segment.start:
            state = _after(state, waiting.pop(0), where)
        if state.off is None and not state.skip:
            left.append(
                replace(
                    segment,
                    note=" ".join(filter(None, (segment.note, *state.notes))),
                    context=state.context or segment.context,
                    joined=state.joined or segment.joined,
                )
            )
        state = _State(off=state.off)
    for directive in waiting:
        state = _after(state, directive, where)
    if state.off is not None:
        raise UserError(
            "a range that is switched off here never ends",
            where=f"{where}:{state.off.line}",
            remedy="close it: <!-- polyloom:on -->",
        )
    return left


@dataclass(frozen=True, slots=True)
class _State:
    """What has been ordered for the next segment, and the open ``off`` if there is one."""

    off: Directive | None = None
    skip: bool = False
    notes: tuple[str, ...] = ()
    context: str | None = None
    joined: bool = False


def _after(state: _State, directive: Directive, where: str) -> _State:
    order = directive.order
    if order is Order.OFF:
        return replace(state, off=state.off or directive)
    if order is Order.ON:
        if state.off is None:
            raise UserError(
                "a range is switched on here that was not off",
                where=f"{where}:{directive.line}",
                remedy="remove the directive, or write <!-- polyloom:off --> where it begins",
            )
        return replace(state, off=None)
    if order is Order.SKIP:
        return replace(state, skip=True)
    if order is Order.NOTE:
        return replace(state, notes=(*state.notes, directive.argument))
    if order is Order.CONTEXT:
        return replace(state, context=directive.argument)
    return replace(state, joined=state.joined or order is Order.JOIN)
