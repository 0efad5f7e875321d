from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.model import Entry
from polyloom.review.ledger import (
    ReviewAct,
    Verdict,
    act_line,
    last_moment,
    read_ledger,
    read_longer_ledger,
    source_digest,
    translation_digest,
)

ENTRY = Entry("We affirm:", ("Afirmamos:",))
TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
ACTS = st.builds(
    ReviewAct,
    id=st.text("0123456789abcdef", min_size=24, max_size=24),
    at=st.datetimes().map(lambda at: f"{at.isoformat()}+00:00"),
    by=TEXTS.filter(bool),
    verdict=st.sampled_from(Verdict),
    source=TEXTS,
    translation=TEXTS,
    context=st.none() | TEXTS,
    text=TEXTS,
    check=TEXTS,
    withdraws=TEXTS,
)


def act(number: int = 1, **values: str) -> ReviewAct:
    return ReviewAct(
        **{
            "id": f"{number:024}",
            "at": f"2026-11-27T00:00:{number:02}+00:00",
            "by": "Ana <ana@example.org>",
            "verdict": Verdict.APPROVE,
            "source": source_digest(ENTRY),
            "translation": translation_digest(ENTRY),
            **values,
        }  # type: ignore[arg-type]
    )


def test_an_act_is_one_line_of_json_with_the_version_first() -> None:
    line = act_line(act(text="so\nbe it", verdict=Verdict.COMMENT))
    assert line.count(b"\n") == 1
    assert list(json.loads(line)) == [
        *("v", "id", "at", "by", "verdict", "source", "translation", "text"),
    ]


@given(st.lists(ACTS, max_size=5, unique_by=lambda each: each.id))
def test_what_is_written_is_read_whatever_the_order_of_the_lines(
    acts: list[ReviewAct],
) -> None:
    lines = [act_line(each) for each in acts]
    in_time = sorted(acts, key=lambda each: (each.at, each.id))
    assert read_ledger(b"".join(reversed(lines))).acts == tuple(in_time)
    assert read_ledger(b"".join([*lines, *lines])).acts == tuple(in_time)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (b"{", "is no act of a review"),
        (b"[]", "is no act of a review"),
        (b"\xff\xfe", "is no act of a review"),
        (b'{"v": 1, "id": "x"}', "is no act of a review"),
        (act_line(act(7)).replace(b'"v": 1', b'"v": 2'), "of another version"),
        (b'{"v": 2, "verdict": "sign"}', "of another version"),
        (act_line(act(7)).replace(b"approve", b"bless"), "is no act of a review"),
        (b"[" * 100_000, "is no act of a review"),
        (b'{"a":' * 100_000, "is no act of a review"),
        (act_line(act(7)).replace(b'"v": 1', b'"v": 1' + b"0" * 5000), "is no act of a review"),
        (act_line(act(7, id="")), "is no act of a review"),
        (act_line(act(7, by="")), "is no act of a review"),
        (act_line(act(7, at="yesterday")), "is no act of a review"),
        (act_line(act(7, at="yesterday, at noon, by 00+00:00")), "is no act of a review"),
        (act_line(act(7, at="2026-11-27T00:00:00.000000+02:00")), "is no act of a review"),
    ],
)
def test_a_line_that_is_no_act_is_told_and_the_others_count(line: bytes, what: str) -> None:
    data = act_line(act(1)) + line.rstrip(b"\n") + b"\n" + act_line(act(2))
    ledger = read_ledger(data)
    assert ledger.acts == (act(1), act(2))
    ((number, told),) = [(fault.line, fault.what) for fault in ledger.faults]
    assert number == 2
    assert what in told


def test_of_a_conflict_both_sides_count() -> None:
    data = b"".join(
        (b"<<<<<<< ours\n", act_line(act(1)), b"=======\n", act_line(act(2)), b">>>>>>> theirs\n")
    )
    ledger = read_ledger(data)
    assert ledger.acts == (act(1), act(2))
    assert [fault.line for fault in ledger.faults] == [1, 3, 5]


def test_ends_of_lines_and_a_byte_order_mark_are_none_of_an_act() -> None:
    data = b"\xef\xbb\xbf" + act_line(act(1)).replace(b"\n", b"\r\n") + b"\n\n" + act_line(act(2))
    assert read_ledger(data.rstrip(b"\n")).acts == (act(1), act(2))
    assert read_ledger(b"") == read_ledger(b"\n\n")


def test_digests_tell_texts_apart() -> None:
    entries = [
        Entry("a", ("b",)),
        Entry("a", ("b",), msgid_plural=""),
        Entry("a", ("b", "")),
        Entry("a\nb", ("a", "b")),
        Entry("a\nb", ("ab",)),
        Entry("ab", ("a\nb",)),
    ]
    seen = {(source_digest(entry), translation_digest(entry)) for entry in entries}
    assert len(seen) == len(entries)


LINES = st.one_of(ACTS.map(act_line), st.sampled_from([b"x\n", b"\n", b"{", b"<<<<<<< ours\n"]))


@given(st.lists(LINES, max_size=4), st.lists(LINES, max_size=4))
def test_a_longer_ledger_is_read_as_any(first: list[bytes], more: list[bytes]) -> None:
    before, after = b"".join(first), b"".join([*first, *more])
    ledger = read_ledger(after)
    assert read_longer_ledger(after, (before, read_ledger(before))) == ledger
    assert read_longer_ledger(before, (after, ledger)) == read_ledger(before)
    # Of two lines with one id one counts; the clock that is compared heeds both.
    assert last_moment(after) >= max((each.at for each in ledger.acts), default="")
