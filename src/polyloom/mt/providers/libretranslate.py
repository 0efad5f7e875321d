"""LibreTranslate, on this machine or hosted: https://docs.libretranslate.com."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from polyloom.language.locales import spoken_name
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
from polyloom.mt.api.language_codes import best_code
from polyloom.placeables import BRACKETS, WORDS, XML

if TYPE_CHECKING:
    import asyncio

_SERVICE = "LibreTranslate"


class _Session(Struct):
    """``codes`` are the server's names of the two languages, once it has been asked."""

    context: EngineContext
    endpoint: Endpoint
    asking: asyncio.Lock
    codes: tuple[str, str] | None = None

    async def translate(self, requests: Sequence[TranslationRequest]) -> Sequence[Outcome]:
        source, target = await self._codes()
        body: dict[str, Any] = {
            "q": [request.text for request in requests],
            "source": source,
            "target": target,
            "format": "html" if requests[0].shape is XML else "text",
        }
        # The service takes its key in the body only.
        if key := self.context.settings.key:
            body["api_key"] = key.value
        answer = await self.endpoint.post("/translate", body)
        texts = answer.get("translatedText") if isinstance(answer, Mapping) else None
        if not isinstance(texts, list):
            raise _failure(
                message(
                    "{service} answered with something else than translations", service=_SERVICE
                )
            )
        if len(texts) != len(requests):
            raise _failure(
                message(
                    "{service} answered with {number} texts to {total}",
                    service=_SERVICE,
                    number=len(texts),
                    total=len(requests),
                ),
                FailureKind.MISCOUNTED,
            )
        return [_outcome(text, f"{source}-{target}") for text in texts]

    async def close(self) -> None:
        await self.endpoint.close()

    async def _codes(self) -> tuple[str, str]:
        async with self.asking:
            if self.codes is None:
                self.codes = self._chosen(_offered(await self.endpoint.get("/languages")))
            return self.codes

    def _chosen(self, offered: Mapping[str, Sequence[str]]) -> tuple[str, str]:
        source = best_code(self.context.source_locale, offered)
        if source is None:
            raise _not_offered(self.context.source_locale)
        target = best_code(self.context.locale, offered[source] or offered)
        if target is None or target == source:
            raise _not_offered(self.context.locale)
        return source, target


def _offered(answer: object) -> dict[str, list[str]]:
    """The codes of the source languages, each with those of its targets (an empty list: any)."""
    if not isinstance(answer, list):
        raise _failure(
            message("{service} answered with something else than its languages", service=_SERVICE)
        )
    return {
        str(row["code"]): [str(code) for code in row.get("targets") or ()]
        for row in answer
        if isinstance(row, Mapping) and "code" in row
    }


def _outcome(text: object, pair: str) -> Outcome:
    if isinstance(text, str) and text.strip():
        return TranslationResponse(text, pair)
    return Failure(message("{service} answered with nothing", service=_SERVICE))


def _failure(what: str, kind: FailureKind = FailureKind.RETRY) -> EngineFailure:
    return EngineFailure(Failure(what, kind))


def _not_offered(locale: str) -> EngineFailure:
    return EngineFailure(
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


def _open(context: EngineContext) -> EngineSession:
    import asyncio

    endpoint = connect(_SERVICE, context, has_key=context.settings.key is not None)
    return _Session(context, endpoint, asyncio.Lock())


ENGINE = EngineRow(
    "libretranslate",
    translatable("A LibreTranslate server, your own or a hosted one."),
    needs_network=True,
    origin=Origin.MACHINE,
    open=_open,
    shapes=(XML, BRACKETS, WORDS),
    limits=CallLimits(texts=20, characters=5_000, text_characters=2_000),
    defaults=EngineSettings(url="http://localhost:5000", concurrency=2),
)
