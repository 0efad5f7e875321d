from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules.quotes import CHECK


def messages(source: str, translation: str, locale: str, source_locale: str = "en") -> list[str]:
    pair = TranslationPair(source, translation, source_locale, locale)
    return [problem.message for problem in CHECK.run(pair)]


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("a “soft” coup", "un golpe «blando»", "es"),
        ('a "soft" coup', "ein „weicher“ Putsch", "de"),
        ("a “soft” coup", "「柔らかい」クーデター", "ja"),
        ("a “soft” coup", "un coup « doux »", "fr"),
        ("a “soft” coup", "‘软’政变", "zh_Hans"),
        ("don’t", "n’est pas", "fr"),
        ('a 5" pipe', 'un tubo de 5"', "es"),
        ("the US", 'ארה"ב', "he"),
        ('<a href="x">y</a>', "y", "th"),
        ("“one", "«uno»", "es"),
        ("New Peru", "«Новое Перу»", "ru"),
        ('a "soft" coup', "un golpe 'blando'", "es"),
        # A particle right after the mark, a letter right before it.
        ('They call it "the big lake".', "'큰 호수'라고 부릅니다.", "ko"),
        ('press "Save As" twice', "다른 이름으로‘저장’을 두 번 누르세요", "ko"),
        ('press "Save As"', "请按'另存为'键", "zh_Hans"),
        # Emphasis in the place of quotation marks.
        ('the "Big Lake" club', "el club _Big Lake_", "es"),
        ('the "Big Lake" club', "**大湖**俱乐部", "zh_Hans"),
        ('right of the ":" sign', "a la derecha del signo `:`", "es"),
        ('set the "Big Lake" option', "active la opción `Big Lake`", "es"),
        ('right of ":"', "a la derecha de dos puntos", "es"),
        # A word that is hedged.
        ('a "kind" of lake', "una suerte de lago", "es"),
        ("a “so-called” lake", "소위 호수", "ko"),
        ("the 5” and 6” pipes", "les tubes de 5 et 6 pouces", "fr"),
    ],
)
def test_leaves_it_alone(source: str, translation: str, locale: str) -> None:
    assert messages(source, translation, locale) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale", "message"),
    [
        ("a “soft” coup", "un golpe «blando", "es", "the quotation marks do not balance: «"),
        (
            "a “soft coup”",
            "un golpe blando",
            "es",
            "the source quotes “soft coup”, the translation has no quotation marks",
        ),
        (
            "a “soft coup”",
            "انقلاب ناعم",
            "ar",
            "the source quotes “soft coup”, the translation has no quotation marks",
        ),
        (
            "press “Save”",
            "저장을 누르세요",
            "ko",
            "the source quotes “Save”, the translation has no quotation marks",
        ),
        (
            "it is called “mooring”",
            "se llama amarre",
            "es",
            "the source quotes “mooring”, the translation has no quotation marks",
        ),
        (
            "that's the “old lake”, isn't it",
            "c'est le vieux lac, n'est-ce pas",
            "fr",
            "the source quotes “old lake”, the translation has no quotation marks",
        ),
        ("soft", "„weich", "de", "the quotation marks do not balance: „"),
        ("a “soft” coup", "“软”政变”", "zh_Hans", "the quotation marks do not balance: “ ” ”"),
        ("a “soft” coup", "“απαλό πραξικόπημα", "el", "the quotation marks do not balance: “"),
    ],
)
def test_finds_it(source: str, translation: str, locale: str, message: str) -> None:
    assert messages(source, translation, locale) == [message]
