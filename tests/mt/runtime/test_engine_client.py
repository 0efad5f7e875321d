"""How an engine is called: batches, rate, budget, retries, pauses, the circuit breaker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from polyloom.cli.main import main
from support.engine_runs import FakeClock, project, translated
from support.polyloom import catalog_file
from support.test_bed import Bed, Handler, answers, serving, status

ALONE = "left alone for the rest of this run"
MANY = "\n\n".join(f"Sentence number {number} says something." for number in range(60)) + "\n"


@pytest.fixture
def bed() -> Iterator[Bed]:
    with serving() as bed:
        yield bed


def drafts(msgstrs: list[str]) -> int:
    return sum(map(bool, msgstrs))


def test_batches_and_bounded_concurrency(tmp_path: Path, bed: Bed) -> None:
    bed.latency = 0.05
    root = project(tmp_path, "libretranslate", bed.url, text=MANY, table="concurrency = 2")
    assert drafts(translated(root).msgstrs) == 60
    assert [len(each.asked["q"]) for each in bed.requests] == [20, 20, 20]
    assert bed.most_at_once == 2


def test_a_rate_is_kept(tmp_path: Path, bed: Bed) -> None:
    root = project(tmp_path, "libretranslate", bed.url, text=MANY, table='rate = "30/minute"')
    clock = FakeClock()
    assert drafts(translated(root, clock=clock.clock()).msgstrs) == 60
    assert clock.moment == pytest.approx(4.0)  # Three calls, two seconds from one to the next.


@pytest.mark.parametrize(("budget", "texts"), [(0, 0), (100, 3), (1_000_000, 60)])
def test_a_budget_is_never_passed(tmp_path: Path, bed: Bed, budget: int, texts: int) -> None:
    root = project(tmp_path, "libretranslate", bed.url, text=MANY, table=f"budget = {budget}")
    outcome = translated(root)
    assert sum(map(len, bed.texts)) <= budget
    assert drafts(outcome.msgstrs) == texts
    if texts < 60:
        assert f"the budget of {budget} characters would be passed" in outcome.said


def test_failed_calls_count_for_the_budget(tmp_path: Path, bed: Bed) -> None:
    bed.misbehave = status(500)
    root = project(tmp_path, "libretranslate", bed.url, table="budget = 100\nretries = 9")
    translated(root)
    assert sum(map(len, bed.texts)) <= 100


def test_pauses_grow_and_are_as_long_as_asked_for(tmp_path: Path, bed: Bed) -> None:
    bed.misbehave, bed.times = status(503), 3
    clock = FakeClock()
    root = project(tmp_path, "libretranslate", bed.url)
    assert drafts(translated(root, clock=clock.clock()).msgstrs) == 2
    assert clock.slept == [1.0, 2.0, 4.0]
    bed.misbehave, bed.times = status(429, Retry_After="30"), 1
    clock = FakeClock()
    catalog_file(root, "es").unlink()
    assert main(["-q", "-C", str(root), "sync"]) == 0
    assert drafts(translated(root, clock=clock.clock()).msgstrs) == 2
    assert clock.moment == 30.0


def test_the_circuit_opens_and_closes_again(tmp_path: Path, bed: Bed) -> None:
    """The service answers, fails for a while, and answers again: nothing is lost."""

    def fail_for_a_while(handler: Handler, texts: list[str]) -> None:
        bad = 2 < len(bed.requests) <= 9
        (status(503) if bad else answers(bed.translate))(handler, texts)

    bed.misbehave = fail_for_a_while
    clock = FakeClock()
    root = project(
        tmp_path, "libretranslate", bed.url, text=MANY, table="concurrency = 1\nretries = 8"
    )
    outcome = translated(root, clock=clock.clock())
    assert drafts(outcome.msgstrs) == 60
    assert any(pause >= 5.0 for pause in clock.slept)
    assert outcome.said == ""


def test_a_service_that_is_not_there_is_left_alone(tmp_path: Path) -> None:
    root = project(tmp_path, "libretranslate", "http://127.0.0.1:9", text=MANY)
    outcome = translated(root)
    (failure,) = outcome.report.failures
    assert failure == f"libretranslate for es: LibreTranslate cannot be reached; {ALONE}"
    assert drafts(outcome.msgstrs) == 0


def test_a_service_that_stops_is_tried_a_few_times_more(tmp_path: Path, bed: Bed) -> None:
    def stop(handler: Handler, texts: list[str]) -> None:
        good = len(bed.requests) == 1
        (answers(bed.translate) if good else status(500))(handler, texts)

    bed.misbehave = stop
    root = project(
        tmp_path, "libretranslate", bed.url, text=MANY, table="concurrency = 1\nretries = 2"
    )
    outcome = translated(root)
    assert drafts(outcome.msgstrs) == 20
    assert "answered with status 500" in outcome.said
    assert len(bed.requests) < 20


@pytest.mark.parametrize("poison", [0, 25, 59])
def test_a_text_at_which_a_service_stumbles_costs_no_other_its_draft(
    tmp_path: Path, bed: Bed, poison: int
) -> None:
    def fail_for_some(handler: Handler, texts: list[str]) -> None:
        bad = f"Sentence number {poison} says something." in texts
        (status(500) if bad else answers(bed.translate))(handler, texts)

    bed.misbehave = fail_for_some
    root = project(
        tmp_path, "libretranslate", bed.url, text=MANY, table="concurrency = 1\nretries = 1"
    )
    outcome = translated(root)
    assert drafts(outcome.msgstrs) == 59
    sentence = "LibreTranslate answered with status 500"
    assert outcome.report.failures == (f"libretranslate for es: {sentence}",)
    assert outcome.report.catalogs[0].refused == {f"libretranslate: {sentence}": 1}


@pytest.mark.parametrize("change", [lambda texts: texts[1:], lambda texts: [*texts, "MORE"]])
def test_after_a_batch_of_the_wrong_length_texts_go_singly(
    tmp_path: Path, bed: Bed, change: Callable[[list[str]], list[str]]
) -> None:
    def misalign(texts: list[str]) -> list[object]:
        return list(change(bed.translate(texts))) if len(texts) > 1 else bed.translate(texts)

    bed.misbehave = answers(misalign)
    root = project(tmp_path, "libretranslate", bed.url, text=MANY, table="concurrency = 1")
    outcome = translated(root)
    assert drafts(outcome.msgstrs) == 60
    assert outcome.said == ""
    # Only the first batch is sent as one.
    assert [len(each.asked["q"]) for each in bed.requests] == [20, *[1] * 60]


def test_a_text_whose_answer_is_no_text_costs_no_other_its_draft(tmp_path: Path, bed: Bed) -> None:
    def fail_for_one(handler: Handler, texts: list[str]) -> None:
        bad = "Sentence number 7 says something." in texts
        (status(204) if bad else answers(bed.translate))(handler, texts)

    bed.misbehave = fail_for_one
    root = project(tmp_path, "libretranslate", bed.url, text=MANY, table="retries = 1")
    assert drafts(translated(root).msgstrs) == 59
