"""Sentences for readers: every language has all of them, and places for what they name."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

import polyloom.language.notices as module
from polyloom.language.locales import canonical_locale
from polyloom.language.notices import Wording, notice_locale, notice_text

TABLE = tomllib.loads(Path(module.__file__).with_name("notices.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("locale", TABLE)
def test_every_language_says_all(locale: str) -> None:
    assert canonical_locale(locale) == locale
    assert set(TABLE[locale]) == set(Wording)
    for wording in Wording:
        said = notice_text(wording, locale, source_locale="en", day=date(2026, 3, 9), own={})
        assert "{" not in said
        asks = {place for place in ("{language}", "{date}") if place in TABLE[locale][wording]}
        wants = {
            "untranslated": {"{language}"},
            "untranslated_parts": {"{language}"},
            "outdated": {"{date}"},
        }
        assert asks == wants.get(wording, set())


def test_readers_of_other_languages_get_english() -> None:
    assert notice_locale("tlh") == "en"
    said = notice_text(Wording.UNTRANSLATED, "tlh", source_locale="de", own={})
    assert said.endswith("(German).")


def test_own_words_know_the_names_of_their_language() -> None:
    own = {"outdated": "Gast am {date}"}
    said = notice_text(Wording.OUTDATED, "de", source_locale="en", day=date(2026, 3, 9), own=own)
    assert said == "Gast am 9. März 2026"
