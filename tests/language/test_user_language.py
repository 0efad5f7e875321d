"""Which language a program speaks with whom."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from polyloom.language.user_language import (
    browser_languages,
    environment_languages,
    spoken_locale,
)

SHIPPED = ("ar", "es", "fr", "pt_BR", "zh_Hans")


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, ()),
        ({"LANG": "C"}, ()),
        ({"LANG": "C.UTF-8"}, ()),
        ({"LANG": "en_US.UTF-8"}, ()),
        ({"LANG": "es_MX.UTF-8"}, ("es_MX.UTF-8",)),
        ({"LANG": "es_MX.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8"}, ("fr_FR.UTF-8",)),
        ({"LANG": "es_MX.UTF-8", "LC_MESSAGES": "fr_FR", "LC_ALL": "ar"}, ("ar",)),
        ({"LANG": "es_MX.UTF-8", "LC_ALL": ""}, ("es_MX.UTF-8",)),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "qu:es"}, ("qu", "es", "de_DE.UTF-8")),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "en:es"}, ()),
        ({"LANGUAGE": "fr"}, ("fr",)),
        ({"LANG": "C.UTF-8", "LANGUAGE": "fr"}, ("fr",)),
        # As with gettext, C is for programs that read what others say.
        ({"LC_ALL": "C", "LANG": "es_MX.UTF-8", "LANGUAGE": "fr"}, ()),
        ({"LC_ALL": "POSIX", "LANGUAGE": "fr"}, ()),
        ({"LC_ALL": "C.UTF-8", "LANGUAGE": "fr"}, ()),
        ({"LC_MESSAGES": "C.utf8", "LANG": "es_MX.UTF-8", "LANGUAGE": "fr"}, ()),
    ],
)
def test_the_environment_says_which(
    environment: Mapping[str, str], expected: tuple[str, ...]
) -> None:
    assert environment_languages(environment) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", ()),
        ("es", ("es",)),
        ("pt-PT, pt;q=0.9, en;q=0.8", ("pt_PT", "pt", "en")),
        ("en;q=0.3,zh-Hans-CN;q=0.7,fr ; q = 1.0", ("fr", "zh_Hans_CN", "en")),
        ("*", ()),
        ("de;q=0, es;q=0.1", ("es",)),
        ("<script>, ../../etc, es;q=x, fr;q=0.5", ("fr",)),
        (",,,;q=1,", ()),
    ],
)
def test_the_browser_says_which(header: str, expected: tuple[str, ...]) -> None:
    assert browser_languages(header) == expected


@pytest.mark.parametrize(
    ("preferred", "expected"),
    [
        ([], "en"),
        (["es"], "es"),
        (["es_MX.UTF-8"], "es"),
        (["pt"], "pt_BR"),
        (["pt_PT"], "pt_BR"),
        (["ar_EG"], "ar"),
        (["zh"], "zh_Hans"),
        (["zh_CN.GB18030"], "zh_Hans"),
        (["zh_Hans_CN"], "zh_Hans"),
        (["zh_TW"], "en"),
        (["zh_Hant", "fr"], "fr"),
        (["de", "fr_CA"], "fr"),
        (["de"], "en"),
        (["en_GB", "fr"], "en"),
        (["", "@", "123", "fr"], "fr"),
    ],
)
def test_the_first_that_is_shipped_is_spoken(preferred: list[str], expected: str) -> None:
    assert spoken_locale(preferred, SHIPPED) == expected
