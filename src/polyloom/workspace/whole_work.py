"""Work that is made of parts: what is recorded of each, and which files have changed since.

Asking for the result of each part would take longer than looking at the files. So the results stand
in slices of some parts each, and beside these, as one row, what each slice and each file was: a
change of one file leaves what is known of the parts that it is not about, and only the slices are
written anew that have others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

import msgspec
from msgspec import Struct

_WIDTH = 32
# In place of the digest of a file of which nothing can be told.
_UNKNOWN = bytes(_WIDTH)
# How many parts a slice has.
SLICE = 64


class KnownParts(Struct, frozen=True):
    """What is known of each part of some work, in their order (None: nothing).

    ``among_all`` are the places of parts that depend on all files of the work, not only on their
    own. ``changed`` are the paths of files that are others than they were when that was recorded.
    """

    rows: Sequence[bytes | None]
    among_all: Set[int] = frozenset()
    changed: Set[str] = frozenset()


class RecordedWhole(Struct, frozen=True):
    """What was recorded of all parts: ``files`` are the digests of all files, one behind the other.

    ``slices`` are the digests of the slices that ``rows`` were in.
    """

    files: bytes
    rows: Sequence[bytes | None]
    among_all: frozenset[int]
    slices: Sequence[bytes]


class Slices(Struct, frozen=True):
    """The ``digests`` of all slices, and those that are ``new``, by number."""

    digests: Sequence[bytes]
    new: Mapping[int, bytes]


class _Head(Struct, frozen=True, array_like=True):
    """The form of the row beside the slices: what each file and each slice was."""

    files: bytes
    parts: int
    slices: list[bytes]
    among_all: frozenset[int]


def slices_of(rows: Sequence[bytes | None], before: RecordedWhole | None) -> Slices:
    """The slices of what is known of parts; those are not new that were recorded ``before``."""
    digests: list[bytes] = []
    new: dict[int, bytes] = {}
    old = before if before is not None and len(before.rows) == len(rows) else None
    for number, begin in enumerate(range(0, len(rows), SLICE)):
        some = rows[begin : begin + SLICE]
        if old is not None and some == old.rows[begin : begin + SLICE]:
            digests.append(old.slices[number])
        else:
            data = new[number] = _ENCODER.encode(some)
            digests.append(hashlib.sha256(data).digest())
    return Slices(digests, new)


def packed_head(parts: KnownParts, digests: Sequence[bytes | None], slices: Slices) -> bytes:
    """What to record beside the slices of parts.

    ``digests`` are those of the files, None where that is unknown.
    """
    among_all = frozenset(parts.among_all)
    return _ENCODER.encode(_Head(_packed(digests), len(parts.rows), [*slices.digests], among_all))


def recorded_whole(head: bytes, slices: Mapping[str, tuple[bytes, bytes]]) -> RecordedWhole | None:
    """What was recorded of parts; ``slices`` are digests and data, by number.

    Nothing is known of the parts of a slice that is another one than it was. None where the head
    does not say anything.
    """
    try:
        known = _HEAD.decode(head)
    except msgspec.MsgspecError:
        return None
    rows: list[bytes | None] = []
    for number, digest in enumerate(known.slices):
        size = min(SLICE, known.parts - len(rows))
        rows += _rows_of(slices.get(str(number)), digest, size)
    if len(rows) != known.parts:
        return None
    return RecordedWhole(known.files, rows, known.among_all, known.slices)


def known_parts(
    recorded: RecordedWhole, paths: Iterable[str], digests: Sequence[bytes | None]
) -> KnownParts | None:
    """What is known of parts, where their files are at ``paths`` and have ``digests`` now.

    None where that was recorded of other files.
    """
    files = _packed(digests)
    if len(recorded.files) != len(files):
        return None
    changed: frozenset[str] = frozenset()
    if None in digests or files != recorded.files:
        unknown = {number for number, digest in enumerate(digests) if digest is None}
        others = unknown.union(_others(files, recorded.files, 0, len(digests)))
        changed = frozenset(path for number, path in enumerate(paths) if number in others)
    return KnownParts(recorded.rows, recorded.among_all, changed)


def _rows_of(slice_: tuple[bytes, bytes] | None, digest: bytes, size: int) -> list[bytes | None]:
    """The rows of a slice, nothing where it is another one."""
    if slice_ is not None and slice_[0] == digest:
        try:
            rows = _ROWS.decode(slice_[1])
        except msgspec.MsgspecError:
            rows = []
        if len(rows) == size:
            return rows
    return [None] * size


def _packed(digests: Sequence[bytes | None]) -> bytes:
    return b"".join([(digest or _UNKNOWN).ljust(_WIDTH) for digest in digests])


def _others(one: bytes, two: bytes, begin: int, end: int) -> Iterator[int]:
    """The numbers from ``begin`` to before ``end`` of the digests that differ; mostly few do."""
    if one[begin * _WIDTH : end * _WIDTH] == two[begin * _WIDTH : end * _WIDTH]:
        return
    if end - begin == 1:
        yield begin
        return
    middle = (begin + end) // 2
    yield from _others(one, two, begin, middle)
    yield from _others(one, two, middle, end)


_ENCODER = msgspec.msgpack.Encoder()
_HEAD = msgspec.msgpack.Decoder(_Head)
_ROWS = msgspec.msgpack.Decoder(list[bytes | None])
