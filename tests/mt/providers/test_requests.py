"""What each service is sent, and where its key travels."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from polyloom.memory import build_memory
from polyloom.mt import ENGINES
from polyloom.mt.api.engine_contract import (
    EngineContext,
    EngineFailure,
    EngineSettings,
    FailureKind,
    Secret,
)
from polyloom.mt.api.http_status import status_failure
from support.engine_runs import project, translated
from support.polyloom import translate_by_hand
from support.test_bed import Bed, Misbehaviour, answers, serving, status

KEY = "k3y-0f-the-test"
MARKED = "Press <m1>red</m1> buttons near <m2/>."


@pytest.fixture
def bed() -> Iterator[Bed]:
    with serving() as bed:
        yield bed


def test_libretranslate(tmp_path: Path, bed: Bed) -> None:
    root = project(
        tmp_path, "libretranslate", bed.url, table='key_env = "THE_KEY"', locales='"pt_BR"'
    )
    translated(root, environment={"THE_KEY": KEY}, locale="pt_BR")
    assert [(each.path, each.asked) for each in bed.requests] == [
        (
            "/translate",
            {
                "q": [MARKED, "We affirm."],
                "source": "en",
                "target": "pt-BR",
                "format": "html",
                "api_key": KEY,
            },
        )
    ]


def test_deepl(tmp_path: Path, bed: Bed) -> None:
    table = 'formality = "less"'
    root = project(tmp_path, "deepl", f"{bed.url}/v2", table=table, locales='"pt_BR"')
    outcome = translated(root, environment={"DEEPL_API_KEY": KEY}, locale="pt_BR")
    assert outcome.msgstrs == ["PRESS **RED** BUTTONS NEAR {name}.", "WE AFFIRM."]
    request = bed.requests[0]
    assert request.path == "/v2/translate"
    assert request.headers["Authorization"] == f"DeepL-Auth-Key {KEY}"
    assert request.asked == {
        "text": [MARKED, "We affirm."],
        "source_lang": "EN",
        "target_lang": "PT-BR",
        "preserve_formatting": True,
        "formality": "less",
        "tag_handling": "xml",
        "outline_detection": False,
    }


def test_a_model_is_told_the_texts_and_their_neighbours(tmp_path: Path, bed: Bed) -> None:
    table = 'model = "small"\ninstructions = "Say tú."'
    root = project(tmp_path, "openai", f"{bed.url}/v1", table=table)
    translated(root, environment={"OPENAI_API_KEY": KEY})
    request = bed.requests[0]
    assert request.path == "/v1/chat/completions"
    assert request.headers["Authorization"] == f"Bearer {KEY}"
    assert (request.asked["model"], request.asked["temperature"]) == ("small", 0)
    system, user = request.asked["messages"]
    assert "from" not in request.asked
    assert "into Spanish (es)" in system["content"]
    assert system["content"].endswith("Say tú.")
    assert json.loads(user["content"]) == {
        "texts": [
            {"id": "1", "text": MARKED, "after": "We affirm."},
            {"id": "2", "text": "We affirm.", "before": "Press **red** buttons near {name}."},
        ]
    }


def test_a_model_is_told_what_is_known_of_similar_texts(tmp_path: Path, bed: Bed) -> None:
    text = "We affirm the rights of all workers.\n\nWe affirm the rights of all women.\n"
    root = project(tmp_path, "openai", f"{bed.url}/v1", table='model = "small"', text=text)
    known = {"We affirm the rights of all workers.": "Afirmamos los derechos de todos."}
    translate_by_hand(root, "es", known)
    translated(root)
    (asked,) = json.loads(bed.requests[0].asked["messages"][1]["content"])["texts"]
    assert asked["known"] == [known]


def test_a_model_needs_no_key(tmp_path: Path, bed: Bed) -> None:
    root = project(tmp_path, "openai", f"{bed.url}/v1", table='model = "small"')
    assert translated(root).msgstrs[1] == "WE AFFIRM."
    assert "Authorization" not in bed.requests[0].headers


@pytest.mark.parametrize(
    ("engine", "misbehave", "reads"),
    [
        ("deepl", status(403), "DeepL refuses access: look at the key; left alone"),
        ("deepl", status(456), "DeepL has no characters left on this account; left alone"),
        ("deepl", status(400), "DeepL does not offer this language, or not with these options; "),
        ("deepl", status(413), "DeepL finds the text too long"),
        ("deepl", answers(lambda texts: texts[:0]), "DeepL answered with 0 texts to 1"),
        ("deepl", answers(lambda _texts: [None, 3]), "DeepL answered with nothing"),
        ("openai", status(401), "the chat-completions server does not accept the key; left alone"),
        ("openai", status(402), "the chat-completions server wants to be paid first; left alone"),
    ],
)
def test_what_the_person_reads(
    tmp_path: Path, bed: Bed, engine: str, misbehave: Misbehaviour, reads: str
) -> None:
    bed.misbehave = misbehave
    table = 'model = "x"\nretries = 1' if engine == "openai" else "retries = 1"
    root = project(tmp_path, engine, f"{bed.url}/v2", table=table)
    environment = {"DEEPL_API_KEY": KEY, "OPENAI_API_KEY": KEY}
    outcome = translated(root, environment=environment)
    assert outcome.msgstrs == ["", ""]
    assert reads in outcome.said
    assert KEY not in outcome.said
    assert len(bed.requests) <= (12 if "too long" in reads else 5)


def opened(engine: str, url: str, locale: str = "es", key: str = "") -> object:
    settings = EngineSettings(
        url=url, key=Secret(key) if key else None, options={"model": "x"}, key_env="KEY"
    )
    return ENGINES[engine].open(EngineContext("en", locale, build_memory([]), settings))


@pytest.mark.parametrize(
    ("url", "key", "reason"),
    [
        ("http://translate.example.org", KEY, "would get the key in clear text over http"),
        ("https://me:word@example.org", "", "is no address such as http"),
        ("ftp://example.org", "", "is no address such as http"),
        ("http://[::1", "", "is no address such as http"),
        ("http://localhost:port", "", "is no address such as http"),
    ],
)
def test_addresses_that_are_not_used(url: str, key: str, reason: str) -> None:
    with pytest.raises(EngineFailure, match=reason) as caught:
        opened("libretranslate", url, key=key)
    assert caught.value.failure.kind is FailureKind.CONFIGURATION
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    ("key", "host"), [("abc:fx", "api-free.deepl.com"), ("abc", "api.deepl.com")]
)
def test_the_host_of_deepl_follows_the_key(key: str, host: str) -> None:
    session = opened("deepl", "", key=key)
    assert session.endpoint.url == f"https://{host}/v2"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("locale", "code"),
    [
        ("zh_Hans", "ZH-HANS"),
        ("zh_Hant_HK", "ZH-HANT"),
        ("pt_BR", "PT-BR"),
        ("nb", "NB"),
        ("no", "NB"),
        ("he", "HE"),
        ("en_GB", "EN-GB"),
        ("de_AT", "DE"),
    ],
)
def test_codes_of_deepl(locale: str, code: str) -> None:
    session = opened("deepl", "", locale, key="abc")
    assert session.target == code  # type: ignore[attr-defined]


def test_deepl_does_not_offer_every_script() -> None:
    with pytest.raises(EngineFailure, match="DeepL does not offer Serbian"):
        opened("deepl", "", "sr@latin", key="abc")


@pytest.mark.parametrize(
    ("engine", "reason"),
    [("deepl", "KEY with its key is not set"), ("openai", "no model is named")],
)
def test_what_is_lacking_is_named(engine: str, reason: str) -> None:
    row = ENGINES[engine]
    settings = EngineSettings(url="http://localhost", key_env="KEY")
    with pytest.raises(EngineFailure, match=reason):
        row.open(EngineContext("en", "es", build_memory([]), settings))
    assert reason in row.missing_requirement(settings, {})


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("7", 7.0),
        ("", None),
        ("soon", None),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 0.0),
    ],
)
def test_how_long_a_service_asks_to_be_left_alone(header: str, wait: float | None) -> None:
    failure = status_failure("X", 429, header)
    assert failure is not None
    assert failure.wait == wait


def test_a_proxy_is_only_what_the_environment_names(tmp_path: Path, bed: Bed) -> None:
    """Nothing on this machine is asked by way of a proxy."""
    root = project(tmp_path, "libretranslate", bed.url)
    environment = {"http_proxy": "http://127.0.0.1:9", "ALL_PROXY": "http://127.0.0.1:9"}
    assert translated(root, environment=environment).msgstrs[1] == "WE AFFIRM."
    other = project(tmp_path / "other", "libretranslate", "http://translate.example.org")
    said = translated(other, environment={"http_proxy": bed.url}).said
    assert "does not offer" not in said
    assert bed.requests[-1].path in ("/translate", "http://translate.example.org/translate")


@pytest.mark.parametrize("proxy", ["nonsense", "gopher://x", "http://[::1"])
def test_a_proxy_that_is_none(tmp_path: Path, proxy: str) -> None:
    root = project(tmp_path, "libretranslate", "http://translate.example.org")
    said = translated(root, environment={"http_proxy": proxy}).said
    assert "the way to LibreTranslate cannot be used: look at http_proxy" in said
