from __future__ import annotations

import importlib

import pytest

from polyloom.mt.providers.google_codes import google_code


@pytest.mark.parametrize(
    ("locale", "code"),
    [
        ("es", "es"),
        ("es_419", "es"),
        ("pt_BR", "pt"),
        ("zh_Hans", "zh-CN"),
        ("zh_CN", "zh-CN"),
        ("zh_Hant", "zh-TW"),
        ("zh_Hant_HK", "zh-TW"),
        ("zh_TW", "zh-TW"),
        ("zh", "zh-CN"),
        ("he", "iw"),
        ("nb", "no"),
        ("fil", "tl"),
        ("jv", "jw"),
        ("mni_Mtei", "mni-Mtei"),
        ("sr", "sr"),
        ("sr_Cyrl", "sr"),
        ("sr@cyrillic", "sr"),
        ("ca@valencia", "ca"),
        ("sr@latin", None),
        ("sr_Latn_RS", None),
        ("pa_Arab", None),
        ("nn", None),
        ("yue", None),
        ("xx", None),
    ],
)
def test_codes(locale: str, code: str | None) -> None:
    assert google_code(locale) == code


def test_every_code_is_one_that_the_package_takes() -> None:
    known = set(
        importlib.import_module("deep_translator.constants").GOOGLE_LANGUAGES_TO_CODES.values()
    )
    languages = [
        first + second
        for first in "abcdefghijklmnopqrstuvwxyz"
        for second in "abcdefghijklmnopqrstuvwxyz"
    ]
    locales = [*languages, "fil", "zh_Hant", "mni_Mtei", "ckb", "haw", "hmn", "nso", "lus"]
    codes = {code for locale in locales if (code := google_code(locale))}
    assert codes <= known
    assert len(codes) > 100
