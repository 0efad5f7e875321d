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
    ("translation", "named"),
    [
        # Elements that the source has not.
        ("<script>alert(1)</script> x", "<script>alert(1)</script>"),
        ("x <script src=//e.org/a.js>", "<script src=//e.org/a.js>"),
        ("<SCRIPT/x>alert(1)</SCRIPT > x", "<SCRIPT/x>alert(1)</SCRIPT >"),
        ("x <img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
        ("x <svg onload=alert(1)>", "<svg onload=alert(1)>"),
        ("x <svg><script>1</script></svg>", "<svg><script>1</script></svg>"),
        ("x <math><mi//xlink:href='a'>", "<math><mi//xlink:href='a'>"),
        ("<script>alert(1)", "<script>alert(1)"),
        ("x <style>*{}</style>", "<style>*{}</style>"),
        ("x <iframe src=a>", "<iframe src=a>"),
        ("x </p><script>alert(1)</script>", "</p>"),
        ("x</body></html>", "</body>"),
        ("x <i>y</i>", "<i>"),
        ("x << b >> <Wort>", "<Wort>"),
        # Attributes that the source has not, or other ones.
        ("<b onclick=alert(1)>x</b>", "<b onclick=alert(1)>"),
        ('<b style="x:y">x</b>', '<b style="x:y">'),
        (
            '<a href="javascript:alert(1)" title="a">x</a>',
            '<a href="javascript:alert(1)" title="a">',
        ),
        ('<a href="/y">x</a>', '<a href="/y">'),
        (
            '<a href="/x" title="a" onfocus=alert(1)>x</a>',
            '<a href="/x" title="a" onfocus=alert(1)>',
        ),
        # More often than in the source.
        ("<b>x</b> y <b>z</b>", "<b>"),
        # What never ends, and what only looks like a tag to browsers.
        ("x <![CDATA[ y", "<![CDATA[ y"),
        ('x <a href="', '<a href="'),
        ("x <?php y ?>", "<?php y ?>"),
        ("x <b", "<b"),
        ("x </ y", "</ y"),
    ],
)
def test_tags_that_the_source_has_not_are_refused(translation: str, named: str) -> None:
    result = woven(translation)
    assert result.data == SOURCE
    assert [refusal.reason for refusal in result.refused] == [
        f"the translation adds the tag “{named}”"
    ]


@pytest.mark.parametrize("comment", ["<!-- y", "<!-- y -->", "<!-->"])
def test_comments_that_the_source_has_not_are_refused(comment: str) -> None:
    result = woven(f"x {comment}")
    assert result.data == SOURCE
    assert result.refused[0].reason == f"the translation adds the comment “{comment}”"


def test_the_remedy_names_the_tag_of_the_source() -> None:
    refusal = woven('Lies <a href="/y">die Seite</a>.').refused[0]
    assert refusal.remedy == (
        'write it as the source does, <a href="/x" title="a hint">, and as often;'
        " a sign that begins no tag is written &lt;"
    )
    assert woven("x <i>y</i>").refused[0].remedy == (
        "use only the tags of the source, each as often as there;"
        " a sign that begins no tag is written &lt;"
    )


@pytest.mark.parametrize(
    ("translation", "expected"),
    [
        ("x < 3, <3 und 3 >", "<p>x &lt; 3, &lt;3 und 3 ></p>"),
        (
            "<a href='/x' title='\" onfocus=\"alert(1)'>x</a>",
            '<p><a href="/x" title="&quot; onfocus=&quot;alert(1)">x</a></p>',
        ),
        (
            '<a href="/x" title="&quot; onfocus=1">x</a>',
            '<p><a href="/x" title="&quot; onfocus=1">x</a></p>',
        ),
        ("x <", "<p>x &lt;</p>"),
        # References.
        ("&lt;script&gt;1&lt;/script&gt;", "<p>&lt;script&gt;1&lt;/script&gt;</p>"),
        ("&#60;b&#62; x", "<p>&#60;b&#62; x</p>"),
        ("x &ltscript&gt", "<p>x &amp;ltscript&amp;gt</p>"),
        ("x &unknown; y", "<p>x &amp;unknown; y</p>"),
    ],
)
def test_what_is_no_tag_is_escaped(translation: str, expected: str) -> None:
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


def translated(source: str, old: str, new: str) -> str:
    """The page with a translation that is the msgid with other words."""
    document = segment(source.encode(), "html")
    result = weave(document, {0: document.segments[0].text.replace(old, new)})
    assert result.refused == ()
    return result.data.decode()


@pytest.mark.parametrize(
    "tag",
    [
        '<a class="x  y" href="z">',
        '<a href="z"\n     class="x\n       y">',
        '<a href="/s?q=old  mill">',
        '<a  href = "/a\tb" >',
        "<a data-text=' a\r\n  b '>",
        '<a data-x="a&nbsp;b \u00a0 c">',
        '<a data-x="日本　 語">',
    ],
)
def test_a_tag_is_the_sources_whatever_white_space_is_in_it(tag: str) -> None:
    source = f"<p>One {tag}link</a> here.</p>"
    page = translated(source, "link", "リンク")
    assert page == source.replace("link", "リンク")


def test_pictures_keep_the_white_space_in_their_tags() -> None:
    source = '<p>See <img src="a.png" srcset="a.png 1x,\n   b.png 2x" alt="A mill"> now.</p>'
    assert translated(source, "A mill", "Eine Mühle") == source.replace("A mill", "Eine Mühle")


@pytest.mark.parametrize(
    ("msgstr_tag", "source_tag"),
    [
        ('<img srcset="a.png 1x,b.png 2x">', '<img srcset="a.png 1x,\n b.png 2x">'),
        ("<IMG\nsrc=a.png\u00a0>", '<img src="a.png">'),
        ('<img height="1" src="a" width="2"/>', "<img src=a width=2 height=1>"),
        ("<!--sic-->", "<!--  sic\n-->"),
    ],
)
def test_an_editor_may_lay_a_tag_out_otherwise(msgstr_tag: str, source_tag: str) -> None:
    source = f"<p>One {source_tag} two</p>"
    assert written(f"Eins {msgstr_tag} zwei", source.encode()) == f"<p>Eins {source_tag} zwei</p>"


XHTML = """<?xml version="1.0"?>
<!DOCTYPE html [<!ENTITY brand "Tea"><!ENTITY a.b-c "x">]>
<html><head><title>About &brand;</title></head>
<body><p title="On &a.b-c;">Welcome to &brand; here.</p></body></html>
"""


def test_entities_of_the_document_stay_in_translations() -> None:
    document = segment(XHTML.encode(), "html")
    texts = [one.text for one in document.segments]
    assert texts == ["About &brand;", "On &a.b-c;", "Welcome to &brand; here."]
    result = weave(document, {0: "Über &brand;", 1: "Zu &a.b-c;", 2: "&brand;: &other; & hier"})
    assert result.refused == ()
    for written_text in (">Über &brand;<", '"Zu &a.b-c;"', ">&brand;: &amp;other; &amp; hier<"):
        assert written_text in result.data.decode()


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
            "C <!-- sic --> d",
            "<p>C <!-- sic --> d</p>",
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
    assert written("R&D < X", source) == "<svg><title>R&amp;D &lt; X</title></svg>"
    assert woven("<b>R&D</b>", source).data == source


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
