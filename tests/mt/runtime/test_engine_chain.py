"""How engines are asked: order, rate, budget, retries, the circuit breaker, and who is isolated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from polyloom.cli.main import main
from polyloom.mt.runtime.engine_chain import RunContext
from polyloom.mt.runtime.response_cache import NullResponseStore
from polyloom.project.configuration import load_project
from polyloom.stages.pretranslation_plan import PretranslationScope
from polyloom.stages.translate import translate
from support.engine_runs import NOW, FakeClock, project, translated
from support.polyloom import catalog_file, read, translate_by_hand
from support.test_bed import Bed, Handler, answers, capitals, serving, status

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


def test_the_same_text_is_sent_once_across_documents(tmp_path: Path, bed: Bed) -> None:
    root = project(tmp_path, "libretranslate", bed.url, text="We affirm.\n")
    (root / "source/other.txt").write_text("We affirm.\n\nWe deny.\n", encoding="utf-8")
    assert main(["-q", "-C", str(root), "sync"]) == 0
    translated(root)
    assert sorted(bed.texts) == ["We affirm.", "We deny."]
    assert read(root, "es", "other").entries[0].msgstr == ("WE AFFIRM.",)


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


def test_a_person_is_never_overwritten(tmp_path: Path, bed: Bed) -> None:
    """Also where the person writes while the engine is at work."""
    root = project(tmp_path, "libretranslate", bed.url, text="We affirm.\n\nWe deny.\n")
    translate_by_hand(root, "es", {"We affirm.": "Afirmamos."})

    def meanwhile(texts: list[str]) -> list[str]:
        translate_by_hand(root, "es", {"We deny.": "Negamos."})
        return [text.upper() for text in texts]

    bed.misbehave = answers(meanwhile)
    outcome = translated(root)
    assert outcome.msgstrs == ["Afirmamos.", "Negamos."]
    assert bed.texts == ["We deny."]


def test_older_drafts_of_machines_are_made_again_on_request(tmp_path: Path, bed: Bed) -> None:
    root = project(tmp_path, "libretranslate", bed.url)
    first = translated(root)
    bed.translate = lambda texts: [f"{text} ¡Sí!" for text in capitals(texts)]
    assert translated(root).msgstrs == first.msgstrs
    scope = PretranslationScope(("es",), ("libretranslate",), again=True)
    assert translated(root, scope=scope).msgstrs[1] == "WE AFFIRM. ¡Sí!"
    # A person has edited the draft: the label stays, fuzzy goes.
    path = catalog_file(root, "es")
    path.write_text(path.read_text("utf-8").replace("#, fuzzy\n", ""), encoding="utf-8")
    before = path.read_bytes()
    translated(root, scope=scope)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "closed", ['[documents."statement.txt"]\nmachine = false', 'closed_locales = ["es"]']
)
def test_what_is_closed_to_machines_is_sent_nowhere(tmp_path: Path, bed: Bed, closed: str) -> None:
    root = project(tmp_path, "libretranslate", bed.url)
    config = (root / "polyloom.toml").read_text(encoding="utf-8")
    if closed.startswith("closed"):
        config = config.replace("[pretranslation]", f"[pretranslation]\n{closed}")
    else:
        config += closed
    (root / "polyloom.toml").write_text(config, encoding="utf-8")
    assert drafts(translated(root).msgstrs) == 0
    assert bed.requests == []


def test_choices_of_document_and_limit(tmp_path: Path, bed: Bed) -> None:
    root = project(tmp_path, "libretranslate", bed.url, text=MANY)
    scope = PretranslationScope(("es",), ("libretranslate",), ("statement.txt",), limit=3)
    assert drafts(translated(root, scope=scope).msgstrs) == 3
    assert len(bed.texts) == 3
    with pytest.raises(Exception, match="there is no document “statemnt”"):
        translated(root, scope=replace(scope, documents=("statemnt",)))


def test_terms_are_not_sent(tmp_path: Path, bed: Bed) -> None:
    root = project(tmp_path, "libretranslate", bed.url, text="Polyloom weaves documents.\n")
    config = (root / "polyloom.toml").read_text(encoding="utf-8")
    config = config.replace("[pretranslation]", '[pretranslation]\ndo_not_translate = ["Polyloom"]')
    (root / "polyloom.toml").write_text(config, encoding="utf-8")
    assert load_project(root).pretranslation.terms("es") == ("Polyloom",)
    assert translated(root).msgstrs == ["Polyloom WEAVES DOCUMENTS."]
    assert Counter("Polyloom" in text for text in bed.texts) == {False: 1}


def test_equal_answers_to_different_texts_are_not_believed(tmp_path: Path, bed: Bed) -> None:
    bed.misbehave = answers(lambda texts: ["Una frase que no dice nada de nada."] * len(texts))
    text = "The land belongs to everyone.\n\nThe water belongs to nobody.\n"
    outcome = translated(project(tmp_path, "libretranslate", bed.url, text=text))
    assert outcome.msgstrs == ["", ""]
    assert "the answer is the same as that to another text" in outcome.said


def test_progress_counts_texts_across_documents(tmp_path: Path, bed: Bed) -> None:
    bed.latency = 0.3
    root = project(tmp_path, "libretranslate", bed.url, text=MANY, locales='"es", "fr"')
    seen: list[tuple[int, int, str]] = []
    found = load_project(root)
    translate(
        found,
        PretranslationScope(found.locales, ("libretranslate",)),
        RunContext(NullResponseStore(), {}),
        day=NOW.date(),
        progress=lambda *step: seen.append(step),
    )
    assert [done for done, _, _ in seen] == sorted(done for done, _, _ in seen)
    assert {total for _, total, _ in seen} == {120}
    assert "es statement" in {what for _, _, what in seen}
