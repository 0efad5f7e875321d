from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.findings import CheckContext, catalog_findings, translation_problems
from polyloom.model import Catalog, Entry, Severity

PLURALS_ES = (("Plural-Forms", "nplurals=2; plural=(n != 1);"),)
PLURALS_AR = (
    (
        "Plural-Forms",
        (
            "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
            "n%100>=11 ? 4 : 5;"
        ),
    ),
)


def names(
    *entries: Entry, locale: str = "es", header: tuple[tuple[str, str], ...] = ()
) -> list[str]:
    catalog = Catalog(header, entries)
    plural_forms = catalog.field("Plural-Forms")
    context = CheckContext("x.po", "en", locale, plural_forms=plural_forms)
    found = catalog_findings(catalog, context)
    return [finding.check for finding in found]


def test_leaves_untranslated_and_obsolete_entries_alone() -> None:
    assert names(Entry("28 deaths"), Entry("28 deaths", ("x",), obsolete=True)) == []


def test_a_finding_says_where_and_what() -> None:
    catalog = Catalog((), (Entry("28 deaths.", ("20 muertos.",), flags=("fuzzy",), line=7),))
    found = catalog_findings(catalog, CheckContext("locales/es/x.po", "en", "es"))
    first = found[0]
    assert first.check == "numbers"
    assert first.severity is Severity.ERROR
    assert (first.path, first.line, first.locale) == ("locales/es/x.po", 7, "es")
    assert first.msgid == "28 deaths."
    assert "28" in first.message


def test_file_order_then_order_of_the_table() -> None:
    bad = "20 muertos  y (otros"
    assert names(Entry("28 deaths", (bad,)), Entry("{x} won", ("ganó",))) == [
        "numbers",
        "extra-numbers",
        "brackets",
        "double-spaces",
        "placeholders",
    ]


def test_a_blank_translation_is_only_blank() -> None:
    assert names(Entry("28 deaths {x}.", (" ",))) == ["empty"]


def test_plural_forms_that_are_fine() -> None:
    files = Entry(
        "One file in {x}", ("Un archivo en {x}", "%d archivos en {x}"), None, "%d files in {x}"
    )
    assert names(files, header=PLURALS_ES) == []
    days = Entry(
        "%d day", ("%d días", "un día", "يومان", "%d أيام", "%d يوما", "%d يوم"), None, "%d days"
    )
    assert names(days, locale="ar", header=PLURALS_AR) == []


def test_plural_forms_that_are_not() -> None:
    files = Entry("%d file in {x}", ("Un archivo", "archivos en {x}"), None, "%d files in {x}")
    context = CheckContext("", "en", "es", plural_forms=PLURALS_ES[0][1])
    found = catalog_findings(Catalog(PLURALS_ES, (files,)), context)
    assert [finding.message for finding in found] == [
        "the placeholder %d is missing from the translation",
        "the placeholder {x} is missing from the translation",
    ]
    assert names(Entry("%d file", ("", "%d archivos"), None, "%d files"), header=PLURALS_ES) == [
        "empty"
    ]


def test_a_malformed_plural_header_is_no_matter() -> None:
    header = (("Plural-Forms", "nplurals=2; plural=n!!;"),)
    assert (
        names(Entry("%d file", ("%d archivo", "%d archivos"), None, "%d files"), header=header)
        == []
    )


TEXT = st.text(
    st.characters() | st.sampled_from(string.punctuation + "0123456789 \n“”«»一万٣"), max_size=40
)
LOCALE = st.sampled_from(["es", "fr", "pt_BR", "ar", "zh_Hans", "ja", "th", "el", "sr@latin", "xx"])


@given(TEXT, TEXT, LOCALE)
def test_any_two_texts_can_be_checked(source: str, translation: str, locale: str) -> None:
    for _, problem in translation_problems(TranslationPair(source, translation, "en", locale)):
        assert problem.message
        assert problem.hint


@given(TEXT, LOCALE)
def test_the_source_itself_breaks_no_rule_of_errors(source: str, locale: str) -> None:
    severities = [
        check.severity
        for check, _ in translation_problems(TranslationPair(source, source, "en", locale))
    ]
    assert Severity.ERROR not in severities


def test_two_thousand_good_entries_have_no_finding() -> None:
    source = "On Thursday, December 15, the “coup” Congress ({n}) met: see https://a.org/x. "
    translation = (
        "El jueves 15 de diciembre se reunió el Congreso «golpista» ({n}): https://a.org/x. "
    )
    entries = tuple(Entry(f"{source * 3}{n}", (f"{translation * 3}{n}",)) for n in range(2_000))
    assert names(*entries) == []
