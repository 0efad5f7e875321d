"""Google Translate without a key, by way of deep-translator and of its page for old browsers."""

from __future__ import annotations

from polyloom.messages import translatable
from polyloom.model import Origin
from polyloom.mt.api.deep_translator import PackageClient, google_codes, open_client
from polyloom.mt.api.engine_contract import (
    CallLimits,
    EngineContext,
    EngineRow,
    EngineSession,
    EngineSettings,
)
from polyloom.mt.api.language_codes import best_code
from polyloom.placeables import BRACKETS, WORDS


def _code(locale: str) -> str | None:
    return best_code(locale, google_codes())


_CLIENT = PackageClient(
    "Google Translate",
    "google",
    "GoogleTranslator",
    ("https://translate.google.com",),
    _code,
)


def _open(context: EngineContext) -> EngineSession:
    return open_client(_CLIENT, context)


def _destinations(_settings: EngineSettings) -> tuple[str, ...]:
    return _CLIENT.addresses


ENGINE = EngineRow(
    "google",
    translatable("Google Translate over the network, without a key."),
    needs_network=True,
    origin=Origin.MACHINE,
    open=_open,
    shapes=(BRACKETS, WORDS),
    # The package refuses 5,000 characters. The text travels in the URL, of which servers take
    # about 8,000 bytes: a Chinese character is nine of them.
    limits=CallLimits(text_characters=4_999, text_url_bytes=7_000),
    defaults=EngineSettings(concurrency=2, rate=5.0),
    destinations=_destinations,
)
