"""What a translation of Markdown may not bring with it, and what it may say nevertheless."""

from __future__ import annotations

import pytest

from polyloom.formats.segmentation import segment
from polyloom.formats.weave import Woven, weave
from polyloom.placeables.markdown_events import render_html

PLAIN = "A paragraph.\n"
RICH = (
    'See [the *guide*](/guide "A title") and ![a boat](boat.png), <b class="x">now</b>[^1].\n\n'
    "[^1]: N\n"
)


def translate(source: str, *translations: str) -> Woven:
    document = segment(source.encode(), "markdown")
    return weave(document, dict(enumerate(translations)))


@pytest.mark.parametrize(
    ("source", "translation", "reason"),
    [
        (PLAIN, "A [link](https://evil.example)", "adds the link target “https://evil.example”"),
        (PLAIN, "<https://evil.example>", "adds the address"),
        (PLAIN, "Go to https://evil.example/now.", "adds the address “https://evil.example/now”"),
        (PLAIN, "Go to www.evil.example", "adds the address"),
        (PLAIN, "An ![image](https://evil.example/pixel)", "adds the image"),
        (PLAIN, "A <script>alert(1)</script>", "adds the tag “<script>”"),
        (PLAIN, "An <img src=x onerror=alert(1)>", "adds the tag"),
        (PLAIN, "A word <b>in bold</b>", "adds the tag “<b>”"),
        (PLAIN, "A {{< readfile secret.txt >}}", "adds the shortcode"),
        (PLAIN, "A {{ site.secret }}", "adds the shortcode"),
        (PLAIN, "An {% include secret %}", "adds the shortcode"),
        (RICH, 'Siehe <b class="x"/>jetzt', "adds the tag “<b class=x/>”"),
        (PLAIN, "A word {: onclick=x}", "adds the shortcode"),
        (PLAIN, "A &#123;&#123; site.secret }}", "adds the shortcode “{{ site.secret }}”"),
        (PLAIN, "A \\{\\{ site.secret }}", "adds the shortcode “{{ site.secret }}”"),
        (PLAIN, "A **word**{ onclick=f() }", "adds the attributes “{ onclick=f() }”"),
        (PLAIN, "A word{.hidden}", "adds the attributes “{.hidden}”"),
        (PLAIN, "A word <!--@include: ./secret -->", "adds the comment"),
        (PLAIN, "A word <?php secret() ?>", "adds the comment"),
        (PLAIN, "Write to me@evil.example.", "adds the address “me@evil.example”"),
        (PLAIN, "See [[Another page|here]].", "adds the link target “Another page”"),
        (PLAIN, "See ![[picture.png]].", "adds the link target “picture.png”"),
        (PLAIN, "$\\href{javascript:alert(1)}{x}$ is it", "adds the command “\\href”"),
        ("See [[Page#Part]].\n", "Siehe [[Seite#Teil]].", "adds the link target “Seite#Teil”"),
        ('<a href="/x">Go</a> on\n', '<a href=" /x">Geh</a> weiter', "adds the tag"),
        (PLAIN, "—", "has no words"),
        (PLAIN, "`code`", "has no words"),
        (RICH, "Siehe [hier](/other)", "adds the link target “/other”"),
        (RICH, "Siehe [hier](/guide) und [da](/guide)", "adds the link target “/guide”"),
        (RICH, "Siehe [hier](javascript:alert(1))", "adds the link target “javascript:alert(1)”"),
        (RICH, "Siehe ![hier](boat.png) ![da](boat.png)", "adds the image “boat.png”"),
        (RICH, 'Siehe ![hier](boat.png "Titel")', "adds a title"),
        (RICH, 'Siehe <b class="y">jetzt</b>', "adds the tag “<b class=y>”"),
        (RICH, 'Siehe <b class="x" onclick="f()">jetzt</b>', "adds the tag"),
        (RICH, 'Siehe <b class="x">jetzt', "do not pair"),
        (RICH, "Siehe [^1] und [^1]", "adds the footnote mark “[^1]”"),
    ],
)
def test_what_the_source_does_not_have_is_refused(
    source: str, translation: str, reason: str
) -> None:
    woven = translate(source, translation)
    assert woven.data == source.encode()
    (refusal,) = woven.refused
    assert reason in refusal.reason
    assert refusal.remedy


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        (RICH, "Hier nichts davon."),
        (
            RICH,
            'Ein ![Boot](boat.png), <B class=x>jetzt</B>, siehe [die Hilfe](/guide "Titel")[^1].',
        ),
        (PLAIN, "2 < 3 & 4 > 1, 5 * 3 * 2, snake_case, C:\\path, 50 % und {1, 2}"),
        (PLAIN, "„Anführung“ – so [sic] geht’s!"),
        (PLAIN, "**fett** und *schräg* und `Code`"),
        (PLAIN, "**nicht geschlossen und `auch nicht"),
        ("<https://example.org> is here\n", "Hier: https://example.org."),
        ("Use [the guide][g].\n\n[g]: /guide\n", "Benutze [die Hilfe][g]."),
        ("Use [g].\n\n[g]: /guide\n", "Benutze [die Hilfe][g]."),
        ("[[Paper]](/p.pdf) and [[Page|code]]\n", "[[Artikel]](/p.pdf) und [[Page|Programm]]"),
        ("Write to <me@example.org>\n", "Schreib an me@example.org"),
        ("A [button](#){ .button } here\n", "Hier ein [Knopf](#){ .button }"),
        ("Some $x \\text{ if } y$ here <!-- c -->\n", "Hier ist $x \\text{ wenn } y$ <!-- c -->"),
        (
            'Press <Badge label="New" /> <Icon name={x} />\n',
            'Drück <Icon name={x}/> <Badge label="Neu"/>',
        ),
        ('Press <Badge label="New" /> here\n', "Drück hier"),
        (PLAIN, "Die Menge {a, b}, C:\\neu und a @ b"),
    ],
)
def test_what_the_source_has_may_be_said_otherwise(source: str, translation: str) -> None:
    woven = translate(source, translation)
    assert woven.refused == ()
    assert woven.data.decode() == source.replace(source.splitlines()[0], translation)


@pytest.mark.parametrize(
    ("translation", "written"),
    [
        ("# sharp", "\\# sharp"),
        ("#hashtag", "#hashtag"),
        ("1. Mai", "1\\. Mai"),
        ("1984) so", "1984\\) so"),
        ("- ja", "\\- ja"),
        ("+ ja", "\\+ ja"),
        ("> ja", "\\> ja"),
        (": ja", "\\: ja"),
        ("~~~ ja", "\\~~~ ja"),
        ("``` ja", "\\``` ja"),
        ("```ja```nein", "```ja```nein"),
        ("[ja]: nein", "\\[ja]: nein"),
        ("eins\n\nzwei", "eins zwei"),
        ("eins\n- zwei", "eins - zwei"),
        ("am Ende ein \\", "am Ende ein \\\\"),
        ("    vier Leerzeichen", "vier Leerzeichen"),
    ],
)
def test_what_would_begin_a_block_is_escaped(translation: str, written: str) -> None:
    woven = translate("A paragraph.\n", translation)
    assert woven.refused == ()
    assert woven.data.decode() == f"{written}\n"


@pytest.mark.parametrize(
    ("source", "translation", "written"),
    [
        ("# Title\n", "Die Sprache C #", "# Die Sprache C \\#\n"),
        ("# Title\n", "Mengen {#x}", "# Mengen &#123;#x}\n"),
        ("# Title {#x}\n", "Titel", "# Titel {#x}\n"),
        ("|a|\n|-|\n|b|\n", "x | y", "|x \\| y|\n|-|\n|b|\n"),
        ("|a|\n|-|\n|b|\n", "x \\", "|x \\\\|\n|-|\n|b|\n"),
        ("- a\n", "[x] b", "- \\[x] b\n"),
        ("> a\n", "[!NOTE] b", "> \\[!NOTE] b\n"),
        ("![a boat](b.png)\n", "ein ] Boot", "![ein \\] Boot](b.png)\n"),
        ("<div>\na & b\n</div>\n", "x < y & <3", "<div>\nx &lt; y &amp; &lt;3\n</div>\n"),
        ('<img alt="a boat">\n', 'ein "Boot" <x', '<img alt="ein &quot;Boot&quot; &lt;x">\n'),
        ("one  \ntwo\\\nthree\n", "eins\nzwei\ndrei", "eins  \nzwei\\\ndrei\n"),
        ("one  \ntwo\n", "eins\nzwei\ndrei", "eins  \nzwei drei\n"),
        ("one  \ntwo\n", "eins", "eins\n"),
        ("one two\nthree\n", "eins so - ja 1. ja", "eins\nso -\nja 1.\nja\n"),
        ("> > one\n> > two\n", "eins zwei drei", "> > eins\n> > zwei\n> > drei\n"),
        ("one two\r\nthree\r\n", "eins zwei drei", "eins\r\nzwei\r\ndrei\r\n"),
        ("one\n`two three`\n", "eins `zwei drei vier` fünf", "eins\n`zwei drei vier`\nfünf\n"),
        ("mobilized\nnationally\n", "人民在全国各地动员起来", "人民在全国各地动员起来\n"),
    ],
)
def test_a_translation_is_set_as_its_source(source: str, translation: str, written: str) -> None:
    woven = translate(source, translation)
    assert woven.refused == ()
    assert woven.data.decode() == written


@pytest.mark.parametrize(
    ("source", "translation", "written"),
    [
        ("Harbour\n", "{0.__class__.__init__}", "{0.\\_\\_class\\_\\_.\\_\\_init\\_\\_}\n"),
        ("Call __init__() now.\n", "Ruf __init__() jetzt _auf_.", "Ruf __init__() jetzt _auf_.\n"),
        (
            "Call `__init__` now.\n",
            "Ruf __init__ und `__init__`",
            "Ruf \\_\\_init\\_\\_ und `__init__`\n",
        ),
        ("A `x`.\n", "Das ___x___ da", "Das \\_\\_\\_x\\_\\_\\_ da\n"),
        ("_So_ it is.\n", "_So_ ist es, __ja__.", "_So_ ist es, __ja__.\n"),
        ("So it is.\n", "snake_case und **fett** _", "snake_case und **fett** _\n"),
    ],
)
def test_underscores_emphasize_only_where_the_sources_do(
    source: str, translation: str, written: str
) -> None:
    woven = translate(source, translation)
    assert woven.refused == ()
    assert woven.data.decode() == written


@pytest.mark.parametrize("broken", ["**bold", "`code", "[link", "![", "<b", "$math", "~~gone", "_"])
def test_what_is_not_closed_takes_nothing_of_what_follows(broken: str) -> None:
    source = "one\n\ntwo **bold** `code`\n\n| a | b |\n|---|---|\n| c | d |\n"
    document = segment(source.encode(), "markdown")
    woven = weave(document, {0: f"word {broken}", 2: f"word {broken}", 4: f"word {broken}"})
    page = render_html(woven.data.decode())
    assert woven.refused == ()
    assert "<strong>bold</strong> <code>code</code>" in page
    assert page.count("<td>") == 2
    assert page.count("<th>") == 2


def test_a_reference_is_compared_by_where_it_leads() -> None:
    source = "See [a] and [b].\n\n[a]: /one\n[b]: /two\n[c]: /three\n"
    assert translate(source, "Siehe [b] und [x][a].").refused == ()
    (refusal,) = translate(source, "Siehe [c].").refused
    assert "/three" in refusal.reason


@pytest.mark.parametrize(
    ("source", "translation", "expected"),
    [
        ("a <b>c</b>", "x <b>y</b>", "x <b>y</b>"),
        ("a {{< ref x >}}", "x < {{< ref x >}}", "x &lt; {{< ref x >}}"),
        ("a &lt;b>", "x &lt;y>", "x &lt;y>"),
    ],
)
def test_html_in_blocks_is_written_as_in_pages(
    source: str, translation: str, expected: str
) -> None:
    woven = translate(f"<div>\n{source}\n</div>\n", translation)
    assert woven.refused == ()
    assert woven.data.decode() == f"<div>\n{expected}\n</div>\n"


@pytest.mark.parametrize(
    ("source", "translation"),
    [("a", "<script>x</script>"), ("a <b>c</b>", '<b onclick="f()">x</b> y')],
)
def test_html_in_blocks_gets_no_tag(source: str, translation: str) -> None:
    page = f"<div>\n{source}\n</div>\n"
    woven = translate(page, translation)
    assert woven.data.decode() == page
    assert "adds the tag" in woven.refused[0].reason


def test_html_in_blocks_gets_no_shortcode() -> None:
    (refusal,) = translate("<div>\na\n</div>\n", "x {{< secret >}}").refused
    assert "adds the shortcode" in refusal.reason
