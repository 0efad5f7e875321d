from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyloom.reports.coverage import Counts, DocumentCoverage, LocaleCoverage
from polyloom.reports.coverage_html import coverage_html
from polyloom.reports.drawn_rows import DrawnRows, rows_of_page
from support.colours import colours_of, contrast
from support.coverages import COVERAGE
from support.html_tree import read_html, tags


def test_a_row() -> None:
    page = coverage_html(COVERAGE[:1])
    row = page.split('<tr class="total">\n')[1].split("</tr>")[0]
    row = row.replace("<i> words</i>", "").replace("<i> segments</i>", "")
    assert [line for line in row.splitlines() if line] == [
        (
            '<th scope="row"><strong><bdi lang="es" dir="ltr">español</bdi></strong>'
            " <small>Spanish · es</small> <small><bdi>peru-statement</bdi></small></th>"
        ),
        (
            '<td class="coverage"><div class="meter"><div class="bar" role="img" aria-label='
            '"Spanish, peru-statement: 100% of 812 words translated (812 approved)">'
            '<span class="approved" style="flex-grow: 812"></span></div>'
        ),
        "<b>100%</b></div></td>",
        '<td class="figure" data-heading="Translated"><span>812</span> <small>14</small></td>',
        '<td class="figure" data-heading="Approved"><span>812</span> <small>14</small></td>',
        '<td class="figure none" data-heading="Draft"><span>0</span> <small>0</small></td>',
        '<td class="figure none" data-heading="Untranslated"><span>0</span> <small>0</small></td>',
        '<td class="figure none" data-heading="Outdated"><span>0</span> <small>0</small></td>',
        '<td class="figure" data-heading="Total"><span>812</span> <small>14</small></td>',
        '<td class="status"><span class="yes">Published</span></td>',
    ]


def test_a_locale_with_documents() -> None:
    page = coverage_html(COVERAGE)
    read_html(page)
    assert '<bdi lang="ar" dir="rtl">العربية</bdi>' in page
    assert "<small><bdi>3 documents</bdi></small>" in page
    assert '<span class="no">2 of 3 published</span>' in page
    assert "<small><bdi>locales/ar/LC_MESSAGES/notes.po:12: the string is not" in page
    assert (
        'aria-label="Arabic, 章程/声明: 99% of 20,000 words translated (200 approved,'
        ' 19,790 translated, not yet approved, 9 draft, 1 untranslated)"' in page
    )


def test_every_bar_speaks() -> None:
    bars = [
        element
        for element in read_html(coverage_html(COVERAGE))
        if element.attributes.get("class") == "bar" and element.tag == "div"
    ]
    assert len(bars) == 1 + 1 + 4
    assert all(bar.attributes["role"] == "img" for bar in bars)
    assert all("words translated" in bar.attributes["aria-label"] for bar in bars)


def test_titles() -> None:
    plain = coverage_html(COVERAGE)
    assert "<h1>Translation coverage</h1>" in plain
    assert 'class="note"' not in plain
    named = coverage_html(COVERAGE, title="Peru & us", note="1 May")
    assert "<h1>Peru &amp; us</h1>" in named
    assert '<p class="note">Translation coverage · 1 May</p>' in named


def test_nothing_to_count_is_a_page_all_the_same() -> None:
    for coverage in ((), (LocaleCoverage("es", ()),)):
        read_html(coverage_html(coverage))
    assert "<table>" not in coverage_html(())


def test_segments_without_words_are_counted_as_segments() -> None:
    document = DocumentCoverage("dashes", Counts(total=2, translated=1, untranslated=1), Counts())
    page = coverage_html((LocaleCoverage("es", (document,)),))
    assert "50% of 2 segments translated" in page


def test_whose_the_words_are_is_said_where_not_all_are_a_persons() -> None:
    words = Counts(total=90, translated=20, draft=60, untranslated=10, memory=10, machine=40)
    page = coverage_html((LocaleCoverage("ca", (DocumentCoverage("a", words, words),)),))
    assert page.count("Words by machine 40, memory 10, people 30") == 1
    assert "Words by" not in coverage_html(COVERAGE)


def test_the_same_on_any_day_and_nothing_fetched() -> None:
    page = coverage_html(COVERAGE)
    assert page == coverage_html(COVERAGE)
    assert page.endswith("</html>\n")
    page.encode()
    for word in ("<script", "<link", "url(", "@import", "http", " id=", "src="):
        assert word not in page


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_name_and_no_reason_adds_a_tag(name: str, reason: str) -> None:
    def page(name: str, reason: str) -> str:
        document = DocumentCoverage(name, Counts(), Counts(), published=False, reason=reason)
        return coverage_html((LocaleCoverage("es", (document,)),))

    assert tags(page(name, f"x{reason}")) == tags(page("name", "reason"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_that_of_wcag_aa(scheme: str) -> None:
    colours = colours_of(coverage_html(COVERAGE))[scheme]
    for text in ("ink", "quiet", "yes", "no"):
        assert contrast(colours[text], colours["card"]) >= 4.5
        assert contrast(colours[text], colours["page"]) >= 4.5
    for part in ("approved", "translated", "draft", "untranslated-edge"):
        assert contrast(colours[part], colours["card"]) >= 3


def test_rows_that_show_what_they_did_are_those_of_the_page_before() -> None:
    first = DrawnRows()
    page = coverage_html(COVERAGE, rows=first)
    known = rows_of_page(page, first.keys)
    assert len(known) == sum(len(each.documents) for each in COVERAGE if len(each.documents) > 1)
    marked = {key: row.replace("<th", "<th known ", 1) for key, row in known.items()}
    assert coverage_html(COVERAGE, rows=DrawnRows(known)) == page
    assert coverage_html(COVERAGE, rows=DrawnRows(marked)).count("known ") == len(known)
    assert rows_of_page(page.replace('<tr class="document">', "<tr>", 1), first.keys) == {}
