"""Plain text that is large, deep or odd: it ends, and in time that grows with the size."""

from __future__ import annotations

import pytest

from polyloom.formats.segmentation import segment
from polyloom.formats.weave import weave
from polyloom.model import Document, Kind


def read(text: str) -> Document:
    document = segment(text.encode())
    assert weave(document, {}).data == text.encode()
    return document


def test_a_paragraph_of_a_megabyte() -> None:
    line = "word " * 14
    document = read(f"Title\n\n{(line.strip() + chr(10)) * 15_000}\n")
    assert len(document.segments) == 2
    assert len(document.segments[1].text) > 1_000_000
    woven = weave(document, {1: "Wort " * 200_000})
    assert woven.refused == ()


def test_a_line_of_a_megabyte() -> None:
    assert len(read(f"Title\n\n{'word ' * 200_000}\n").segments) == 2


@pytest.mark.parametrize("sign", [">", "> ", "(", "[", "- ", "1. ", "|", "* ", "=", "a) ", "“"])
def test_depth_bombs(sign: str) -> None:
    document = read(f"Text.\n\n{sign * 100_000}deep\n\nText.\n")
    assert document.segments[-1].text == "Text."


def test_quotes_in_quotes_have_their_depth() -> None:
    document = read(f"{'>' * 100_000} deep\n")
    assert (document.segments[0].kind, document.segments[0].depth) == (Kind.QUOTE, 100_000)


@pytest.mark.parametrize(
    "line",
    [
        "a) word\n",
        "1. word\n",
        "– word\n",
        "i. word\n",
        "Q: word\n",
        "a  b\n",
        "* * *x\n",
        "\f",
        "\r",
    ],
)
def test_many_lines_that_look_like_something(line: str) -> None:
    read("Text\n" + line * 8_000)
    read("Text\n" + (line + "\n") * 4_000)


def test_many_gaps_and_leaders_in_one_line() -> None:
    read("a" + " " * 100_000 + "b\n" + "a" + "." * 100_000 + "b\n" + "|" * 100_000 + "\n")


def test_every_line_deeper_than_the_last() -> None:
    document = read("".join(f"{' ' * 2 * depth}- word\n" for depth in range(500)))
    assert document.segments[-1].depth == 500


@pytest.mark.parametrize(
    "translation", ["word " * 6_000, "国家" * 10_000, "1. " * 10_000, f"{' ' * 30_000}x" * 2]
)
def test_a_translation_of_thirty_kilobytes(translation: str) -> None:
    document = read("Title\n\nA paragraph that is wrapped, as people\nwrap them.\n\n- a\n  b\n")
    woven = weave(document, dict.fromkeys(range(3), translation))
    assert woven.refused == ()
    assert len(woven.data) > 50_000


@pytest.mark.slow
def test_a_list_of_two_hundred_thousand_points() -> None:
    document = read("".join(f"- word {number}\n" for number in range(200_000)))
    assert len(document.segments) == 200_000
    document = read("".join(f"- word {number}\n\n" for number in range(200_000)))
    assert len(document.segments) == 200_000


@pytest.mark.slow
@pytest.mark.parametrize("text", [" " * 100_000_000, "\n" * 100_000_000, "x" * 100_000_000])
def test_a_hundred_megabytes(text: str) -> None:
    assert len(segment(text.encode()).segments) <= 1


@pytest.mark.parametrize("lines", ["-\n1.\n* \n•\n", " (3)\n\n", "-\r\n1.\r\n", "§ 3\niv)\n(a)\n"])
def test_many_lines_with_nothing_but_a_marker_are_no_text(lines: str) -> None:
    document = read(f"Text above.\n{lines * 100}Text below.\n")
    assert [one.text for one in document.segments] == ["Text above.", "Text below."]
