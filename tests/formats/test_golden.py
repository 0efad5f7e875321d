"""Documents beside the segments that are expected in them, for every format in the table.

Each pair is ``FORMAT/NAME.SUFFIX`` and ``FORMAT/NAME.segments``, written as ``support.listings``
says. The first words of a name can say how the document is read: ``code-comments``,
``code-strings``. A format whose files cannot be read in an editor has the pairs in a
``test_golden.py`` of its own.
"""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest

from polyloom.formats import FORMATS, format_for
from polyloom.formats.format_options import DocumentOptions
from polyloom.formats.segmentation import segment
from polyloom.formats.weave import structure, weave
from polyloom.model import Document
from support.listings import listing
from support.structures import assert_structure_kept

HERE = Path(__file__).parent
CASES = [
    path
    for name in sorted(FORMATS)
    for path in sorted((HERE / name).glob("*"))
    if path.suffix in FORMATS[name].suffixes
]
OPTIONS = {
    "code-comments": DocumentOptions(by_name={"code": "comments"}),
    "code-strings": DocumentOptions(by_name={"code": "strings"}),
}

each_case = pytest.mark.parametrize(
    "case", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}"
)


def options_of(case: Path) -> DocumentOptions:
    return OPTIONS.get("-".join(case.stem.split("-")[:2]), DocumentOptions())


def read(case: Path) -> Document:
    format_ = format_for(case)
    assert format_ is not None
    return segment(case.read_bytes(), format_, options=options_of(case))


# How many cases a format has at least: of those with many, none is lost unnoticed.
ENOUGH = {"plaintext": 150, "markdown": 45, "html": 49}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_cases(name: str) -> None:
    enough = ENOUGH.get(name, 5)
    if sum(case.parent.name == name for case in CASES) <= enough:
        suffix = FORMATS[name].suffixes[0]
        assert (HERE / name / "test_golden.py").is_file(), (
            f"put more than {enough} documents into tests/formats/{name}/, each NAME{suffix} with "
            "its NAME.segments beside it: what shall be left alone first, then each rule of the "
            "format; or, where the files are no text, write a test_golden.py there"
        )


def test_every_expectation_has_its_document() -> None:
    expected = {path.with_suffix("") for path in HERE.glob("*/*.segments")}
    assert expected - {case.with_suffix("") for case in CASES} == set()


@each_case
def test_segments(case: Path) -> None:
    assert listing(read(case)) == case.with_suffix(".segments").read_text(encoding="utf-8")


@each_case
def test_every_byte_is_kept(case: Path) -> None:
    document = read(case)
    same = {index: found.text for index, found in enumerate(document.segments)}
    assert weave(document, {}, options_of(case)).data == document.data
    assert weave(document, same, options_of(case)).data == document.data


@each_case
def test_every_translation_arrives(case: Path) -> None:
    document = read(case)
    brackets = {index: f"⟦{found.text}⟧" for index, found in enumerate(document.segments)}
    woven = weave(document, brackets, options_of(case))
    assert woven.refused == ()
    if document.format == "plaintext":
        assert_structure_kept(document, woven.data)
        assert woven.data.decode(document.encoding).count("⟦") == len(document.segments)
    else:
        kinds = [found.kind for found in document.segments]
        again = segment(woven.data, document.format, kinds=kinds, options=options_of(case))
        assert structure(again) == structure(document)
        assert [flat(found.text) for found in again.segments] == list(map(flat, brackets.values()))


@each_case
def test_prose_is_accepted(case: Path) -> None:
    document = read(case)
    text = "Land & bread, 5 < 6, “so” – \"and\" 'so'"
    prose = dict.fromkeys(range(len(document.segments)), text)
    assert weave(document, prose, options_of(case)).refused == ()


def flat(text: str) -> str:
    """A text without what wrapping, or another spelling of a character, may change."""
    return "".join(unescape(text).split())
