from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from polyloom.formats.segmentation import segment
from polyloom.model import Document, Kind, Rendition, Segment
from polyloom.outputs import OUTPUTS
from polyloom.outputs.web_page import render_page
from support.html_tree import read_html


@dataclass(frozen=True)
class Piece:
    kind: Kind
    text: str
    depth: int = 0
    marker: str = ""
    locale: str = ""


def point(text: str, marker: str = "-", depth: int = 1, locale: str = "") -> Piece:
    return Piece(Kind.POINT, text, depth, marker, locale)


def paragraph(text: str, locale: str = "", depth: int = 0) -> Piece:
    return Piece(Kind.PARAGRAPH, text, depth, locale=locale)


def page(*pieces: Piece, locale: str = "es", metadata: Mapping[str, str] | None = None) -> str:
    segments = tuple(
        Segment(piece.kind, "source", 0, 0, piece.depth, piece.marker) for piece in pieces
    )
    rendition = Rendition(
        Document(b"", "plaintext", "utf-8", segments),
        locale,
        tuple(piece.text for piece in pieces),
        tuple(piece.locale or locale for piece in pieces),
        metadata or {},
    )
    rendered = render_page(rendition)
    assert rendered == render_page(rendition)
    assert rendered.endswith(b"</html>\n")
    text = rendered.decode()
    read_html(text)
    return text


def body(*pieces: Piece, locale: str = "es") -> str:
    rendered = page(*pieces, locale=locale)
    return rendered.split("<main>\n")[1].split("</main>\n")[0]


def head(rendered: str, tag: str) -> list[str]:
    return [line for line in rendered.splitlines() if line.startswith(f"<{tag}")]


def test_the_table_names_its_rows() -> None:
    assert [(output.name, output.suffix) for output in OUTPUTS] == [("page", ".html")]


def test_a_statement() -> None:
    assert (
        body(
            Piece(Kind.TITLE, "Perú: insurgencia"),
            Piece(Kind.BYLINE, "Por Movimiento – Perú"),
            Piece(Kind.DATE, "17 de diciembre"),
            paragraph("Afirmamos:"),
            point("Que la crisis", "1)"),
            point("Que el poder", "2)"),
            Piece(Kind.HEADING, "Fin"),
            paragraph("Es hora."),
        )
        == """\
<h1>Perú: insurgencia</h1>
<p class="byline">Por Movimiento – Perú</p>
<p class="date">17 de diciembre</p>
<p>Afirmamos:</p>
<ol class="decimal-paren">
  <li>
    <p>Que la crisis</p>
  </li>
  <li>
    <p>Que el poder</p>
  </li>
</ol>
<h2>Fin</h2>
<p>Es hora.</p>
"""
    )


def test_points_within_points() -> None:
    assert (
        body(
            point("uno", "1."),
            point("dentro", "(a)", 2),
            point("dos", "2."),
        )
        == """\
<ol>
  <li>
    <p>uno</p>
    <ol type="a" class="lower-alpha-parens">
      <li>
        <p>dentro</p>
      </li>
    </ol>
  </li>
  <li>
    <p>dos</p>
  </li>
</ol>
"""
    )


def test_a_list_that_a_paragraph_interrupts_counts_on() -> None:
    rendered = body(point("a", "1)"), point("b", "2)"), paragraph("–"), point("c", "3)"))
    assert '<ol class="decimal-paren">' in rendered
    assert '<ol class="decimal-paren" start="3">' in rendered


def test_a_paragraph_within_a_point_does_not_close_it() -> None:
    rendered = body(point("a", "1."), paragraph("más", depth=1), point("b", "2."))
    assert rendered.count("<ol") == 1
    assert "    <p>más</p>\n" in rendered


def test_a_jump_in_the_numbers_is_kept() -> None:
    rendered = body(point("a", "1."), point("b", "5."), point("c", "6."))
    assert rendered.count("<li>") == 2
    assert '<li value="5">' in rendered


def test_a_repeated_number_counts_on() -> None:
    rendered = body(point("a", "1."), point("b", "1."), point("c", "1."))
    assert rendered.count("<ol>") == 1
    assert rendered.count("<li>") == 3


def test_a_number_that_goes_back_begins_another_list() -> None:
    assert body(point("a", "1."), point("b", "2."), point("c", "1.")).count("<ol>") == 2


def test_another_marker_begins_another_list() -> None:
    rendered = body(point("a", "-"), point("b", "*"), point("c", "1)"), point("d", "1."))
    assert rendered.count("<ul>") == 2
    assert rendered.count("<ol") == 2


def test_a_jump_in_depth_opens_one_list() -> None:
    rendered = body(point("a", "-", 3), point("b", "-", 3), point("c", "-", 1))
    assert rendered.count("<ul>") == 2
    assert "<li>\n    <p>a</p>\n  </li>" in rendered


def test_markers_that_html_cannot_count_are_shown_as_written() -> None:
    rendered = body(point("a", '§"1'), point("b", "§2"))
    assert '<li data-marker="§&#34;1">' in rendered
    assert rendered.count("<ul>") == 1


def test_counter_styles_are_defined_once_and_only_where_they_are_used() -> None:
    rendered = page(point("a", "1)"), paragraph("–"), point("b", "2)"))
    rule = '@counter-style decimal-paren { system: extends decimal; prefix: ""; suffix: ") "; }'
    assert rendered.count(rule) == 1
    assert rendered.count("@counter-style") == 1
    assert "@counter-style" not in page(point("a", "1."), point("b", "-"))


def test_the_page_says_its_language_and_direction() -> None:
    assert '<html lang="pt-BR" dir="ltr">' in page(locale="pt_BR")
    assert '<html lang="ar" dir="rtl">' in page(locale="ar")
    assert '<html lang="zh-Hans" dir="ltr">' in page(locale="zh_Hans")


def test_an_untranslated_text_says_what_it_is_in() -> None:
    assert (
        body(
            Piece(Kind.BYLINE, "By us", locale="en"),
            point("نص", "1)"),
            point("text", "2)", locale="en"),
            locale="ar",
        )
        == """\
<p class="byline" lang="en" dir="ltr">By us</p>
<ol class="decimal-paren">
  <li>
    <p>نص</p>
  </li>
  <li>
    <p lang="en" dir="ltr">text</p>
  </li>
</ol>
"""
    )


def test_the_title_of_the_page() -> None:
    title = Piece(Kind.TITLE, "Perú\u2028 y <b>", locale="en")
    metadata = {"title": "De los datos", "author": 'A "B" & C'}
    rendered = page(title, metadata=metadata)
    assert head(rendered, "title") == ['<title lang="en" dir="ltr">Perú y &lt;b&gt;</title>']
    assert '<meta name="author" content="A &#34;B&#34; &amp; C">' in rendered
    named = page(paragraph("Hola"), metadata=metadata)
    assert head(named, "title") == ["<title>De los datos</title>"]
    assert head(page(paragraph("Hola")), "title") == ["<title>Hola</title>"]
    assert head(page(locale="pt_BR"), "title") == ["<title>pt-BR</title>"]
    assert 'name="author"' not in page()
    long = head(page(paragraph("palabra " * 40)), "title")[0]
    assert long.endswith("palabra…</title>")
    assert len(long) < 100


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("uno\ndos", "uno<br>dos"),
        ("uno\u2028dos\r\ntres", "uno<br>dos<br>tres"),
        ("a\x00b\x1bc\udc80d\ufffe", "a\ufffdb\ufffdc\ufffdd\ufffd"),
        ("</p><script>x</script>", "&lt;/p&gt;&lt;script&gt;x&lt;/script&gt;"),
        ("{{ 7 * 7 }} {% raw %}", "{{ 7 * 7 }} {% raw %}"),
        ("&amp; «\u00a0»", "&amp;amp; «\u00a0»"),
    ],
)
def test_texts_are_shown_and_never_obeyed(text: str, shown: str) -> None:
    assert body(paragraph(text)) == f"<p>{shown}</p>\n"


def test_an_empty_text_leaves_no_empty_element() -> None:
    assert body(paragraph(" \n")) == ""
    assert body(point("", "1.")) == "<ol>\n  <li>\n  </li>\n</ol>\n"


def test_nothing_is_fetched_and_nothing_runs() -> None:
    rendered = page(Piece(Kind.TITLE, "T"), point("x", "1)"))
    for word in ("<script", "<link", "url(", "@import", "http", " id=", "src="):
        assert word not in rendered


def test_quotes_headings_and_footnotes_show_what_the_source_shows() -> None:
    body = segment(
        b"Title\n\n1.1 Aim\n\n1.2 Scope\n\nA paragraph[1] that ends.\n\n> A quote\n"
        b"> > and its answer\n\n[1] A footnote.\n"
    )
    rendition = Rendition(
        body, "en", tuple(found.text for found in body.segments), ("en",) * len(body.segments)
    )
    page = render_page(rendition).decode()
    assert "<h2>1.2 Scope</h2>" in page
    assert "<blockquote><p>A quote</p></blockquote>" in page
    assert "<blockquote><blockquote><p>and its answer</p></blockquote></blockquote>" in page
    assert '<p class="footnote">[1] A footnote.</p>' in page
