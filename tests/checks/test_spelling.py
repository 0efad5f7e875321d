from __future__ import annotations

import pytest

from polyloom.checks.findings import CheckContext
from polyloom.checks.spelling import NAME, SpellingCheck, misspelled_words, vocabulary_of
from polyloom.model import Catalog, Entry, TextSpan

KNOWN = "también siguiente diálogo este programa tiene otra línea indica comillas orden appareil"


class Words:
    """A dictionary of some words."""

    def __init__(self, words: str) -> None:
        self._words = frozenset(words.split())

    def knows(self, word: str) -> bool:
        return word in self._words


def found(
    *translations: str,
    locale: str = "es",
    known: str = KNOWN,
    english: str = "",
    source: str = "A text",
    terms: tuple[str, ...] = (),
) -> list[tuple[str, str]]:
    """The words found in translations, each with the hint's word."""
    entries = [
        Entry(f"{source} {number}", (text,), line=number)
        for number, text in enumerate(translations)
    ]
    catalog = Catalog((), tuple(entries))
    others = Words(english) if english else None
    check = SpellingCheck(misspelled_words(locale, vocabulary_of([catalog]), Words(known), others))
    context = CheckContext("a.po", "en", locale, terms=terms)
    return [
        (each.message.split("“")[1].rstrip("”"), each.hint.split("“")[1].partition("”")[0])
        for each in check.findings(catalog, context)
    ]


@pytest.mark.parametrize(
    "translation",
    [
        "este programa tiene otra línea",
        "Tambien este programa",
        "el pythonista indica",
        "`tambien` y https://tambien.example/tambien",
        "el archivo tambien.txt y /tambien",
        "la función tambien(x)",
        "{tambien} <b tambien>x</b>",
    ],
)
def test_leaves_it_alone(translation: str) -> None:
    assert found(translation) == []


def test_finds_an_accent_that_is_missing_or_too_many() -> None:
    assert found("esto tambien, y la órden") == [("tambien", "también"), ("órden", "orden")]


def test_finds_a_letter_that_is_wrong_in_a_word_that_other_texts_have() -> None:
    others = ("la siguiente línea", "y la siguiente orden")
    assert found("la siguente", *others) == [("siguente", "siguiente")]
    assert found("la siguente") == []


def test_another_inflection_is_no_mistake() -> None:
    assert found("una comilla", "las comillas", "otras comillas") == []


def test_what_stands_in_several_texts_is_meant() -> None:
    assert found("tambien", "y tambien", "o tambien") == []


def test_words_of_one_stem_are_jargon() -> None:
    known = "intentado intentar"
    others = ("ha intentado", "no intentado", "quiere intentar", "sin intentar")
    assert found("lo indentado", *others, known=known) == [("indentado", "intentado")]
    assert found("lo indentado", "al indentar", *others, known=known) == []


def test_words_of_the_source_and_its_language_and_terms_are_left_alone() -> None:
    assert found("un caché tambien", source="tambien") == []
    assert found("esto tambien", english="tambien") == []
    assert found("esto tambien", terms=("Tambien Tools",)) == []


def test_french_of_1990_is_french() -> None:
    assert found("apparaitre", locale="fr", known="apparaître") == []
    assert found("defaut", locale="fr", known="défaut") == [("defaut", "défaut")]


def test_where_accents_make_other_letters_they_are_letters() -> None:
    assert found("er nachschlägt", locale="de", known="nachschlagt er") == []


def test_drafts_and_obsolete_entries_are_left_alone() -> None:
    entries = (
        Entry("a", ("esto tambien",), flags=("fuzzy",)),
        Entry("b", ("esto tambien",), obsolete=True),
    )
    check = SpellingCheck(
        misspelled_words("es", vocabulary_of([Catalog((), entries)]), Words(KNOWN), None)
    )
    assert [*check.findings(Catalog((), entries), CheckContext("a.po", "en", "es"))] == []


def test_a_finding_has_its_place() -> None:
    catalog = Catalog((), (Entry("a", ("uno", "esto tambien"), None, "b", line=3),))
    check = SpellingCheck(
        misspelled_words("es", vocabulary_of([catalog]), Words(f"{KNOWN} esto"), None)
    )
    (finding,) = check.findings(catalog, CheckContext("a.po", "en", "es"))
    assert (finding.check, finding.form, finding.span) == (NAME, 1, TextSpan(5, 12))
    assert finding.hint == "write “también”, if that is meant"
    assert finding.correction is None
