"""The ledger of a catalog's reviews: one act on a line of JSON, only ever appended to.

git merges two versions of the file by keeping the lines of both (``merge=union``): the order of
the lines says nothing, and a line that stands twice is one act. No line is changed; to take an act
back is an act of its own. An act names what it is about by digests, so that it speaks of one source
text with one translation, whoever changes either with whatever program.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from operator import attrgetter
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from polyloom.late_patterns import late_pattern
from polyloom.messages import message
from polyloom.model import Entry, Previous

# The version of the format, in each line. A line of a later one is kept, and counts for nothing.
VERSION = 1
# In hexadecimal digits: 128 bits of SHA-256.
_DIGEST_LENGTH = 32
_CONFLICT_MARKERS = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")


# Moments are put in order as texts, so they have one form (ISO 8601).
_UTC = "+00:00"
_MOMENT = late_pattern(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00", re.ASCII)
# What a line of JSON can be wrong by.
_FAULTS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class Verdict(StrEnum):
    """What an act says of a translation."""

    APPROVE = "approve"
    REJECT = "reject"
    COMMENT = "comment"
    ACCEPT = "accept"
    WITHDRAW = "withdraw"


class ReviewAct(Struct, frozen=True, gc=False, omit_defaults=True, rename={"version": "v"}):
    """One line of a ledger.

    ``id`` is random. ``at`` is when it was done, in UTC as ISO 8601 has it, ``by`` who did it, as
    git writes people (``Name <address>``). ``context`` is the entry's msgctxt, ``source`` the
    digest of its msgids, ``translation`` that of its msgstrs; a comment is about the entry whatever
    its translation. ``text`` is a comment or a reason, ``check`` the quality check whose finding is
    accepted, ``withdraws`` the id of the act that is taken back.
    """

    id: Annotated[str, Meta(min_length=1)]
    at: Annotated[str, Meta(min_length=len("2026-11-27T00:00:00+00:00"))]
    by: Annotated[str, Meta(min_length=1)]
    verdict: Verdict
    source: str
    translation: str
    context: str | None = None
    text: str = ""
    check: str = ""
    withdraws: str = ""
    version: Literal[1] = 1


class LedgerFault(Struct, frozen=True):
    """A line of a ledger, 1-based, that is no act, and why; it stays in the file."""

    line: int
    what: str
    remedy: str


class Ledger(Struct, frozen=True):
    """The acts of a file, each once, in the order of time; and the lines that are none."""

    acts: tuple[ReviewAct, ...] = ()
    faults: tuple[LedgerFault, ...] = ()


def source_digest(source: Entry | Previous) -> str:
    """The digest of what is translated: the msgid and the plural one; not of its context."""
    plural = () if source.msgid_plural is None else (source.msgid_plural,)
    return _digest((source.msgid, *plural))


def translation_digest(entry: Entry) -> str:
    """The digest of the translation, all forms."""
    return _digest(entry.msgstr)


def _digest(texts: tuple[str, ...]) -> str:
    # No text of a catalog can hold a NUL.
    data = "\0".join(texts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()[:_DIGEST_LENGTH]


def act_line(act: ReviewAct) -> bytes:
    """The act as a line of a ledger."""
    values = {"v": VERSION, **msgspec.to_builtins(act)}
    return json.dumps(values, ensure_ascii=False).encode() + b"\n"


def read_ledger(data: bytes) -> Ledger:
    """The acts of a ledger. No line raises: what is no act is told, and the others count.

    Lines that git has left between conflict markers count on both sides.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    faults: list[LedgerFault] = []
    try:
        acts = _LINES.decode_lines(data)
    except _FAULTS:
        acts = []
    unique = {act.id: act for act in acts}
    found = in_order_of_time(unique.values())
    if not _have_moments(found):
        unique = {act.id: act for act in _each(data, faults)}
        found = in_order_of_time(unique.values())
    return Ledger(found, tuple(faults))


def read_longer_ledger(data: bytes, known: tuple[bytes, Ledger]) -> Ledger:
    """Like ``read_ledger``, of a file of which another version has been read."""
    before, ledger = known
    if not (data.startswith(before) and before.endswith(b"\n")) or ledger.faults:
        return read_ledger(data)
    more = read_ledger(data[len(before) :])
    if more.faults:
        # Their numbers are those of lines of the whole file.
        return read_ledger(data)
    unique = {act.id: act for act in (*ledger.acts, *more.acts)}
    return Ledger(in_order_of_time(unique.values()))


def last_moment(data: bytes) -> str:
    """When the last act of a ledger was done; an empty string where there is none."""
    try:
        moments = [line.at for line in _MOMENTS.decode_lines(data)]
    except _FAULTS:
        moments = [""]
    last = max(moments, default="")
    if not _MOMENT.fullmatch(last):
        last = max((act.at for act in read_ledger(data).acts), default="")
    return last


def _have_moments(acts: Sequence[ReviewAct]) -> bool:
    """Whether acts, in their order, are some, and have moments by all that can be told quickly."""
    if not acts or not (acts[0].at >= "0" and acts[-1].at < ":"):
        return False
    return all([act.at.endswith(_UTC) for act in acts])  # noqa: C419 - a list is faster


def without_acts(data: bytes, dropped: Collection[str]) -> bytes:
    """A ledger without the lines of acts with these ids; every other line stays as it is."""
    return b"".join(line for line in data.splitlines(keepends=True) if _id_of(line) not in dropped)


def _id_of(line: bytes) -> str:
    """The id of the act that a line is, or an empty string."""
    try:
        return _LINES.decode(line).id
    except _FAULTS:
        return ""


def in_order_of_time(acts: Iterable[ReviewAct]) -> tuple[ReviewAct, ...]:
    """The acts, the oldest first; those of one moment by their ids."""
    return tuple(sorted(acts, key=_IN_TIME))


class _LineMoment(Struct, gc=False):
    """Of a line of a ledger only when it was written."""

    at: str


_LINES = msgspec.json.Decoder(ReviewAct)
_MOMENTS = msgspec.json.Decoder(_LineMoment)
_IN_TIME = attrgetter("at", "id")


def _each(data: bytes, faults: list[LedgerFault]) -> Iterator[ReviewAct]:
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        if line.startswith(_CONFLICT_MARKERS):
            faults.append(
                LedgerFault(
                    number,
                    message(
                        "this line is a mark of a conflict in git; the acts of both sides count"
                    ),
                    message("remove the marks, and keep the lines of both sides"),
                )
            )
            continue
        try:
            act = _LINES.decode(line)
        except _FAULTS:
            faults.append(_fault_of(number, line))
            continue
        if _MOMENT.fullmatch(act.at):
            yield act
        else:
            faults.append(_no_act(number))


def _fault_of(number: int, line: bytes) -> LedgerFault:
    """Why a line is no act: it may be one of a later version, which has other verdicts."""
    try:
        values = msgspec.json.decode(line)
    except _FAULTS:
        values = None
    if isinstance(values, dict) and isinstance(values.get("v"), int) and values["v"] > VERSION:
        return _newer(number)
    return _no_act(number)


def _no_act(number: int) -> LedgerFault:
    return LedgerFault(
        number,
        message("this line is no act of a review, and counts for nothing"),
        message("take it from an older version of the file, or remove it"),
    )


def _newer(number: int) -> LedgerFault:
    return LedgerFault(
        number,
        message("this line is of another version of Polyloom's ledger, and counts for nothing"),
        message("use the version of Polyloom that wrote it"),
    )
