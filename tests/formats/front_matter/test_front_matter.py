"""Front matter stays valid whatever a translation contains, and says just that."""

from __future__ import annotations

import tomllib

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from polyloom.errors import UserError
from polyloom.formats.format_options import DocumentOptions
from polyloom.formats.markdown.markup_inventory import inventory_of_markdown
from polyloom.formats.segmentation import segment
from polyloom.formats.weave import weave
from polyloom.language.line_breaks import flatten

YAML = """---
title: plain
summary: 'single'
description: "double"
subtitle: >-
  folded
tags: [one, 'two']
extra:
  title: not at the top
seo: {title: in braces, robots: all}
menu:
  - name: &name anchored
    weight: 1
  - name: !!str "tagged"
    weight: 2
copy: *name
---
Text.
"""
TOML = """+++
title = "basic"
summary = 'literal'
description = \"\"\"long\"\"\"
subtitle = '''long'''
cards = [{title = "in braces", size = {n = 1}}, {size = {n = 2}, title = 'too'}]
[extra]
title = "not at the top"
[seo]
title = "in a table"
[[menu]]
name = 'first'
[[menu]]
name = 'second'
+++
Text.
"""
KEYS = (
    "title",
    "summary",
    "description",
    "subtitle",
    "tags",
    "seo.title",
    "menu.name",
    "cards.title",
)
pieces = st.lists(
    st.sampled_from([*"""#'"\\-[]{},&*!|>%@`1~=\n\té国😀""", ": ", " #", "\\n", "- ", "yes", "null",
                     "word", "---", "+++", "\u2028", "\x7f", "\x01"]),
    max_size=8,
).map(lambda pieces: "w" + "".join(pieces))  # fmt: skip
# What a translation may say: other things are refused.
awkward = pieces.filter(lambda text: not inventory_of_markdown(text, {}).items)


def woven(source: str, translation: str) -> str:
    document = segment(
        source.encode(), "markdown", options=DocumentOptions(by_name={"front_matter": KEYS})
    )
    front = [i for i, found in enumerate(document.segments) if found.context]
    assert len(front) == 9
    result = weave(
        document, dict.fromkeys(front, translation), DocumentOptions(by_name={"front_matter": KEYS})
    )
    refused = {refusal.segment for refusal in result.refused}
    # Only a block of lines has no way to write control characters.
    assert refused <= {3}
    if refused:
        assert {"\x7f", "\x01"} & set(translation)
    return result.data.decode()


def said(text: object) -> str:
    return flatten(str(text)).replace("\t", " ")


@given(awkward)
def test_yaml_says_what_the_translation_says(translation: str) -> None:
    head = woven(YAML, translation).split("---\n", 1)[1].rsplit("\n---\n", 1)[0]
    found = yaml.safe_load(head)
    wanted = " ".join(said(translation).split())
    for key in ("title", "summary", "description"):
        assert " ".join(said(found[key]).split()) == wanted
    assert [" ".join(said(tag).split()) for tag in found["tags"]] == [wanted, wanted]
    if not {"\x7f", "\x01"} & set(translation):
        assert " ".join(said(found["subtitle"]).split()) == wanted
    assert found["extra"] == {"title": "not at the top"}
    assert " ".join(said(found["seo"]["title"]).split()) == wanted
    assert found["seo"]["robots"] == "all"
    names = [" ".join(said(one["name"]).split()) for one in found["menu"]]
    assert names == [wanted, wanted]
    assert found["copy"] == found["menu"][0]["name"]


@given(awkward)
def test_toml_says_what_the_translation_says(translation: str) -> None:
    head = woven(TOML, translation).split("+++\n", 1)[1].rsplit("\n+++\n", 1)[0]
    found = tomllib.loads(head)
    wanted = " ".join(said(translation).split())
    for key in ("title", "summary", "description", "subtitle"):
        assert " ".join(said(found[key]).split()) == wanted
    assert found["extra"] == {"title": "not at the top"}
    names = [found["seo"]["title"], *(one["name"] for one in found["menu"])]
    names += [card["title"] for card in found["cards"]]
    assert [" ".join(said(name).split()) for name in names] == [wanted] * 5
    assert [card["size"] for card in found["cards"]] == [{"n": 1}, {"n": 2}]


@pytest.mark.parametrize(
    ("translation", "reason"),
    [
        ("Ein <script>alert(1)</script>", "adds the tag “<script>”"),
        ("Ein <b>Wort", "adds the tag “<b>”"),
        ("Ein {{ site.secret }}", "adds the shortcode"),
        ("Ein [Wort](https://evil.example)", "adds the link target"),
        ("Siehe https://evil.example", "adds the address"),
    ],
)
def test_what_the_source_does_not_have_is_refused(translation: str, reason: str) -> None:
    source = b"---\ntitle: A title\n---\n"
    result = weave(segment(source, "markdown"), {0: translation})
    assert result.data == source
    (refusal,) = result.refused
    assert reason in refusal.reason


def test_quotes_stay_where_they_can() -> None:
    assert woven(YAML, "Wort").splitlines()[1:6] == [
        "title: Wort",
        "summary: 'Wort'",
        'description: "Wort"',
        "subtitle: >-",
        "  Wort",
    ]
    assert woven(YAML, "Wort: it's").splitlines()[1:3] == [
        'title: "Wort: it\'s"',
        "summary: 'Wort: it''s'",
    ]
    assert woven(TOML, "Wort's").splitlines()[1:3] == ['title = "Wort\'s"', 'summary = "Wort\'s"']


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (
            "---\ntitle: A: b\n---\n",
            (
                "x.md:2: the front matter is not YAML: mapping values are not allowed in this "
                "context; quote the value, or mend the line"
            ),
        ),
        (
            "---\ntitle: [a\n---\n",
            (
                "x.md:3: the front matter is not YAML: did not find expected ',' or ']'; "
                "quote the value, or mend the line"
            ),
        ),
        (
            "+++\ntitle = x\n+++\n",
            "x.md:2: the front matter is not TOML: invalid value; mend the line",
        ),
    ],
)
def test_broken_front_matter_is_one_sentence(source: str, sentence: str) -> None:
    with pytest.raises(UserError) as caught:
        segment(source.encode(), "markdown", where="x.md")
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    "source", ["---\n\nA rule above.\n\n---\n", "---\nOnly words\n---\n", "---\n"]
)
def test_a_rule_is_no_front_matter(source: str) -> None:
    assert all(not found.context for found in segment(source.encode(), "markdown").segments)


@pytest.mark.parametrize(
    "source",
    [
        "---\na: " + "[" * 100_000 + "\n---\n",
        "---\na: " + "{a: " * 1_000 + "1" + "}" * 1_000 + "\n---\n",
        "+++\na = " + "[" * 100_000 + "]" * 100_000 + "\n+++\n",
    ],
)
def test_front_matter_that_is_nested_deeply_is_named(source: str) -> None:
    with pytest.raises(UserError, match="the front matter is nested too deeply") as raised:
        segment(source.encode(), "markdown", where="a.md")
    assert raised.value.where == "a.md:2"
