"""Language and direction of Word files."""

from __future__ import annotations

import pytest

from polyloom.formats import format_named
from polyloom.formats.segmentation import segment
from polyloom.formats.weave import weave
from support.word_files import members, p, r, text_box, word_file

localize = format_named("docx").localize


def styles_in(locale: str) -> str:
    return members(localize(word_file(p(r("a"))), locale))["word/styles.xml"].decode()


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("es", '<w:lang w:val="es" w:bidi="ar-SA"/>'),
        ("pt_BR", '<w:lang w:val="pt-BR" w:bidi="ar-SA"/>'),
        ("he", '<w:lang w:val="he" w:bidi="he"/>'),
        ("zh_Hans", '<w:lang w:val="zh-Hans" w:eastAsia="zh-Hans" w:bidi="ar-SA"/>'),
    ],
)
def test_the_language_of_the_defaults(locale: str, language: str) -> None:
    assert language in styles_in(locale)


def directed(body: str, locale: str) -> str:
    data = word_file(body)
    localized = localize(data, locale)
    texts = [found.text for found in segment(data, "docx").segments]
    assert [found.text for found in segment(localized, "docx").segments] == texts
    assert localize(localized, locale) == localized
    return members(localized)["word/document.xml"].decode().partition("<w:body>")[2]


RTL = "<w:r><w:rPr><w:rtl/></w:rPr>"
TEXT = '<w:t xml:space="preserve">'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p(r("حق")), f"<w:p><w:pPr><w:bidi/></w:pPr>{RTL}{TEXT}حق</w:t></w:r></w:p>"),
        (
            p(r("حق", "<w:b/><w:em/>"), "<w:keepNext/><w:jc/>"),
            "<w:pPr><w:keepNext/><w:bidi/><w:jc/></w:pPr><w:r><w:rPr><w:b/><w:bCs/><w:rtl/><w:em/>",
        ),
        (p(r("حق", '<w:sz w:val="30"/>')), '<w:sz w:val="30"/><w:szCs w:val="30"/><w:rtl/>'),
        (p(r("حق", "<w:i/><w:iCs/><w:rtl/>")), "<w:rPr><w:i/><w:iCs/><w:rtl/></w:rPr>"),
        (p(r("حق"), '<w:bidi w:val="0"/>'), "<w:pPr><w:bidi/></w:pPr>"),
        ("<w:p><w:pPr/><w:r><w:rPr/><w:t>حق</w:t></w:r></w:p>",
         f"<w:p><w:pPr><w:bidi/></w:pPr>{RTL}<w:t>"),
        (p("<w:hyperlink>" + r("حق") + "</w:hyperlink>"), f"<w:hyperlink>{RTL}"),
        (p(r("Still English")), f"<w:p><w:r>{TEXT}Still English"),
        (p(r("42")), f"<w:p><w:r>{TEXT}42"),
        (p(r("حق الناس ") + r("OK")), f"<w:r>{TEXT}OK"),
        (
            '<w:tbl><w:tblPr><w:tblStyle w:val="x"/><w:tblW/></w:tblPr></w:tbl>',
            '<w:tblPr><w:tblStyle w:val="x"/><w:bidiVisual/><w:tblW/></w:tblPr>',
        ),
    ],
)  # fmt: skip
def test_right_to_left(body: str, expected: str) -> None:
    assert expected in directed(body, "ar")


def test_text_boxes_too() -> None:
    assert directed(p(text_box(p(r("حق")))), "ar").count("<w:bidi/>") == 2


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p(r("Derecho", "<w:rtl/>"), "<w:bidi/>"),
         f'<w:p><w:pPr><w:bidi w:val="0"/></w:pPr><w:r><w:rPr></w:rPr>{TEXT}Derecho'),
        (p(r("حق", "<w:rtl/>"), "<w:bidi/>"), f"<w:p><w:pPr><w:bidi/></w:pPr>{RTL}"),
        (p(r("Derecho")), f"<w:p><w:r>{TEXT}Derecho"),
    ],
)  # fmt: skip
def test_left_to_right_from_a_source_that_was_not(body: str, expected: str) -> None:
    assert expected in directed(body, "es")


def test_a_file_in_which_nothing_changes_is_the_same() -> None:
    data = word_file(p(r("a")), {"word/styles.xml": '<w:styles xmlns:w="urn:w"/>'})
    assert localize(data, "es") == data


def test_words_that_were_put_in_have_no_language_of_their_own() -> None:
    data = word_file(p(r("a", '<w:lang w:val="en-GB"/><w:i/>')))
    woven = weave(segment(data, "docx"), {0: "b"}).data
    assert b"<w:rPr><w:i/></w:rPr><w:t>b" in members(woven)["word/document.xml"]
