"""Directives in Markdown: where they may stand, and what they are about."""

from __future__ import annotations

import pytest

from polyloom.formats.format_options import DocumentOptions
from polyloom.formats.segmentation import segment
from polyloom.formats.translation_units import translation_units
from support.listings import listing

BY_SENTENCE = DocumentOptions(segment_by="sentence")
SPLIT = "<!-- polyloom:split -->"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (f"One. {SPLIT} Two.\n", "paragraph | One.\nparagraph | Two.\n"),
        (f"One.\n{SPLIT}\nTwo.\n", "paragraph | One.\nparagraph | Two.\n"),
        (f"- One. {SPLIT} Two.\n", "point 1 - | One.\nparagraph 1 | Two.\n"),
        (f"- One.\n  {SPLIT}\n  Two.\n", "point 1 - | One.\nparagraph 1 | Two.\n"),
        (f"> One. {SPLIT} Two.\n", "quote > | One.\nquote > | Two.\n"),
        (f"> One.\n> {SPLIT}\n> Two.\n", "quote > | One.\nquote > | Two.\n"),
        (
            f"> - One\n>   more.{SPLIT}Two\n>   more.\n",
            "point 1 - | One more.\nparagraph 1 | Two more.\n",
        ),
        (f"| a |\n|---|\n| One. {SPLIT} Two. |\n", "cell | a\ncell | One.\ncell | Two.\n"),
        (f"One *in {SPLIT} bold*.\n", f"paragraph | One *in {SPLIT} bold*.\n"),
        (f"`{SPLIT}` and text\n", f"paragraph | `{SPLIT}` and text\n"),
    ],
)
def test_split_parts_where_it_stands(source: str, expected: str) -> None:
    assert listing(segment(source.encode(), "markdown")) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("One. Two.\\\nThree.\n", ["One. Two.\nThree."]),
        ("- One. Two.\n- Three. Four.\n", ["One. Two.", "Three.", "Four."]),
        ("> One. Two.\n", ["One. Two."]),
        ("Term\n: One. Two.\n", ["Term", "One.", "Two."]),
        ("<p>One. Two.</p>\n\n<p>Three. Four.</p>\n", ["One. Two.", "Three.", "Four."]),
    ],
)
def test_join_keeps_the_sentences_of_the_next_text_together(
    source: str, expected: list[str]
) -> None:
    document = segment(b"<!-- polyloom:join -->\n\n" + source.encode(), "markdown")
    units = translation_units(document, BY_SENTENCE, "en")
    assert [unit.text for unit in units.units] == expected


def test_join_in_a_paragraph_is_about_what_comes_behind_it() -> None:
    source = b"One. Two.\n<!-- polyloom:join -->\nThree. Four.\n\nFive. Six.\n"
    units = translation_units(segment(source, "markdown"), BY_SENTENCE, "en")
    texts = [unit.text for unit in units.units]
    assert texts == ["One.", "Two.", "Three. Four.", "Five.", "Six."]
