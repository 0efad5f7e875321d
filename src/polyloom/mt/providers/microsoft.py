"""Microsoft Translator with a key, by way of deep-translator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from polyloom.messages import message, translatable
from polyloom.model import Origin
from polyloom.mt.api.deep_translator import (
    PackageClient,
    open_client,
    with_known_languages,
)
from polyloom.mt.api.engine_contract import (
    CallLimits,
    EngineContext,
    EngineFailure,
    EngineRow,
    EngineSession,
    EngineSettings,
    Failure,
    FailureKind,
)
from polyloom.mt.api.language_codes import best_code
from polyloom.mt.api.options import TextOption
from polyloom.placeables import BRACKETS, WORDS

# https://learn.microsoft.com/azure/ai-services/translator/language-support, of September 2025;
# Klingon in its own letters left out. "pt" is Brazilian.
_CODE_LIST = (
    "af am ar as az ba bg bho bn bo brx bs ca cs cy da de doi dsb dv el en es et eu fa fi fil "
    "fj fo fr fr-CA ga gl gom gu ha he hi hne hr hsb ht hu hy id ig ikt is it iu iu-Latn ja ka kk "
    "km kmr kn ko ks ku ky ln lo lt lug lv lzh mai mg mi mk ml mn-Cyrl mn-Mong mni mr ms mt mww my "
    "nb ne nl nso nya or otq pa pl prs ps pt pt-PT ro ru run rw sd si sk sl sm sn so sq sr-Cyrl "
    "sr-Latn st sv sw ta te th ti tk tlh-Latn tn to tr tt ty ug uk ur uz vi xh yo yua yue zh-Hans "
    "zh-Hant zu"
)
_CODES = tuple(_CODE_LIST.split())


def _code(locale: str) -> str | None:
    return best_code(locale, _CODES)


def _arguments(context: EngineContext) -> Mapping[str, Any]:
    settings = context.settings
    if settings.key is None:
        raise EngineFailure(Failure(_missing_requirement(settings, {}), FailureKind.CONFIGURATION))
    region = settings.options.get("region")
    return {"api_key": settings.key.value, **({"region": region} if region else {})}


def _missing_requirement(settings: EngineSettings, environment: Mapping[str, str]) -> str:
    del environment
    return (
        ""
        if settings.key
        else message("the variable {key_env} with its key is not set", key_env=settings.key_env)
    )


_CLIENT = PackageClient(
    "Microsoft Translator",
    "microsoft",
    "MicrosoftTranslator",
    ("https://api.cognitive.microsofttranslator.com",),
    _code,
    _arguments,
    with_known_languages,
)


def _open(context: EngineContext) -> EngineSession:
    return open_client(_CLIENT, context)


def _destinations(_settings: EngineSettings) -> tuple[str, ...]:
    return _CLIENT.addresses


ENGINE = EngineRow(
    "microsoft",
    translatable("Microsoft Translator, with a key of your own."),
    needs_network=True,
    origin=Origin.MACHINE,
    open=_open,
    shapes=(BRACKETS, WORDS),
    limits=CallLimits(text_characters=4_999),
    options={"region": TextOption()},
    defaults=EngineSettings(key_env="MICROSOFT_API_KEY", concurrency=2),
    missing_requirement=_missing_requirement,
    destinations=_destinations,
)
