"""Markdown that others have written: the specification's examples, and a corpus where there is one.

``POLYLOOM_CORPORA`` names a folder, all Markdown files below which are read.
``POLYLOOM_COMMONMARK`` names a JSON file of CommonMark's examples, as the source packages of some
parsers have it (``[{"markdown": …, "html": …}, …]``); in CI it is that of markdown-it-py.
"""

from __future__ import annotations

import json
import os
import re
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from polyloom.formats.front_matter import read_front_matter
from polyloom.formats.markdown.translatable_words import LETTER
from polyloom.formats.segmentation import segment
from polyloom.formats.weave import structure, weave
from polyloom.language.url_spans import without_urls
from polyloom.placeables.markdown_events import render_html
from polyloom.placeables.shortcodes import SHORTCODE

CORPORA = os.environ.get("POLYLOOM_CORPORA", "")
COMMONMARK = os.environ.get("POLYLOOM_COMMONMARK", "")
_IN_BRACKETS = re.compile("⟦([^⟦⟧]*)⟧")


class Shown(HTMLParser):
    """A page's tags, and its text outside and inside code."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []
        self.code = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.code += tag in ("pre", "code", "script", "style")
        self.words += [f" {value} " for key, value in attrs if key == "alt" and value]

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(f"/{tag}")
        self.code -= tag in ("pre", "code", "script", "style")

    def handle_data(self, data: str) -> None:
        if not self.code:
            self.words.append(data)


def body_of(data: bytes) -> str:
    text = data.decode("utf-8-sig")
    return text[read_front_matter(text).characters :]


@lru_cache(maxsize=1)
def examples() -> tuple[str, ...]:
    if not COMMONMARK:
        return ()
    data = Path(COMMONMARK).read_text(encoding="utf-8")
    return tuple(example["markdown"].replace("→", "\t") for example in json.loads(data))


def files() -> list[Path]:
    return sorted(Path(CORPORA).rglob("*.md")) if CORPORA else []


def bracketed(data: bytes) -> tuple[bytes, set[int]]:
    """The document with every segment in brackets, and which segments could not be."""
    document = segment(data, "markdown")
    brackets = {index: f"⟦{found.text}⟧" for index, found in enumerate(document.segments)}
    woven = weave(document, brackets)
    assert structure(segment(woven.data, "markdown")) == structure(document)
    return woven.data, {refusal.segment for refusal in woven.refused}


def unbracketed_words(shown: Shown) -> list[str]:
    """What of a page a translator would translate, and no translator gets."""
    text = "".join(shown.words)
    assert _IN_BRACKETS.sub("", text).count("⟦") == 0, "brackets within brackets"
    left = _IN_BRACKETS.sub(" ", text)
    left = without_urls(SHORTCODE.sub(" ", left))
    return [word for word in left.split() if LETTER.search(word)]


needs_examples = pytest.mark.skipif(
    not COMMONMARK, reason="POLYLOOM_COMMONMARK names no JSON file of CommonMark's examples"
)
needs_corpora = pytest.mark.skipif(not CORPORA, reason="POLYLOOM_CORPORA names no folder")


@needs_examples
def test_every_example_of_commonmark_stays_byte_for_byte() -> None:
    assert len(examples()) > 600
    for example in examples():
        document = segment(example.encode(), "markdown")
        same = {index: found.text for index, found in enumerate(document.segments)}
        assert weave(document, {}).data == example.encode()
        assert weave(document, same).data == example.encode()


@needs_examples
def test_every_example_of_commonmark_keeps_its_tags() -> None:
    refused, other = 0, []
    for example in examples():
        data, left_out = bracketed(example.encode())
        refused += bool(left_out)
        before, after = Shown(render_html(example)), Shown(render_html(data.decode()))
        # Beside a letter or a bracket, some emphasis is none (section 6.2).
        if not left_out and not re.search(r"[*_]", example):
            other += [example] if after.tags != before.tags else []
    # A blank where a line break was can make a link of what was none.
    assert other == ["[link](<foo\nbar>)\n"]
    assert refused < 8


@needs_corpora
def test_every_file_of_the_corpora_stays_byte_for_byte() -> None:
    assert files()
    for path in files():
        data = path.read_bytes()
        document = segment(data, "markdown", where=str(path))
        same = {index: found.text for index, found in enumerate(document.segments)}
        assert weave(document, {}).data == data
        assert weave(document, same).data == data


@needs_corpora
@pytest.mark.parametrize("path", files() or [Path()], ids=lambda path: path.name)
def test_every_word_of_the_corpora_is_translated_once(path: Path) -> None:
    source = path.read_bytes()
    data, left_out = bracketed(source)
    assert not left_out
    shown = Shown(render_html(body_of(data)))
    assert shown.tags == Shown(render_html(body_of(source))).tags
    assert unbracketed_words(shown) == []
