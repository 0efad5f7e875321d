"""Programs that translate, written in a few lines here, well-behaved and not."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence

import pytest

from polyloom.memory.exact_matches import build_memory
from polyloom.mt.api.engine_contract import (
    EngineContext,
    EngineFailure,
    EngineSession,
    EngineSettings,
    Failure,
    FailureKind,
    Outcome,
    StreamingSession,
    TranslationRequest,
    TranslationResponse,
)
from polyloom.mt.providers.command import ENGINE

LOOP = "import json, sys\nfor line in sys.stdin:\n asked = json.loads(line)\n"


def context(code: str, run: Sequence[str] = ()) -> EngineContext:
    command = list(run) or [sys.executable, "-c", code]
    settings = EngineSettings(options={"run": command})
    return EngineContext("en", "es", build_memory([]), settings, dict(os.environ))


async def outcomes(
    session: EngineSession | StreamingSession, texts: Sequence[str]
) -> list[Outcome]:
    """What comes of the texts, in their order."""
    assert isinstance(session, StreamingSession)
    coming = session.stream([TranslationRequest(text) for text in texts])
    found = {place: outcome async for place, outcome in coming}
    return [found[place] for place in range(len(texts))]


def asked(code: str, *calls: Sequence[str], limit: float = 20.0) -> list[Outcome]:
    async def ask() -> list[Outcome]:
        session = ENGINE.open(context(code))
        found: list[Outcome] = []
        try:
            for texts in calls:
                async with asyncio.timeout(limit):
                    found += await outcomes(session, texts)
        finally:
            await session.close()
        return found

    return asyncio.run(ask())


def test_one_process_answers_all_calls_in_any_order() -> None:
    code = (
        "import json, os, sys\nheld = []\nfor line in sys.stdin:\n asked = json.loads(line)\n"
        " held.append(asked)\n if len(held) % 2 == 0:\n  for one in held[::-1]:\n"
        "   print(json.dumps({'id': one['id'], 'text': one['target'] + one['text'].upper() +"
        " str(os.getpid())}), flush=True)\n  held = []\n"
    )
    outcomes = asked(code, ["a é", "b"], ["c", "d"])
    texts = [outcome.text for outcome in outcomes if isinstance(outcome, TranslationResponse)]
    pid = texts[0].removeprefix("esA É")
    assert texts == [f"es{text}{pid}" for text in ("A É", "B", "C", "D")]


def test_a_text_may_fail_alone() -> None:
    code = LOOP + (
        " out = {'id': asked['id']}\n out |= {'error': 'no\\nword'} if asked['text'] == 'b' else"
        " {'text': 'B'}\n print(json.dumps(out), flush=True)\n"
    )
    assert asked(code, ["a", "b"]) == [
        TranslationResponse("B"),
        Failure("the program has no translation: no word"),
    ]


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("print('Hello!', flush=True)", "no JSON"),
        ("print('[1]', flush=True)", "without the number of a text"),
        ("print('[' * 100000, flush=True)", "no JSON"),
        ('print(\'{"id": 77, "text": "x"}\', flush=True)', "was not asked for"),
        ("pass", "ended before it had answered"),
        ("print('x' * 5_000_000, flush=True)", "a line without end"),
    ],
)
def test_a_program_that_misbehaves(code: str, reason: str) -> None:
    with pytest.raises(EngineFailure, match=reason) as caught:
        asked(code, ["a"])
    assert caught.value.failure.kind is FailureKind.RETRY


def test_a_program_that_hangs_is_ended_with_the_call() -> None:
    with pytest.raises(TimeoutError):
        asked("import time; time.sleep(600)", ["a"], limit=0.5)


def test_a_program_that_ended_is_started_again_for_the_next_call() -> None:
    code = (
        "import json, sys\nasked = json.loads(sys.stdin.readline())\n"
        "print(json.dumps({'id': asked['id'], 'text': 'ok'}), flush=True)\n"
    )

    async def ask() -> list[Outcome]:
        session = ENGINE.open(context(code))
        found = await outcomes(session, ["a"])
        with pytest.raises(EngineFailure, match="ended before"):
            await outcomes(session, ["b", "c"])
        found += await outcomes(session, ["d"])
        await session.close()
        return found

    assert asyncio.run(ask()) == [TranslationResponse("ok"), TranslationResponse("ok")]


def test_what_it_lacks() -> None:
    assert "no program is named" in ENGINE.missing_requirement(EngineSettings(), os.environ)
    gone = EngineSettings(options={"run": ["no-such-program"]})
    assert ENGINE.missing_requirement(gone, os.environ) == "there is no program no-such-program"
    with pytest.raises(EngineFailure, match="there is no program no-such-program"):
        ENGINE.open(context("", ["no-such-program"]))
