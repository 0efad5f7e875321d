"""What of a translation lands in an HTML document: hostile ones, careless ones, good ones."""

from __future__ import annotations

import pytest

from polyloom.errors import UserError
from polyloom.formats.segmentation import segment
from polyloom.formats.weave import Woven, weave

SOURCE = b'<p>Read <a href="/x" title="a hint">this <b>page</b></a> now.</p>\n<p>End</p>\n'


def woven(translation: str, source: bytes = SOURCE, index: int = 0) -> Woven:
    return weave(segment(source, "html"), {index: translation})


def written(translation: str, source: bytes = SOURCE) -> str:
    result = woven(translation, source)
    assert result.refused == ()
    return result.data.decode().removesuffix("<p>End</p>\n").strip()


TEMPLATE = b'<p title="To {{ name }}">Hello {{ a && b }} {{> part }} x</p>'


@pytest.mark.parametrize(
    ("index", "translation", "reason"),
    [
        (1, "Hola {{ secret }}", "adds the shortcode “{{ secret }}”"),
        (1, "Hola {{ a && b }} {{ a && b }}", "adds the shortcode “{{ a && b }}”"),
        (1, "Hola {% include secret %}", "adds the shortcode"),
        (1, "Hola &#123;&lbrace; secret }}", "adds the shortcode “{{ secret }}”"),
        (1, "Hola {{ ", "adds the shortcode “{{”"),
        (0, "A {{ secret }}", "adds the shortcode “{{ secret }}”"),
    ],
)
def test_shortcodes_that_the_source_has_not_are_refused(
    index: int, translation: str, reason: str
) -> None:
    result = woven(translation, TEMPLATE, index)
    assert result.data == TEMPLATE
    assert reason in result.refused[0].reason


def test_shortcodes_stand_as_in_the_source() -> None:
    result = woven("{{> part }} & {{ a && b }} Hola", TEMPLATE, 1)
    assert result.refused == ()
    assert b">{{> part }} &amp; {{ a && b }} Hola<" in result.data


@pytest.mark.parametrize(
    ("translation", "expected"),
    [
        # Elements that the source has not.
        ("<script>alert(1)</script> x", "<p>&lt;script>alert(1)&lt;/script> x</p>"),
        ("x <script src=//e.org/a.js>", "<p>x &lt;script src=//e.org/a.js></p>"),
        ("<SCRIPT/x>alert(1)</SCRIPT > x", "<p>&lt;SCRIPT/x>alert(1)&lt;/SCRIPT > x</p>"),
        ("x <img src=x onerror=alert(1)>", "<p>x &lt;img src=x onerror=alert(1)></p>"),
        ("x <svg onload=alert(1)>", "<p>x &lt;svg onload=alert(1)></p>"),
        ("x <svg><script>1</script></svg>", "<p>x &lt;svg>&lt;script>1&lt;/script>&lt;/svg></p>"),
        ("x <math><mi//xlink:href='a'>", "<p>x &lt;math>&lt;mi//xlink:href='a'></p>"),
        ("<script>alert(1)", "<p>&lt;script>alert(1)</p>"),
        ("x <style>*{}</style>", "<p>x &lt;style>*{}&lt;/style></p>"),
        ("x <iframe src=a>", "<p>x &lt;iframe src=a></p>"),
        ("x </p><script>alert(1)</script>", "<p>x &lt;/p>&lt;script>alert(1)&lt;/script></p>"),
        ("x</body></html>", "<p>x&lt;/body>&lt;/html></p>"),
        ("x <i>y</i>", "<p>x &lt;i>y&lt;/i></p>"),
        # Attributes that the source has not, or other ones.
        ("<b onclick=alert(1)>x</b>", "<p>&lt;b onclick=alert(1)>x&lt;/b></p>"),
        ('<b style="x:y">x</b>', '<p>&lt;b style="x:y">x&lt;/b></p>'),
        (
            '<a href="javascript:alert(1)" title="a">x</a>',
            '<p>&lt;a href="javascript:alert(1)" title="a">x&lt;/a></p>',
        ),
        (
            '<a href="/x" title="a" onfocus=alert(1)>x</a>',
            '<p>&lt;a href="/x" title="a" onfocus=alert(1)>x&lt;/a></p>',
        ),
        (
            "<a href='/x' title='\" onfocus=\"alert(1)'>x</a>",
            '<p><a href="/x" title="&quot; onfocus=&quot;alert(1)">x</a></p>',
        ),
        (
            '<a href="/x" title="&quot; onfocus=1">x</a>',
            '<p><a href="/x" title="&quot; onfocus=1">x</a></p>',
        ),
        # What never ends.
        ("x <!-- y", "<p>x &lt;!-- y</p>"),
        ("x <!-- y --> z", "<p>x &lt;!-- y --> z</p>"),
        ("x <![CDATA[ y", "<p>x &lt;![CDATA[ y</p>"),
        ('x <a href="', '<p>x &lt;a href="</p>'),
        ("x <?php y ?>", "<p>x &lt;?php y ?></p>"),
        ("x <b", "<p>x &lt;b</p>"),
        ("x <", "<p>x &lt;</p>"),
        # References.
        ("&lt;script&gt;1&lt;/script&gt;", "<p>&lt;script&gt;1&lt;/script&gt;</p>"),
        ("&#60;b&#62; x", "<p>&#60;b&#62; x</p>"),
        ("x &ltscript&gt", "<p>x &amp;ltscript&amp;gt</p>"),
    ],
)
def test_what_the_source_has_not_is_escaped(translation: str, expected: str) -> None:
    assert written(translation) == expected


@pytest.mark.parametrize(
    "translation",
    [
        "<b>x",
        "x</b>",
        "x</b><b>",
        '<a href="/x" title="a"><b>x</a></b>',
        '<a href="/x" title="a">x',
        "<b></b> —",
        "* * *",
        "nul \0",
    ],
)
def test_what_cannot_be_escaped_is_refused_and_the_source_stays(translation: str) -> None:
    result = woven(translation)
    assert result.data == SOURCE
    assert [refusal.segment for refusal in result.refused] == [0]
    assert all(refusal.reason and refusal.remedy for refusal in result.refused)


def test_a_tag_is_used_as_often_as_the_source_has_it() -> None:
    assert written("<b>x</b> y <b>z</b>") == "<p><b>x</b> y &lt;b>z&lt;/b></p>"


@pytest.mark.parametrize(
    ("source", "translation", "expected"),
    [
        # Tags may be left out, move, and be written otherwise; the source's are what is written.
        (SOURCE, "Lies das.", "<p>Lies das.</p>"),
        (SOURCE, "<b>Seite</b>!", "<p><b>Seite</b>!</p>"),
        (
            SOURCE,
            "<A title='ein Wink' href=/x><b>Seite</B></A> lesen",
            '<p><a href="/x" title="ein Wink"><b>Seite</b></a> lesen</p>',
        ),
        (SOURCE, '<a href="/x">Seite</a>', '<p><a href="/x" title="a hint">Seite</a></p>'),
        (b"<p>One<br>two<br/>three</p>", "Eins<br />zwei<br>drei", "<p>Eins<br>zwei<br/>drei</p>"),
        (
            b"<p>See <img src=a alt=One> and</p>",
            "<img src=a alt='Eins & zwei'> und",
            '<p><img src=a alt="Eins &amp; zwei"> und</p>',
        ),
        (
            b"<p>A <i\n class='x'>b</i> c</p>",
            "<i class='x'>b</i> d",
            "<p><i\n class='x'>b</i> d</p>",
        ),
        (
            b"<p>A <!-- sic --> b</p>",
            "C <!-- sic --> d <!-- so -->",
            "<p>C <!-- sic --> d &lt;!-- so --></p>",
        ),
        (b"<p><ruby>a<rt>b</ruby> c</p>", "x <ruby>y<rt>z</ruby>", "<p>x <ruby>y<rt>z</ruby></p>"),
        # Text.
        (SOURCE, "R&D, 5 < 6 > 4", "<p>R&amp;D, 5 &lt; 6 > 4</p>"),
        (
            SOURCE,
            "1&nbsp;000 &euro; &bogus; &copy",
            "<p>1&nbsp;000 &euro; &amp;bogus; &amp;copy</p>",
        ),
        (SOURCE, "two\n\n lines", "<p>two lines</p>"),
        (b"<pre>a\r\nb</pre>", "x\n y", "<pre>x\r\n y</pre>"),
        (b"<title>A & <b>B</b></title>", "C <b>", "<title>C &lt;b></title>"),
        (b"<title>A</title>", "</title><script>x", "<title>&lt;/title>&lt;script>x</title>"),
        (
            b"<textarea>A</textarea>",
            "</textarea><b>x",
            "<textarea>&lt;/textarea>&lt;b>x</textarea>",
        ),
        # Values of attributes.
        (b"<img alt='A'>", 'it\'s "B" & <b>', "<img alt='it&#39;s &quot;B&quot; &amp; &lt;b&gt;'>"),
        (b"<img alt=A>", "B onerror=x", '<img alt="B onerror=x">'),
        (b"<img alt= 'A'>", "B C", "<img alt= 'B C'>"),
        (b'<img alt="  A">', "B", '<img alt="  B">'),
    ],
)
def test_what_is_written(source: bytes, translation: str, expected: str) -> None:
    assert written(translation, source) == expected


def test_a_character_that_the_encoding_lacks_becomes_a_reference() -> None:
    document = segment("<p>Título</p>".encode("latin-1"), "html", encoding="latin-1")
    result = weave(document, {0: "Название é"})
    assert result.refused == ()
    text = result.data.decode("latin-1")
    assert text == "<p>&#1053;&#1072;&#1079;&#1074;&#1072;&#1085;&#1080;&#1077; é</p>"


def test_a_quotation_mark_is_found_behind_much_white_space() -> None:
    source = f"<img alt='{' ' * 500}A'>".encode()
    assert weave(segment(source, "html"), {0: "B C"}).data.endswith(b" B C'>")


CROSSING = b"<p>One <b>two <i>three</b> four</i> five.</p>"
UNCLOSED = b"<p>One <i>two <p>three</i> four</p>"


@pytest.mark.parametrize(
    ("source", "translation", "expected"),
    [
        # Tags that overlap may stay as they are, nest, or go.
        (
            CROSSING,
            "Uno <b>dos <i>tres</b> cuatro</i>.",
            "<p>Uno <b>dos <i>tres</b> cuatro</i>.</p>",
        ),
        (CROSSING, "Uno <b>dos</b> <i>tres</i>.", "<p>Uno <b>dos</b> <i>tres</i>.</p>"),
        (CROSSING, "Uno.", "<p>Uno.</p>"),
        # What begins here and ends in another segment goes on doing so.
        (UNCLOSED, "Uno <i>dos", "<p>Uno <i>dos <p>three</i> four</p>"),
        (UNCLOSED, "Uno dos", "<p>Uno dos<i> <p>three</i> four</p>"),
    ],
)
def test_tags_that_do_not_nest(source: bytes, translation: str, expected: str) -> None:
    assert written(translation, source) == expected


def test_tags_that_overlap_otherwise_than_in_the_source_are_refused() -> None:
    result = woven("<i>Uno <b>dos</i> tres</b>", CROSSING)
    assert result.data == CROSSING
    assert len(result.refused) == 1


def test_the_title_of_a_drawing_is_text_without_tags() -> None:
    source = b"<svg><title>A logo</title></svg>"
    assert written("<b>R&D</b>", source) == "<svg><title>&lt;b>R&amp;D&lt;/b></title></svg>"


def test_a_cdata_section_becomes_text() -> None:
    source = b'<?xml version="1.0"?><p><![CDATA[a < b]]></p>'
    assert written("c &lt; d ]]> <![CDATA[e]]>", source) == (
        '<?xml version="1.0"?><p>c &lt; d ]]> &lt;![CDATA[e]]></p>'
    )


HEAD = b"---\nlayout: page\ntitle: A 'page'\n---\n<html lang=en><p>One</p>\n"


def test_front_matter_stays_valid() -> None:
    result = woven("Eine: Seite & mehr", HEAD)
    assert result.refused == ()
    assert result.data == HEAD.replace(b"A 'page'", b'"Eine: Seite & mehr"')


@pytest.mark.parametrize(
    ("translation", "reason"),
    [
        ("Eine <b>Seite</b>", "adds the tag “<b>”"),
        ("{{ x }} y", "adds the shortcode"),
        ("—", "no word"),
    ],
)
def test_front_matter_gets_no_tags(translation: str, reason: str) -> None:
    result = woven(translation, HEAD)
    assert result.data == HEAD
    assert reason in result.refused[0].reason


def test_broken_front_matter_is_named() -> None:
    with pytest.raises(UserError, match="the front matter is not YAML") as raised:
        segment(b"---\nlayout: x\ntitle: a: b\n---\n<p>One</p>\n", "html", where="a.html")
    assert raised.value.where == "a.html:3"
