"""Runs over a whole project of which is known what they say, as long as none of its files changes.

Such a run has changed no file, and depends on nothing else but the settings of its unit. The next
one need only see that all files are what they were.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import msgspec
from msgspec import Struct

from polyloom.workspace.place_states import PLACES, last_change, place_state
from polyloom.workspace.work_index import WorkIndex, WorkUnit

# By how many nanoseconds clocks may drift apart in a run, without that somebody has set one.
_DRIFT = 10_000_000


class RunBegin(Struct, frozen=True):
    """What there was when a run began.

    ``moment`` is that by the clock of the project's disk, in nanoseconds; ``advance`` is by how
    many the clock of this machine was ahead of the one that nobody can set. ``places`` are those
    that there were.
    """

    moment: int
    advance: int
    places: frozenset[str]


class _Record(Struct, frozen=True, array_like=True):
    """The form of a row: the digests of the states of all places, and what the run came to."""

    places: tuple[bytes, ...]
    result: bytes


def begin_of_run(root: Path, index: WorkIndex) -> RunBegin:
    """That of a run which begins now."""
    places = frozenset(place for place in PLACES if os.path.lexists(root / place))
    return RunBegin(time.time_ns() - index.lag, _advance(), places)


def recalled_run(root: Path, index: WorkIndex, unit: WorkUnit) -> bytes | None:
    """What a run came to, where all files are what they were in it, else None."""
    data = index.kept(unit)
    if data is None:
        return None
    try:
        record = _DECODER.decode(data)
        known = zip(PLACES, record.places, strict=True)
        return record.result if all(_is_in_state(root, *each) for each in known) else None
    except (msgspec.MsgspecError, ValueError):
        return None


def record_run(
    root: Path, index: WorkIndex, unit: WorkUnit, begin: RunBegin, result: bytes
) -> None:
    """Record what a run came to that ends now, unless doing it again may end otherwise.

    All files are what they were when it began: whoever had changed one since would have left a
    later time.
    """
    # Most runs that change something write a page into the folder of pages.
    if not index.is_used or any(last_change(root, place) >= begin.moment for place in PLACES):
        return
    digests: list[bytes] = []
    for place in PLACES:
        state = place_state(root, place)
        if state is None or state.is_there != (place in begin.places):
            return
        if state.changeable_until >= begin.moment:
            return
        digests.append(state.digest)
    if abs(_advance() - begin.advance) < _DRIFT:
        index.keep([(unit, _ENCODER.encode(_Record(tuple(digests), result)))])


def _is_in_state(root: Path, place: str, digest: bytes) -> bool:
    state = place_state(root, place)
    return state is not None and state.digest == digest


def _advance() -> int:
    return time.time_ns() - time.monotonic_ns()


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(_Record)
