from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules.inverted_marks import CHECK


def corrections(source: str, translation: str, locale: str) -> list[str | None]:
    """What each problem has as its correction."""
    pair = TranslationPair(source, translation, "en", locale)
    return [problem.correction.text if problem.correction else None for problem in CHECK.run(pair)]


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("Who decides?", "¿Quién decide?", "es"),
        ("If not, who?", "Si no, ¿quién?", "es"),
        ("Really?! (?)", "¿¡De verdad!? (?)", "es"),
        ("Yes! No?", "¡Sí! ¿No?", "es"),
        ("`a?` or ?", "`a?` o ?", "es"),
        ("https://a.example/?b", "https://a.example/?b", "es"),
        ("Say “Hello!” twice", "Di “Hello!” dos veces", "es"),
        ("Who decides?", "Qui decideix?", "ca"),
        ("var x = y!;", "var x = y!;", "es"),
    ],
)
def test_leaves_it_alone(source: str, translation: str, locale: str) -> None:
    assert corrections(source, translation, locale) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale", "corrected"),
    [
        ("Who decides?", "Quién decide?", "es", "¿Quién decide?"),
        ("Yes. Who decides?", "Sí. Quién decide?", "es", "Sí. ¿Quién decide?"),
        ("**Who?** Me.", "**Quién?** Yo.", "es", "**¿Quién?** Yo."),
        ("Files (no folders!).", "Archivos (no carpetas!).", "es", "Archivos (¡no carpetas!)."),
        ("Join us!", "Únete a nosotros!", "es_MX", "¡Únete a nosotros!"),
    ],
)
def test_finds_it(source: str, translation: str, locale: str, corrected: str) -> None:
    assert corrections(source, translation, locale) == [corrected]


def test_where_a_question_may_begin_within_a_sentence_its_correction_is_not_safe() -> None:
    pair = TranslationPair("If it rains, who?", "Si llueve, quién?", "en", "es")
    (problem,) = CHECK.run(pair)
    assert problem.correction is not None
    assert not problem.correction.is_safe
    assert (problem.message, problem.hint) == (
        "“?” ends what no “¿” begins",
        "write ¿ where the question begins",
    )
