"""What authors say to Polyloom inside a document, in comments: ``<!-- polyloom:skip -->``.

Each is about what comes next in the document:

- ``skip``: the next segment is not translated. ``off`` … ``on``: no segment in between is.
- ``note``: what translators are told of the next segment. ``context``: its msgctxt.
- ``join``: the next block is one segment, even where it would be divided into several, and one
  translation unit: it is not divided into sentences either.
- ``split``: here one segment ends and the next begins.

What a block is, and where a comment can stand, each format decides. The directives of mdpo,
mdbook-i18n-helpers and ``translate:off`` are understood too. One that is not understood, or whose
partner is missing, has no effect and is a warning; no document is refused for it.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from polyloom.late_patterns import late_pattern
from polyloom.messages import message
from polyloom.model import DocumentWarning, Segment


class DirectiveKind(StrEnum):
    """What a directive asks for; its value stands behind ``polyloom:``."""

    SKIP = "skip"
    OFF = "off"
    ON = "on"
    NOTE = "note"
    CONTEXT = "context"
    JOIN = "join"
    SPLIT = "split"
    ON_FOR_NEXT = "on-for-next"


class Directive(Struct, frozen=True):
    """A directive with its argument (nothing for most kinds), and where it stands.

    ``start`` is an offset in characters or bytes, as those of the segments that it is about;
    ``line`` is 1-based. ``needs_partner`` says whether an ``off`` without its ``on``, or an ``on``
    without its ``off``, is a mistake. One that is not understood has no kind, but a ``warning``.
    """

    kind: DirectiveKind | None
    argument: str
    start: int
    line: int
    needs_partner: bool = True
    warning: DocumentWarning | None = None


class DirectedSegments(NamedTuple):
    """The segments that directives leave, and what is to be said of the directives."""

    segments: list[Segment]
    warnings: tuple[DocumentWarning, ...]


# The words of a comment, without their argument.
_WORDS = {
    "polyloom:skip": DirectiveKind.SKIP,
    "i18n:skip": DirectiveKind.SKIP,
    "mdpo-disable-next-block": DirectiveKind.SKIP,
    "mdpo-disable-next-line": DirectiveKind.SKIP,
    "polyloom:off": DirectiveKind.OFF,
    "translate:off": DirectiveKind.OFF,
    "i18n:skip-start": DirectiveKind.OFF,
    "mdpo-disable": DirectiveKind.OFF,
    "polyloom:on": DirectiveKind.ON,
    "translate:on": DirectiveKind.ON,
    "i18n:skip-end": DirectiveKind.ON,
    "mdpo-enable": DirectiveKind.ON,
    "mdpo-enable-next-block": DirectiveKind.ON_FOR_NEXT,
    "mdpo-enable-next-line": DirectiveKind.ON_FOR_NEXT,
    "polyloom:note": DirectiveKind.NOTE,
    "i18n:comment": DirectiveKind.NOTE,
    "mdpo-translator": DirectiveKind.NOTE,
    "polyloom:context": DirectiveKind.CONTEXT,
    "mdpo-context": DirectiveKind.CONTEXT,
    "polyloom:join": DirectiveKind.JOIN,
    "polyloom:split": DirectiveKind.SPLIT,
}
_WITH_ARGUMENT = frozenset({DirectiveKind.NOTE, DirectiveKind.CONTEXT})
# Those that need no partner: to mdpo, what is switched off stays so to the end.
_WITHOUT_PARTNER = frozenset({"mdpo-disable", "mdpo-enable"})
_OURS = "polyloom:"
_OUR_NAMES = tuple(word.removeprefix(_OURS) for word in _WORDS if word.startswith(_OURS))
_BEGINNING = late_pattern(
    r"<!--\s*+(?:polyloom\s*+:|"
    + "|".join(re.escape(word).replace(":", r"\s*+:\s*+") for word in _WORDS)
    + ")"
)
# Blanks may stand wherever they divide no word.
_COMMENT = late_pattern(
    r"(?P<tool>[a-z0-9]++)(?P<mark>\s*+:\s*+|-)(?P<name>[a-z-]++)(?:\s*+:\s*+|\s++|\Z)"
    r"(?P<argument>.*)",
    re.DOTALL,
)
# What somebody may have written who meant a directive of ours: “Polyloom:Skip”, “polyloom skip”.
_MEANT = late_pattern(
    r"polyloom(?P<mark>\s*+[:：]\s*+|\s*+[-_=.]\s*+|\s++)(?P<name>[^\s:：]*+)[\s:：]*+(?P<rest>.*)",
    re.DOTALL | re.IGNORECASE,
)
# How many characters of what was written a warning shows.
_SHOWN = 40


def begins_like_directive(text: str) -> bool:
    """Whether a text begins as a directive does, be it a known one or not.

    >>> begins_like_directive("<!-- polyloom:note"), begins_like_directive("<!-- a remark -->")
    (True, False)
    """
    return _BEGINNING.match(text) is not None


def is_directive(comment: str) -> bool:
    """Whether a comment's text is a directive, or was meant as one."""
    return parse_directive(comment, 0, 0) is not None


def parse_directive(comment: str, start: int, line: int) -> Directive | None:
    """The directive that a comment's text (without ``<!--`` and ``-->``) is, or None for a remark.

    One that was meant as a directive of ours, and a note or context without its text, has a
    warning.
    """
    comment = comment.strip()
    match = _COMMENT.fullmatch(comment)
    word = f"{match['tool']}{match['mark'].strip()}{match['name']}" if match else ""
    kind = _WORDS.get(word)
    argument = " ".join(match["argument"].split()) if match else ""
    if match and kind in _WITH_ARGUMENT and not argument:
        return misunderstood(
            start,
            line,
            message("the directive “{word}” says nothing and has no effect", word=word),
            message("write its text behind it: {word} …", word=word),
        )
    # “translate: on request” is a remark.
    if match and kind and not (argument and kind not in _WITH_ARGUMENT and len(match["mark"]) > 1):
        return Directive(kind, argument, start, line, word not in _WITHOUT_PARTNER)
    return _meant(comment, start, line)


def misunderstood(start: int, line: int, what: str, remedy: str) -> Directive:
    """A directive that has no effect, with its warning."""
    return Directive(None, "", start, line, warning=DocumentWarning(what, remedy, line))


def unended(start: int, line: int) -> Directive:
    """A directive whose comment does not end."""
    return misunderstood(
        start,
        line,
        message("a directive that begins here does not end"),
        message("write --> behind it"),
    )


def _meant(comment: str, start: int, line: int) -> Directive | None:
    """The directive of ours that somebody meant who wrote it otherwise; None for a remark."""
    match = _MEANT.fullmatch(comment)
    if match is None:
        return None
    name = match["name"][:_SHOWN].lower().replace("_", "-")
    mark = match["mark"].strip()
    alone = not match["rest"]
    if mark in (":", "：") and not (alone or len(match["mark"]) == 1 or name in _OUR_NAMES):
        return None
    if mark not in (":", "：") and not (name in _OUR_NAMES and (alone or mark)):
        return None
    # On use: most directives are right.
    import difflib

    near = difflib.get_close_matches(name, _OUR_NAMES, n=1, cutoff=0.5)
    remedy = (
        message(
            "write {ours}{near} if that is meant, or take the comment out", ours=_OURS, near=near[0]
        )
        if near
        else message(
            "take the comment out, or write {ours} and one of {directives}",
            ours=_OURS,
            directives=", ".join(_OUR_NAMES),
        )
    )
    written = " ".join(comment.split())
    shown = written if len(written) <= _SHOWN else f"{written[:_SHOWN].rstrip()}…"
    return misunderstood(
        start,
        line,
        message("“{shown}” is no directive and has no effect", shown=shown),
        remedy,
    )


def apply_directives(
    segments: Sequence[Segment], directives: Iterable[Directive]
) -> DirectedSegments:
    """The segments without those that are skipped, with the notes and contexts that they get.

    Where segments begin and end the format has decided, with ``join`` and ``split``; here a
    segment that was joined is marked, so that it is not divided into sentences. What has no effect
    is among the warnings: directives with one, and an ``off`` without ``on`` or the other way
    round.
    """
    in_order = sorted(directives, key=lambda directive: directive.start)
    alone = _without_partner(in_order)
    waiting = deque(one for one in in_order if one not in alone)
    left: list[Segment] = []
    pending = _PendingDirectives()
    for segment in segments:
        while waiting and waiting[0].start < segment.start:
            pending = _with_directive(pending, waiting.popleft())
        if (pending.off is None or pending.on_for_next) and not pending.skip:
            left.append(_directed(segment, pending))
        pending = _PendingDirectives(off=pending.off)
    said = (alone.get(one, one.warning) for one in in_order)
    return DirectedSegments(left, tuple(warning for warning in said if warning))


def _without_partner(directives: Iterable[Directive]) -> dict[Directive, DocumentWarning]:
    """Each ``off`` that never ends, and each ``on`` that ends nothing, with its warning.

    mdpo's need no partner.
    """
    alone: dict[Directive, DocumentWarning] = {}
    opened: list[Directive] = []
    for directive in directives:
        if directive.kind is DirectiveKind.OFF:
            opened.append(directive)
        elif directive.kind is DirectiveKind.ON:
            if directive.needs_partner and not opened:
                alone[directive] = DocumentWarning(
                    message("a range is switched on here that was not off"),
                    message("remove the directive, or write polyloom:off where the range begins"),
                    directive.line,
                )
            opened = []
    for directive in opened:
        if directive.needs_partner:
            alone[directive] = DocumentWarning(
                message("a range that is switched off here never ends, and stays on"),
                message("write polyloom:on where it ends"),
                directive.line,
            )
    return alone


class _PendingDirectives(Struct, frozen=True):
    """What directives say of the segment that comes next, and the ``off`` that is in force."""

    off: Directive | None = None
    on_for_next: bool = False
    skip: bool = False
    notes: tuple[str, ...] = ()
    context: str | None = None
    joined: bool = False


def _directed(segment: Segment, pending: _PendingDirectives) -> Segment:
    """The segment as directives want it; itself where they say nothing of it."""
    if not pending.notes and pending.context is None and not pending.joined:
        return segment
    return replace(
        segment,
        note=" ".join(filter(None, (segment.note, *pending.notes))),
        context=pending.context or segment.context,
        joined=pending.joined or segment.joined,
    )


def _with_directive(pending: _PendingDirectives, directive: Directive) -> _PendingDirectives:
    """What is pending behind a directive."""
    after = pending
    match directive.kind:
        case DirectiveKind.OFF:
            after = replace(pending, off=pending.off or directive)
        case DirectiveKind.ON:
            after = replace(pending, off=None)
        case DirectiveKind.ON_FOR_NEXT:
            after = replace(pending, on_for_next=True)
        case DirectiveKind.SKIP:
            after = replace(pending, skip=True)
        case DirectiveKind.NOTE:
            after = replace(pending, notes=(*pending.notes, directive.argument))
        case DirectiveKind.CONTEXT:
            after = replace(pending, context=directive.argument)
        case DirectiveKind.JOIN:
            after = replace(pending, joined=True)
        case DirectiveKind.SPLIT | None:
            pass
    return after
