"""What messages are in the language that is spoken, and when they stay English."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import pytest

from polyloom.messages import (
    MessageCatalog,
    message,
    message_in,
    plural_message,
    speaking,
    spoken_language,
    translatable,
    written_day,
    written_number,
    written_percentage,
)
from polyloom.workspace.workers import map_in_processes

ONE, MANY = "{count} text in {place}", "{count} texts in {place}"


def catalog(texts: Mapping[str, tuple[str, ...]], locale: str = "es") -> MessageCatalog:
    return MessageCatalog(locale, texts, lambda count: int(count != 1))


def test_english_is_what_is_written() -> None:
    assert message("{name} is gone", name="a.po") == "a.po is gone"
    assert message("what has {braces} and no values") == "what has {braces} and no values"
    assert message_in("verb", "open") == "open"
    assert plural_message(ONE, MANY, 1, place="a.po") == "1 text in a.po"
    assert plural_message(ONE, MANY, 1234, place="a.po") == "1234 texts in a.po"
    assert translatable("open") == "open"
    assert spoken_language() == "en"


def test_a_translation_is_told_and_what_has_none_is_english() -> None:
    spanish = catalog(
        {
            "{name} is gone": ("ya no está {name}",),
            "verb\4open": ("abrir",),
            ONE: ("un texto en {place}", "{count} textos en {place}"),
        }
    )
    with speaking(spanish):
        assert spoken_language() == "es"
        assert message("{name} is gone", name="a.po") == "ya no está a.po"
        assert message_in("verb", "open") == "abrir"
        assert message("open") == "open"
        assert plural_message(ONE, MANY, 1, place="a.po") == "un texto en a.po"
        assert plural_message(ONE, MANY, 12345, place="a.po") == "12.345 textos en a.po"
        assert plural_message("{count} cat", "{count} cats", 12345) == "12.345 cats"
    assert message("{name} is gone", name="a.po") == "a.po is gone"


@pytest.mark.parametrize(
    "translation",
    [
        "ya no está",
        "ya no está {nombre}",
        "ya no está {name} {other}",
        "ya no está {name",
        "ya no está {name} }",
        "ya no está {name:%Q}",
        "ya no está {name!x}",
        "ya no está {name.nothing}",
        "ya no está {name[0][1]}",
        "ya no está {0}",
        "ya no está {}",
    ],
)
def test_a_translation_that_cannot_be_filled_in_is_not_told(translation: str) -> None:
    with speaking(catalog({"{name} is gone": (translation,)})):
        assert message("{name} is gone", name="a") == "a is gone"


def test_a_plural_form_that_cannot_be_filled_in_is_not_told() -> None:
    broken = ("un texto", "{count} textos en {lugar}")
    with speaking(catalog({ONE: broken})):
        assert plural_message(ONE, MANY, 1, place="a.po") == "1 text in a.po"
        assert plural_message(ONE, MANY, 2, place="a.po") == "2 texts in a.po"
    with speaking(MessageCatalog("es", {ONE: ("un texto en {place}",)}, lambda _: 3)):
        assert plural_message(ONE, MANY, 2, place="a.po") == "2 texts in a.po"


@pytest.mark.parametrize(
    ("locale", "number", "percentage"),
    [
        ("es", "12.345", "12,5\u00a0%"),
        ("fr", "12\u202f345", "12,5\u00a0%"),
        ("pt_BR", "12.345", "12,5%"),
        ("zh_Hans", "12,345", "12.5%"),
    ],
)
def test_numbers_are_written_as_the_language_does(
    locale: str, number: str, percentage: str
) -> None:
    with speaking(catalog({}, locale)):
        assert written_number(12345) == number
        assert written_number(999) == "999"
        assert written_percentage("12.5%") == percentage
    assert (written_number(12345), written_percentage("12.5%")) == ("12345", "12.5%")


def test_each_task_has_a_language_of_its_own() -> None:
    async def said(texts: MessageCatalog | None) -> str:
        with speaking(texts):
            await asyncio.sleep(0)
            return await asyncio.to_thread(message, "open")

    async def both() -> list[str]:
        return [*await asyncio.gather(said(catalog({"open": ("abierto",)})), said(None))]

    assert asyncio.run(both()) == ["abierto", "open"]


def test_workers_speak_the_language_of_who_started_them() -> None:
    with speaking(catalog({"open": ("abierto",)})):
        told = list(map_in_processes(_opened, range(40), patience=0))
    assert set(told) == {"abierto"}


def _opened(_: int) -> str:
    return message("open")


@pytest.mark.parametrize(
    ("locale", "day"),
    [("es", "27 de noviembre de 2026"), ("ar", "27 نوفمبر 2026"), ("zh_Hans", "2026年11月27日")],
)
def test_a_day_is_written_as_the_language_does_it(locale: str, day: str) -> None:
    assert written_day("2026-11-27T17:20:00+00:00") == "2026-11-27"
    with speaking(catalog({}, locale)):
        assert written_day("2026-11-27T17:20:00+00:00") == day
        assert written_day("some day") == "some day"
