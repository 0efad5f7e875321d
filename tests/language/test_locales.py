"""Locale names."""

from __future__ import annotations

import pytest

from polyloom.errors import ConfigurationError
from polyloom.language import locales
from polyloom.language.locales import (
    LocaleSubtags,
    bcp47,
    canonical_locale,
    direction,
    english_name,
    language_of,
    native_name,
    subtags_of,
)


@pytest.mark.parametrize(
    ("given", "gettext", "tag", "runs"),
    [
        ("es", "es", "es", "ltr"),
        ("pt-BR", "pt_BR", "pt-BR", "ltr"),
        ("pt_br", "pt_BR", "pt-BR", "ltr"),
        ("zh-hans", "zh_Hans", "zh-Hans", "ltr"),
        ("es-419", "es_419", "es-419", "ltr"),
        ("sr@latin", "sr@latin", "sr-Latn", "ltr"),
        ("AR", "ar", "ar", "rtl"),
        ("he_IL", "he_IL", "he-IL", "rtl"),
        ("az_Arab", "az_Arab", "az-Arab", "rtl"),
        ("ay", "ay", "ay", "ltr"),
    ],
)
def test_names(given: str, gettext: str, tag: str, runs: str) -> None:
    locale = canonical_locale(given)
    assert (locale, bcp47(locale), direction(locale)) == (gettext, tag, runs)


@pytest.mark.parametrize(
    ("given", "near"),
    [
        ("zh_Hants", "zh_Hant"),
        ("Spanish", "es"),
        ("esp", "es"),
        ("pt_BRR", "pt_BR"),
    ],
)
def test_an_unknown_locale_is_answered_with_the_nearest(given: str, near: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        canonical_locale(given, where="polyloom.toml:3")
    sentence = f"polyloom.toml:3: there is no locale “{given}”; did you mean {near}?"
    assert str(caught.value) == sentence


def test_what_is_like_no_locale_gets_an_example() -> None:
    with pytest.raises(ConfigurationError, match="for example pt_BR"):
        canonical_locale("../../etc")


@pytest.mark.parametrize(
    ("locale", "subtags"),
    [
        ("es", ("es", "", "", "")),
        ("pt_BR", ("pt", "", "BR", "")),
        ("pt-br", ("pt", "", "BR", "")),
        ("es_419", ("es", "", "419", "")),
        ("zh_Hant", ("zh", "Hant", "", "")),
        ("zh-hant-HK", ("zh", "Hant", "HK", "")),
        ("sr@latin", ("sr", "Latn", "", "")),
        ("sr_Cyrl@latin", ("sr", "Cyrl", "", "")),
        ("sr_RS@latin", ("sr", "Latn", "RS", "")),
        ("ca@valencia", ("ca", "", "", "valencia")),
        ("ca_ES.UTF-8@valencia", ("ca", "", "ES", "valencia")),
        ("de_DE.UTF-8", ("de", "", "DE", "")),
        ("ceb", ("ceb", "", "", "")),
        ("ca_ES_valencia", ("ca", "", "ES", "")),
        ("", ("", "", "", "")),
        ("_BR", ("", "", "BR", "")),
        ("@latin", ("", "Latn", "", "")),
    ],
)
def test_what_a_name_says(locale: str, subtags: tuple[str, str, str, str]) -> None:
    assert subtags_of(locale) == LocaleSubtags(*subtags)
    assert language_of(locale) == subtags[0]


def test_an_encoding_is_no_part_of_a_language_tag() -> None:
    assert (bcp47("de_DE.UTF-8"), bcp47("sr_RS.UTF-8@latin")) == ("de-DE", "sr-Latn-RS")


def test_display_names() -> None:
    assert english_name("zh_Hans") == "Chinese (Simplified)"
    assert native_name("ar") == "العربية"
    assert native_name("ay") == "Aymara"


def test_common_names_are_known_to_cldr(monkeypatch: pytest.MonkeyPatch) -> None:
    common = sorted(locales._COMMON)
    directions = [direction.__wrapped__(name) for name in common]
    monkeypatch.setattr(locales, "_COMMON", frozenset())
    assert [canonical_locale(name) for name in common] == common
    assert [direction.__wrapped__(name) for name in common] == directions
