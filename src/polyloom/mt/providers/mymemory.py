"""MyMemory, without a key, by way of deep-translator."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from polyloom.messages import message, translatable
from polyloom.model import Origin
from polyloom.mt.api.deep_translator import (
    PackageClient,
    mymemory_codes,
    open_client,
    with_encryption,
)
from polyloom.mt.api.engine_contract import (
    CallLimits,
    EngineContext,
    EngineRow,
    EngineSession,
    EngineSettings,
    Failure,
    FailureKind,
)
from polyloom.mt.api.language_codes import best_code
from polyloom.mt.api.options import TextOption
from polyloom.placeables import BRACKETS, WORDS

# The service says in capitals, where the translation should be, what is wrong.
_QUOTA = re.compile(r"MYMEMORY WARNING|YOU USED ALL AVAILABLE|QUOTA")
_MESSAGE = re.compile(
    r"\A(?:PLEASE SELECT|INVALID|'?[A-Z-]+'? IS AN INVALID|QUERY LENGTH|NO QUERY)"
)


def _code(locale: str) -> str | None:
    return best_code(locale, mymemory_codes())


def _notice(answer: str) -> Failure | None:
    if _QUOTA.match(answer):
        return Failure(message("MyMemory has no words left for today"), FailureKind.QUOTA)
    if _MESSAGE.match(answer):
        return Failure(message("MyMemory answered with a message instead of a translation"))
    return None


def _arguments(context: EngineContext) -> Mapping[str, Any]:
    address = context.settings.options.get("email")
    return {"email": address} if address else {}


_CLIENT = PackageClient(
    "MyMemory",
    "mymemory",
    "MyMemoryTranslator",
    ("https://api.mymemory.translated.net",),
    _code,
    _arguments,
    with_encryption,
    _notice,
)


def _open(context: EngineContext) -> EngineSession:
    return open_client(_CLIENT, context)


def _destinations(_settings: EngineSettings) -> tuple[str, ...]:
    return _CLIENT.addresses


ENGINE = EngineRow(
    "mymemory",
    translatable(
        "MyMemory over the network, without a key; more words a day with an e-mail address."
    ),
    needs_network=True,
    origin=Origin.MACHINE,
    open=_open,
    shapes=(BRACKETS, WORDS),
    limits=CallLimits(text_characters=499, text_bytes=500),
    options={"email": TextOption()},
    defaults=EngineSettings(concurrency=2, rate=2.0),
    destinations=_destinations,
)
