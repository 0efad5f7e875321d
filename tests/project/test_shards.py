"""Each document is in one shard, the same on every machine and in every version."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from polyloom.project.shards import Shard

names = st.text(min_size=1, max_size=30)


@given(names, st.integers(1, 50))
def test_a_name_is_in_one_shard_of_any_number(name: str, count: int) -> None:
    shards = [Shard(number, count) for number in range(1, count + 1)]
    assert sum(shard.has(name) for shard in shards) == 1


def test_the_assignment_stays_what_it_is() -> None:
    found = [
        next(number for number in range(1, 5) if Shard(number, 4).has(name))
        for name in ("guide/intro", "guide/end", "messages", "statement")
    ]
    assert found == [1, 4, 2, 4]


def test_names_that_are_one_for_people_are_in_one_shard() -> None:
    composed, decomposed = "caf\u00e9", "cafe\u0301"
    for number in range(1, 8):
        assert Shard(number, 7).has(composed) == Shard(number, 7).has(decomposed)


def test_shards_are_of_like_sizes() -> None:
    sizes = [
        sum(Shard(number, 8).has(f"part-{each // 200}/document-{each}") for each in range(4000))
        for number in range(1, 9)
    ]
    assert 400 < min(sizes) <= max(sizes) < 600
