"""HTML documents beside the segments that are expected in them.

Each pair is ``html/NAME.html`` and ``html/NAME.segments``, written as ``support.listings`` says.
"""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest

from polyloom.formats.segmenting import segment
from polyloom.formats.weaving import structure, weave
from support.listings import listing

CASES = sorted((Path(__file__).parent / "html").glob("*.html"))


def test_there_are_cases() -> None:
    assert len(CASES) >= 50


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_segments(case: Path) -> None:
    document = segment(case.read_bytes(), "html")
    assert listing(document) == case.with_suffix(".segments").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_every_byte_is_kept(case: Path) -> None:
    data = case.read_bytes()
    document = segment(data, "html")
    same = {index: found.text for index, found in enumerate(document.segments)}
    assert weave(document, {}).data == data
    assert weave(document, same).data == data


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_every_translation_arrives(case: Path) -> None:
    document = segment(case.read_bytes(), "html")
    brackets = {index: f"⟦{found.text}⟧" for index, found in enumerate(document.segments)}
    woven = weave(document, brackets)
    read = segment(woven.data, "html")
    assert woven.refused == ()
    assert structure(read) == structure(document)
    assert [unescape(found.text) for found in read.segments] == [
        unescape(text) for text in brackets.values()
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_prose_without_any_tag_is_accepted(case: Path) -> None:
    document = segment(case.read_bytes(), "html")
    prose = dict.fromkeys(range(len(document.segments)), "Land & bread, 5 < 6, “so” – \"and\" 'so'")
    woven = weave(document, prose)
    assert woven.refused == ()
    assert structure(segment(woven.data, "html")) == structure(document)
