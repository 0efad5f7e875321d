"""Every example in ``docs/plain-text.md`` is read as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from polyloom.formats.segmentation import segment
from polyloom.formats.weave import weave
from polyloom.model import Segment

PAGE = Path(__file__).resolve().parents[3] / "docs" / "plain-text.md"
EXAMPLE = re.compile(r"^```text\n(.*?)^```\n\n```segments\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLES = EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))


def line(found: Segment) -> str:
    parts: tuple[str, ...] = (
        found.kind,
        str(found.depth or ""),
        found.marker,
        "|",
        found.text.replace("\n", "⏎"),
    )
    if found.context or found.note:
        parts = (*parts, "←", found.context or "", found.note)
    return " ".join(part for part in parts if part) + "\n"


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) == 8
    assert PAGE.read_text(encoding="utf-8").count("```segments") == len(EXAMPLES)


@pytest.mark.parametrize(("text", "expected"), EXAMPLES)
def test_an_example(text: str, expected: str) -> None:
    document = segment(text.encode())
    assert "".join(map(line, document.segments)) == expected
    assert weave(document, {}).data == text.encode()
