from __future__ import annotations

import pytest

from polyloom.checks.header_language import find_other_language
from polyloom.model import Catalog


def found(said: str, locale: str) -> list[str]:
    catalog = Catalog((("Language", said),), ())
    return [one.message for one in find_other_language(catalog, path="x.po", locale=locale)]


@pytest.mark.parametrize(
    ("said", "locale"),
    [
        ("", "es"),
        ("es", "es"),
        ("es_PE", "es"),
        ("pt", "pt_BR"),
        ("zh_CN", "zh_Hans"),
        ("ES", "es"),
    ],
)
def test_leaves_alone(said: str, locale: str) -> None:
    assert found(said, locale) == []


@pytest.mark.parametrize(("said", "locale"), [("fr", "es"), ("pt_PT", "pt_BR"), ("est", "es")])
def test_finds(said: str, locale: str) -> None:
    assert found(said, locale) == [
        f"the header says that the language is {said}, but the catalog is the one for {locale}"
    ]
