from __future__ import annotations

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.rules.identical import CHECK


def messages(source: str, translation: str, locale: str, source_locale: str = "en") -> list[str]:
    pair = TranslationPair(source, translation, source_locale, locale)
    return [problem.message for problem in CHECK.run(pair)]


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("Dina Boluarte", "Dina Boluarte", "es"),
        ("Peru", "Peru", "de"),
        ("1993", "1993", "ar"),
        ("https://example.org/some/path", "https://example.org/some/path", "th"),
        ("`cargo build`", "`cargo build`", "el"),
        ("{name}: %s", "{name}: %s", "ja"),
        ("colour of change", "colour of change", "en_GB"),
        ("We act", "Actuamos", "es"),
        ("Nuevo Perú", "Nuevo Perú", "pt_BR"),
        # Names of files and of what is in programs, with marks around.
        ("_lib/boats/harbour.rs_:", "_lib/boats/harbour.rs_:", "de"),
        ("**harbour_master.toml**", "**harbour_master.toml**", "fr"),
        ("row, sail, moor", "row, sail, moor", "ko"),
        ("boats::harbour", "boats::harbour", "ko"),
        ("openHarbour()", "openHarbour()", "ja"),
        ("lake-side", "lake-side", "es"),
        # Strings of programs, comments that are code.
        ('"harbour"', '"harbour"', "es"),
        ('"boats: {boats:?}"', '"boats: {boats:?}"', "es"),
        ('"oars={}, sails={}"', '"oars={}, sails={}"', "ko"),
        ("// harbour.open();", "// harbour.open();", "de"),
        ('"See 湖 Lac Lago"', '"See 湖 Lac Lago"', "ko"),
        ("// let mut boat = 5;", "// let mut boat = 5;", "ko"),
        ("// struct Boat;", "// struct Boat;", "de"),
        ('// print!("{boat}");', '// print!("{boat}");', "ar"),
        ("`Boat` and `Oar`/`Sail`", "`Boat` and `Oar`/`Sail`", "es"),
        # Links to what is named so.
        ("[harbour](https://example.org/harbour)", "[harbour](https://example.org/harbour)", "es"),
        ("[Sail](boats/sail.md)", "[Sail](boats/sail.md)", "ar"),
    ],
)
def test_leaves_it_alone(source: str, translation: str, locale: str) -> None:
    assert messages(source, translation, locale) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale", "message"),
    [
        (
            "New elections were called",
            "New elections were called",
            "es",
            "the translation is the same as the source",
        ),
        ("freedom", "freedom", "zh_Hans", "the translation is the same as the source"),
        (
            "The Fight Against The Coup",
            "The Fight Against The Coup",
            "ar",
            "the translation is the same as the source",
        ),
        *(
            (text, text, locale, "the translation is the same as the source")
            for text, locale in (
                ("Sailing boats", "es"),
                ('"Finished rowing"', "es"),
                ('"lake size: {size}"', "ko"),
                ("Crossing the lake takes 20 minutes", "ar"),
                ("`row()` would turn:", "ko"),
                ("rowing boat", "de"),
                ('"The boat is {} years old"', "ko"),
                ("Open `harbour.rs` and read it.", "es"),
                ("// The boat is not sold yet", "fr"),
                ("/** How boats are hired. */", "es"),
                ("[the harbour](harbour.md)", "es"),
                ("Use `Boat` with care, and `Sail` never.", "ar"),
                ("well-known harbours of lakes", "ja"),
            )
        ),
        ("Who decides? ", "Who decides?", "el", "the translation is the same as the source"),
    ],
)
def test_finds_it(source: str, translation: str, locale: str, message: str) -> None:
    assert messages(source, translation, locale) == [message]


def test_scripts_without_case_and_blanks() -> None:
    same = ["the translation is the same as the source"]
    assert messages("船来了，湖水很深。", "船来了，湖水很深。", "en", "zh_Hans") == same
    assert messages("नाव किनारे पर है", "नाव किनारे पर है", "en", "hi") == same
    assert messages("배가 들어왔습니다.", "배가 들어왔습니다.", "en", "ko") == same
    assert messages("القارب في البحيرة", "القارب في البحيرة", "en", "ar") == same
    assert messages("改变游戏规则", "改变游戏规则", "en", "zh_Hans") == [
        "the translation is the same as the source"
    ]
    assert messages("秘鲁", "秘鲁", "ja", "zh_Hans") == []
