"""The page with a document's segments drawn on it: what stands where, and nothing hostile."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.model import DocumentWarning, Kind, Segment
from polyloom.reports.segments_html import DrawnDocument, DrawnText, segments_html
from support.colours import colours_of, contrast
from support.html_tree import Element, read_html, tags

TITLE = Segment(Kind.TITLE, "Tea", 0, 3)
POINT = Segment(Kind.POINT, "Boil it. Wait.", 0, 3, 1, "1)")


def page_of(*texts: DrawnText, has_lines: bool = True, **others: object) -> str:
    name, language = str(others.get("name", "source/a.txt")), str(others.get("language", "en"))
    warnings = (DocumentWarning("there is no directive", "write one", 3),)
    return segments_html(
        DrawnDocument(name, language, texts, has_lines, warnings if others.get("warns") else ())
    )


def rows_of(page: str) -> list[list[Element]]:
    """The cells of each row of the document."""
    rows: list[list[Element]] = []
    for element in read_html(page):
        if "tbody" in element.path and element.tag == "tr":
            rows.append([])
        elif "tbody" in element.path and element.tag == "td":
            rows[-1].append(element)
    return rows


def test_lines_with_what_begins_in_them() -> None:
    page = page_of(
        DrawnText("Tea", 1, TITLE),
        DrawnText("\r\n\r\n1) "),
        DrawnText("Boil it.\r\n   Wait.", 2, POINT),
        DrawnText("\r\n\t"),
        DrawnText("<!-- x -->", rule="comment"),
        DrawnText("\r\n"),
    )
    assert [[cell.text for cell in row] for row in rows_of(page)] == [
        ["1 title", "1", "Tea"],
        ["", "2", ""],
        ["2 point, depth 1, marker 1)", "3", "1) Boil it."],
        ["", "4", "   Wait."],
        ["– left out: comment", "5", "\t<!-- x -->"],
    ]
    marks = [
        (one.attributes["class"], one.attributes.get("data-number"), one.text)
        for one in read_html(page)
        if one.tag == "mark" and "tbody" in one.path
    ]
    assert marks == [
        ("odd", "1", "Tea"),
        ("even", "2", "Boil it."),
        ("even", None, "   Wait."),
        ("out", None, "<!-- x -->"),
    ]


def test_several_texts_on_a_line() -> None:
    page = page_of(DrawnText("a", 1, TITLE), DrawnText(" | "), DrawnText("b", 2, TITLE))
    assert [[cell.text for cell in row] for row in rows_of(page)] == [
        ["1 title2 title", "1", "a | b"]
    ]


def test_a_package_has_no_lines() -> None:
    page = page_of(DrawnText("Tea", 1, TITLE), DrawnText("\n"), has_lines=False)
    assert [[cell.text for cell in row] for row in rows_of(page)] == [["1 title", "Tea"]]
    assert ">Line<" not in page


def test_what_was_found_and_warned_of() -> None:
    page = page_of(
        DrawnText("a", 1, TITLE), DrawnText("b", 2, POINT), DrawnText("c", 3, POINT), warns=True
    )
    headings = [one.text for one in read_html(page) if one.tag in ("h1", "h2")]
    assert headings == [
        "source/a.txt", "Warnings", "Segments: 3", "Left out: nothing", "The document",
    ]  # fmt: skip
    items = [one.text for one in read_html(page) if one.tag == "li"]
    assert items == ["Line 3: there is no directive; write one", "2 point", "1 title"]
    assert "Warnings" not in page_of(DrawnText("a", 1, TITLE))


def test_an_empty_document_is_a_page_all_the_same() -> None:
    assert [[cell.text for cell in row] for row in rows_of(page_of())] == [["", "1", ""]]


def test_each_line_finds_its_own_direction() -> None:
    page = page_of(DrawnText("شاي", 1, TITLE), DrawnText("\nx"), language="ar")
    cells = [row[-1].attributes for row in rows_of(page)]
    assert [(cell["dir"], cell["lang"]) for cell in cells] == [("auto", "ar")] * 2


HOSTILE = ["<script>x</script>", '"><b>', "\u202edrow", "\x1b[2J", "\x00", "\u2028", "&amp;", "]]>"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    segment = Segment(Kind.POINT, text, 0, 1, 1, text)
    hostile = page_of(
        DrawnText(text, 1, segment), DrawnText(text), DrawnText(text, rule=text), name=text
    )
    harmless = page_of(DrawnText("a", 1, TITLE), DrawnText("a"), DrawnText("a", rule="a"), name="a")
    assert len(tags(hostile)) == len(tags(harmless)) + 1  # The marker's.
    assert not re.search("[\x00-\x08\x0b-\x1f\u2028\u202a-\u202e\u2066-\u2069]", hostile)


LETTERS = st.one_of(
    st.sampled_from("\n\r\t <>&\"'`={}"), st.characters(exclude_categories=("C", "Z"))
)


@given(st.text(LETTERS, max_size=40), st.text(LETTERS, max_size=40))
def test_no_text_is_lost_and_none_adds_a_tag(inside: str, between: str) -> None:
    page = page_of(DrawnText(f"x{inside}", 1, TITLE), DrawnText(f"y{between}"))
    assert set(tags(page)) == set(tags(page_of(DrawnText("x", 1, TITLE))))
    shown = "".join(row[-1].text for row in rows_of(page))
    assert shown == re.sub("[\r\n]", "", f"x{inside}y{between}")


def test_nothing_is_fetched_and_the_page_is_the_same_on_any_day() -> None:
    page = page_of(DrawnText("a", 1, TITLE))
    assert page == page_of(DrawnText("a", 1, TITLE))
    assert page.endswith("</html>\n")
    for word in ("<script", "<link", "url(", "@import", "http", " id=", "src="):
        assert word not in page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colours_can_be_read(scheme: str) -> None:
    colours = colours_of(page_of())[scheme]
    for ink, ground in (
        ("ink", "odd"), ("ink", "even"), ("ink", "card"), ("ink", "page"), ("out", "card"),
        ("quiet", "card"), ("quiet", "page"), ("warning", "card"),
    ):  # fmt: skip
        assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    for edge in ("odd-edge", "even-edge"):
        assert contrast(colours[edge], colours["card"]) >= 3, edge
