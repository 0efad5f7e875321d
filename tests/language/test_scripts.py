from __future__ import annotations

import pytest

from polyloom.language.locales import script_of
from polyloom.language.scripts import share_in_script


@pytest.mark.parametrize(
    ("locale", "script"),
    [
        ("es", "Latn"),
        ("zh_CN", "Hans"),
        ("zh_TW", "Hant"),
        ("zh_Hant", "Hant"),
        ("sr", "Cyrl"),
        ("sr@latin", "Latn"),
        ("ja", "Jpan"),
        ("az", "Latn"),
        ("ckb", "Arab"),
    ],
)
def test_the_script_of_a_locale(locale: str, script: str) -> None:
    assert script_of(locale) == script


def test_the_share_of_letters_in_a_script() -> None:
    assert share_in_script("Año 2022", "es") == 1.0
    assert share_in_script("これはテストです", "ja") == 1.0
    assert share_in_script("सीखना", "hi") == 1.0
    assert share_in_script("ab где", "ru") == 0.6
    assert share_in_script("123 …", "ru") is None
