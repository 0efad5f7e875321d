"""Every output of the table with every format of the table."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from polyloom.formats import FORMATS, format_named
from polyloom.formats.contract import NoPage
from polyloom.formats.segmentation import segment
from polyloom.model import Rendition
from polyloom.outputs import OUTPUTS, Output
from support.alphabets import alphabet_of

HERE = Path(__file__).parent
each_output = pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.name)
each_format = pytest.mark.parametrize("name", FORMATS)


@each_format
@each_output
def test_an_output_is_made_or_there_is_a_reason(output: Output, name: str) -> None:
    page = format_named(name).page
    if isinstance(page, NoPage):
        assert page.reason, f"say in NoPage(…) of {name} why it has no page"
        assert not page.reason.endswith("."), "the reason is a clause behind a colon"
        return
    data = alphabet_of(name).sample
    document = segment(data, name)
    texts = tuple(found.text for found in document.segments)
    rendition = Rendition(document, "es", texts, tuple("es" for _ in texts), source_locale="en")
    made = output.render(page(rendition, data))
    assert made
    assert made == output.render(page(rendition, data)), "the same input gives the same bytes"
    assert output.suffix not in FORMATS[name].suffixes, "it would stand in the document's place"


def test_no_two_outputs_are_one_file() -> None:
    assert max(Counter(output.suffix for output in OUTPUTS).values()) == 1
    assert max(Counter(output.name for output in OUTPUTS).values()) == 1


@each_output
def test_an_output_has_tests_of_its_own(output: Output) -> None:
    module = output.render.__module__.rpartition(".")[2]
    assert (HERE / f"test_{module}.py").is_file(), (
        f"write tests/outputs/test_{module}.py: what “{output.name}” shows of each kind, "
        "and that no text can break it"
    )
