"""`polyloom extract --show FILE`: segments, and what is left out; nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.polyloom import files, polyloom
from support.word_files import styled, word_file

PAGE = """---
title: Tea
layout: home
---
# Water

1. Boil it.
   - Not too long.

```sh
make tea
```
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "source/guides").mkdir(parents=True)
    (folder / "polyloom.toml").write_text(
        'source_locale = "en"\nlocales = ["es"]\n', encoding="utf-8"
    )
    (folder / "source/guides/tea.md").write_text(PAGE, encoding="utf-8")
    (folder / "source/word.docx").write_bytes(word_file(styled("Listing", "make tea")))
    return folder


def test_what_is_printed(root: Path) -> None:
    before = files(root)
    done = polyloom(root, "extract", "--show", "source/guides/tea.md")
    assert done.code == 0
    assert (
        done.out
        == """source/guides/tea.md: 4 segments
1  front-matter  line 2  Tea
2  title #       line 5  Water
3  point 1 1.    line 7  Boil it.
4  point 2 -     line 8  Not too long.
left out: 4 texts
-  front-matter key not named  line 2   title:
-  front-matter key not named  line 3   layout: home
-  code                        line 10  ```sh
-  code                        line 11  make tea
"""
    )
    assert files(root) == before
    assert not (root / ".polyloom").exists()


def test_json(root: Path) -> None:
    done = polyloom(root, "extract", "--show", "word", "--json")
    assert done.json == {
        "document": "word",
        "format": "docx",
        "segments": [],
        "left_out": [{"rule": "code", "line": None, "text": "make tea"}],
        "warnings": [],
    }


@pytest.mark.parametrize("name", ["tea.md", "guides/tea.md", "guides/tea", "source/guides/tea.md"])
def test_the_document_by_its_name_or_path(root: Path, name: str) -> None:
    done = polyloom(root / "source/guides", "extract", "--show", name)
    assert (done.code, done.out.splitlines()[0]) == (0, "source/guides/tea.md: 4 segments")


def test_no_such_document(root: Path) -> None:
    done = polyloom(root, "extract", "--show", "guides/te.md")
    assert done.code == 2
    assert "there is no document “guides/te.md”" in done.err
    assert "did you mean guides/tea.md?" in done.err


def test_a_document_that_cannot_be_read(root: Path) -> None:
    (root / "source/guides/tea.md").write_bytes(b"# Caf\xe9\n")
    done = polyloom(root, "extract", "--show", "guides/tea")
    assert done.code == 1
    assert "source/guides/tea.md:1" in done.err
