"""What authors say to Polyloom inside a document, in comments: ``<!-- polyloom:skip -->``.

Each speaks of what comes next in the document:

- ``skip``: the next segment is for no translator. ``off`` … ``on``: none in between is.
- ``note`` and ``context``: what translators are told of the next segment, and its msgctxt.
- ``join``: the next block is one segment, where it would be divided, and one unit: it is not
  divided into sentences either.
- ``split``: here one segment ends and the next begins.

What a block is, and where a comment can stand, is each format's own. The words that authors
already use for other programs are understood too.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from polyloom.errors import UserError
from polyloom.model import Segment


class DirectiveKind(StrEnum):
    """What a directive orders."""

    SKIP = "skip"
    OFF = "off"
    ON = "on"
    NOTE = "note"
    CONTEXT = "context"
    JOIN = "join"
    SPLIT = "split"


class Directive(Struct, frozen=True):
    """A directive: what it orders, with what argument, and where it stands.

    ``start`` is an offset in the same units as the spans of the segments it is about; ``line`` is
    1-based.
    """

    kind: DirectiveKind
    argument: str
    start: int
    line: int


# The words of a comment, without their argument.
_WORDS = {
    "polyloom:skip": DirectiveKind.SKIP,
    "i18n:skip": DirectiveKind.SKIP,
    "mdpo-disable-next-block": DirectiveKind.SKIP,
    "polyloom:off": DirectiveKind.OFF,
    "translate:off": DirectiveKind.OFF,
    "i18n:skip-start": DirectiveKind.OFF,
    "mdpo-disable": DirectiveKind.OFF,
    "polyloom:on": DirectiveKind.ON,
    "translate:on": DirectiveKind.ON,
    "i18n:skip-end": DirectiveKind.ON,
    "mdpo-enable": DirectiveKind.ON,
    "polyloom:note": DirectiveKind.NOTE,
    "i18n:comment": DirectiveKind.NOTE,
    "mdpo-translator": DirectiveKind.NOTE,
    "polyloom:context": DirectiveKind.CONTEXT,
    "mdpo-context": DirectiveKind.CONTEXT,
    "polyloom:join": DirectiveKind.JOIN,
    "polyloom:split": DirectiveKind.SPLIT,
}
_BEGINNING = re.compile(rf"<!--\s*(?:polyloom:|{'|'.join(map(re.escape, _WORDS))})")
_COMMENT = re.compile(r"\s*(?P<word>[a-z0-9]+[:-][a-z-]+):?(?:\s+(?P<argument>.*?))?\s*", re.DOTALL)


def begins_like_directive(text: str) -> bool:
    """Whether a text begins as a directive does, be it a known one or not.

    >>> begins_like_directive("<!-- polyloom:note"), begins_like_directive("<!-- a remark -->")
    (True, False)
    """
    return _BEGINNING.match(text) is not None


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
                remedy="there are " + ", ".join(f"polyloom:{known}" for known in DirectiveKind),
            )
        return None
    argument = " ".join((match["argument"] or "").split())
    if order in (DirectiveKind.NOTE, DirectiveKind.CONTEXT) and not argument:
        raise UserError(
            f"the directive “{word}” says nothing",
            where=f"{where}:{line}",
            remedy=f"write its text behind it: <!-- {word} … -->",
        )
    return Directive(order, argument, start, line)


def apply_directives(
    segments: Sequence[Segment], directives: Iterable[Directive], where: str
) -> list[Segment]:
    """The segments that are left, with the notes and contexts that they got.

    What ``join`` and ``split`` order of the segments' edges has been done by the format; that a
    joined one stays whole is said here. Raises UserError for an ``off`` without ``on`` and the
    other way round.
    """
    waiting = deque(sorted(directives, key=lambda directive: directive.start))
    left: list[Segment] = []
    state = _State()
    for segment in segments:
        while waiting and waiting[0].start < segment.start:
            state = _after(state, waiting.popleft(), where)
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


class _State(Struct, frozen=True):
    """What has been ordered for the next segment, and the open ``off`` if there is one."""

    off: Directive | None = None
    skip: bool = False
    notes: tuple[str, ...] = ()
    context: str | None = None
    joined: bool = False


def _after(state: _State, directive: Directive, where: str) -> _State:
    after = state
    match directive.kind:
        case DirectiveKind.OFF:
            after = replace(state, off=state.off or directive)
        case DirectiveKind.ON if state.off is None:
            raise UserError(
                "a range is switched on here that was not off",
                where=f"{where}:{directive.line}",
                remedy="remove the directive, or write <!-- polyloom:off --> where it begins",
            )
        case DirectiveKind.ON:
            after = replace(state, off=None)
        case DirectiveKind.SKIP:
            after = replace(state, skip=True)
        case DirectiveKind.NOTE:
            after = replace(state, notes=(*state.notes, directive.argument))
        case DirectiveKind.CONTEXT:
            after = replace(state, context=directive.argument)
        case DirectiveKind.JOIN:
            after = replace(state, joined=True)
        case DirectiveKind.SPLIT:
            pass
    return after
