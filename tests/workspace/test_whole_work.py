"""What is known of the parts of a whole: which files have changed, and which slices are there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from polyloom.workspace.whole_work import (
    SLICE,
    KnownParts,
    RecordedWhole,
    known_parts,
    packed_head,
    recorded_whole,
    slices_of,
)

_DIGESTS = [None, *(bytes([number]) * 32 for number in (1, 2, 3))]
_ROWS = st.lists(st.sampled_from([None, b"one", b"two"]), max_size=3 * SLICE + 1)


def head_of(rows: Sequence[bytes | None], digests: Sequence[bytes | None] = ()) -> bytes:
    return packed_head(KnownParts(rows), digests, slices_of(rows, None))


def stored(new: Mapping[int, bytes], digests: Sequence[bytes]) -> dict[str, tuple[bytes, bytes]]:
    return {str(number): (digests[number], data) for number, data in new.items()}


def recorded(rows: Sequence[bytes | None]) -> RecordedWhole:
    slices = slices_of(rows, None)
    whole = recorded_whole(head_of(rows), stored(slices.new, slices.digests))
    assert whole is not None
    return whole


@given(st.lists(st.tuples(st.sampled_from(_DIGESTS), st.sampled_from(_DIGESTS)), max_size=9))
def test_the_files_are_known_that_have_changed_since(
    digests: list[tuple[bytes | None, bytes | None]],
) -> None:
    before, now = [old for old, _ in digests], [new for _, new in digests]
    paths = [f"file{number}" for number in range(len(digests))]
    slices = slices_of([b"row"], None)
    head = packed_head(KnownParts([b"row"]), before, slices)
    whole = recorded_whole(head, stored(slices.new, slices.digests))
    assert whole is not None
    changed = {
        path for path, old, new in zip(paths, before, now, strict=True) if new is None or new != old
    }
    assert known_parts(whole, paths, now) == KnownParts([b"row"], frozenset(), changed)
    assert known_parts(whole, [*paths, "new"], [*now, None]) is None


@given(_ROWS, st.data())
def test_slices_that_stay_are_not_written_again(
    rows: list[bytes | None], data: st.DataObject
) -> None:
    before = recorded(rows)
    assert before.rows == rows
    assert slices_of(rows, before).new == {}
    if not rows:
        return
    places = data.draw(st.sets(st.integers(0, len(rows) - 1), max_size=3))
    now = [b"other" if place in places else row for place, row in enumerate(rows)]
    slices = slices_of(now, before)
    assert slices.new.keys() == {place // SLICE for place in places}
    first = slices_of(rows, None)
    kept = stored(first.new, first.digests) | stored(slices.new, slices.digests)
    whole = recorded_whole(packed_head(KnownParts(now), (), slices), kept)
    assert whole is not None
    assert whole.rows == now


@given(_ROWS, st.sets(st.integers(0, 3)), st.sampled_from([b"", b"\x92\xa1a\xa1b", b"\xff"]))
def test_of_a_slice_that_is_another_one_nothing_is_known(
    rows: list[bytes | None], lost: set[int], damage: bytes
) -> None:
    slices = slices_of(rows, None)
    there = stored(slices.new, slices.digests)
    for number in lost & slices.new.keys():
        there[str(number)] = (damage, there[str(number)][1])
    whole = recorded_whole(head_of(rows), there)
    assert whole is not None
    assert whole.rows == [None if place // SLICE in lost else row for place, row in enumerate(rows)]


@given(st.binary(max_size=99))
def test_a_head_that_says_nothing_is_none(data: bytes) -> None:
    known = recorded_whole(data, {})
    assert known is None or not any(known.rows)


def test_more_or_fewer_parts_are_other_slices() -> None:
    before = recorded([b"row"] * (SLICE + 1))
    assert slices_of([b"row"] * SLICE, before).new.keys() == {0}
