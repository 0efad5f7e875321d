from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules.other_language import CHECK

SOURCE = "Close the door before you leave the house, and do not forget the keys."
IN = {
    "es": "Cierra la puerta antes de salir de la casa, y no olvides las llaves.",
    "pt": "Feche a porta antes de sair da casa, e não se esqueça das chaves que são suas.",
    "fr": "Fermez la porte avant de quitter la maison, et n'oubliez pas les clés.",
    "de": "Mach die Tür zu, bevor du das Haus verlässt, und vergiss die Schlüssel nicht.",
    "nl": "Doe de deur dicht voor je het huis uit gaat, en vergeet de sleutels niet.",
    "ru": "Закройте дверь, прежде чем выйти из дома, и не забудьте ключи.",
    "el": "Κλείσε την πόρτα πριν φύγεις από το σπίτι και μην ξεχάσεις τα κλειδιά.",
    "ar": "أغلق الباب قبل أن تغادر المنزل ولا تنس المفاتيح.",
    "ja": "家を出る前にドアを閉め、鍵を忘れないでください。",
    "ko": "집을 나서기 전에 문을 닫고 열쇠를 잊지 마세요.",
    "zh_CN": "离开房子之前请关上门，不要忘记带上你的钥匙，也不要忘记关灯和关好所有的窗户。",
    "en": "Shut the door when you are leaving the house, and have your keys with you.",
    "sr@latin": "Zatvorite vrata pre nego što izađete iz kuće i nemojte da zaboravite ključeve.",
    "tr": "Evden çıkmadan önce kapıyı kapat ve anahtarları unutma, bu çok önemli.",
}


def messages(translation: str, locale: str, source: str = SOURCE) -> list[str]:
    pair = TranslationPair(source, translation, "en", locale)
    return [problem.message for problem in CHECK.run(pair)]


@pytest.mark.parametrize("locale", [locale for locale in IN if locale != "en"])
def test_leaves_a_translation_in_its_language_alone(locale: str) -> None:
    assert messages(IN[locale], locale) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        # Names and commands, and what the source has in another language itself.
        ("Works on GNOME, KDE Plasma and Xfce", "GNOME, KDE Plasma, Xfce", "ru"),
        ("See “The Lord of the Rings”.", "«The Lord of the Rings»", "de"),
        ("The Russian for “yes” is «Да, конечно, я согласен»", "«Да, конечно, я согласен»", "es"),
        ("He said: «Il n'est pas de la famille, mais il est avec nous.»",
         "«Il n'est pas de la famille, mais il est avec nous», disse.", "it"),
        # Code.
        ("with open(path) as it:\n    for line in it:\n        print(line)",
         "with open(ruta) as it:\n    for linea in it:\n        print(linea)", "es"),
        # Of identical texts another check speaks.
        ("It is the end of the world.", "It is  the end of the world.", "es"),
        # A language in two scripts, and one that is not known.
        (SOURCE, IN["sr@latin"], "sr"),
        ("The old man and the sea", "An seann duine agus a' mhuir a tha ann", "gd"),
    ],
)  # fmt: skip
def test_leaves_other_texts_alone(source: str, translation: str, locale: str) -> None:
    assert messages(translation, locale, source) == []


@pytest.mark.parametrize(
    ("locale", "found", "language"),
    [
        ("es", "en", "English"),
        ("ru", "en", "English"),
        ("ja", "en", "English"),
        ("ar", "fr", "French"),
        ("de", "nl", "Dutch"),
        ("pt", "fr", "French"),
        ("es", "pt", "Portuguese"),
        ("tr", "en", "English"),
    ],
)
def test_finds_another_language(locale: str, found: str, language: str) -> None:
    assert messages(IN[found], locale) == [f"the translation seems to be in {language}"]


@pytest.mark.parametrize(
    ("locale", "found"),
    [("es", "ru"), ("de", "zh_CN"), ("ru", "ar"), ("ar", "el"), ("ko", "ja"), ("ja", "zh_CN"),
     ("zh_CN", "ja"), ("el", "ko"), ("he", "ru")],
)  # fmt: skip
def test_finds_another_script(locale: str, found: str) -> None:
    assert messages(IN[found], locale) == [
        "the translation seems to be in another script than the locale's"
    ]
