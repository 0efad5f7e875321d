"""Plain-text documents beside the segments that are expected in them.

Each pair is ``text/NAME.txt`` and ``text/NAME.segments``: a line a segment, with kind, depth (where
it is not 0), marker, and text, in which white space other than a blank is written as ``\\uXXXX``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from polyloom.formats.segmenting import segment
from polyloom.formats.weaving import weave
from polyloom.model import Document

CASES = sorted((Path(__file__).parent / "text").glob("*.txt"))


def listing(document: Document) -> str:
    lines = []
    for found in document.segments:
        parts = [str(found.kind), str(found.depth or ""), found.marker, "|", visible(found.text)]
        lines.append(" ".join(part for part in parts if part) + "\n")
    return "".join(lines)


def visible(text: str) -> str:
    return "".join(
        f"\\u{ord(character):04x}" if character.isspace() and character != " " else character
        for character in text
    )


def test_there_are_cases() -> None:
    assert len(CASES) > 150


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_segments(case: Path) -> None:
    document = segment(case.read_bytes())
    assert listing(document) == case.with_suffix(".segments").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_every_byte_is_kept(case: Path) -> None:
    data = case.read_bytes()
    document = segment(data)
    same = {index: found.text for index, found in enumerate(document.segments)}
    assert weave(document, {}).data == data
    assert weave(document, same).data == data


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_every_translation_arrives(case: Path) -> None:
    document = segment(case.read_bytes())
    brackets = {index: f"⟦{found.text}⟧" for index, found in enumerate(document.segments)}
    woven = weave(document, brackets)
    kinds = [found.kind for found in document.segments]
    read = segment(woven.data, kinds=kinds)
    assert woven.refused == ()
    assert [found.marker for found in read.segments] == [
        found.marker for found in document.segments
    ]
    assert woven.data.decode().count("⟦") == len(document.segments)
