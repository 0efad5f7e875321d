"""Which translations are left out where several would change the structure, and with how much work.

The documents are paragraphs, and a piece with a blank line in it makes two of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from polyloom.formats.contract import splice_spans
from polyloom.formats.structure_guard import GuardResult, guard_structure
from polyloom.model import Document, Kind, Segment


def paragraphs(data: bytes) -> Document:
    return Document(data, "plaintext", "utf-8", tuple(_segments(data)))


def _segments(data: bytes) -> Iterator[Segment]:
    position = 0
    for text in data.split(b"\n\n"):
        if text:
            yield Segment(Kind.PARAGRAPH, text.decode(), position, position + len(text))
        position += len(text) + 2


@dataclass
class Reader:
    """Reads outputs and counts how often."""

    source: Document
    pieces: dict[int, bytes]
    others: Mapping[int, Iterable[bytes]] = field(default_factory=dict)
    readings: list[int] = field(default_factory=list)
    # With what of the output no document can be read.
    unreadable: Set[int] = frozenset()

    def judge(self) -> GuardResult:
        return guard_structure(
            self.source,
            self.pieces,
            lambda index: self.others.get(index, ()),
            self._read,
            self._keeps,
        )

    def _read(self, pieces: Mapping[int, bytes]) -> Document | None:
        self.readings.append(1)
        if not self.unreadable.isdisjoint(pieces):
            return None
        return paragraphs(splice_spans(self.source, pieces))

    def _keeps(self, document: Document) -> bool:
        return len(document.segments) == len(self.source.segments)


def reader(size: int, rejected: Set[int], text: str = "wages") -> Reader:
    source = paragraphs("\n\n".join([text] * size).encode())
    return Reader(
        source, {index: b"a\n\nb" if index in rejected else b"Lohn" for index in range(size)}
    )


def test_one_reading_is_enough_where_all_is_well() -> None:
    one = reader(100, frozenset())
    assert one.judge() == GuardResult(one.pieces, frozenset())
    assert len(one.readings) == 1


@given(
    st.integers(1, 40).flatmap(
        lambda size: st.tuples(st.just(size), st.sets(st.integers(0, size - 1)))
    )
)
def test_the_guilty_are_left_out_and_nobody_else(case: tuple[int, set[int]]) -> None:
    size, rejected = case
    one = reader(size, rejected)
    good = {index: piece for index, piece in one.pieces.items() if index not in rejected}
    assert one.judge() == GuardResult(good, frozenset(rejected))


def test_what_can_be_written_otherwise_is() -> None:
    one = reader(9, {2, 5})
    one.others = {2: [b"c\n\nd", b"c d"], 5: [b"e\n\nf"]}
    judged = one.judge()
    assert judged.rejected == {5}
    assert judged.kept[2] == b"c d"


def test_what_stands_beside_is_written_otherwise_if_that_helps() -> None:
    source = paragraphs(b"a\n\nb")
    read = {b"A\n\nB": "one", b"A!\n\nB": "both", b"A\n\nb": "source", b"a\n\nB": "source"}

    def read_again(pieces: Mapping[int, bytes]) -> Document | None:
        return source if read[splice_spans(source, pieces)] != "one" else None

    others = {0: [b"A!"]}
    judged = guard_structure(
        source, {0: b"A", 1: b"B"}, lambda index: others.get(index, []), read_again, bool
    )
    assert judged == GuardResult({0: b"A!", 1: b"B"}, frozenset())


def test_the_search_begins_where_the_output_differs() -> None:
    rejected = frozenset(range(50, 5000, 500))
    one = reader(5000, rejected)
    assert one.judge().rejected == rejected
    # Halving all of them would take two for each halving and each of the rejected: over 200.
    assert len(one.readings) < 20


def test_many_are_found_in_a_few_readings() -> None:
    rejected = frozenset(range(1, 4000, 2))
    one = reader(4000, rejected)
    assert one.judge().rejected == rejected
    assert len(one.readings) < 20


def test_the_search_ends_in_a_large_document_and_says_what_it_has_not_tried() -> None:
    rejected = frozenset(range(1, 400, 2))
    one = reader(400, rejected, text="wages " * 1000)
    one.unreadable = rejected
    judged = one.judge()
    assert len(one.readings) == 31
    assert judged.rejected <= rejected
    assert not judged.kept.keys() & rejected
    assert judged.kept.keys() | rejected < set(range(400))
