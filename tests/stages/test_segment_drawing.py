"""A document as its page has it: all of its text, with each segment in its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from polyloom.formats import FORMATS
from polyloom.project.configuration import load_project
from polyloom.stages.segment_drawing import drawn_document
from polyloom.stages.segment_listing import list_segments
from support.word_files import p, r, styled, word_file

FORMATS_OF_TEXT = sorted(set(FORMATS) - {"docx"})
MATERIAL = Path(__file__).parents[1] / "formats"


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS_OF_TEXT)
def test_all_documents_of_a_format_are_drawn_whole(tmp_path: Path, name: str) -> None:
    (tmp_path / "polyloom.toml").write_text('source_locale = "en"\nlocales = ["es"]\n')
    source = tmp_path / "source"
    shutil.copytree(MATERIAL / name, source)
    project = load_project(tmp_path)
    cases = [path for path in source.iterdir() if path.suffix in FORMATS[name].suffixes]
    assert len(cases) > 3
    for case in cases:
        listing = list_segments(project, source, case.name)
        drawn = drawn_document(listing, "en")
        document = listing.document
        whole = document.data[document.bom :].decode(document.encoding)
        assert "".join(text.text for text in drawn.texts) == whole
        shown = [text.segment for text in drawn.texts if text.segment is not None]
        assert shown == [segment for _, segment in listing.segments], case.name
        assert sum(bool(text.rule) for text in drawn.texts) == len(listing.left_out), case.name
        assert drawn.has_lines


def test_a_package_is_drawn_text_by_text(tmp_path: Path) -> None:
    (tmp_path / "polyloom.toml").write_text('source_locale = "en"\nlocales = ["es"]\n')
    (tmp_path / "source").mkdir()
    data = word_file(p(r("Boil it.")) + styled("Listing", "make tea") + p(r("Wait.")))
    (tmp_path / "source/a.docx").write_bytes(data)
    drawn = drawn_document(list_segments(load_project(tmp_path), tmp_path, "a"), "pt_BR")
    assert (drawn.has_lines, drawn.language) == (False, "pt-BR")
    assert [(one.text, one.number, one.rule) for one in drawn.texts if one.text != "\n"] == [
        ("Boil it.", 1, ""),
        ("make tea", 0, "code"),
        ("Wait.", 2, ""),
    ]
