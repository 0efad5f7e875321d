"""What a browser's parser makes of outputs, beside what it makes of their sources.

The parser is html5lib, which builds trees as the HTML standard says and shares nothing with ours.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.formats.segmentation import segment
from polyloom.formats.weave import weave

# XHTML is read as XML, which html5lib does not; nor does it know our directives and front matter.
CASES = sorted(
    path
    for path in Path(__file__).parent.glob("*.html")
    if path.stem not in ("xhtml", "directives", "directives-anywhere", "front-matter")
)
TRANSLATED = {"alt", "title", "placeholder", "aria-label", "abbr", "label"}
META = {"description", "keywords", "og:title", "og:description", "twitter:title"}
LEFT_ALONE = {"script", "style", "svg", "math", "iframe", "noframes", "plaintext"}
WORD = re.compile(r"[^\W_]")
# What template engines replace.
SHORTCODE = re.compile(r"\{[{%#].*?[}%#]\}")


def tree(page: str) -> Any:
    return html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)


def name_of(element: Any) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def is_left_alone(element: Any, language: str) -> bool:
    """By the tree, whether an element says that its text is not for translators.

    Code is for them only where it stands in a sentence.
    """
    said = element.get("translate")
    foreign = element.get("lang", language).split("-")[0] != language
    return said != "yes" and (
        name_of(element) in LEFT_ALONE
        or said == "no"
        or "notranslate" in element.get("class", "").split()
        or (bool(language) and foreign)
        or name_of(element) in ("code", "samp")
    )


def for_translators(element: Any) -> Iterator[str]:
    for key, value in element.attrib.items():
        meta = {element.get("name", "").lower(), element.get("property", "").lower()} & META
        button = name_of(element) == "input" and element.get("type") in ("submit", "reset")
        if key in TRANSLATED or (key == "content" and meta) or (key == "value" and button):
            yield value


def texts(element: Any, language: str = "", *, on: bool = True) -> Iterator[tuple[bool, bool, str]]:
    """All texts of a tree in order: whether they are for translators, and attributes' values."""
    if name_of(element) == "html":
        language = element.get("lang", "").split("-")[0]
    if not name_of(element):
        yield False, False, element.tail or ""
        return
    around = on
    on = (on or element.get("translate") == "yes") and not is_left_alone(element, language)
    if on:
        yield from ((True, True, value) for value in for_translators(element))
    yield on, False, element.text or ""
    for child in element:
        yield from texts(child, language, on=on)
    yield around, False, element.tail or ""


def tags(page: str) -> list[str]:
    return [name_of(element) for element in tree(page).iter()]


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_every_word_for_translators_is_in_one_segment(case: Path) -> None:
    data = case.read_bytes()
    document = segment(data, "html")
    brackets = {index: f"⟦{found.text}⟧" for index, found in enumerate(document.segments)}
    page = weave(document, brackets).data.decode(document.encoding)
    assert tags(page) == tags(data.decode())
    depth = 0
    for on, in_attribute, shown in texts(tree(page)):
        text = SHORTCODE.sub("", shown)
        if in_attribute:
            whole = text.strip().startswith("⟦") and text.strip().endswith("⟧")
            assert not WORD.search(text) or depth + whole == 1, text
            continue
        for character in text:
            depth += (character == "⟦") - (character == "⟧")
            assert depth in (0, 1)
            if on and WORD.match(character):
                assert depth == 1, text
    assert page.count("⟦") == page.count("⟧") == len(document.segments)


def elements(page: str) -> Counter[tuple[str, tuple[tuple[str, str], ...]]]:
    """Every element of a page with the attributes that are not for translators."""
    return Counter(
        (
            name_of(element),
            tuple(
                sorted(
                    (str(key), value)
                    for key, value in element.attrib.items()
                    if key not in TRANSLATED | {"value"}
                )
            ),
        )
        for element in tree(page).iter()
    )


PAGE = """<!doctype html><title>A title</title><meta name=generator content=hand>
<body><h1 title="A hint">One <b>two</b></h1><p>Go <a href="/x" title=here>there</a>, <i>now</i>
<img src=a alt='a word'> or <br>never<svg onload=ok></svg> again</p><ul><li>x<li><em>y</em> z</ul>
<textarea placeholder=say>some text</textarea><pre>a
<b>b</b> c</pre><input type=submit value=Send>"""

_HOSTILE = [
    "<b>", "</b>", "<i>", "</i>", "<a href='/x'>", "<a href=/x title='", '<a href="/x" title="',
    "</a>", "<img src=a alt='", "'>", '">', "<br>", "<em>", "</em>", "<script>", "</script>",
    "<img src=x onerror=alert(1)>", "<svg onload=ok>", "</svg>", "<svg onload=no>", "<style>",
    "</textarea>", "</title>", "</p>", "<p>", "<!--", "-->", "<![CDATA[", "]]>", "<", ">", '"', "'",
    "&lt;script&gt;", "&#60;", "&quot;", "&amp;", "&", "&lt", "=", "/", "onclick=alert(1)", " ",
    "javascript:alert(1)", "word", "<a href='javascript:alert(1)'>", "`", "\n", "<plaintext>",
    "<math>", "<template>", "<table>", "</ul>", "<li>", "{{", "\u2028",
]  # fmt: skip
hostile = st.lists(st.sampled_from(_HOSTILE), min_size=1, max_size=14).map("".join)


@given(st.data())
def test_no_translation_adds_an_element_or_attribute(data: st.DataObject) -> None:
    document = segment(PAGE.encode(), "html")
    chosen = {index: data.draw(hostile) for index in range(len(document.segments))}
    page = weave(document, chosen).data.decode()
    added = elements(page) - elements(PAGE)
    assert not added, (added, page)
