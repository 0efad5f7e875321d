"""HTML documents as files: encodings, languages, and input that is meant to hurt."""

from __future__ import annotations

import pytest

from polyloom.errors import UserError
from polyloom.formats import format_named
from polyloom.formats.format_options import DocumentOptions
from polyloom.formats.segmentation import segment
from polyloom.formats.translation_units import translation_units
from polyloom.formats.weave import weave
from polyloom.model import Kind

localize = format_named("html").localize


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        ('<meta charset="iso-8859-1"><p>Año'.encode("latin-1"), None, "Año"),
        ("<meta charset=latin1><p>“Año”".encode("cp1252"), None, "“Año”"),
        (b"<meta charset=latin1><p>\x81\xf1", None, "\x81ñ"),
        (
            '<meta http-equiv=Content-Type content="text/html; charset=koi8-r"><p>Год'.encode(
                "koi8-r"
            ),
            None,
            "Год",
        ),
        ('<?xml version="1.0" encoding="ISO-8859-15"?><p>€'.encode("iso-8859-15"), None, ""),
        ("<p>年".encode("shift_jis"), "shift_jis", "年"),
        ("<meta charset=koi8-r><p>Año".encode("utf-8-sig"), None, "Año"),
        ("<meta charset=utf-16><p>Año".encode(), None, "Año"),
        ("<p>Año".encode("utf-16"), None, "Año"),
        ("<!-- <meta charset=koi8-r> --><p>Año".encode(), None, "Año"),
    ],
)
def test_a_document_says_its_encoding(data: bytes, encoding: str | None, text: str) -> None:
    document = segment(data, "html", encoding=encoding)
    assert [found.text for found in document.segments] == ([text] if text else [])
    assert weave(document, {}).data == data


def test_bytes_that_are_not_in_the_encoding_are_one_sentence() -> None:
    with pytest.raises(UserError, match=r"x\.html:2: byte 0xf1 at offset 24 is not UTF-8; "):
        segment(b"<meta charset=utf-8>\n<p>\xf1", "html", where="x.html")


@pytest.mark.parametrize(
    ("data", "locale", "expected"),
    [
        ('<html lang="en"><p>A', "pt_BR", '<html lang="pt-BR"><p>A'),
        ("<html lang=en dir=ltr><p>A", "ar", "<html lang=ar dir=rtl><p>A"),
        ("<HTML><p>A", "ar", '<HTML lang="ar" dir="rtl"><p>A'),
        ("<html class=x><p>A", "es", '<html lang="es" class=x><p>A'),
        ('<html lang="ar" dir="rtl">', "es", '<html lang="es" dir="ltr">'),
        ("<html lang>", "es", '<html lang="es">'),
        ("<html lang=''>", "es", "<html lang='es'>"),
        (
            '<?xml version="1.0"?><html xmlns="x" xml:lang="en" lang="en">',
            "zh_Hans",
            '<?xml version="1.0"?><html xmlns="x" xml:lang="zh-Hans" lang="zh-Hans">',
        ),
        # Other languages stay, and so does the source's where it is not translated.
        (
            "<html lang=en><p lang=en-GB>A<p lang=fr>B<p translate=no lang=en>C",
            "es",
            "<html lang=es><p lang=es>A<p lang=fr>B<p translate=no lang=en>C",
        ),
        ("<p lang=en>A fragment", "ar", "<p lang=en>A fragment"),
        ("<!-- <html> --><p>A", "ar", "<!-- <html> --><p>A"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_output_says_its_language(data: str, locale: str, expected: str, encoding: str) -> None:
    assert localize(data.encode(encoding), locale) == expected.encode(encoding)


@pytest.mark.parametrize(
    ("data", "lines", "texts"),
    [
        (b"<p>A\r\r<!-- polyloom:of --><p>B", [3], ["A", "B"]),
        (b"---\na: b\n---\n<p>A\n<!-- polyloom:note --><p>B", [5], ["A", "B"]),
        (b"<p>A\n<!--polyloom:onn--!> B", [2], ["A", "B"]),
        (b"<p>A\n<!-- polyloom:skip <p>B", [2], ["A"]),
        (b"<p>A\n<!-- remark: <p>B", [], ["A"]),
    ],
)
def test_a_directive_without_effect_is_a_warning(
    data: bytes, lines: list[int], texts: list[str]
) -> None:
    document = segment(data, "html")
    assert [one.line for one in document.warnings] == lines
    assert [one.text for one in document.segments] == texts


MANY = 100_000
BOMBS = {
    "blocks": "<div>" * MANY + "x",
    "inline": "<b>" * MANY + "x",
    "inline, closed": "<b>" * MANY + "x" + "</b>" * MANY,
    "inline, crossing": "<b>" * MANY + "x </i>" * MANY,
    "lists": "<ul><li>x" * MANY,
    "tables": "<table><tr><td>x" * MANY,
    "items under many blocks": "<ul><li>" + "<div>" * MANY + "<li>x</li>" * MANY,
    "rules under many": "<p translate=no><button><td>" + "<i>" * MANY + "<hr>" * MANY,
    "not for translators": "<span translate=no>x " * MANY,
    "switching": "<p>a<span translate=no>x<b translate=yes>y" * MANY,
    "unclosed comment": "x<!--" * MANY,
    "unclosed quote": '<a href="' * MANY,
    "unclosed svg": "<svg>" * MANY,
    "unclosed title": "<title>" * MANY,
    "unclosed script": "<script><!--" * MANY,
    "unclosed CDATA": "<svg>" + "<![CDATA[" * MANY,
    "long value": '<p title="' + "a " * 500_000 + '">x',
    "many attributes": "<p " + "a=b " * 250_000 + "title=x>y",
    "equals signs": "<a" + " =" * 500_000,
    "slashes": "<a" + "/" * 1_000_000,
    "less-than signs": "<" * 1_000_000,
    "ampersands": "<p>" + "&" * 1_000_000 + "x",
    "references at an edge": "<p>" + "&nbsp;" * MANY + "x" + "&nbsp;" * MANY,
    "blanks": " " * 1_000_000 + "x",
    "empty pairs at an edge": "<p>" + "<i></i>" * MANY + "x",
    "stray end tags": "</p>" * MANY,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_hostile_input_is_read_and_kept(name: str) -> None:
    """What is quadratic takes minutes here: the test would not end in time."""
    data = BOMBS[name].encode()
    document = segment(data, "html")
    assert weave(document, {}).data == data


@pytest.mark.slow
def test_a_translation_of_many_tags_is_written() -> None:
    document = segment(("<p>x " + "<b>y</b> " * 20_000 + "z").encode(), "html")
    woven = weave(document, {0: document.segments[0].text.replace("y", "w")})
    assert woven.refused == ()
    assert b"<b>w</b>" in woven.data


def test_every_attribute_is_translated_once() -> None:
    document = segment(b"<p title=one><img alt=two src=x>three <img alt=four>five</p>", "html")
    assert [(found.kind, found.text) for found in document.segments] == [
        (Kind.ATTRIBUTE, "one"),
        (Kind.PARAGRAPH, "<img alt=two src=x>three <img alt=four>five"),
    ]


@pytest.mark.parametrize("kind", [Kind.HEADING, Kind.TITLE, Kind.QUOTE, Kind.POINT])
def test_a_project_may_say_what_a_segment_is(kind: Kind) -> None:
    options = DocumentOptions(kinds={2: kind})
    document = segment(b"<p>One</p><p>Two <b>bold</b> words</p>", "html", options=options)
    assert [found.kind for found in document.segments] == [Kind.PARAGRAPH, kind]
    woven = weave(document, {1: "Dos palabras en <b>negrita</b>"}, options)
    assert woven.data == b"<p>One</p><p>Dos palabras en <b>negrita</b></p>"


@pytest.mark.parametrize(
    ("number", "kind"), [(1, Kind.HEADING), (2, Kind.QUOTE), (3, Kind.ATTRIBUTE)]
)
def test_attributes_and_titles_are_nothing_else(number: int, kind: Kind) -> None:
    with pytest.raises(UserError, match=f"segment {number} cannot be a"):
        segment(
            b"<title>A title</title><p title=hint>Text",
            "html",
            options=DocumentOptions(kinds={number: kind}),
        )


def test_what_is_joined_is_one_unit() -> None:
    source = b"<!-- polyloom:join --><p>One. Two.<br><br>Three.</p><p>Four. Five.</p>"
    units = translation_units(segment(source, "html"), DocumentOptions(segment_by="sentence"), "en")
    assert [unit.text for unit in units.units] == ["One. Two.<br><br>Three.", "Four.", "Five."]
