"""The services of deep-translator, at a server of our own."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from polyloom.memory import build_memory
from polyloom.mt import ENGINES
from polyloom.mt.api.engine_contract import EngineContext, EngineFailure, EngineSettings, Secret
from support.engine_runs import project, translated
from support.test_bed import (
    Bed,
    Misbehaviour,
    answers,
    body,
    break_off,
    drip,
    endless,
    gzip_bomb,
    hang,
    reset,
    serving,
    status,
)

GOOD = ["PRESS **RED** BUTTONS NEAR {name}.", "WE AFFIRM."]
SERVICES = {
    "google": "Google Translate",
    "mymemory": "MyMemory",
    "microsoft": "Microsoft Translator",
}
KEY = {"MICROSOFT_API_KEY": "k3y-of-the-test"}


@pytest.fixture
def bed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bed]:
    addresses: dict[str, str] = importlib.import_module("deep_translator.constants").BASE_URLS
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with serving() as bed:
        monkeypatch.setitem(addresses, "GOOGLE_TRANSLATE", f"{bed.url}/m")
        monkeypatch.setitem(addresses, "MYMEMORY", f"{bed.url}/get")
        monkeypatch.setitem(addresses, "MICROSOFT_TRANSLATE", f"{bed.url}/microsoft")
        yield bed


def made(folder: Path, engine: str, table: str = "", **more: str) -> Path:
    """A project that uses the engine; the package knows its address."""
    root = project(folder, engine, "http://localhost", table=table, **more)
    text = (root / "polyloom.toml").read_text(encoding="utf-8")
    text = text.replace('url = "http://localhost"\n', "")
    (root / "polyloom.toml").write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize("engine", SERVICES)
def test_texts_are_drafted_one_by_one(tmp_path: Path, bed: Bed, engine: str) -> None:
    outcome = translated(made(tmp_path, engine), environment=KEY)
    assert outcome.msgstrs == GOOD
    assert sorted(bed.texts) == ["Press ⟦1⟧red⟦/1⟧ buttons near ⟦2⟧.", "We affirm."]
    assert outcome.said == ""


@pytest.mark.parametrize("engine", SERVICES)
@pytest.mark.parametrize(
    ("misbehave", "reads"),
    [
        (reset, "cannot be reached"),
        (break_off, "broke off its answer"),
        (endless, "answered with more than 4 megabytes"),
        (gzip_bomb(), "something that cannot be unpacked"),
        (status(302, Location="https://example.org/"), "from another address, which is not"),
        (status(403), "refuses access"),
        (status(429), "takes no more requests for now"),
        (status(429, Retry_After="7200"), "asks to be left alone for 7200 s"),
        (status(500), "answered with status 500"),
    ],
)
def test_what_the_person_reads(
    tmp_path: Path, bed: Bed, engine: str, misbehave: Misbehaviour, reads: str
) -> None:
    bed.misbehave = misbehave
    outcome = translated(made(tmp_path, engine, "retries = 1"), environment=KEY)
    assert outcome.msgstrs == ["", ""]
    assert f"{SERVICES[engine]} {reads}" in outcome.said or reads in outcome.said
    assert "affirm" not in outcome.said
    assert KEY["MICROSOFT_API_KEY"] not in outcome.said


@pytest.mark.parametrize("misbehave", [hang, drip])
def test_the_time_limit_is_on_the_whole_call(
    tmp_path: Path, bed: Bed, misbehave: Misbehaviour
) -> None:
    bed.misbehave = misbehave
    root = made(tmp_path, "google", "retries = 0")
    text = (root / "polyloom.toml").read_text(encoding="utf-8").replace("= 5", "= 0.3")
    (root / "polyloom.toml").write_text(text, encoding="utf-8")
    outcome = translated(root)
    assert outcome.msgstrs == ["", ""]
    assert "no answer within 0.3 seconds" in outcome.said


@pytest.mark.parametrize(
    ("engine", "misbehave", "reads"),
    [
        ("google", body(b"<html><body>Sign in</body></html>"), "answered without a translation"),
        ("google", body(b""), "answered without a translation"),
        ("google", answers(lambda _texts: [""]), "answered with nothing"),
        ("google", answers(lambda _texts: ["<b>Hola</b>"]), "markup instead of text"),
        ("google", answers(lambda _texts: ["l&#39;homme"]), "markup instead of text"),
        ("mymemory", body(b"<html>"), "something that is no JSON"),
        ("mymemory", body(b"[]"), "failed (AttributeError)"),
        ("mymemory", answers(lambda _texts: [None]), "failed (StopIteration)"),
        (
            "mymemory",
            answers(lambda _texts: ["MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS"]),
            "MyMemory has no words left for today; left alone",
        ),
        (
            "mymemory",
            answers(lambda _texts: ["QUERY LENGTH LIMIT EXCEEDED. MAX ALLOWED QUERY : 500 CHARS"]),
            "a message instead of a translation",
        ),
        ("microsoft", body(b'{"error": {"code": 401000}}'), "failed (MicrosoftAPIerror)"),
        ("microsoft", body(b'[{"translations": []}]'), "answered with nothing"),
    ],
)
def test_answers_that_are_none(
    tmp_path: Path, bed: Bed, engine: str, misbehave: Misbehaviour, reads: str
) -> None:
    bed.misbehave = misbehave
    outcome = translated(made(tmp_path, engine, "retries = 0"), environment=KEY)
    assert outcome.msgstrs == ["", ""]
    assert reads in outcome.said
    assert "Traceback" not in outcome.said


def test_long_texts_are_cut_at_sentences_and_joined(tmp_path: Path, bed: Bed) -> None:
    text = " ".join(f"Sentence number {n} says something." for n in range(30))
    outcome = translated(made(tmp_path, "mymemory", text=text + "\n"))
    assert outcome.msgstrs == [text.upper()]
    assert all(len(sent) < 500 and sent.endswith(".") for sent in bed.texts)


def test_bytes_in_the_address_count(tmp_path: Path, bed: Bed) -> None:
    text = "我们需要新政府。" * 300
    root = made(tmp_path, "google", text=text + "\n", locales='"es"')
    config = (root / "polyloom.toml").read_text(encoding="utf-8")
    (root / "polyloom.toml").write_text(
        config.replace('source_locale = "en"', 'source_locale = "zh_Hans"'), encoding="utf-8"
    )
    translated(root)
    assert "".join(bed.texts) == text
    assert max(map(len, bed.texts)) <= 7_000 // 9 + 1


@pytest.mark.parametrize(
    ("engine", "locale", "code"),
    [
        ("google", "pt_BR", "pt"),
        ("google", "zh_Hans", "zh-CN"),
        ("google", "he", "iw"),
        ("google", "nb", "no"),
        ("google", "fil", "tl"),
        ("mymemory", "pt_BR", "pt-BR"),
        ("mymemory", "zh_Hans", "zh-CN"),
        ("mymemory", "zh_Hant", "zh-TW"),
        ("mymemory", "he", "he-IL"),
        ("mymemory", "nb", "nb-NO"),
        ("mymemory", "fil", "fil-PH"),
        ("mymemory", "sr@latin", "sr-Latn-RS"),
        ("mymemory", "sr", "sr-Cyrl-RS"),
        ("mymemory", "es", "es-ES"),
        ("microsoft", "pt_BR", "pt"),
        ("microsoft", "pt_PT", "pt-PT"),
        ("microsoft", "zh_Hans", "zh-Hans"),
        ("microsoft", "he", "he"),
        ("microsoft", "nb", "nb"),
        ("microsoft", "fil", "fil"),
        ("microsoft", "sr@latin", "sr-Latn"),
    ],
)
def test_locales_become_the_services_own_codes(engine: str, locale: str, code: str) -> None:
    module: Any = importlib.import_module(f"polyloom.mt.providers.{engine}")
    assert module._CLIENT.code(locale) == code


def context(locale: str, settings: EngineSettings, source: str = "en") -> EngineContext:
    return EngineContext(source, locale, build_memory([]), settings)


@pytest.mark.parametrize(
    ("locale", "source", "reason"),
    [
        ("sr@latin", "en", "Google Translate does not offer Serbian (sr@latin)"),
        ("nn", "en", "Google Translate does not offer Norwegian Nynorsk (nn)"),
        ("es", "yue", "Google Translate does not offer Cantonese (yue)"),
        (
            "pt_BR",
            "pt_PT",
            "Google Translate does not tell Portuguese (Brazil) from Portuguese (Portugal)",
        ),
    ],
)
def test_locales_that_a_service_has_not(locale: str, source: str, reason: str) -> None:
    with pytest.raises(EngineFailure, match=re.escape(reason)):
        ENGINES["google"].open(context(locale, EngineSettings(), source))


def test_without_a_key() -> None:
    row = ENGINES["microsoft"]
    with pytest.raises(EngineFailure, match="MICROSOFT_API_KEY with its key is not set"):
        row.open(context("es", row.defaults))


def test_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "deep_translator.google", None)
    with pytest.raises(EngineFailure, match="deep-translator is not installed"):
        ENGINES["google"].open(context("es", EngineSettings()))


def test_a_key_travels_in_a_header_only(tmp_path: Path, bed: Bed) -> None:
    translated(made(tmp_path, "microsoft"), environment=KEY)
    key = KEY["MICROSOFT_API_KEY"]
    assert {each.headers["Ocp-Apim-Subscription-Key"] for each in bed.requests} == {key}
    assert all(key not in f"{each.path}{each.asked}" for each in bed.requests)
    assert key not in repr(context("es", replace(EngineSettings(), key=Secret(key))))
