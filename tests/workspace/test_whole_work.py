"""What is known of the parts of a whole whose files have changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from polyloom.workspace.whole_work import KnownParts, known_parts, packed_whole

_DIGESTS = [None, *(bytes([number]) * 32 for number in (1, 2, 3))]


@given(st.lists(st.tuples(st.sampled_from(_DIGESTS), st.sampled_from(_DIGESTS)), max_size=9))
def test_the_files_are_known_that_have_changed_since(
    digests: list[tuple[bytes | None, bytes | None]],
) -> None:
    before, now = [old for old, _ in digests], [new for _, new in digests]
    paths = [f"file{number}" for number in range(len(digests))]
    data = packed_whole(KnownParts([b"row"]), before)
    changed = {
        path for path, old, new in zip(paths, before, now, strict=True) if new is None or new != old
    }
    assert known_parts(data, paths, now) == KnownParts([b"row"], frozenset(), changed)
    assert known_parts(data, [*paths, "new"], [*now, None]) is None
