"""What pre-translation drafts, leaves alone and tells while it is at work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from polyloom.cli.main import main
from polyloom.mt.runtime import event_loop
from polyloom.mt.runtime.response_cache import NullResponseStore
from polyloom.mt.runtime.run_context import RunContext
from polyloom.project.configuration import load_project
from polyloom.stages.pretranslation_plan import PretranslationScope
from polyloom.stages.translate import translate
from support.engine_runs import NOW, project, translated
from support.polyloom import catalog_file, make_project, polyloom, read, translate_by_hand
from support.test_bed import Bed, answers, capitals, serving

MANY = "\n\n".join(f"Sentence number {number} says something." for number in range(60)) + "\n"


@pytest.fixture
def bed() -> Iterator[Bed]:
    with serving() as bed:
        yield bed


def drafts(msgstrs: list[str]) -> int:
    return sum(map(bool, msgstrs))


def test_the_same_text_is_sent_once_across_documents(tmp_path: Path, bed: Bed) -> None:
    root = project(tmp_path, "libretranslate", bed.url, text="We affirm.\n")
    (root / "source/other.txt").write_text("We affirm.\n\nWe deny.\n", encoding="utf-8")
    assert main(["-q", "-C", str(root), "sync"]) == 0
    translated(root)
    assert sorted(bed.texts) == ["We affirm.", "We deny."]
    assert read(root, "es", "other").entries[0].msgstr == ("WE AFFIRM.",)


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


def test_a_scope_of_documents_and_a_limit(tmp_path: Path, bed: Bed) -> None:
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


def test_a_catalog_in_which_nothing_is_empty_is_read_once(
    tmp_path: Path, bed: Bed, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project(tmp_path, "libretranslate", bed.url, text="We affirm.\n")
    texts = {entry.msgid: "Sí." for entry in read(root, "es").entries}
    translate_by_hand(root, "es", texts)
    rewritten: list[str] = []
    monkeypatch.setattr(
        "polyloom.stages.draft_filling.rewrite_catalog",
        lambda *arguments: rewritten.append(arguments[2]),
    )
    translated(root)
    assert rewritten == []


@pytest.mark.parametrize(
    ("text", "is_like_another"),
    [("Peace for all of you.", True), ("Nothing is like it here at all.", False)],
)
def test_an_engine_is_opened_only_for_what_the_memory_may_know(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, is_like_another: bool
) -> None:
    opened: list[str] = []

    def noted(work: Coroutine[Any, Any, Any]) -> Any:
        opened.append("one")
        return run(work)

    run = event_loop.run_async
    monkeypatch.setattr(event_loop, "run_async", noted)
    outcomes = []
    for options in ([], ["--no-index"]):
        root = make_project(
            tmp_path / f"{len(options)}", locales='"es"', text="Peace for all of us.\n"
        )
        assert polyloom(root, "sync").code == 0
        translate_by_hand(root, "es", {"Peace for all of us.": "Paz para todos."})
        (root / "source/statement.txt").write_text(f"Peace for all of us.\n\n{text}\n", "utf-8")
        code = main(["-C", str(root), "pipeline", *options])
        msgstrs = {each.msgid: each.msgstr for each in read(root, "es").entries}
        outcomes.append((code, msgstrs, len(opened)))
        opened.clear()
    assert outcomes[0][:2] == outcomes[1][:2]
    assert outcomes[0][2] == is_like_another
    assert (outcomes[0][1][text] != ("",)) == is_like_another
