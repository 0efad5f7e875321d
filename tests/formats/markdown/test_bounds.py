"""Markdown that is large, deep or hostile: it ends, and soon."""

from __future__ import annotations

import pytest

from polyloom.formats.markdown.rendering import render
from polyloom.formats.segmentation import segment
from polyloom.formats.weave import weave
from polyloom.placeables.localized_links import NO_LOCALIZED_LINKS

DEEP = 100_000
CASES = {
    "quotes": ">" * DEEP + " a",
    "quotes with blanks": "> " * DEEP + "a",
    "quotes on every line": "".join(">" * depth + " a\n" for depth in range(1, 400)),
    "brackets": "[" * DEEP + "a",
    "closed brackets": "[" * 5000 + "a" + "](b)" * 5000,
    "images": "![" * DEEP + "a",
    "emphasis": "**a" * DEEP,
    "items": "- " * DEEP + "a",
    "tags": "<a " * DEEP,
    "tags in a block": "<div>\n" + "<a '" * DEEP,
    "elements that stay open": "<div>\n<pre>a\n\nb\n\n" * 4_000,
    "elements of many names": "".join(f"<a{n} translate=no>\n\nb\n\n" for n in range(4_000)),
    "components that stay open": '<Tabs translate="no">\n\nb <!-- `\n\n' * 4_000,
    "elements over blank lines": "<div>\n<pre>a\n\nb</pre>\n\n" * 4_000,
    "open comments": "<div>\n" + "<!-- " * DEEP,
    "open tags in a block": "<div>\n" + "<b>" * DEEP + "a",
    "open elements": "<div>\n" + "<h1>" * DEEP + "a",
    "braces": "{{" * DEEP + "a",
    "open shortcodes": "{% a " * DEEP,
    "backticks": "".join("`" * count + " a " for count in range(600)),
    "dollars": "$a" * DEEP,
    "pipes": "a|" * 5000 + "\n" + "-|" * 5000 + "\n" + "a|\n" * 200,
    "one line of a megabyte": "word " * 200_000,
    "a paragraph of a megabyte": "word\n" * 200_000,
    "points": "- a\n" * 200_000,
    "items with letters": "a) b\n" * 50_000,
    "lines that might be items": "a\nb) c\n" * 50_000 + "\n" + "a\na) c\n" * 50_000,
    "hard breaks": "a\\\n" * 50_000,
    "reference definitions": "".join(f"[a{n}]: b\n" for n in range(20_000)) + "\n[a1]\n",
    "footnotes": "[^a]: " * 10_000 + "a",
    "directives": "<!-- polyloom:note a -->\n\nb\n\n" * 20_000,
    "a fence that is not closed": "```py\n" + "# a\n" * 100_000,
    "front matter that is not closed": "---\n" + "a: b\n" * 100_000,
    "front matter, deep": "---\na: " + "[" * 5000 + "\n---\n",
    "addresses": "https://" * 50_000 + "a",
    "backslashes": "\\" * DEEP + "a",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_it_ends(name: str) -> None:
    data = CASES[name].encode()
    try:
        document = segment(data, "markdown", where="x.md")
    except Exception as error:
        assert str(error).startswith("x.md:")  # noqa: PT017  (either ending is right)
        return
    few = dict.fromkeys(range(min(len(document.segments), 50)), "word")
    weave(document, few)
    assert weave(document, {}).data == data


# What takes the place of a paragraph with soft and hard breaks.
TRANSLATIONS = {
    "code": "use `cargo run` now " * 60_000,
    "links": "see [the page](https://example.org) now " * 20_000,
    "code and hard breaks": "use `cargo run` now\n" * 20_000,
    "what would begin blocks": "1. - # > a " * 60_000,
    "backticks": " ".join("a" + "`" * count for count in range(600)),
}


@pytest.mark.parametrize("name", TRANSLATIONS)
def test_laying_out_a_translation_ends(name: str) -> None:
    source = "use `cargo run`\nand [the page](https://example.org) now\\\n" * 20_000
    document = segment(source.encode(), "markdown", where="x.md")
    assert len(document.segments) == 1
    written = render(document, document.segments[0], TRANSLATIONS[name].strip(), NO_LOCALIZED_LINKS)
    assert written.count("\n") > 100
