"""Runs of pre-translation in this process, with a clock that waits for nothing."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from polyloom.cli.main import main
from polyloom.mt.api.engine_contract import ResponseStore
from polyloom.mt.runtime.response_cache import NullResponseStore
from polyloom.mt.runtime.run_context import Clock, RunContext
from polyloom.project.configuration import load_project
from polyloom.stages.pretranslation_plan import PretranslationScope
from polyloom.stages.translate import TranslateReport, translate
from support.polyloom import make_project, read

NOW = datetime(2026, 11, 23, tzinfo=UTC)

# One paragraph with masks, one without.
TEXT = "Press **red** buttons near {name}.\n\nWe affirm.\n"


@dataclass
class FakeClock:
    """Clock that passes when somebody sleeps; ``slept`` are the pauses."""

    moment: float = 0.0
    slept: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.moment += seconds
        self.slept.append(seconds)
        await asyncio.sleep(0)

    def clock(self) -> Clock:
        return Clock(lambda: self.moment, self.sleep, lambda: 0.5)


@dataclass(frozen=True)
class Outcome:
    """What a run came to: the report, what a person reads, the catalog's translations."""

    report: TranslateReport
    said: str
    msgstrs: list[str]


def project(
    folder: Path,
    engine: str,
    url: str,
    *,
    text: str = TEXT,
    locales: str = '"es"',
    table: str = "",
    more: str = "",
) -> Path:
    """A project that uses one engine, with its templates and catalogs made."""
    extra = (
        f'{more}\n[pretranslation]\nengines = ["{engine}"]\n'
        f'[engines.{engine}]\nurl = "{url}"\ntimeout = 5\n{table}\n'
    )
    root = make_project(folder / "project", locales=locales, extra=extra, text=text)
    assert main(["-q", "-C", str(root), "sync"]) == 0
    return root


def translated(
    root: Path,
    *,
    engines: tuple[str, ...] = (),
    store: ResponseStore | None = None,
    environment: Mapping[str, str] | None = None,
    clock: Clock | None = None,
    locale: str = "es",
    scope: PretranslationScope | None = None,
) -> Outcome:
    """Run the stage on a project."""
    found = load_project(root)
    wanted = scope or PretranslationScope(found.locales, engines or found.pretranslation.engines)
    report = translate(
        found,
        wanted,
        RunContext(store or NullResponseStore(), environment or {}, clock or FakeClock().clock()),
        day=NOW.date(),
        grants=lambda _permission: True,
    )
    said = [*report.failures, *(str(problem) for problem in report.problems)]
    said += [reason for catalog in report.catalogs for reason in catalog.refused]
    entries = read(root, locale).entries
    return Outcome(report, "\n".join(said), [form for entry in entries for form in entry.msgstr])


def without_digits(text: str) -> str:
    return re.sub(r"\d+", "N", text)
