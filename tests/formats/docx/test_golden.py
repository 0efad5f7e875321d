"""Word files beside the segments that are expected in them.

A line a segment: kind, depth (where it is not 0), marker, text, and behind ``#`` the note.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from polyloom.formats.segmentation import segment
from polyloom.formats.weave import structure, weave
from polyloom.model import Document
from support.word_files import field, item, p, picture, r, story, styled, text_box, word_file

B, I = "<w:b/>", "<w:i/>"  # noqa: E741

CASES: dict[str, tuple[str, str]] = {
    "plain": (p(r("Hello")), "paragraph | Hello"),
    "nothing": ("", ""),
    "empty paragraphs": (p() + p(properties="<w:keepNext/>") + "<w:p/>" + p(r("  ")), ""),
    "no words": (p(r("* * *")) + p(r("—")), ""),
    "a number is one": (p(r("42")), "paragraph | 42"),
    "escapes": (p(r("A &lt; B &amp; &#x43;&#46;")), "paragraph | A < B & C."),
    "character data": (p("<w:r><w:t><![CDATA[a < b]]> c</w:t></w:r>"), "paragraph | a < b c"),
    "title": (styled("Titel", "Us"), "title | Us"),
    "heading by name, not by id": (styled("berschrift1", "One"), "heading h1 | One"),
    "heading by what its style is based on": (styled("Mine", "One"), "heading h1 | One"),
    "heading by the style's outline level": (styled("Outline", "Deep"), "heading h3 | Deep"),
    "heading by its own outline level": (
        p(r("Two"), '<w:outlineLvl w:val="1"/>'), "heading h2 | Two",
    ),
    "body text by its own outline level": (
        p(r("Two"), '<w:outlineLvl w:val="9"/>'), "paragraph | Two",
    ),
    "a style that is based on itself": (styled("Circle", "Round"), "paragraph | Round"),
    "an unknown style": (styled("Gone", "Lost"), "paragraph | Lost"),
    "caption": (
        p(r("Figure ") + field(" SEQ Figure ", "1") + r(": A map"),
          '<w:pStyle w:val="Beschriftung"/>'),
        "caption | Figure <1/>: A map # <1/> number",
    ),
    "quote": (styled("Zitat", "They said so."), "quote | They said so."),
    "numbered list": (
        item("a", 1) + item("b", 1) + item("c", 1, 1) + item("d", 1, 1) + item("e", 1, 2)
        + item("f", 1),
        ("point 1 1. | a\npoint 1 2. | b\npoint 2 (a) | c\npoint 2 (b) | d\n"
        "point 3 2.IV | e\npoint 1 3. | f"),
    ),
    "a list that begins anew": (
        item("a", 1) + item("b", 3) + item("c", 3) + item("d", 1),
        "point 1 1. | a\npoint 1 7. | b\npoint 1 8. | c\npoint 1 2. | d",
    ),
    "an empty item counts": (
        item("a", 1) + p(properties='<w:numPr><w:numId w:val="1"/></w:numPr>') + item("b", 1),
        "point 1 1. | a\npoint 1 3. | b",
    ),
    "bullets": (item("a", 2) + styled("Listed", "b"), "point 1 • | a\npoint 1 • | b"),
    "a list that is not there": (item("a", 9), "point 1 | a"),
    "a list taken away": (
        p(r("a"), '<w:pStyle w:val="Listed"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
        "paragraph | a",
    ),
    "cells": (
        "<w:tbl><w:tr><w:tc>" + p(r("A")) + item("B", 2) + "</w:tc></w:tr></w:tbl>" + p(r("C")),
        "cell | A\npoint 1 • | B\nparagraph | C",
    ),
    "a table in a cell": (
        "<w:tbl><w:tr><w:tc>" + p(r("A")) + "<w:tbl><w:tr><w:tc>" + p(r("B"))
        + "</w:tc></w:tr></w:tbl>" + p(r("C")) + "</w:tc></w:tr></w:tbl>",
        "cell | A\ncell | B\ncell | C",
    ),
    "a block of a form": (
        "<w:sdt><w:sdtContent>" + p(r("In")) + "</w:sdtContent></w:sdt>", "paragraph | In",
    ),
    "bold inside a sentence": (
        p(r("It is ") + r("ours", B) + r(".")), "paragraph | It is <1>ours</1>. # <1> bold",
    ),
    "all bold is plain": (p(r("It is ", B) + r("ours.", B)), "paragraph | It is ours."),
    "the look of most words is plain": (
        p(r("Note:", B) + r(" there is much more to say.")),
        "paragraph | <1>Note:</1> there is much more to say. # <1> bold",
    ),
    "runs parted by sessions, spelling and language": (
        p('<w:r w:rsidR="1"><w:t>Pa</w:t></w:r><w:proofErr w:type="spellStart"/>'
          '<w:r w:rsidR="2"><w:rPr><w:lang w:val="es"/></w:rPr><w:t>ri</w:t></w:r>'
          '<w:r><w:rPr><w:noProof/><w:spacing w:val="2"/></w:rPr><w:t>s</w:t></w:r>'
          '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t>!</w:t></w:r>'),
        "paragraph | Paris!",
    ),
    "the same formatting in another order": (
        p(r("x is plain and long, ") + r("a", B + I) + r("b", I + B)),
        "paragraph | x is plain and long, <1>ab</1> # <1> bold, italic",
    ),
    "white space has its neighbour's look": (
        p(r("so it is ") + r("one", B) + r(" ") + r("two", B) + r(" three")),
        "paragraph | so it is <1>one two</1> three # <1> bold",
    ),
    "bold and italic side by side": (
        p(r("plain words, ") + r("one", B) + r("two", I)),
        "paragraph | plain words, <1>one</1><2>two</2> # <1> bold, <2> italic",
    ),
    "bold switched off again": (
        p(r("so it is ") + r("ours", B) + r(" all, ", '<w:b w:val="false"/>')
          + r("all", '<w:b w:val="0"/><w:i/>') + r(" of it", '<w:b w:val="0"/><w:i w:val="0"/>')),
        "paragraph | so it is <1>ours</1> all, <2>all</2> of it # <1> bold, <2> italic",
    ),
    "not bold in a bold style": (
        p(r("a heading in bold but for ") + r("this", '<w:b w:val="0"/>')),
        "paragraph | a heading in bold but for <1>this</1> # <1> not bold",
    ),
    "plain where most is not": (
        p(r("In ") + r("small capitals", "<w:smallCaps/>")),
        "paragraph | <1>In </1>small capitals # <1> not small capitals",
    ),
    "superscript": (
        p(r("the 2") + r("nd", '<w:vertAlign w:val="superscript"/>') + r(" day")),
        "paragraph | the 2<1>nd</1> day # <1> superscript",
    ),
    "a break in bold": (
        p(r("plain at first, then ") + "<w:r><w:rPr><w:b/></w:rPr><w:t>bo</w:t><w:br/>"
          "<w:t>ld</w:t></w:r>"),
        "paragraph | plain at first, then <1>bo<2/>ld</1> # <1> bold, <2/> line break",
    ),
    "white space at edges": (
        p("<w:r><w:t> a </w:t><w:t>b</w:t></w:r>" + r("  c  ")), "paragraph | ab  c",
    ),
    "lines in a text element": (p("<w:r><w:t>one\ntwo</w:t></w:r>"), "paragraph | one two"),
    "tabs and breaks": (
        p("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/></w:r>"),
        "paragraph | a<1/>b<2/>c # <1/> tab, <2/> line break",
    ),
    "marks in a row are one": (
        p(r("a") + "<w:r><w:tab/><w:br/></w:r>" + r("b")),
        "paragraph | a<1/>b # <1/> tab, line break",
    ),
    "special hyphens are characters": (
        p("<w:r><w:t>e</w:t><w:noBreakHyphen/><w:t>mail</w:t><w:softHyphen/><w:t>s</w:t></w:r>"),
        "paragraph | e\u2011mail\u00ads",
    ),
    "where the page broke": (
        p("<w:r><w:t>a</w:t><w:lastRenderedPageBreak/><w:t>b</w:t></w:r>"), "paragraph | ab",
    ),
    "a link": (
        p(r("see ") + '<w:hyperlink r:id="rId9">' + r("our page", "<w:u/>") + "</w:hyperlink>"
          + r(".")),
        "paragraph | see <1>our page</1>. # <1> link",
    ),
    "nothing but a link": (
        p('<w:hyperlink r:id="rId9">' + r("our page") + "</w:hyperlink>"), "paragraph | our page",
    ),
    "a link by field": (
        p(r("see ") + field(' HYPERLINK "https://example.org" ', "this") + r(" now")),
        "paragraph | see <1>this</1> now # <1> link",
    ),
    "formatting in a link": (
        p(r("see ") + "<w:hyperlink>" + r("our ") + r("page", B) + r(" today") + "</w:hyperlink>"
          + r(".")),
        "paragraph | see <1>our <2>page</2> today</1>. # <1> link, <2> bold",
    ),
    "a page number": (
        p(r("Page ") + field("PAGE", "3") + r(" of ") + field("NUMPAGES", "9")),
        "paragraph | Page <1/> of <2/> # <1/> page number, <2/> number of pages",
    ),
    "a simple field": (
        p(r("On ") + '<w:fldSimple w:instr="DATE">' + r("1 May") + "</w:fldSimple>" + r(".")),
        "paragraph | On <1/>. # <1/> field",
    ),
    "a field in a field": (
        p(r("x ") + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + field("PAGE", "2")
          + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + r(" y")),
        "paragraph | x <1/> y # <1/> field",
    ),
    "a table of contents": (
        p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
          '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:hyperlink w:anchor="_Toc1">'
          + r("Introduction") + "<w:r><w:tab/></w:r>" + field("PAGEREF _Toc1", "3")
          + "</w:hyperlink>")
        + p(r("End") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
        "paragraph | Introduction\nparagraph | End",
    ),
    "bookmarks around a heading": (
        p('<w:bookmarkStart w:id="1" w:name="_Toc1"/>' + r("One") + '<w:bookmarkEnd w:id="1"/>'),
        "paragraph | One",
    ),
    "an empty bookmark inside a word": (
        p(r("wa") + '<w:bookmarkStart w:id="1" w:name="x"/><w:proofErr w:type="spellStart"/>'
          '<w:bookmarkStart w:id="2" w:name="y"/><w:bookmarkEnd w:id="1"/>'
          '<w:bookmarkEnd w:id="2"/>' + r("ter")),
        "paragraph | water",
    ),
    "an empty bookmark in a link": (
        p('<w:hyperlink w:anchor="a"><w:bookmarkStart w:id="1" w:name="x"/>'
          '<w:bookmarkEnd w:id="1"/>' + r("tea") + "</w:hyperlink>" + r(" and water")),
        "paragraph | <1>tea</1> and water # <1> link",
    ),
    "a bookmark inside": (
        p(r("a ") + '<w:bookmarkStart w:id="1" w:name="x"/>' + r("b") + '<w:bookmarkEnd w:id="1"/>'
          + r(" c")),
        "paragraph | a <1/>b<2/> c # <1/> bookmark, <2/> bookmark",
    ),
    "where the cursor was": (
        p(r("a") + '<w:bookmarkStart w:id="1" w:name="_GoBack"/><w:bookmarkEnd w:id="1"/>'
          + r("b")),
        "paragraph | ab",
    ),
    "comments move to the edges": (
        p(r("a") + '<w:commentRangeStart w:id="0"/>' + r("b") + '<w:commentRangeEnd w:id="0"/>'
          '<w:r><w:commentReference w:id="0"/></w:r>' + r("c")),
        "paragraph | abc",
    ),
    "a picture in the text": (
        p(r("a ") + "<w:r><w:drawing/></w:r>" + r(" b")), "paragraph | a <1/> b # <1/> picture",
    ),
    "a footnote mark in the text": (
        p(r("It rains") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r(", they say.")),
        "paragraph | It rains<1/>, they say. # <1/> footnote mark",
    ),
    "a footnote mark at the end": (
        p(r("It rains.") + '<w:r><w:footnoteReference w:id="2"/></w:r>'), "paragraph | It rains.",
    ),
    "a formula": (
        p(r("where ") + "<m:oMath/>" + r(" is")), "paragraph | where <1/> is # <1/> formula",
    ),
    "inserted and deleted text": (
        p(r("We ") + '<w:del w:id="1">' + "<w:r><w:delText>will</w:delText></w:r></w:del>"
          + '<w:ins w:id="2">' + r("shall") + "</w:ins>" + r(" win.")),
        "paragraph | We shall win.",
    ),
    "moved text": (
        p('<w:moveFrom w:id="1">' + r("gone") + "</w:moveFrom>" + '<w:moveTo w:id="2">' + r("here")
          + "</w:moveTo>"),
        "paragraph | here",
    ),
    "hidden by a style": (
        p(r("seen ") + r("secret", '<w:rStyle w:val="Ghost"/>') + r(" words"))
        + p(r("it is not ") + r("hidden", '<w:rStyle w:val="Ghost"/><w:vanish w:val="0"/>')),
        ("paragraph | seen <1/> words # <1/> hidden text\n"
        "paragraph | it is not <1>hidden</1> # <1> Ghost"),
    ),
    "a name that stays": (
        p(r("Polyloom", '<w:rStyle w:val="Name"/>') + r(" weaves."))
        + p(r("Polyloom", '<w:rStyle w:val="Name"/>')),
        "paragraph | <1/> weaves. # <1/> “Polyloom”, which stays",
    ),
    "paragraphs of code": (
        styled("Listing", "make tea") + styled("Deep", "boil();") + p(r("Boil it."))
        + styled("CodeTitle", "A kettle") + styled("Pre", "let pot;") + styled("Plain", "Words"),
        "paragraph | Boil it.\ncaption | A kettle\nparagraph | Words",
    ),
    "paragraphs that stay": (styled("Code", "x = 1") + styled("Codes", "y = 2") + p(r("z")),
                             "paragraph | z"),
    "no spell check is not for translators to see": (
        p(r("a ") + r("b", "<w:noProof/>")), "paragraph | a b",
    ),
    "what describes a picture": (
        p(r("See ") + picture('descr="A &quot;map&quot;&#xA; of Lima" title=\'The map\'')
          + r(" here")) + p(picture('descr="Alone"', '<a:hlinkClick r:id="rId1"/>'))
        + p(picture('descr=" "') + picture("")),
        ('paragraph | See <1/> here # <1/> picture\n'
         'attribute alt | A "map" of Lima # describes a picture\n'
         'attribute title | The map # describes a picture\n'
         'attribute alt | Alone # describes a picture'),
    ),
    "a picture in a text box": (
        p(text_box(p(r("In ") + picture('descr="A map"')), old=p(r("In ")))),
        ("attribute alt | A map # describes a picture\nparagraph | In # in a text box\n"
         "paragraph | In # in a text box"),
    ),
    "a picture in a text box, twice": (
        p(text_box(p(r("In ") + picture('descr="A map"')))),
        "attribute alt | A map # describes a picture\nparagraph | In # in a text box",
    ),
    "hidden text": (
        p(r("seen ") + r("secret", "<w:vanish/>") + r(" words"))
        + p(r("all of it", "<w:vanish/>")) + p(r("shown", '<w:vanish w:val="0"/>')),
        "paragraph | seen <1/> words # <1/> hidden text\nparagraph | shown",
    ),
    "a form field in the text": (
        p(r("I, ") + "<w:sdt><w:sdtPr/><w:sdtContent>" + r("name") + "</w:sdtContent></w:sdt>"
          + r(", agree")),
        "paragraph | I, <1>name</1>, agree # <1> form field",
    ),
    "reading aids": (
        p(r("") + "<w:r><w:ruby><w:rt><w:r><w:t>かな</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>仮名"
          "</w:t></w:r></w:rubyBase></w:ruby></w:r>" + r("です")),
        "paragraph | 仮名です",
    ),
    "a smart tag": (p("<w:smartTag>" + r("Lima") + "</w:smartTag>" + r(" is")),
                    "paragraph | Lima is"),
    "tags that the author wrote": (
        p(r("type &lt;1&gt; or &lt;/2/&gt; or ") + r("this", B) + r(" thing")),
        "paragraph | type <1> or </2/> or <3>this</3> thing # <3> bold",
    ),
    "a text box at the beginning": (
        p(text_box(p(r("In the box"))) + r("Beside it")),
        "paragraph | Beside it\nparagraph | In the box # in a text box",
    ),
    "a text box inside a sentence": (
        p(r("Left ") + text_box(p(r("Box"))) + r(" right")),
        "paragraph | Left <1/> right # <1/> picture or text box\nparagraph | Box # in a text box",
    ),
    "a text box that old programs see otherwise": (
        p(text_box(p(r("New")), p(r("Old")))),
        "paragraph | New # in a text box\nparagraph | Old # in a text box",
    ),
    "a text box in a text box": (
        p(text_box(p(r("Outer") + text_box(p(r("Inner")))))),
        "paragraph | Inner # in a text box\nparagraph | Outer # in a text box",
    ),
}  # fmt: skip


def listing(document: Document) -> str:
    lines = []
    for found in document.segments:
        parts = [str(found.kind), str(found.depth or ""), found.marker, "|", found.text]
        parts += ["#", found.note] if found.note else []
        lines.append(" ".join(part for part in parts if part))
    return "\n".join(lines)


@pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES)
def test_segments(body: str, expected: str) -> None:
    assert listing(segment(word_file(body), "docx")) == expected


@pytest.mark.parametrize("body", [body for body, _ in CASES.values()], ids=list(CASES))
def test_every_byte_is_kept_and_every_translation_arrives(body: str) -> None:
    data = word_file(body)
    document = segment(data, "docx")
    same = {index: found.text for index, found in enumerate(document.segments)}
    assert weave(document, {}).data is data
    assert weave(document, same).data == data
    woven = weave(document, {index: f"⟦{text}⟧" for index, text in same.items()})
    read = segment(woven.data, "docx")
    assert woven.refused == ()
    assert structure(read) == structure(document)
    assert [found.text for found in read.segments] == [f"⟦{text}⟧" for text in same.values()]


PARTS = {
    "word/header1.xml": story("hdr", p(r("Our paper"))),
    "word/footer1.xml": story("ftr", p(r("Page ") + field("PAGE", "1") + r(" here"))),
    "word/footnotes.xml": story(
        "footnotes",
        '<w:footnote w:type="separator" w:id="-1">' + p("<w:r><w:separator/></w:r>")
        + '</w:footnote><w:footnote w:id="2">'
        + p("<w:r><w:footnoteRef/></w:r>" + r(" Said in May.")) + "</w:footnote>",
    ),
    "word/endnotes.xml": story(
        "endnotes", '<w:endnote w:id="2">' + p(r("At the end.")) + "</w:endnote>"
    ),
    "word/comments.xml": story("comments", "<w:comment>" + p(r("Really?")) + "</w:comment>"),
    "word/glossary/document.xml": story("glossaryDocument", p(r("Block"))),
    "word/glossary/footnotes.xml": story("footnotes", p(r("Block note"))),
    "docProps/core.xml": '<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="urn:dc">'
    "<dc:title>Water &amp; land</dc:title><dc:creator>Ana</dc:creator><dc:subject/>"
    "<dc:description>For all</dc:description></cp:coreProperties>",
}  # fmt: skip


def test_the_example_in_the_documentation() -> None:
    body = p(
        r("Water is ") + r("a common good", B) + r("; see ") + "<w:hyperlink>" + r("our page")
        + "</w:hyperlink><w:r><w:t>.</w:t><w:br/><w:t>Read it.</w:t></w:r>"
    )  # fmt: skip
    found = segment(word_file(body), "docx").segments[0]
    page = (Path(__file__).parents[3] / "docs/docx.md").read_text(encoding="utf-8")
    assert f'msgid "{found.text}"' in page
    assert f"#. Note: {found.note}\n" in page
    msgstr = page.partition('msgstr "')[2].partition('"')[0]
    assert weave(segment(word_file(body), "docx"), {0: msgstr}).refused == ()


def test_parts_in_reading_order() -> None:
    assert listing(segment(word_file(p(r("Text")), PARTS), "docx")).splitlines() == [
        "front-matter | Water & land # the document's title, in its properties",
        "front-matter | For all # the document's comments, in its properties",
        "paragraph | Our paper # in the page header",
        "paragraph | Page <1/> here # in the page footer; <1/> page number",
        "paragraph | Text",
        "footnote | Said in May.",
        "footnote | At the end.",
    ]


def test_the_main_document_may_have_any_name() -> None:
    data = word_file(p(r("Text")))
    renamed = data.replace(b"word/document.xml", b"word/documen7.xml")
    assert listing(segment(data, "docx")) == "paragraph | Text"
    with pytest.raises(Exception, match="no main document"):
        segment(renamed, "docx")
