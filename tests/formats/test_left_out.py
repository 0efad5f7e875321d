"""What is in no segment is named, with its rule: each word of the material is found somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pytest
from msgspec import Struct, field

from polyloom.formats import FORMATS, format_named
from polyloom.formats.format_options import DocumentOptions
from polyloom.formats.left_out_texts import LeftOutText
from polyloom.formats.segmentation import segment
from polyloom.model import Document
from support.word_files import field as word_field
from support.word_files import p, r, styled, text_box, word_file

FOLDER = Path(__file__).parent
_WORD = re.compile(r"\bw[0-9]+\b")


class Material(Struct, frozen=True):
    """A document in which every word ``w1``, ``w2``, … can be read; what is left out, by rule.

    ``left_out`` has the first words of each text.
    """

    data: bytes
    left_out: tuple[tuple[str, str], ...]
    options: DocumentOptions = field(default_factory=DocumentOptions)


MARKDOWN = """---
title: w1
layout: w2
---
# w3 {#anchor .class}

Text w4 with `w5` and [w6](https://example.org/a) there.

`w7 only`

```python
w8 = 1
```

    w9 indented

<!-- polyloom:skip -->
Skipped w10.

<!-- a remark w11 -->

{{< shortcode w12 >}}

$$w13 + x$$

[label]: https://example.org/w14 "w15"

https://example.org/w16

<div translate="no">w17</div>

<pre><code>w18</code></pre>

| w19 | `w20` |
|-----|-------|
| 17  | w21   |

<script>w22</script>
"""
MDX = """import w1 from 'x'

# w2

<Card title="w3" id="x">
  w4 {w5.name}
</Card>

```js
w6()
```
"""
HTML = """---
title: w1
layout: w2
---
<html lang="en"><body>
<p>w3 <code>w4</code> <span translate="no">w5</span></p>
<p><code>w6</code></p>
<pre><code>w7</code></pre>
<p class="notranslate">w8</p>
<p lang="de">w9 auf <b>w10</b></p>
<!-- polyloom:skip -->
<p>w11</p>
<!-- w12 -->
<svg><title>w13</title><text>w14</text></svg>
<math><mi>w15</mi></math>
<p>{{ w16 }}</p>
<script>w17()</script>
<div translate="no">w18 <p>w19</p> <p translate="yes">w20</p></div>
</body></html>
"""
PLAIN = """w1: a title

<!-- polyloom:skip -->
w2 is skipped.

a) w3 is a point

b) w4 is one

<!-- polyloom:off -->
w5 is off.
<!-- polyloom:on -->

w6 is a text.
"""
SUBTITLES = "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}w1 is said\n"
WORD = (
    p(r("w1 ") + r("w2", '<w:rStyle w:val="Name"/>') + r(" w3"))
    + styled("Listing", "w4 = 1")
    + styled("Codes", "w5")
    + p(r("w6 ") + r("w7", '<w:rStyle w:val="Ghost"/>') + r(" w8"))
    + p(r("w9 ") + word_field(" REF x ", "w10") + r(" w11"))
    + p(r("w12 ") + "<m:oMath><m:r><m:t>w13</m:t></m:r></m:oMath>" + r(" w14"))
    + p(text_box(p(r("w15"))) + r("w16"))
    + p(r("w17", "<w:vanish/>"))
)

MATERIAL: dict[str, Material] = {
    "plaintext": Material(
        PLAIN.encode(),
        (
            ("directive", "<!-- polyloom:skip -->"),
            ("directive", "w2 is skipped."),
            ("directive", "<!-- polyloom:off -->"),
            ("directive", "w5 is off."),
            ("directive", "<!-- polyloom:on -->"),
        ),
    ),
    "markdown": Material(
        MARKDOWN.encode(),
        (
            ("front-matter key not named", "title:"),
            ("front-matter key not named", "layout: w2"),
            ("code", "`w7 only`"),
            ("code", "```python"),
            ("code", "w8 = 1"),
            ("code", "w9 indented"),
            ("directive", "<!-- polyloom:skip -->"),
            ("directive", "Skipped w10."),
            ("comment", "<!-- a remark w11 -->"),
            ("shortcode", "{{< shortcode w12 >}}"),
            ("formula", "$$w13 + x$$"),
            ("address", '[label]: https://example.org/w14 "w15"'),
            ("address", "https://example.org/w16"),
            ("do-not-translate", "w17"),
            ("code", "w18"),
            ("code", "`w20`"),
            ("code", "<script>w22</script>"),
        ),
    ),
    "mdx": Material(
        MDX.encode(),
        (
            ("module or expression", "import w1 from 'x'"),
            ("code", "```js"),
            ("code", "w6()"),
        ),
    ),
    "html": Material(
        HTML.encode(),
        (
            ("front-matter key not named", "title:"),
            ("front-matter key not named", "layout: w2"),
            ("do-not-translate", "w5"),
            ("code", "w6"),
            ("code", "w7"),
            ("do-not-translate", "w8"),
            ("another language", "w9 auf"),
            ("another language", "w10"),
            ("directive", "<!-- polyloom:skip -->"),
            ("directive", "w11"),
            ("comment", "<!-- w12 -->"),
            ("drawing", "<svg><title>"),
            ("drawing", "</title><text>w14</text></svg>"),
            ("formula", "<math><mi>w15</mi></math>"),
            ("shortcode", "{{ w16 }}"),
            ("code", "<script>w17()</script>"),
            ("do-not-translate", "w18"),
            ("do-not-translate", "w19"),
        ),
    ),
    "docx": Material(
        word_file(WORD),
        (
            ("do-not-translate", "w2"),
            ("code", "w4 = 1"),
            ("do-not-translate", "w5"),
            ("hidden", "w7"),
            ("field", "w10"),
            ("formula", "w13"),
            ("hidden", "w17"),
        ),
    ),
    "subrip": Material(SUBTITLES.encode(), (("markup", "{\\an8}"),)),
}


def left_out(document: Document, options: DocumentOptions) -> list[LeftOutText]:
    return list(format_named(document.format).left_out(document, options))


def test_every_format_has_material() -> None:
    assert MATERIAL.keys() == FORMATS.keys(), "write down what the format leaves out"


@pytest.mark.parametrize("name", MATERIAL)
def test_what_is_left_out_is_named_with_its_rule(name: str) -> None:
    material = MATERIAL[name]
    document = segment(material.data, name, options=material.options)
    found = left_out(document, material.options)
    assert tuple((str(one.rule), one.text) for one in found) == material.left_out
    for text in found:
        if document.unpacked is None:
            assert document.body.startswith(text.text.encode(), text.start)
            assert not any(one.start <= text.start < one.end for one in document.segments)


@pytest.mark.parametrize("name", MATERIAL)
def test_every_word_is_in_a_segment_or_left_out_by_a_rule(name: str) -> None:
    material = MATERIAL[name]
    document = segment(material.data, name, options=material.options)
    words = set(_WORD.findall(document.body.decode()))
    texts = [one.text for one in document.segments]
    texts += [one.text for one in left_out(document, material.options)]
    assert words == set(_WORD.findall("\n".join(texts)))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-8"])
@pytest.mark.parametrize("name", ["plaintext", "markdown", "html", "subrip"])
def test_places_are_in_bytes_of_the_file(name: str, encoding: str) -> None:
    text = "\ufeff" + MATERIAL[name].data.decode().replace("w1", "w1 Größe 日本")
    document = segment(text.encode(encoding), name)
    for one in left_out(document, DocumentOptions()):
        assert document.data.startswith(one.text.encode(encoding), one.start)


@pytest.mark.parametrize(
    "path",
    # What is XML in truth html5lib reads otherwise.
    [one for one in sorted((FOLDER / "html").glob("*.html")) if one.stem != "xhtml"],
    ids=lambda path: path.stem,
)
def test_every_word_that_a_page_shows_is_in_a_segment_or_left_out(path: Path) -> None:
    data = path.read_bytes()
    document = segment(data, "html")
    texts = [one.text for one in document.segments]
    texts += [one.text for one in left_out(document, DocumentOptions())]
    shown = html5lib.parse(
        document.data[document.bom :].decode(document.encoding), namespaceHTMLElements=False
    )
    have = _letters(html5lib_text("\n".join(texts)))
    for words in _texts(shown):
        for word in re.findall(r"[^\W\d_]{3,}", words):
            assert _letters(word) in have, word


def html5lib_text(fragment: str) -> str:
    """What a browser shows of the texts, with what it does not show of them."""
    parsed = html5lib.parseFragment(fragment, namespaceHTMLElements=False)
    return fragment + " ".join(_texts(parsed))


def _texts(element: object) -> list[str]:
    return [str(text) for text in element.itertext()]  # type: ignore[attr-defined]


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


@pytest.mark.parametrize(
    "path", sorted((FOLDER / "plaintext").glob("*.txt")), ids=lambda path: path.stem
)
def test_every_word_of_a_plain_text_is_in_a_segment_or_left_out(path: Path) -> None:
    try:
        document = segment(path.read_bytes(), "plaintext")
    except UnicodeDecodeError:
        pytest.skip("in an encoding of its own")
    texts = [one.text for one in document.segments]
    texts += [one.marker for one in document.segments]
    texts += [one.text for one in left_out(document, DocumentOptions())]
    have = _letters("".join(texts))
    for word in re.findall(r"[^\W\d_]+", document.data.decode(document.encoding)):
        assert _letters(word) in have, word
