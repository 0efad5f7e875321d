from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules.placeholders import CHECK


def messages(source: str, translation: str, locale: str, source_locale: str = "en") -> list[str]:
    pair = TranslationPair(source, translation, source_locale, locale)
    return [problem.message for problem in CHECK.run(pair)]


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("almost 90%, demanding", "casi 90%, exigiendo", "es"),
        ("90% democracy", "90 % de démocratie", "fr"),
        ("100 % of", "100 %de", "fr"),
        ("50%s?", "50%", "es"),
        ("90% of it", "%90 dan", "tr"),
        ("90%", "٪90", "ar"),
        ("{name} has {0}", "{0} tiene {name}", "es"),
        ("{{ x }}", "{{x}}", "de"),
        ("${x} and %(name)s", "%(name)s、${x}", "ja"),
        ("%s of %d", "%2$d 中的 %1$s", "zh_Hans"),
        ("100%% of %s", "%s の100%%", "ja"),
        ("https://example.org/a%3Eb", "https://example.org/a%3Eb", "el"),
        ("braces", "llaves {}", "es"),
        ("a set {1, 2} of {x: y}", "{2, 1}", "de"),
        ("Invalid %-encoding", "Codage % non valide", "fr"),
        ("Step 3 %s", "3 %s", "th"),
        ("plain", "llano", "es"),
    ],
)
def test_leaves_it_alone(source: str, translation: str, locale: str) -> None:
    assert messages(source, translation, locale) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale", "message"),
    [
        (
            "{link} is broken",
            "está roto",
            "es",
            "the placeholder {link} is missing from the translation",
        ),
        ("{0} won", "فاز", "ar", "the placeholder {0} is missing from the translation"),
        ("%s won", "% s ganó", "pt_BR", "the placeholder %s is missing from the translation"),
        (
            "%(name)s won",
            "gewann",
            "de",
            "the placeholder %(name)s is missing from the translation",
        ),
        ("{{ x }} won", "勝った", "ja", "the placeholder {{ x }} is missing from the translation"),
        ("${x} won", "κέρδισε", "el", "the placeholder ${x} is missing from the translation"),
        (
            "%s of %d",
            "%1$s 中的",
            "zh_Hans",
            "the placeholder %2$d is missing from the translation",
        ),
        (
            "we won",
            "wir {gewannen}",
            "de",
            "the placeholder {gewannen} is not in the source, or not that often",
        ),
        ("%s won", "%s %s", "th", "the placeholder %s is not in the source, or not that often"),
    ],
)
def test_finds_it(source: str, translation: str, locale: str, message: str) -> None:
    assert messages(source, translation, locale) == [message]


def test_a_renamed_placeholder_is_missing_and_extra() -> None:
    assert messages("{link} is broken", "{enlace} está roto", "es") == [
        "the placeholder {link} is missing from the translation",
        "the placeholder {enlace} is not in the source, or not that often",
    ]
