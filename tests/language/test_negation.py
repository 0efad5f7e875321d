from __future__ import annotations

import pytest

from polyloom.language.negation import is_opposite, negations


@pytest.mark.parametrize(
    ("locale", "text", "found"),
    [
        ("en", "They don't know, and cannot: nobody told them.", ["don't", "cannot", "nobody"]),
        ("en_GB", "Isn’t it so?", ["Isn’t"]),
        ("en", "A knot of notes", []),
        ("es", "No vino nadie, ni tú.", ["No", "nadie", "ni"]),
        ("fr", "Il n’est pas venu.", ["pas"]),
        ("pt_BR", "Não é assim.", ["Não"]),
        ("ca", "No podem pagar.", ["No"]),
        ("ca@valencia", "No podem pagar.", ["No"]),
        ("ca_ES.UTF-8@valencia", "No podem pagar.", ["No"]),
        ("de", "Keine Frage, nicht wahr?", ["Keine", "nicht"]),
        ("zh_Hans", "他不知道", ["不"]),
        ("xx", "not known", []),
    ],
)
def test_negations(locale: str, text: str, found: list[str]) -> None:
    assert negations(text, locale) == found


@pytest.mark.parametrize(
    ("one", "other", "locale", "opposite"),
    [
        ("lawful", "unlawful", "en", True),
        ("impossible", "possible", "en", True),
        ("gerecht", "ungerecht", "de", True),
        ("it", "unit", "en", False),
        ("lawful", "awful", "en", False),
        ("lawful", "lawful", "en", False),
        ("lawful", "unlawful", "en_GB@oxendict", True),
    ],
)
def test_opposites(one: str, other: str, locale: str, opposite: bool) -> None:
    assert is_opposite(one, other, locale) is opposite
