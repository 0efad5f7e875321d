"""Masks leave letters outside of ASCII alone, whatever their bytes look like."""

from __future__ import annotations

import pytest

from polyloom.formats.format_options import DocumentOptions
from polyloom.formats.segmentation import segment


@pytest.mark.parametrize("letter", ["à", "Å", "Р", "愠", "𠅠"])
@pytest.mark.parametrize(
    "text",
    [
        '!!! {0}note{0} "Title {0}"\n    The body {0}.',
        "/// {0}note | Title {0}\nThe body {0}.\n///",
        ":::{{note{0}}} Title {0}\n:{0}class: x\n\nThe body {0}.\n:::",
        "<Tabs{0} b='{0}'>\n\nThe body {0}.\n\n</Tabs{0}>",
        "{{{{< figure{0} src={0} >}}}}\n\nThe body {0}.",
        "[a {0}][{0}b]\n\n[{0}b]: /{0}\n\nThe body {0}.",
    ],
)
def test_a_letter_is_a_letter(text: str, letter: str) -> None:
    def texts(of: str) -> list[str]:
        found = segment(text.format(of).encode(), "markdown").segments
        return [each.text.replace(of, "é") for each in found]

    assert texts(letter) == texts("é")


def test_names_of_fences_with_prose_are_in_any_script() -> None:
    found = segment(
        "```{Примечание}\nТекст.\n```".encode(),
        "markdown",
        options=DocumentOptions(by_name={"prose_fences": ("{примечание}",)}),
    )
    assert [each.text for each in found.segments] == ["Текст."]
