"""``polyloom translate --json``: what each way to run it and each option say, key by key."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from polyloom.cli.main import main
from support.engine_runs import project
from support.polyloom import files
from support.test_bed import Bed, answers, serving, status

MARKED, DRAFT = "Press **red** buttons near {name}.", "PRESS **RED** BUTTONS NEAR {name}."
ENGINES = ("--engine", "openai", "--engine", "libretranslate")


@pytest.fixture
def bed() -> Iterator[Bed]:
    with serving() as bed:
        yield bed


@pytest.fixture
def root(tmp_path: Path, bed: Bed) -> Path:
    """Two locales, two documents of two texts, of which one is in both; engines with a price."""
    root = project(
        tmp_path,
        "libretranslate",
        bed.url,
        locales='"es", "fr"',
        table="price = 1000\nretries = 0",
        more=f'[engines.openai]\nurl = "{bed.url}/v1"\nmodel = "small"\n',
    )
    (root / "source/other.txt").write_text("We affirm.\n\nWe deny.\n", encoding="utf-8")
    assert main(["-q", "-C", str(root), "sync"]) == 0
    return root


def report(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> Any:
    """The one JSON object that the command writes."""
    capsys.readouterr()
    assert main(["-C", str(root), "translate", *arguments, "--json"]) == code
    return json.loads(capsys.readouterr().out)


def catalog(reused: int = 0, empty: int = 0, **drafts: int) -> dict[str, Any]:
    return {"drafts": drafts, "reused": reused, "empty": empty, "refused": {}, "refused_before": 0}


def translated(locales: dict[str, Any], **sent: int) -> dict[str, Any]:
    return {
        "locales": locales,
        "sent": sent,
        "interrupted": False,
        "failures": [],
        "problems": [],
    }


BOTH = {"other": catalog(libretranslate=2), "statement": catalog(libretranslate=2)}
ONE = {"other": catalog(libretranslate=1, empty=1), "statement": catalog(empty=2)}
BY_OPENAI = {"other": catalog(openai=2), "statement": catalog(openai=2)}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), translated({"es": BOTH, "fr": BOTH}, libretranslate=112)),
        (("fr",), translated({"fr": BOTH}, libretranslate=56)),
        (("fr", *ENGINES), translated({"fr": BY_OPENAI}, openai=56)),
        (("fr", "--limit", "1"), translated({"fr": ONE}, libretranslate=10)),
        (
            ("fr", "--document", "other"),
            translated({"fr": {"other": BOTH["other"]}}, libretranslate=18),
        ),
    ],
)
def test_a_run(
    root: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    expected: dict[str, Any],
) -> None:
    assert report(root, capsys, *arguments) == expected


def test_a_second_run_has_nothing_to_do_and_again_makes_drafts_anew(
    root: Path, bed: Bed, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(root, capsys, "es") == translated({"es": BOTH}, libretranslate=56)
    nothing = {"other": catalog(), "statement": catalog()}
    assert report(root, capsys, "es") == translated({"es": nothing})
    assert report(root, capsys, "es", "--again") == translated({"es": nothing})
    bed.translate = lambda texts: [f"¡{text}!" for text in texts]
    shutil.rmtree(root / ".polyloom")
    assert report(root, capsys, "es", "--again") == translated({"es": BOTH}, libretranslate=56)


def test_a_run_that_reuses_responses(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report(root, capsys, "es")
    shutil.rmtree(root / "locales/es")
    assert main(["-q", "-C", str(root), "sync"]) == 0
    reused = {name: {**each, "reused": 2} for name, each in BOTH.items()}
    assert report(root, capsys, "es") == translated({"es": reused})


def test_a_run_with_failures_refusals_and_problems(
    root: Path, bed: Bed, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "locales/es/LC_MESSAGES/statement.po").write_text("msgid\n", encoding="utf-8")
    bed.misbehave = answers(lambda texts: [""] * len(texts))
    found = report(root, capsys, "es", code=1)
    reason = "libretranslate: LibreTranslate answered with nothing"
    assert found["locales"] == {"es": {"other": {**catalog(empty=2), "refused": {reason: 2}}}}
    (problem,) = found["problems"]
    assert problem["where"].startswith("locales/es/LC_MESSAGES/statement.po:1")
    assert problem.keys() == {"what", "where", "remedy"}
    bed.misbehave = status(403)
    (failure,) = report(root, capsys, "fr", code=1)["failures"]
    assert failure.startswith("libretranslate for fr: LibreTranslate refuses access")


def forecast(engine: str, cost: float, **numbers: int) -> dict[str, Any]:
    return {"locale": "es", "engine": engine, "kept": 0, "requests": 1, "cost": cost, **numbers}


ALL = {"segments": 3, "words": 9, "characters": 56}
FIRST = {"segments": 1, "words": 2, "characters": 10}
OTHER = {"segments": 2, "words": 4, "characters": 18}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("es",), forecast("libretranslate", 0.056, **ALL)),
        (("es", *ENGINES), forecast("openai", 0.0, **ALL)),
        (("es", "--limit", "1"), forecast("libretranslate", 0.01, **FIRST)),
        (("es", "--document", "other"), forecast("libretranslate", 0.018, **OTHER)),
    ],
)
def test_a_dry_run(
    root: Path,
    bed: Bed,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    expected: dict[str, Any],
) -> None:
    before = files(root)
    assert report(root, capsys, "--dry-run", *arguments) == {
        "forecasts": [expected],
        "left": {"es": 0},
        "problems": [],
    }
    assert bed.requests == []
    assert files(root) == before


def test_a_dry_run_of_what_was_asked_before(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report(root, capsys, "es")
    assert report(root, capsys, "--dry-run", "es") == {
        "forecasts": [],
        "left": {"es": 0},
        "problems": [],
    }
    again = forecast("libretranslate", 0.0, **{**ALL, "kept": 3, "characters": 0, "requests": 0})
    assert report(root, capsys, "--dry-run", "es", "--again")["forecasts"] == [again]
    free = report(root, capsys, "--dry-run", "fr", "--engine", "memory")
    assert free == {"forecasts": [], "left": {"fr": 3}, "problems": []}


def offer(engine: str, text: str, detail: str) -> dict[str, str]:
    return {"engine": engine, "text": text, "reason": "", "detail": detail}


def comparison(document: str, source: str, *offers: dict[str, str]) -> dict[str, Any]:
    return {"locale": "es", "document": document, "source": source, "offers": list(offers)}


def by_libretranslate(document: str, source: str, text: str) -> dict[str, Any]:
    return comparison(document, source, offer("libretranslate", text, "en-es"))


IN_OTHER = [
    by_libretranslate("other", "We affirm.", "WE AFFIRM."),
    by_libretranslate("other", "We deny.", "WE DENY."),
]
IN_STATEMENT = [
    by_libretranslate("statement", MARKED, DRAFT),
    by_libretranslate("statement", "We affirm.", "WE AFFIRM."),
]
SIDE_BY_SIDE = comparison(
    "other",
    "We affirm.",
    offer("openai", "WE AFFIRM.", "small"),
    offer("libretranslate", "WE AFFIRM.", "en-es"),
)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("es",), IN_OTHER + IN_STATEMENT),
        (("es", "--limit", "1"), IN_OTHER[:1]),
        (("es", "--document", "other"), IN_OTHER),
        (("es", "--limit", "1", *ENGINES), [SIDE_BY_SIDE]),
    ],
)
def test_a_comparison(
    root: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    expected: list[dict[str, Any]],
) -> None:
    before = files(root)
    assert report(root, capsys, "--compare", *arguments) == {
        "comparisons": expected,
        "problems": [],
    }
    assert files(root) == before


def test_a_comparison_of_drafts_that_are_there(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report(root, capsys, "es")
    assert report(root, capsys, "--compare", "es") == {"comparisons": [], "problems": []}
    again = report(root, capsys, "--compare", "es", "--again")
    assert again == {"comparisons": IN_OTHER + IN_STATEMENT, "problems": []}


def test_a_comparison_with_an_engine_that_cannot_be_opened(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DEEPL_API_KEY", raising=False)
    (found,) = report(root, capsys, "--compare", "es", "--limit", "1", "--engine", "deepl")[
        "comparisons"
    ]
    reason = "the variable DEEPL_API_KEY with its key is not set"
    assert found["offers"] == [{"engine": "deepl", "text": "", "reason": reason, "detail": ""}]
