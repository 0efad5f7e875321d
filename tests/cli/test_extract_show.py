"""`polyloom extract --show FILE`: segments, and what is left out; nothing is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.html_tree import read_html
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


def test_a_page_goes_to_standard_output_or_to_a_file(root: Path, tmp_path: Path) -> None:
    before = files(root)
    page = polyloom(root, "extract", "--show", "guides/tea", "--html").out
    titles = [one.text for one in read_html(page) if one.tag == "h1"]
    assert titles == ["source/guides/tea.md"]
    assert page.count("<tr") == 1 + PAGE.count("\n")
    assert '<mark class="even" data-number="4">Not too long.</mark>' in page
    assert "left out: front-matter key not named" in page
    assert polyloom(root, "extract", "--show", "guides/tea", "--html", "-").out == page
    assert files(root) == before
    target = tmp_path / "page.html"
    done = polyloom(root, "extract", "--show", "guides/tea", "--html", str(target))
    assert done.out.startswith("source/guides/tea.md: 4 segments\n")
    assert target.read_text(encoding="utf-8") == page
    assert files(root) == before


def test_a_page_of_a_word_file(root: Path) -> None:
    page = polyloom(root, "extract", "--show", "word", "--html").out
    assert '<mark class="out">make tea</mark>' in page
    assert "w:p" not in page


def test_a_page_of_hostile_text_in_another_encoding(root: Path) -> None:
    text = (
        "\ufeff\u0645\u0631\u062d\u0628\u0627 <script>x</script> \u202e\x1b[31m\r\n\r\n1) a\tb\r\n"
    )
    (root / "source/notes.txt").write_bytes(text.encode("utf-16"))
    page = polyloom(root, "extract", "--show", "notes", "--html").out
    assert (
        "\u0645\u0631\u062d\u0628\u0627 &lt;script&gt;x&lt;/script&gt; \\u202e\\x1b[31m</mark></td>"
        in page
    )
    assert '1) <mark class="even" data-number="2">a\tb</mark>' in page


def test_colours_where_they_are_wanted(root: Path) -> None:
    plain = polyloom(root, "extract", "--show", "guides/tea").out
    coloured = polyloom(root, "--color", "always", "extract", "--show", "guides/tea").out
    assert "\x1b[" not in plain
    assert "\x1b[36mfront-matter\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["--html"], 2, "--html shows one document; name it: polyloom extract --show FILE --html"),
        (["--show", "word", "--html", "--json"], 2, "both write to standard output"),
        (["--show", "word", "--html", "no/such/page.html"], 1, "no/such: there is no such folder"),
        (["--show", "word", "--html", "polyloom.toml/page.html"], 1, "there is no such folder"),
        (["--show", "word", "--html", "."], 1, "is a folder; name a file"),
        (["--show", "word", "--html", "a" * 300 + "/b"], 1, "file name too long"),
    ],
)
def test_a_page_that_cannot_be_written(
    root: Path, arguments: list[str], code: int, sentence: str
) -> None:
    done = polyloom(root, "extract", *arguments)
    assert done.code == code
    assert sentence in done.err


def test_the_page_of_the_report_in_a_place_that_cannot_be_looked_into(root: Path) -> None:
    polyloom(root, "sync")
    for place, sentence in (("a" * 300 + "/b", "file name too long"), ("no/b", "no such folder")):
        done = polyloom(root, "report", "--html", place)
        assert done.code == 1
        assert sentence in done.err
