"""Pre-translation of real prose: what it keeps, how good it is, how fast it is.

The prose is the course “Comprehensive Rust” and its Spanish translation by people, from the folder
that ``POLYLOOM_CORPORA`` names.
"""

from __future__ import annotations

import importlib
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.engines import TESTS
from benchmarks.measuring import Comparison
from polyloom.language.word_count import count_words
from polyloom.memory.exact_matches import TranslationMemory, build_memory
from polyloom.model import Catalog
from polyloom.mt import ENGINES
from polyloom.mt.api.engine_contract import Draft, DraftPolicy
from polyloom.mt.runtime.draft_attempts import SourceText
from polyloom.mt.runtime.draft_pipeline import ConfiguredEngine
from polyloom.mt.runtime.engine_chain import start_run
from polyloom.mt.runtime.event_loop import run_async
from polyloom.mt.runtime.response_cache import NullResponseStore
from polyloom.mt.runtime.response_checks import refusal_reason
from polyloom.mt.runtime.run_context import RunContext
from polyloom.placeables import mask, placeable_counts
from polyloom.po.parser import read_catalog

PAIR = "eng-spa"
SEGMENTS = 500
SEED = 500
# As many as a process for each of them can translate while somebody waits.
ALONE = 60
_POLICY = DraftPolicy("en", "es", (), partial(refusal_reason, source_locale="en", locale="es"))


@dataclass(frozen=True, slots=True)
class Quality:
    """How many of the drafts kept all that was masked, and chrF++ against people's translations."""

    name: str
    kept: int
    texts: int
    chrf: float


def drafting(folder: Path) -> Iterator[Comparison | None]:
    """Real prose with markup: masks kept, nearness to people's translation, words a second."""
    del folder
    translations = _translations()
    if not translations or shutil.which("apertium") is None:
        print("drafting: needs Apertium with eng-spa, and POLYLOOM_CORPORA, not measured")
        return
    texts = _sample(translations)
    begin = time.perf_counter()
    ours = _drafts(texts)
    seconds = time.perf_counter() - begin
    raw = _raw(texts)
    _print_quality(
        [
            _quality("polyloom and Apertium", ours, translations),
            _quality("Apertium alone", raw, translations),
            _quality("deep-translator’s LibreTranslator", _packaged(raw), translations),
        ]
    )
    _print_throughput(texts, seconds)
    shuffled = random.Random(SEED).sample(texts, len(texts))
    others = _drafts(shuffled)
    changed = sum(others[text] != draft for text, draft in ours.items())
    print(f"drafting: in another order {changed} of {len(texts)} drafts differ")
    yield from ()


def remembering(folder: Path) -> Iterator[Comparison | None]:
    """Half of a finished catalog as memory: what share of the other half it drafts, how fast."""
    del folder
    catalog = _catalog()
    if catalog is None:
        print("remembering: needs POLYLOOM_CORPORA, not measured")
        return
    texts = list(_finished(catalog))
    known = set(random.Random(SEED).sample(texts, len(texts) // 2))
    half = tuple(entry for entry in catalog.entries if entry.msgid in known)
    memory = build_memory([("half", Catalog(catalog.header, half))])
    wanted = [text for text in texts if text not in known]
    begin = time.perf_counter()
    drafts = _drafts(wanted, "memory", memory)
    seconds = time.perf_counter() - begin
    words = sum(map(count_words, wanted))
    drafted = [text for text, draft in drafts.items() if draft]
    share = sum(map(count_words, drafted)) / words
    print(
        f"remembering: {share:.1%} of {words} words ({len(drafted)} of {len(wanted)} texts) "
        f"drafted at 75% or more from {len(known)} texts, {words / seconds:.0f} words/s"
    )
    yield from ()


def _catalog() -> Catalog | None:
    corpora = os.environ.get("POLYLOOM_CORPORA")
    path = Path(corpora or "") / "comprehensive-rust/po/es.po"
    return read_catalog(path.read_bytes(), path.name) if corpora and path.exists() else None


def _finished(catalog: Catalog) -> Mapping[str, str]:
    return {
        entry.msgid: entry.msgstr[0]
        for entry in catalog.entries
        if entry.msgid and not entry.obsolete and not entry.flags and all(entry.msgstr)
    }


def _translations() -> Mapping[str, str]:
    catalog = _catalog()
    return _finished(catalog) if catalog else {}


def _sample(translations: Mapping[str, str]) -> list[str]:
    """Texts of one line with markup and words, always the same."""
    some = [
        text
        for text in translations
        if "\n" not in text and mask(text).masks and any(map(str.isalpha, mask(text).words))
    ]
    return random.Random(SEED).sample(some, SEGMENTS)


def _drafts(
    texts: Sequence[str], engine: str = "apertium", memory: TranslationMemory | None = None
) -> dict[str, str]:
    """What Polyloom makes of the texts, empty where it refuses its engine's answer."""
    return run_async(_drafted(texts, engine, memory or build_memory([])))


async def _drafted(texts: Sequence[str], engine: str, memory: TranslationMemory) -> dict[str, str]:
    row = ENGINES[engine]
    run = start_run(
        [ConfiguredEngine(row, row.defaults)], RunContext(NullResponseStore(), os.environ)
    )
    async with run.open_chain(_POLICY, memory, run.engines) as chain:
        await chain.ask([SourceText(text) for text in texts])
        nothing = Draft(engine, "")
        return {text: chain.drafts.by_text.get(text, nothing).text for text in texts}


def _raw(texts: Sequence[str]) -> dict[str, str]:
    """What Apertium makes of the texts as they stand, a line for each."""
    done = subprocess.run(
        ["apertium", "-u", "-f", "line", PAIR],
        input="".join(f"{text}\n" for text in texts),
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(zip(texts, done.stdout.splitlines(), strict=True))


def _packaged(raw: Mapping[str, str]) -> dict[str, str]:
    """What deep-translator's client has of a LibreTranslate server with Apertium behind it."""
    LibreTranslator: Any = importlib.import_module("deep_translator").LibreTranslator  # noqa: N806

    sys.path.insert(0, str(TESTS))
    from support.test_bed import serving

    with serving(lambda texts: [raw[text] for text in texts]) as bed:
        client = LibreTranslator(source="en", target="es", api_key="none", custom_url=f"{bed.url}/")
        return {text: client.translate(text) for text in raw}


def _quality(name: str, drafts: Mapping[str, str], translations: Mapping[str, str]) -> Quality:
    from sacrebleu.metrics.chrf import CHRF

    kept = sum(
        bool(draft) and placeable_counts(draft) == placeable_counts(text)
        for text, draft in drafts.items()
    )
    chrf = CHRF(word_order=2).corpus_score(
        list(drafts.values()), [[translations[text] for text in drafts]]
    )
    return Quality(name, kept, len(drafts), chrf.score)


def _print_quality(found: Sequence[Quality]) -> None:
    print(f"{'drafts':40} {'masks kept':>12} {'chrF++':>8}")
    for each in found:
        print(f"{each.name:40} {each.kept / each.texts:>12.1%} {each.chrf:>8.1f}")


def _print_throughput(texts: Sequence[str], seconds: float) -> None:
    some = texts[:ALONE]
    begin = time.perf_counter()
    for text in some:
        subprocess.run(
            ["apertium", "-u", PAIR], input=text.encode(), capture_output=True, check=True
        )
    alone = sum(map(count_words, some)) / (time.perf_counter() - begin)
    ours = sum(map(count_words, texts)) / seconds
    ratio = f"{ours / alone:.0f}×"
    print(f"drafting: {ours:.0f} words/s; {alone:.0f} with a process for each text: {ratio}")
