"""Engines in their order, and locales beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.engine_runs import project, translated
from support.test_bed import Bed, Handler, answers, serving, status

ALONE = "left alone for the rest of this run"


@pytest.fixture
def bed() -> Iterator[Bed]:
    with serving() as bed:
        yield bed


def drafts(msgstrs: list[str]) -> int:
    return sum(map(bool, msgstrs))


def test_one_locale_failing_stops_no_other(tmp_path: Path, bed: Bed) -> None:
    def fail_for_french(handler: Handler, texts: list[str]) -> None:
        target = bed.requests[-1].asked["target"]
        (status(503) if target == "fr" else answers(bed.translate))(handler, texts)

    bed.misbehave = fail_for_french
    root = project(
        tmp_path, "libretranslate", bed.url, locales='"ca", "fr", "es"', table="concurrency = 1"
    )
    outcome = translated(root)
    assert drafts(outcome.msgstrs) == 2
    assert outcome.report.failures == (
        f"libretranslate for ca: LibreTranslate does not offer Catalan (ca); {ALONE}",
        f"libretranslate for fr: LibreTranslate answered with status 503; {ALONE}",
    )


def test_the_next_engine_takes_what_one_leaves(tmp_path: Path, bed: Bed) -> None:
    more = f'[engines.openai]\nurl = "{bed.url}/v1"\nmodel = "test"\n'
    root = project(tmp_path, "libretranslate", "http://127.0.0.1:9", more=more)
    outcome = translated(root, engines=("memory", "libretranslate", "openai"))
    assert outcome.report.catalogs[0].drafts == {"openai": 2}
    assert "LibreTranslate cannot be reached" in outcome.said
