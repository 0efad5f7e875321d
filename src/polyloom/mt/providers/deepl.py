"""DeepL, by version 2 of its API: https://developers.deepl.com/docs/api-reference/translate."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from polyloom.language.locales import language_of, spoken_name, subtags_of
from polyloom.messages import message, translatable
from polyloom.model import Origin
from polyloom.mt.api.engine_contract import (
    CallLimits,
    EngineContext,
    EngineFailure,
    EngineRow,
    EngineSession,
    EngineSettings,
    Failure,
    FailureKind,
    Outcome,
    TranslationRequest,
    TranslationResponse,
)
from polyloom.mt.api.http_client import Endpoint, connect
from polyloom.mt.api.options import ChoiceOption, TextOption
from polyloom.placeables import BRACKETS, WORDS, XML

_SERVICE = "DeepL"
_URL = "https://api.deepl.com/v2"
_FREE_URL = "https://api-free.deepl.com/v2"
_KEY = "DEEPL_API_KEY"

# The codes of targets that are more than the language in capital letters.
_TARGETS = {
    "en": "EN-US",
    "en_GB": "EN-GB",
    "en_IE": "EN-GB",
    "en_AU": "EN-GB",
    "es_419": "ES-419",
    "pt": "PT-PT",
    "pt_BR": "PT-BR",
    "zh_Hant": "ZH-HANT",
    "zh_TW": "ZH-HANT",
    "zh_HK": "ZH-HANT",
    "zh_Hans": "ZH-HANS",
    "zh": "ZH-HANS",
    "no": "NB",
}


class _Session(Struct, frozen=True):
    context: EngineContext
    endpoint: Endpoint
    source: str
    target: str

    async def translate(self, requests: Sequence[TranslationRequest]) -> Sequence[Outcome]:
        try:
            answer = await self.endpoint.post("/translate", self._body(requests))
        except EngineFailure as error:
            raise _about_parameters(error) from None
        rows = answer.get("translations") if isinstance(answer, Mapping) else None
        if not isinstance(rows, list):
            raise _failure(
                message(
                    "{service} answered with something else than translations", service=_SERVICE
                )
            )
        if len(rows) != len(requests):
            raise _failure(
                message(
                    "{service} answered with {number} texts to {total}",
                    service=_SERVICE,
                    number=len(rows),
                    total=len(requests),
                ),
                FailureKind.MISCOUNTED,
            )
        return [self._outcome(row) for row in rows]

    async def close(self) -> None:
        await self.endpoint.close()

    def _body(self, requests: Sequence[TranslationRequest]) -> dict[str, Any]:
        body: dict[str, Any] = {
            "text": [request.text for request in requests],
            "source_lang": self.source,
            "target_lang": self.target,
            "preserve_formatting": True,
            **self.context.settings.options,
        }
        if requests[0].shape is XML:
            # Masks are empty elements or stand around words: there is nothing to ignore in them.
            body |= {"tag_handling": "xml", "outline_detection": False}
        return body

    def _outcome(self, row: object) -> Outcome:
        text = row.get("text") if isinstance(row, Mapping) else None
        if isinstance(text, str) and text.strip():
            return TranslationResponse(text, f"{self.source}-{self.target}".lower())
        return Failure(message("{service} answered with nothing", service=_SERVICE))


def _about_parameters(error: EngineFailure) -> EngineFailure:
    """The failure of a call; status 400 is about the languages or the options, never one text."""
    if error.failure.status != 400:
        return error
    reason = message(
        "{service} does not offer this language, or not with these options", service=_SERVICE
    )
    return EngineFailure(replace(error.failure, reason=reason, kind=FailureKind.GIVE_UP))


def _target(locale: str) -> str:
    if locale in _TARGETS:
        return _TARGETS[locale]
    language, script, _, modifier = subtags_of(locale)
    if script and f"{language}_{script}" in _TARGETS:
        return _TARGETS[f"{language}_{script}"]
    if script or modifier:
        raise EngineFailure(
            Failure(
                message(
                    "{service} does not offer {language} ({locale})",
                    service=_SERVICE,
                    language=spoken_name(locale),
                    locale=locale,
                ),
                FailureKind.GIVE_UP,
            )
        )
    return _TARGETS.get(language, language.upper())


def _failure(what: str, kind: FailureKind = FailureKind.RETRY) -> EngineFailure:
    return EngineFailure(Failure(what, kind))


def _missing_requirement(settings: EngineSettings, environment: Mapping[str, str]) -> str:
    del environment
    return (
        ""
        if settings.key
        else message("the variable {key_env} with its key is not set", key_env=settings.key_env)
    )


def _open(context: EngineContext) -> EngineSession:
    settings = context.settings
    key = settings.key
    if key is None:
        raise EngineFailure(Failure(_missing_requirement(settings, {}), FailureKind.CONFIGURATION))
    target = _target(context.locale)
    # Keys of the free plan end in “:fx” and are known to another host.
    url = settings.url or (_FREE_URL if key.value.endswith(":fx") else _URL)
    endpoint = connect(
        _SERVICE,
        dataclasses.replace(context, settings=replace(settings, url=url)),
        has_key=True,
        headers={"Authorization": f"DeepL-Auth-Key {key.value}"},
    )
    source = language_of(context.source_locale).upper()
    return _Session(context, endpoint, source, target)


def _destinations(settings: EngineSettings) -> tuple[str, ...]:
    return (settings.url,) if settings.url else (_URL, _FREE_URL)


ENGINE = EngineRow(
    "deepl",
    translatable("DeepL, with a key of the free or the paid plan."),
    needs_network=True,
    origin=Origin.MACHINE,
    open=_open,
    shapes=(XML, BRACKETS, WORDS),
    # The service takes 50 texts and 128 KiB; in JSON, a character may be six bytes.
    limits=CallLimits(texts=50, characters=20_000),
    options={
        "formality": ChoiceOption(("default", "more", "less", "prefer_more", "prefer_less")),
        "model_type": ChoiceOption(
            ("quality_optimized", "prefer_quality_optimized", "latency_optimized")
        ),
        "context": TextOption(),
        "glossary_id": TextOption(),
    },
    defaults=EngineSettings(key_env=_KEY, concurrency=2),
    missing_requirement=_missing_requirement,
    destinations=_destinations,
)
