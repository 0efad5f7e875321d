from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules.terms import CHECK

TERMS = ("Rust", "Go", "make", "Orion Lab", "Тверь", "茶")


def messages(source: str, translation: str, locale: str) -> list[str]:
    pair = TranslationPair(source, translation, "en", locale, terms=TERMS)
    return [problem.message for problem in CHECK.run(pair)]


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("Rust is safe", "Rust es seguro", "es"),
        ("in Rust", "Rust'ın içinde", "tr"),
        ("in Rust", "Rustissa", "fi"),
        ("into Rust", "Rusttá", "hu"),
        ("of Rust", "o Rusce", "cs"),
        ("with Rust", "Rust로", "ko"),
        ("in Rust", "日本語のRustでは", "ja"),
        ("and Rust", "وRust", "ar"),
        ("in Go", "在Go中", "zh_Hans"),
        ("Rust, and why Rust is good", "Rust y por qué es bueno", "es"),
        ("make it so", "make ist es", "de"),
        ("maker and Rusty", "Hersteller und rostig", "de"),
        ("in Тверь", "в Твери", "ru"),
        ("the 茶 way", "la 茶道", "es"),
        ("see https://example.org/en/Rust", "vea https://example.org/es/Oxido", "es"),
        ("nothing of it", "nada", "es"),
    ],
)
def test_leaves_it_alone(source: str, translation: str, locale: str) -> None:
    assert messages(source, translation, locale) == []


def test_leaves_texts_alone_where_the_project_has_no_terms() -> None:
    assert list(CHECK.run(TranslationPair("Rust", "Óxido", "en", "es"))) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale", "message"),
    [
        (
            "Rust is safe",
            "Óxido es seguro",
            "es",
            "the term “Rust” is missing from the translation",
        ),
        ("in Rust", "러스트에서", "ko", "the term “Rust” is missing from the translation"),
        ("in Rust", "ين رست", "ar", "the term “Rust” is missing from the translation"),
        (
            "the Orion Lab",
            "el Laboratorio Orion",
            "es",
            "the term “Orion Lab” is missing from the translation",
        ),
        ("in Go", "in Golf", "de", "the term “Go” is missing from the translation"),
        ("in Rust", "en Trust", "es", "the term “Rust” is missing from the translation"),
        (
            "Rust: Rust and Rust",
            "Rust: óxido y óxido",
            "es",
            "the term “Rust” is in the source 3 times, in the translation only 1",
        ),
    ],
)
def test_finds_it(source: str, translation: str, locale: str, message: str) -> None:
    assert messages(source, translation, locale) == [message]
