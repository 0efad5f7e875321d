"""Translations into Word files: formatting, tags, refusals, untouched parts."""

from __future__ import annotations

import io
import re

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from hypothesis import given
from hypothesis import strategies as st

from formats.docx.alphabet import PARAGRAPHS
from polyloom.formats import format_named
from polyloom.formats.docx import package_parts as parts
from polyloom.formats.format_options import DocumentOptions
from polyloom.formats.segmentation import segment
from polyloom.formats.weave import Woven, structure, weave
from support.word_files import field, members, p, picture, r, story, styled, text_box, word_file

B = "<w:b/>"
SENTENCE = p(
    r("See ") + '<w:hyperlink r:id="rId9">' + r("our ") + r("page", B) + r(" today")
    + "</w:hyperlink>" + r(" or ") + "<w:r><w:br/></w:r>" + r("never.")
)  # fmt: skip


def translate(body: str, translation: str) -> Woven:
    return weave(segment(word_file(body), "docx"), {0: translation})


def main(data: bytes) -> str:
    return members(data)["word/document.xml"].decode()


def test_the_sentence_that_is_translated_here() -> None:
    found = segment(word_file(SENTENCE), "docx").segments[0].text
    assert found == "See <1>our <2>page</2> today</1> or <3/>never."


@pytest.mark.parametrize(
    ("translation", "reason"),
    [
        ("Ver <1>nuestra <2>página</2> hoy</1> o nunca.", "the translation lacks <3/> (line"),
        ("Ver nuestra página hoy o <3/>nunca.", "lacks <1>…</1> (link), <2>…</2> (bold)"),
        ("<1>a <2>b</2></1><3/><3/>", "<3/> (line break) is there twice"),
        ("<1>a <2>b</2></1><1>a</1><3/>", "<1>…</1> (link) is there twice"),
        ("<1>a <2>b</1></2><3/>", "</1> closes what is not open there"),
        ("<1>a</1> <2>b</2><3/>", "<2>…</2> (bold) is in another place than in the source"),
        ("<2>b <1>a</1></2><3/>", "<2>…</2> (bold) is in another place than in the source"),
        ("<1>a <2>b</2><3/></1>", "<3/> (line break) is in another place than in the source"),
        ("<1>a <2>b</2></1><3/><4/>", "the source has no tag <4/>"),
        ("<1>a <2>b</2></1><3/></9>", "the source has no tag </9>"),
        ("<1>a <2>b</2></1><3>c</3>", "the tag <3> is not as in the source"),
        ("<1/>a <2>b</2><3/>", "the tag <1/> is not as in the source"),
        ("<1>a <2>b</2><3/>", "<3/> (line break) is in another place than in the source"),
        ("<3/><1>a <2>b</2>", "the tag <1> is never closed"),
        ("<1>a <2> </2></1><3/>", "<2></2> has nothing in it"),
        ("<1>a <2>b</2></1><3/> \x01", "a Word file cannot hold the character U+0001"),
        ("<1>a <2>b</2></1><3/> \ufffe", "a Word file cannot hold the character U+FFFE"),
    ],
)
def test_wrong_tags_are_refused(translation: str, reason: str) -> None:
    data = word_file(SENTENCE)
    woven = translate(SENTENCE, translation)
    assert len(woven.refused) == 1
    assert reason in woven.refused[0].reason
    assert woven.refused[0].remedy
    assert woven.data == data


def test_formatting_and_marks_go_where_the_tags_are() -> None:
    woven = translate(SENTENCE, "Nunca,<3/>o hoy <1><2>página</2> nuestra</1>.")
    assert woven.refused == ()
    assert (
        "<w:body><w:p><w:r><w:t>Nunca,</w:t><w:br/><w:t xml:space=\"preserve\">o hoy </w:t></w:r>"
        '<w:hyperlink r:id="rId9"><w:r><w:rPr><w:b/></w:rPr><w:t>página</w:t></w:r>'
        '<w:r><w:t xml:space="preserve"> nuestra</w:t></w:r></w:hyperlink>'
        "<w:r><w:t>.</w:t></w:r></w:p></w:body>"
    ) in main(woven.data)  # fmt: skip


@pytest.mark.parametrize(
    ("body", "translation", "xml"),
    [
        (p(r("a")), "x < y & <b>z</b>", "<w:t>x &lt; y &amp; &lt;b&gt;z&lt;/b&gt;</w:t>"),
        (p(r("a")), "]]> <!-- &lt; -->", "<w:t>]]&gt; &lt;!-- &amp;lt; --&gt;</w:t>"),
        (p(r("a", B)), "ä", "<w:r><w:rPr><w:b/></w:rPr><w:t>ä</w:t></w:r>"),
        (p(r("a")), "two\nlines", "<w:t>two lines</w:t>"),
        (p(r(" a  ")), "b", '<w:t xml:space="preserve"> </w:t><w:t>b</w:t>'),
        (p(r("a")), "e\u2011mail", "<w:t>e</w:t><w:noBreakHyphen/><w:t>mail</w:t>"),
        (p(r("say &lt;1&gt;")), "di <1> <1>", "<w:t>di &lt;1&gt; &lt;1&gt;</w:t>"),
        (p(r("a", '<w:lang w:val="en-US"/>')), "b", "<w:p><w:r><w:t>b</w:t></w:r></w:p>"),
        (
            p('<w:del w:id="1"><w:r><w:delText>x</w:delText></w:r></w:del><w:ins w:id="2">'
              + r("a") + "</w:ins>"),
            "b", "<w:p><w:r><w:t>b</w:t></w:r></w:p>",
        ),
        (
            p(r("a") + '<w:commentRangeStart w:id="0"/>' + r("b") + '<w:commentRangeEnd w:id="0"/>'
              '<w:r><w:commentReference w:id="0"/></w:r>', "<w:keepNext/>"),
            "c",
            '<w:commentRangeStart w:id="0"/><w:r><w:t>c</w:t></w:r><w:commentRangeEnd w:id="0"/>',
        ),
        (p(r("p. ") + field("PAGE", "3")), "<1/>. o.", "w:fldCharType=\"end\"/><w:t>. o.</w:t>"),
    ],
)  # fmt: skip
def test_what_is_written(body: str, translation: str, xml: str) -> None:
    woven = translate(body, translation)
    assert woven.refused == ()
    assert xml in main(woven.data)


def test_a_translation_without_words_is_refused() -> None:
    assert "no letter or digit" in translate(p(r("a")), "—").refused[0].reason


def test_an_output_may_be_larger_than_a_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_MOST_TEXT", 5_000)
    document = segment(word_file(p(r("a"))), "docx")
    woven = weave(document, {0: "wort " * 5_000})
    assert woven.refused == ()
    localized = format_named("docx").localize(woven.data, "de")
    assert len(members(localized)["word/document.xml"]) > 20_000


def test_a_text_box_is_written_twice() -> None:
    body = p(text_box(p(r("Box"), "<w:keepNext/>"), p(r("Box"))) + r("Text"))
    document = segment(word_file(body), "docx")
    woven = weave(document, {1: "Caja"})
    assert woven.refused == ()
    assert main(woven.data).count("<w:t>Caja</w:t>") == 2
    assert "Box" not in main(woven.data)
    assert "Text" in main(woven.data)


@pytest.mark.parametrize(
    ("new", "old"),
    [
        (p(r("Box")), p(r("B") + r("ox", "<w:lang w:val='en-US'/>"))),
        (p(r("B", "<w:noProof/>") + r("ox")), p(r("Box"))),
        (p(r("Box") + text_box(p(r("Box")))), p(r("Box") + text_box(p(r("Bo") + r("x"))))),
        (p(text_box(p(r("Box")))), p(r("") + text_box(p(r("Bo") + r("x"))))),
    ],
)
def test_a_text_box_is_written_twice_whatever_its_runs_are(new: str, old: str) -> None:
    document = segment(word_file(p(text_box(new, old) + r("Text"))), "docx")
    boxes = [index for index, one in enumerate(document.segments) if one.text == "Box"]
    woven = weave(document, dict.fromkeys(boxes, "Caja"))
    assert woven.refused == ()
    assert "ox<" not in main(woven.data)
    assert main(woven.data).count("Caja") >= 2
    assert len(boxes) <= new.count("</w:t>")


def test_copies_of_a_text_box_that_say_different_things_are_two_texts() -> None:
    document = segment(word_file(p(text_box(p(r("New")), p(r("Old"))))), "docx")
    assert [one.text for one in document.segments] == ["New", "Old"]
    woven = weave(document, {0: "Neu", 1: "Alt"})
    assert "Neu" in main(woven.data)
    assert "Alt" in main(woven.data)


def test_an_empty_bookmark_stays_in_its_paragraph() -> None:
    mark = '<w:bookmarkStart w:id="1" w:name="x"/><w:bookmarkEnd w:id="1"/>'
    body = p(r("wa") + mark + r("ter"))
    document = segment(word_file(body), "docx")
    woven = weave(document, {0: "agua"})
    assert woven.refused == ()
    assert f"{mark}<w:r><w:t>agua</w:t></w:r>" in main(woven.data)


def test_the_project_names_the_styles_of_code() -> None:
    body = styled("Plain", "x = 1") + styled("Listing", "Words")
    options = DocumentOptions(by_name={"untranslated_styles": ("plain-text",)})
    document = segment(word_file(body), "docx", options=options)
    assert [one.text for one in document.segments] == ["Words"]
    woven = weave(document, {0: "Palabras"}, options)
    assert woven.refused == ()
    assert "x = 1" in main(woven.data)


def test_only_parts_with_changed_text_differ() -> None:
    data = word_file(p(r("Text")), {
        "word/header1.xml": story("hdr", p(r("Head"))),
        "docProps/core.xml": '<c xmlns:dc="urn:dc"><dc:title>Name</dc:title></c>',
    })  # fmt: skip
    document = segment(data, "docx")
    assert [found.text for found in document.segments] == ["Name", "Head", "Text"]
    woven = weave(document, {1: "Kopf"}).data
    before, after = members(data), members(woven)
    assert list(before) == list(after)
    assert [name for name in before if before[name] != after[name]] == ["word/header1.xml"]
    # Even the packed bytes of the others are the same.
    media = data.index(b"word/media")
    assert data[media : media + 80] in woven
    assert "<dc:title>A &amp; B</dc:title>" in (
        members(weave(document, {0: "A & B"}).data)["docProps/core.xml"].decode()
    )


def test_output_is_the_same_each_time() -> None:
    document = segment(word_file(SENTENCE), "docx")
    translation = {0: "<1>a <2>b</2></1><3/>"}
    assert weave(document, translation) == weave(document, translation)


def written_with_python_docx() -> bytes:
    document = docx.Document()
    document.core_properties.title = ""
    document.core_properties.comments = ""
    document.add_heading("Our plan", 0)
    document.add_heading("Water", 1)
    paragraph = document.add_paragraph("Water is ")
    paragraph.add_run("a right").bold = True
    paragraph.add_run(", not a good.")
    document.add_paragraph("First", "List Number")
    document.add_paragraph("Open", "List Bullet 2")
    document.add_paragraph("They said so.", "Quote")
    document.add_paragraph("A map", "Caption")
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "Left"
    table.cell(0, 1).text = "Right"
    document.styles.add_style("Mine", WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles[
        "Heading 2"
    ]
    document.add_paragraph("By style", "Mine")
    document.sections[0].header.paragraphs[0].text = "Head\tof page"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_file_of_python_docx() -> None:
    document = segment(written_with_python_docx(), "docx")
    assert [
        (str(found.kind), found.depth, found.marker, found.text) for found in document.segments
    ] == [
        ("paragraph", 0, "", "Head<1/>of page"),
        ("title", 0, "", "Our plan"),
        ("heading", 0, "h1", "Water"),
        ("paragraph", 0, "", "Water is <1>a right</1>, not a good."),
        ("point", 1, "1.", "First"),
        ("point", 1, "•", "Open"),
        ("quote", 0, "", "They said so."),
        ("caption", 0, "", "A map"),
        ("cell", 0, "", "Left"),
        ("cell", 0, "", "Right"),
        ("heading", 0, "h2", "By style"),
    ]


def test_python_docx_reads_what_was_woven() -> None:
    document = segment(written_with_python_docx(), "docx")
    woven = weave(document, {3: "No es un bien: <1>es un derecho</1>.", 8: "Izquierda"})
    assert woven.refused == ()
    read = docx.Document(io.BytesIO(woven.data))
    runs = read.paragraphs[2].runs
    assert [(run.text, run.bold) for run in runs] == [
        ("No es un bien: ", None),
        ("es un derecho", True),
        (".", None),
    ]
    assert read.tables[0].cell(0, 0).text == "Izquierda"
    assert read.paragraphs[0].text == "Our plan"


PLAIN = st.lists(st.sampled_from(["tierra", "y", "国家", "1.", "<b>", "&amp;", "حق"]), min_size=1)


@given(PARAGRAPHS)
def test_any_paragraphs_round_trip(body: str) -> None:
    data = word_file(body)
    document = segment(data, "docx")
    position = 0
    for found in document.segments:
        assert position <= found.start < found.end <= len(document.body)
        assert found.text.strip() == found.text != ""
        position = found.end
    assert weave(document, {}).data == data
    brackets = {index: f"({found.text})" for index, found in enumerate(document.segments)}
    woven = weave(document, brackets)
    assert woven.refused == ()
    assert structure(segment(woven.data, "docx")) == structure(document)


@given(PARAGRAPHS, st.data())
def test_no_translation_changes_the_structure(body: str, data: st.DataObject) -> None:
    document = segment(word_file(body), "docx")
    tags = st.sampled_from(["<1>", "</1>", "<2/>", "<1/>", "<3>", "</3>", "</w:t>", "\x00", "\n"])
    translation = st.one_of(
        st.text(max_size=20), st.lists(st.one_of(tags, st.text(max_size=4))).map("".join)
    )
    chosen = {
        index: data.draw(translation)
        for index in range(len(document.segments))
        if data.draw(st.booleans())
    }
    woven = weave(document, chosen)
    assert structure(segment(woven.data, "docx")) == structure(document)
    assert {refusal.segment for refusal in woven.refused} <= chosen.keys()


@given(PLAIN.map(" ".join))
def test_a_plain_translation_is_never_refused(translation: str) -> None:
    document = segment(word_file(p(r("One ", B) + r("two", B)) + p(r("Three"))), "docx")
    expected = translation if any(map(str.isalnum, translation)) else None
    woven = weave(document, dict.fromkeys(range(2), translation))
    assert woven.refused == ()
    assert {found.text for found in segment(woven.data, "docx").segments} == {expected}


def test_descriptions_are_written_where_they_stood() -> None:
    body = p(r("See ") + picture("descr='A map' title=\"Lima\"") + r(" here"))
    document = segment(word_file(body), "docx")
    woven = weave(document, {0: "Mira <1/> aquí", 1: "Un «mapa» & 'más' \"aún\" <1/>"})
    assert woven.refused == ()
    xml = members(woven.data)["word/document.xml"].decode()
    assert (
        "descr='Un «mapa» &amp; &apos;más&apos; &quot;aún&quot; &lt;1/&gt;' title=\"Lima\"/>" in xml
    )
    assert "Mira " in xml
    assert [found.text for found in segment(woven.data, "docx").segments][1:] == [
        "Un «mapa» & 'más' \"aún\" <1/>",
        "Lima",
    ]


def test_what_stays_keeps_its_place_in_the_sentence() -> None:
    body = p(r("Polyloom", '<w:rStyle w:val="Name"/>') + r(" weaves."))
    document = segment(word_file(body), "docx")
    woven = weave(document, {0: "Teje <1/>."})
    text = "".join(
        re.findall("<w:t[^>]*>([^<]*)", members(woven.data)["word/document.xml"].decode())
    )
    assert text == "Teje Polyloom."
    assert weave(document, {0: "Teje."}).refused


CHART = """<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart><c:title><c:tx><c:rich>
<a:bodyPr/><a:p><a:pPr><a:defRPr/></a:pPr><a:r><a:rPr lang="en"/><a:t>Wages &amp; prices</a:t></a:r>
<a:endParaRPr/></a:p>
<a:p><a:r><a:t>In two </a:t></a:r><a:r><a:rPr b="1"/><a:t>runs</a:t></a:r></a:p>
<a:p><a:r><a:t>1910</a:t></a:r></a:p></c:rich></c:tx></c:title>
<c:cat><c:strRef><c:strCache><c:pt idx="0"><c:v>Bread</c:v></c:pt></c:strCache></c:strRef></c:cat>
</c:chart></c:chartSpace>"""


def test_the_title_of_a_chart_is_a_text_and_its_figures_stay() -> None:
    data = word_file(p(r("Text.")), {"word/charts/chart1.xml": CHART})
    document = segment(data, "docx")
    assert [found.text for found in document.segments] == ["Text.", "Wages & prices"]
    assert document.segments[1].note == "in a chart"
    woven = weave(document, {1: "Löhne < Preise"})
    assert woven.refused == ()
    chart = members(woven.data)["word/charts/chart1.xml"].decode()
    assert chart == CHART.replace("Wages &amp; prices", "Löhne &lt; Preise")
