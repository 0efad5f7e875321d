"""Markdown on a page: anchors, texts that stay in the source's language, the locale."""

from __future__ import annotations

import pytest

from polyloom.formats import format_named
from polyloom.formats.contract import NoPage
from polyloom.formats.segmentation import segment
from polyloom.formats.weave import weave
from polyloom.model import Rendition

MARKDOWN = format_named("markdown")
SOURCE = """---
title: The guide
lang: en
---

# What is *it*?

Text, **bold**.

## A part

- point
- ![a boat](boat.png)

## A part {#own}

## `code` only_words

| cell | other |
|------|-------|
| <b>x</b> | y |
"""


def body(source: str, translations: dict[int, str], *, encoding: str = "utf-8") -> str:
    document = segment(source.encode(encoding), "markdown")
    texts = [translations.get(i, found.text) for i, found in enumerate(document.segments)]
    locales = ["ar" if i in translations else "en" for i in range(len(document.segments))]
    rendition = Rendition(document, "ar", tuple(texts), tuple(locales))
    assert not isinstance(MARKDOWN.page, NoPage)
    paged = MARKDOWN.page(rendition, weave(document, translations).data)
    assert paged.body is not None
    return b"".join(paged.body).decode()


def test_front_matter_is_not_shown() -> None:
    assert "guide" not in body(SOURCE, {})


def test_anchors_are_the_sources() -> None:
    page = body(SOURCE, {1: "ما هو؟", 3: "جزء"})
    assert '<h1 id="what-is-it">ما هو؟</h1>' in page
    assert '<h2 id="a-part">جزء</h2>' in page
    assert '<h2 id="own"><span lang="en" dir="ltr">A part</span></h2>' in page
    assert '<h2 id="code-only_words">' in page


def test_equal_headings_have_anchors_of_their_own() -> None:
    page = body("# Part\n\n# Part\n\n# ?\n\n# Part\n", {0: "جزء"})
    assert [part.split('"')[0] for part in page.split('id="')[1:]] == ["part", "part-1", "part-2"]


def test_what_is_not_translated_says_its_language() -> None:
    page = body(SOURCE, {4: "نقطة"})
    assert '<p><span lang="en" dir="ltr">Text, <strong>bold</strong>.</span></p>' in page
    assert "<li>نقطة</li>" in page
    assert '<th><span lang="en" dir="ltr">cell</span></th>' in page
    assert '<img src="boat.png" alt="a boat" />' in page


def test_a_text_that_stays_the_same_in_the_locale_is_not_marked() -> None:
    assert "<span" not in body("Polyloom\n", {0: "Polyloom"})


def test_a_translation_adds_no_element() -> None:
    assert body("Text.\n\n- point\n", {0: "<script>x</script>", 1: "# ن"}) == (
        "<p>Text.</p>\n<ul>\n<li># ن</li>\n</ul>\n"
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings(encoding: str) -> None:
    assert body(SOURCE, {1: "ما هو؟"}, encoding=encoding) == body(SOURCE, {1: "ما هو؟"})


def test_control_characters_and_marks_do_not_arrive() -> None:
    assert body("# a \ufdd07; b\x01\n", {}) == (
        '<h1 id="a-7-b"><span lang="en" dir="ltr">a \ufffd7; b\ufffd</span></h1>\n'
    )


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("---\nlang: en\n---\n\nlang: en\n", "---\nlang: pt-BR\n---\n\nlang: en\n"),
        ("---\ntitle: x\nlang: 'en'\n---\n", "---\ntitle: x\nlang: 'pt-BR'\n---\n"),
        ('+++\nlang = "en"\n+++\n', '+++\nlang = "pt-BR"\n+++\n'),
        ("---\r\nlang: en\r\n---\r\n", "---\r\nlang: pt-BR\r\n---\r\n"),
        ("---\ntitle: lang\n---\n", "---\ntitle: lang\n---\n"),
        ("lang: en\n", "lang: en\n"),
    ],
)
def test_front_matter_says_the_locale(source: str, wanted: str) -> None:
    assert MARKDOWN.localize(source.encode(), "pt_BR") == wanted.encode()
    assert MARKDOWN.localize(source.encode("utf-16"), "pt_BR") == wanted.encode("utf-16")
    assert MARKDOWN.localize(b"\xff\0", "pt_BR") == b"\xff\0"


def test_code_between_shortcodes_is_shown_as_code() -> None:
    shown = body("{% highlight ruby %}\na < b\n{% endhighlight %}\n\nText.\n", {0: "Texto."})
    assert shown == "<pre><code>a &lt; b\n</code></pre>\n<p>Texto.</p>\n"
