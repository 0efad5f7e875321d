from __future__ import annotations

import subprocess
import sys

import pytest
from msgspec.structs import replace

from polyloom.memory import build_memory
from polyloom.model import Origin
from polyloom.mt import ENGINES
from polyloom.mt.api.engine_contract import EngineContext, Secret
from polyloom.mt.api.key_guard import guarded_session


def test_only_the_memory_is_no_machine() -> None:
    assert [name for name, row in ENGINES.items() if row.origin is not Origin.MACHINE] == ["memory"]


@pytest.mark.parametrize("name", ENGINES)
def test_a_row_says_what_it_is(name: str) -> None:
    row = ENGINES[name]
    assert row.name == name
    assert row.summary.endswith(".")
    assert row.shapes
    assert row.limits.texts >= 1


def test_the_network_libraries_are_not_loaded_before_use() -> None:
    libraries = ("deep_translator", "httpx", "requests", "asyncio", "sqlite3")
    check = f"import sys, polyloom.mt;sys.exit(any(name in sys.modules for name in {libraries!r}))"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


def test_keys_are_not_shown() -> None:
    context = EngineContext("en", "es", build_memory([]), environment={"KEY": "secret"})
    assert "secret" not in repr(context)
    assert "secret" not in repr(Secret("secret"))


@pytest.mark.parametrize("name", [name for name, row in ENGINES.items() if row.needs_network])
def test_no_session_shows_its_key(name: str) -> None:
    key = "k3y-of-the-test"
    settings = replace(
        ENGINES[name].defaults, url="http://localhost:9", key=Secret(key), options={"model": "x"}
    )
    context = EngineContext("en", "es", build_memory([]), settings)
    session = ENGINES[name].open(context)
    guarded = guarded_session(session, settings.key)
    assert not [each for each in (context, session, guarded) if key in repr(each)]
