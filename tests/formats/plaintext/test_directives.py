"""Directives in plain text: obeyed in a source, told where wrong, text in a translation."""

from __future__ import annotations

import pytest

from polyloom.formats import FORMATS
from polyloom.formats.contract import NoPage
from polyloom.formats.format_options import DocumentOptions
from polyloom.formats.segmentation import segment
from polyloom.formats.translation_units import translation_units
from polyloom.formats.weave import weave
from polyloom.model import Kind, Rendition
from support.structures import assert_structure_kept

STRIKE = b"""The strike

<!-- polyloom:skip -->
make build

It began on a Monday, when the first
shift did not go in.

<!-- polyloom:off -->
- none
- of this
<!-- polyloom:on -->

It ended.
"""


@pytest.mark.parametrize(
    ("text", "lines", "texts"),
    [
        ("a\r\n\r\n<!-- polyloom:on -->\r\n", [3], ["a"]),
        ("<!-- polyloom:skip -->\ra\r\r<!-- polyloom:skp -->\rb\r", [4], ["b"]),
        ("a\n<!-- polyloom:note -->\nb\n", [2], ["a", "b"]),
        ("a\n<!-- polyloom:note so\n\nb -->\n", [2], ["a", "b -->"]),
        ("a\n\n<!-- polyloom : skip", [3], ["a"]),
        ("<!-- polyloom:skip\n<!-- polyloom:skip -->\na\n\nb\n", [1], ["b"]),
        ("a\n\n<!-- polyloom:skip --> b\n", [3], ["a", "<!-- polyloom:skip --> b"]),
        ("a <!-- polyloom:split --> b\n", [1], ["a <!-- polyloom:split --> b"]),
        ('a\n\nWrite "<!-- polyloom:skip -->".\n', [], ["a", 'Write "<!-- polyloom:skip -->".']),
        ("a <!-- a remark --> b\n", [], ["a <!-- a remark --> b"]),
    ],
)
def test_a_directive_that_has_no_effect_is_a_warning(
    text: str, lines: list[int], texts: list[str]
) -> None:
    document = segment(text.encode())
    assert [one.line for one in document.warnings] == lines
    assert [one.text for one in document.segments] == texts
    assert weave(document, {}).data == text.encode()
    assert_structure_kept(document, weave(document, dict(enumerate(texts))).data)


def test_directives_stay_in_an_output_with_what_they_keep() -> None:
    document = segment(STRIKE)
    woven = weave(
        document,
        {0: "Der Streik.", 1: "An einem Montag, da ging die erste Schicht nicht.", 2: "Aus"},
    )
    assert woven.refused == ()
    assert (
        woven.data.decode()
        == """Der Streik.

<!-- polyloom:skip -->
make build

An einem Montag, da ging die erste
Schicht nicht.

<!-- polyloom:off -->
- none
- of this
<!-- polyloom:on -->

Aus
"""
    )
    assert_structure_kept(document, woven.data)


@pytest.mark.parametrize(
    "translation",
    [
        "<!-- polyloom:skip -->",
        "<!-- polyloom:off -->",
        "<!--polyloom:nonsense-->",
        "<!-- polyloom:note",
        "<!-- i18n:skip --> <!-- polyloom:note so -->",
        "\n\n<!-- polyloom:skip -->\n\n",
        "eins <!-- polyloom:split -->",
        "eins zwei drei vier fünf sechs sieben <!-- polyloom:skip --> acht neun zehn",
        "eins\n<!-- polyloom:off -->\nzwei",
    ],
)
@pytest.mark.parametrize(
    "source",
    [
        STRIKE.decode(),
        "One line.\n",
        "Tyger Tyger, burning bright,\nIn the forests of the night;\nWhat immortal hand\n",
        "A song\n\nOne line of a paragraph that\nis wrapped.\n\n1) one\n   two\n",
        "Q: one\nA: two\n",
        "weaver    low    long\nspinner   lower  longer\nporter    none   none\n",
        "> quoted, and\n> wrapped\n",
    ],
)
def test_no_directive_of_a_translation_is_obeyed(source: str, translation: str) -> None:
    document = segment(source.encode())
    for index in range(len(document.segments)):
        woven = weave(document, {index: translation})
        assert_structure_kept(document, woven.data)
        changed = document.segments[index]
        assert woven.data.startswith(document.data[: changed.start])
        assert woven.data.endswith(document.data[changed.end :])


def test_what_is_joined_is_not_divided_into_sentences() -> None:
    text = b"One. Two.\n\n<!-- polyloom:join -->\n1) Three. Four.\n2) Five.\n\nSix. Seven.\n"
    units = translation_units(segment(text), DocumentOptions(segment_by="sentence"), "en").units
    assert [unit.text for unit in units] == [
        "One.",
        "Two.",
        "Three. Four. 2) Five.",
        "Six.",
        "Seven.",
    ]


def test_a_page_shows_what_is_kept_from_translators_and_no_directive() -> None:
    document = segment(STRIKE)
    rendition = Rendition(
        document, "de", ("Der Streik", "Montag.", "Aus."), ("de",) * 3, source_locale="en"
    )
    page = FORMATS["plaintext"].load().page
    assert not isinstance(page, NoPage)
    shown = page(rendition, b"")
    assert list(zip(shown.texts, shown.locales, strict=True)) == [
        ("Der Streik", "de"),
        ("make build", "en"),
        ("Montag.", "de"),
        ("none", "en"),
        ("of this", "en"),
        ("Aus.", "de"),
    ]
    assert [one.kind for one in shown.document.segments][3] is Kind.POINT
    plain = Rendition(segment(b"One.\n"), "de", ("Eins.",), ("de",), source_locale="en")
    assert page(plain, b"") is plain


@pytest.mark.parametrize(
    "line", ["<!--\n", "<!-- x -->\n", "<!-- polyloom:skip -->\n", "<!-- x --> ", "<!-- ", "-->"]
)
def test_many_comments(line: str) -> None:
    data = ("Text.\n\n" + line * 20_000).encode()
    assert weave(segment(data), {}).data == data


def test_outputs_can_leave_directives_out() -> None:
    source = (
        b"<!-- polyloom:note so -->\nThe strike\n\n<!-- polyloom:skip -->\nmake\n\n1. Bread\n"
        b"   <!-- polyloom:split -->\n   It is baked.\n\n<!-- polyloom:off -->\n\nx\n"
        b"<!-- polyloom:on -->\n"
    )
    options = DocumentOptions(by_name={"directives": "strip"})
    document = segment(source, options=options)
    expected = b"The strike\n\nmake\n\n1. Brot\n   It is baked.\n\nx\n"
    assert weave(document, {1: "Brot"}, options).data == expected
    assert weave(document, {1: "Brot"}).data.count(b"polyloom:") == 5
