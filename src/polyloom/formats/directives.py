"""What authors say to Polyloom inside a document, in comments: ``<!-- polyloom:skip -->``.

Each is about what comes next in the document:

- ``skip``: the next segment is not translated. ``off`` … ``on``: no segment in between is.
- ``note``: what translators are told of the next segment. ``context``: its msgctxt.
- ``join``: the next block is one segment, even where it would be divided into several, and one
  translation unit: it is not divided into sentences either.
- ``split``: here one segment ends and the next begins.

What a block is, and where a comment can stand, each format decides. The directives of mdpo,
mdbook-i18n-helpers and ``translate:off`` are understood too.
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
    without its ``off``, is a mistake.
    """

    kind: DirectiveKind
    argument: str
    start: int
    line: int
    needs_partner: bool = True


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
_BEGINNING = re.compile(
    r"<!--\s*+(?:polyloom\s*+:|"
    + "|".join(re.escape(word).replace(":", r"\s*+:\s*+") for word in _WORDS)
    + ")"
)
# Blanks may stand wherever they divide no word.
_COMMENT = re.compile(
    r"\s*+(?P<tool>[a-z0-9]++)(?P<mark>\s*+:\s*+|-)(?P<name>[a-z-]++)(?:\s*+:)?"
    r"(?:\s++(?P<argument>\S.*?)?)?\s*",
    re.DOTALL,
)


def begins_like_directive(text: str) -> bool:
    """Whether a text begins as a directive does, be it a known one or not.

    >>> begins_like_directive("<!-- polyloom:note"), begins_like_directive("<!-- a remark -->")
    (True, False)
    """
    return _BEGINNING.match(text) is not None


def is_directive(comment: str) -> bool:
    """Whether a comment's text is a directive, or was meant as one."""
    match = _COMMENT.fullmatch(comment)
    return match is not None and (_kind(match) is not None or _is_meant(match))


def _word(match: re.Match[str]) -> str:
    """The words of a directive without blanks, as they stand in the table."""
    return f"{match['tool']}{match['mark'].strip()}{match['name']}"


def _kind(match: re.Match[str]) -> DirectiveKind | None:
    """The kind of a known directive: “translate: on request” is a remark."""
    kind = _WORDS.get(_word(match))
    return None if kind not in _WITH_ARGUMENT and _may_be_remark(match) else kind


def _is_meant(match: re.Match[str]) -> bool:
    """Whether an unknown word was meant as a directive."""
    return match["tool"] == "polyloom" and match["mark"] != "-" and not _may_be_remark(match)


def _may_be_remark(match: re.Match[str]) -> bool:
    return len(match["mark"]) > 1 and bool(match["argument"])


def parse_directive(comment: str, start: int, line: int, where: str) -> Directive | None:
    """The directive that a comment's text (without ``<!--`` and ``-->``) is, or None.

    Raises UserError for an unknown word that begins with ``polyloom:`` and is no remark, and for a
    note or context without its text.
    """
    match = _COMMENT.fullmatch(comment)
    word = _word(match) if match else ""
    kind = _kind(match) if match else None
    if match is None or kind is None:
        if match and _is_meant(match):
            raise UserError(
                f"there is no directive “{word}”",
                where=f"{where}:{line}",
                remedy="there are "
                + ", ".join(known for known in _WORDS if known.startswith("polyloom:")),
            )
        return None
    argument = " ".join((match["argument"] or "").split())
    if kind in _WITH_ARGUMENT and not argument:
        raise UserError(
            f"the directive “{word}” says nothing",
            where=f"{where}:{line}",
            remedy=f"write its text behind it: <!-- {word} … -->",
        )
    return Directive(kind, argument, start, line, word not in _WITHOUT_PARTNER)


def apply_directives(
    segments: Sequence[Segment], directives: Iterable[Directive], where: str
) -> list[Segment]:
    """The segments without those that are skipped, with the notes and contexts that they get.

    Where segments begin and end the format has decided, with ``join`` and ``split``; here a
    segment that was joined is marked, so that it is not divided into sentences. Raises UserError
    for an ``off`` without ``on`` and the other way round.
    """
    waiting = deque(sorted(directives, key=lambda directive: directive.start))
    left: list[Segment] = []
    pending = _PendingDirectives()
    for segment in segments:
        while waiting and waiting[0].start < segment.start:
            pending = _with_directive(pending, waiting.popleft(), where)
        if (pending.off is None or pending.on_for_next) and not pending.skip:
            left.append(
                replace(
                    segment,
                    note=" ".join(filter(None, (segment.note, *pending.notes))),
                    context=pending.context or segment.context,
                    joined=pending.joined or segment.joined,
                )
            )
        pending = _PendingDirectives(off=pending.off)
    for directive in waiting:
        pending = _with_directive(pending, directive, where)
    if pending.off is not None and pending.off.needs_partner:
        raise UserError(
            "a range that is switched off here never ends",
            where=f"{where}:{pending.off.line}",
            remedy="close it: <!-- polyloom:on -->",
        )
    return left


class _PendingDirectives(Struct, frozen=True):
    """What directives say of the segment that comes next, and the ``off`` that is in force."""

    off: Directive | None = None
    on_for_next: bool = False
    skip: bool = False
    notes: tuple[str, ...] = ()
    context: str | None = None
    joined: bool = False


def _with_directive(
    pending: _PendingDirectives, directive: Directive, where: str
) -> _PendingDirectives:
    """What is pending behind a directive. Raises UserError for an ``on`` without ``off``."""
    after = pending
    match directive.kind:
        case DirectiveKind.OFF:
            after = replace(pending, off=pending.off or directive)
        case DirectiveKind.ON if pending.off is None and directive.needs_partner:
            raise UserError(
                "a range is switched on here that was not off",
                where=f"{where}:{directive.line}",
                remedy="remove the directive, or write <!-- polyloom:off --> where it begins",
            )
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
        case DirectiveKind.SPLIT:
            pass
    return after
