"""``polyloom translate`` as people run it: what it says, its exit code, what it writes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.engine_runs import project
from support.polyloom import entry, files, make_project, polyloom
from support.programs import require_apertium
from support.test_bed import Bed, answers, apertium, serving, status

TRUST = {"POLYLOOM_TRUST": "all"}
TEXT = "Press **red** buttons near {name}.\n\nWe affirm.\n"


@pytest.fixture
def bed() -> Iterator[Bed]:
    with serving() as bed:
        yield bed


def test_a_run_and_its_summary(tmp_path: Path, bed: Bed) -> None:
    root = project(tmp_path, "libretranslate", bed.url)
    run = polyloom(root, "translate")
    assert (run.code, run.out) == (0, "translate: 2 drafts made, 0 entries left empty\n")
    assert run.err == (
        "es statement: 2 by libretranslate; 0 left empty\nlibretranslate: 48 characters sent\n"
    )
    assert entry(root, "es", "We affirm").flags == ("fuzzy",)


def test_a_dry_run_sends_and_writes_nothing(tmp_path: Path, bed: Bed) -> None:
    root = project(tmp_path, "libretranslate", bed.url, table="price = 1000000")
    before = files(root)
    run = polyloom(root, "translate", "--dry-run")
    assert run.out == (
        "es libretranslate: 2 segments, 7 words; sends 48 characters in 1 request, cost 48.00\n"
        "translate: would send 48 characters in 1 request, cost 48.00\n"
    )
    assert bed.requests == []
    assert files(root) == before
    report = polyloom(root, "translate", "--dry-run", "--json").json
    assert report["forecasts"] == [
        {
            "locale": "es",
            "engine": "libretranslate",
            "segments": 2,
            "words": 7,
            "kept": 0,
            "characters": 48,
            "requests": 1,
            "cost": 48.0,
        }
    ]
    assert polyloom(root, "translate").code == 0
    assert len(bed.requests) == 1
    assert sum(map(len, bed.texts)) == 48


def test_engines_side_by_side(tmp_path: Path, bed: Bed) -> None:
    more = f'[engines.openai]\nurl = "{bed.url}/v1"\nmodel = "small"\n'
    root = project(tmp_path, "libretranslate", bed.url, more=more)
    before = files(root)
    engines = ("--engine", "libretranslate", "--engine", "openai", "--engine", "deepl")
    run = polyloom(root, "translate", "--compare", "--limit", "1", *engines)
    assert run.code == 0, run.err
    assert run.out == (
        "es statement: Press **red** buttons near {name}.\n"
        "    libretranslate: PRESS **RED** BUTTONS NEAR {name}.\n"
        "    openai: PRESS **RED** BUTTONS NEAR {name}.\n"
        "    deepl: – (the variable DEEPL_API_KEY with its key is not set)\n"
        "translate: 1 text compared\n"
    )
    assert files(root) == before


def test_a_failing_engine_shows_in_the_exit_code(tmp_path: Path, bed: Bed) -> None:
    bed.misbehave = status(403)
    root = project(tmp_path, "libretranslate", bed.url)
    run = polyloom(root, "translate")
    assert run.code == 1
    assert run.err == (
        "polyloom: engine libretranslate for es: LibreTranslate refuses access: look at the key; "
        "left alone for the rest of this run\n"
        "libretranslate: 48 characters sent\n"
    )
    assert polyloom(root, "translate", "--json").json["failures"]


def test_the_summary_tells_what_was_refused(tmp_path: Path, bed: Bed) -> None:
    bed.misbehave = answers(lambda texts: ["Sure! Here you are."] * len(texts))
    root = project(tmp_path, "libretranslate", bed.url, table="retries = 0")
    run = polyloom(root, "translate")
    assert run.code == 1
    assert run.out == "translate: 0 drafts made, 2 refused, 2 entries left empty\n"
    assert "es statement: no draft, libretranslate: the answer talks about the tran" in run.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--limit", "0"), "0 is no number greater than 0"),
        (("--dry-run", "--compare"), "not allowed with argument"),
        (("--document", "statemen"), "there is no document “statemen”; did you mean statement?"),
    ],
)
def test_wrong_arguments(
    tmp_path: Path, bed: Bed, arguments: tuple[str, ...], message: str
) -> None:
    root = project(tmp_path, "libretranslate", bed.url)
    run = polyloom(root, "translate", *arguments)
    assert run.code == 2
    assert message in run.err
    assert bed.requests == []


def test_doctor_names_what_engines_lack(tmp_path: Path, bed: Bed) -> None:
    more = "[engines.openai]\n"
    root = project(tmp_path, "deepl", bed.url, more=more)
    run = polyloom(root, "doctor", environment={"DEEPL_API_KEY": ""})
    assert run.code == 1
    assert "broken  engine deepl: " in run.out
    assert "the variable DEEPL_API_KEY with its key is not set" in run.out
    assert "missing engine openai: " in run.out
    assert "no model is named" in run.out
    good = polyloom(root, "doctor", environment={"DEEPL_API_KEY": "s3cret", **TRUST})
    assert "ok      engine deepl: " in good.out
    assert "s3cret" not in good.out


def test_doctor_names_the_ways_of_apertium(tmp_path: Path) -> None:
    require_apertium()
    extra = '[pretranslation]\nengines = ["apertium"]\n'
    root = make_project(tmp_path / "project", locales='"es", "it", "cy"', extra=extra)
    out = polyloom(root, "doctor").out
    assert "installed: en → es, en → es → it; no pairs for cy" in out


def test_one_translation_for_two_texts_is_in_neither(tmp_path: Path, bed: Bed) -> None:
    """Also where the two are asked for in different calls."""
    many = [f"Sentence number {number} says something else." for number in range(30)]
    texts = ["The land belongs to everyone.", *many, "The water is not for sale."]
    same = "Una frase que no dice nada de nada."

    def change(asked: list[str]) -> list[str]:
        return [same if text in (texts[0], texts[-1]) else text.upper() for text in asked]

    bed.translate = change
    root = project(tmp_path, "libretranslate", bed.url, text="\n\n".join(texts) + "\n")
    run = polyloom(root, "translate")
    assert run.out == "translate: 30 drafts made, 2 refused, 2 entries left empty\n"
    reason = "the answer is the same as that to another text"
    assert f"es statement: no draft, libretranslate: {reason} (2 times)\n" in run.err
    assert len(bed.requests) == 2
    assert [entry(root, "es", text).msgstr for text in (texts[0], texts[-1])] == [("",), ("",)]
    assert same not in (root / "locales/es/LC_MESSAGES/statement.po").read_text("utf-8")


def test_texts_without_words_stay_empty_and_are_no_refusal(tmp_path: Path, bed: Bed) -> None:
    root = project(tmp_path, "libretranslate", bed.url, text="We affirm.\n\n{name}\n\n{a} – {b}\n")
    run = polyloom(root, "translate")
    assert (run.code, run.out) == (0, "translate: 1 draft made, 2 entries left empty\n")
    assert run.err == (
        "es statement: 1 by libretranslate; 2 left empty\nlibretranslate: 10 characters sent\n"
    )
    assert bed.texts == ["We affirm."]
    assert entry(root, "es", "{name}").msgstr == ("",)


def test_a_draft_that_is_its_source_is_a_finding(tmp_path: Path, bed: Bed) -> None:
    bed.misbehave = answers(lambda texts: texts)
    text = "The land belongs to those who work on it.\n"
    root = project(tmp_path, "libretranslate", bed.url, text=text)
    assert polyloom(root, "translate").code == 0
    assert entry(root, "es", "The land").msgstr[0] == text.strip()
    assert "identical" in polyloom(root, "check").out


def test_with_real_machine_translation(tmp_path: Path, bed: Bed) -> None:
    require_apertium()
    bed.translate = apertium("eng-spa")
    text = "The house is red and the dog is **black**.\n\nWe want a new government.\n"
    root = project(tmp_path, "libretranslate", bed.url, text=text)
    run = polyloom(root, "translate")
    assert run.code == 0, run.err
    draft = entry(root, "es", "The house").msgstr[0]
    assert "casa" in draft
    assert "**" in draft
    assert entry(root, "es", "We want").msgstr[0].startswith("Queremos un")
