from __future__ import annotations

import pytest

from polyloom.mt.runtime.acceptance import refusal


@pytest.mark.parametrize(
    ("source", "draft", "locale"),
    [
        (
            "{name}: 1,000 files at https://a.org.",
            "{name}：https://a.org 的 1 000 个文件。",
            "zh_Hans",
        ),
        ("almost 90%, demanding", "casi un 90 %, exigiendo", "es"),
        # A matter of style is for the reviewer.
        ("Who decides?", "¿Quién decide", "es"),
        ("", "", "es"),
    ],
)
def test_fit_drafts(source: str, draft: str, locale: str) -> None:
    assert refusal(source, draft, source_locale="en", locale=locale) is None


@pytest.mark.parametrize(
    ("source", "draft", "reason"),
    [
        ("{name} won", "{nombre} ganó", "the placeholder {name} is missing from the translation"),
        ("28 deaths", "muertos", "the number 28 is missing from the translation"),
        ("at https://a.org", "en https://a. org", "https://a.org is missing from the translation"),
        (
            "won",
            "gan\ufffd",
            "the translation has the replacement character U+FFFD: text was lost, after “gan”",
        ),
        ("won", "  ", "the answer is empty"),
        ("won", "", "the answer is empty"),
    ],
)
def test_unfit_drafts(source: str, draft: str, reason: str) -> None:
    assert refusal(source, draft, source_locale="en", locale="es") == reason
