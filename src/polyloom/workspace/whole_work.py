"""Work that is made of parts: what is recorded of each, and which files have changed since.

The results of all parts are one row of the index: asking for each of them would take longer than
looking at the files. With them goes what each file was, so that a change of one leaves what is
known of the parts that it is not about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

import msgspec
from msgspec import Struct

_WIDTH = 32
# In place of the digest of a file of which nothing can be told.
_UNKNOWN = bytes(_WIDTH)


class KnownParts(Struct, frozen=True):
    """What is known of each part of some work, in their order (None: nothing).

    ``among_all`` are the places of parts that depend on all files of the work, not only on their
    own. ``changed`` are the paths of files that are others than they were when that was recorded.
    """

    rows: Sequence[bytes | None]
    among_all: Set[int] = frozenset()
    changed: Set[str] = frozenset()


class _Recorded(Struct, frozen=True, array_like=True):
    """The form of a row: ``files`` are the digests of all files, one behind the other."""

    files: bytes
    rows: list[bytes | None]
    among_all: frozenset[int]


def packed_whole(parts: KnownParts, digests: Sequence[bytes | None]) -> bytes:
    """What to record of parts; ``digests`` are those of the files, None where that is unknown."""
    return _ENCODER.encode(_Recorded(_packed(digests), [*parts.rows], frozenset(parts.among_all)))


def known_parts(
    data: bytes, paths: Iterable[str], digests: Sequence[bytes | None]
) -> KnownParts | None:
    """What was recorded of parts, where their files are at ``paths`` and have ``digests`` now.

    None where the data does not say that.
    """
    try:
        recorded = _DECODER.decode(data)
    except msgspec.MsgspecError:
        return None
    files = _packed(digests)
    if len(recorded.files) != len(files):
        return None
    changed: frozenset[str] = frozenset()
    if None in digests or files != recorded.files:
        unknown = {number for number, digest in enumerate(digests) if digest is None}
        others = unknown.union(_others(files, recorded.files, 0, len(digests)))
        changed = frozenset(path for number, path in enumerate(paths) if number in others)
    return KnownParts(recorded.rows, recorded.among_all, changed)


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
_DECODER = msgspec.msgpack.Decoder(_Recorded)
