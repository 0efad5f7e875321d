from __future__ import annotations

import pytest

from polyloom.errors import UserError
from polyloom.update.rewording_log import Rewording, read_rewordings, replacements, rewording_line

ONE = Rewording("2026-11-23", "book/one", "The goverment – “a”\u2028b", "The government\n")
TWO = Rewording("2026-11-24", "two", "A titel", "A title")


def test_a_log_comes_back_as_it_was_written() -> None:
    data = "".join(map(rewording_line, (ONE, TWO))).encode()
    assert data.count(b"\n") == 2
    assert read_rewordings(data, "log") == (ONE, TWO)
    assert read_rewordings(data.replace(b"\n", b"\r\n\r\n"), "log") == (ONE, TWO)


def test_the_last_declaration_counts() -> None:
    later = Rewording("2026-11-25", "two", "A titel", "Titles")
    assert replacements((ONE, TWO, later)) == {ONE.old: ONE.new, "A titel": "Titles"}


@pytest.mark.parametrize(
    "line",
    [
        "<<<<<<< HEAD",
        "[]",
        "null",
        '"text"',
        '{"day": "2026-11-23", "document": "a", "old": "b"}',
        '{"day": "2026-11-23", "document": "a", "old": "b", "new": 3}',
        '{"day": "yesterday", "document": "a", "old": "b", "new": "c"}',
        '{"day": 3, "document": "a", "old": "b", "new": "c"}',
        "[" * 100_000,
    ],
    ids=lambda line: line[:20],
)
def test_what_is_no_rewording_is_refused_with_its_line(line: str) -> None:
    data = f"{rewording_line(ONE)}\n{line}\n".encode()
    with pytest.raises(UserError, match="declares no rewording") as caught:
        read_rewordings(data, "locales/rewordings.jsonl")
    assert caught.value.where == "locales/rewordings.jsonl:3"


def test_what_is_no_text_is_refused_with_its_line() -> None:
    with pytest.raises(UserError) as caught:
        read_rewordings(b"\n\n\xff", "log")
    assert (caught.value.where, caught.value.what) == ("log:3", "not UTF-8")
