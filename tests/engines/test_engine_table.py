from __future__ import annotations

import subprocess
import sys

from polyloom.engines import ENGINES, Draft, EngineContext
from polyloom.memory import build_memory
from polyloom.model import Catalog, Entry, Origin


def test_names_and_origins() -> None:
    assert {name: row.origin for name, row in ENGINES.items()} == {
        "memory": Origin.MEMORY,
        "google": Origin.MACHINE,
    }
    assert {name for name, row in ENGINES.items() if row.needs_network} == {"google"}


def test_memory_gives_exact_matches_and_their_document() -> None:
    memory = build_memory([("doc", Catalog((), (Entry("a", ("A",)),)))])
    translate = ENGINES["memory"].open(EngineContext("en", "es", memory))
    assert translate("a") == Draft("A", "doc")
    assert translate("b") is None


def test_the_network_library_is_not_loaded_before_use() -> None:
    code = "import sys, polyloom.engines; sys.exit('deep_translator' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_keys_are_not_shown() -> None:
    context = EngineContext("en", "es", build_memory([]), {"KEY": "secret"})
    assert "secret" not in repr(context)
