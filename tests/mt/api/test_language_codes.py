"""Which of a service's codes means a locale."""

from __future__ import annotations

import pytest

from polyloom.mt.api.deep_translator import google_codes
from polyloom.mt.api.language_codes import best_code


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
        ("es_Latn", "es"),
        ("tw", "ak"),
        ("sr@latin", None),
        ("sr_Latn_RS", None),
        ("pa_Arab", None),
        ("az_IR", None),
        ("nn", None),
        ("yue", None),
        ("xx", None),
    ],
)
def test_codes_of_google(locale: str, code: str | None) -> None:
    assert best_code(locale, google_codes()) == code
