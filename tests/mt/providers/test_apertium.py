"""Apertium's own programs and data, and how they are driven."""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from polyloom.memory.exact_matches import build_memory
from polyloom.mt.api.engine_contract import (
    EngineContext,
    EngineFailure,
    EngineSession,
    EngineSettings,
    Outcome,
    TranslationRequest,
    TranslationResponse,
)
from polyloom.mt.providers.apertium import ENGINE
from polyloom.mt.providers.apertium.capitalization import with_source_case
from polyloom.mt.providers.apertium.modes import (
    ApertiumMode,
    ModeProgram,
    find_route,
    installed_modes,
    mode_programs,
)
from polyloom.mt.providers.apertium.pipeline import ProgramEnded, ProgramPipeline
from polyloom.mt.providers.apertium.stream import UnfinishedStream, from_stream, to_stream
from polyloom.placeables import BRACKETS, mask, restore, text_for_engine
from support.programs import require_apertium

SENTENCES = [
    "The government has not resigned.",
    "Press `x` twice",
    "**Visual** Studio Code",
    "We will call the first four days of the course Fundamentals.",
    "Set {name} to 5 < 6 & wait [here](https://example.org) for a_b/c $x^ \\ @",
    "The peasants of the valley run the mill",
    "Does it run? No.",
    "run",
    "A record of the runs…",
]


def modes(*names: str) -> list[ApertiumMode]:
    pairs = [name.split("-") for name in names]
    return [ApertiumMode("-".join(pair), pair[0], pair[1], Path()) for pair in pairs]


@pytest.mark.parametrize(
    ("source", "target", "names"),
    [
        ("en", "es", ["en-es"]),
        ("en_GB", "es_PE", ["en-es"]),
        ("en", "it", ["en-es", "es-it"]),
        ("es", "pt_BR", ["es-pt_BR"]),
        ("es", "pt", ["es-pt"]),
        ("es", "pt_PT", ["es-pt"]),
        ("en", "pt_BR", ["en-es", "es-pt_BR"]),
        ("pt_BR", "es", ["pt-es"]),
        ("it", "oc", ["it-es", "es-ca", "ca-oc"]),
    ],
)
def test_the_way_from_a_locale_to_another(source: str, target: str, names: list[str]) -> None:
    known = modes("en-es", "es-it", "it-es", "es-pt", "es-pt_BR", "pt-es", "es-ca", "ca-oc")
    route = find_route(known, source, target)
    assert route is not None
    assert [mode.name for mode in route] == names


def test_no_way() -> None:
    known = modes("en-es", "es-ca_valencia", "es-fr", "fr-oc", "oc-ca", "ca-ro")
    assert find_route(known, "en", "de") is None
    assert find_route(known, "en", "ca_iec2017") is None
    assert find_route(known, "en", "ro") is None, "a way of five pairs leaves little of a text"


def test_modes_are_files_of_pairs(tmp_path: Path) -> None:
    folder = tmp_path / "modes"
    folder.mkdir()
    for name in ("eng-spa", "spa-cat_valencia", "eng-spa-tagger", "spa-eng-debug"):
        (folder / f"{name}.mode").write_text("lt-proc 'a'")
    found = installed_modes(tmp_path)
    assert [(mode.source, mode.target) for mode in found] == [("en", "es"), ("es", "ca_valencia")]
    assert installed_modes(tmp_path / "nowhere") == ()


def test_the_programs_of_a_mode() -> None:
    assert mode_programs("lt-proc -w '/a b/x.bin' | cg-proc '/r.bin' | lt-proc $1 '/y.bin'\n") == (
        ModeProgram(("lt-proc", "-z", "-w", "/a b/x.bin"), stateful=False),
        ModeProgram(("cg-proc", "-z", "/r.bin"), stateful=True),
        ModeProgram(("lt-proc", "-z", "-n", "/y.bin"), stateful=False),
    )


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="⟦⟧\0")))
@example("\\")
@example("a \\[b")
def test_a_text_survives_the_stream(text: str) -> None:
    found = from_stream(to_stream(text))
    assert found.split() == text.split()


def test_an_answer_without_its_end_is_none() -> None:
    with pytest.raises(UnfinishedStream):
        from_stream(b"La mitad de")


@pytest.fixture(scope="module")
def pair() -> Iterator[ProgramPipeline]:
    require_apertium()
    route = find_route(installed_modes(Path("/usr/share/apertium")), "en", "es")
    assert route is not None
    pipeline = ProgramPipeline(mode_programs(route[0].path.read_text("utf-8")), os.environ)
    yield pipeline
    pipeline.close()


def test_results_do_not_depend_on_their_neighbours(pair: ProgramPipeline) -> None:
    texts = [to_stream(sentence) for sentence in SENTENCES]
    alone = [pair.run([text])[0] for text in texts]
    shuffled = [*range(len(texts)), *range(len(texts))]
    random.Random(7).shuffle(shuffled)  # noqa: S311
    together = pair.run([texts[number] for number in shuffled])
    assert together == [alone[number] for number in shuffled]


def test_masks_come_back_and_unknown_words_are_not_marked(pair: ProgramPipeline) -> None:
    masked = mask("The polyloom is in **[the house](x.md)** with `a` and {b}.")
    [answer] = pair.run([to_stream(text_for_engine(masked, BRACKETS))])
    result = restore(masked, BRACKETS, from_stream(answer))
    assert "**[la casa](x.md)**" in result
    assert "*polyloom" not in result
    assert "polyloom" in result


@pytest.mark.slow
def test_a_long_text_does_not_stop_the_programs(pair: ProgramPipeline) -> None:
    text = "The government has not resigned. " * 4_000
    [answer] = pair.run([to_stream(text)])
    assert from_stream(answer).count("gobierno") == 4_000


def test_a_program_that_is_gone_is_said() -> None:
    require_apertium()
    broken = ProgramPipeline([ModeProgram(("false",), stateful=False)], os.environ)
    with pytest.raises(ProgramEnded):
        broken.run([b"a"])
    broken.close()
    stateful = ProgramPipeline([ModeProgram(("false",), stateful=True)], os.environ)
    with pytest.raises(ProgramEnded, match=r"false ended with an error \(1\)"):
        stateful.run([b"a"])
    stateful.close()


def context(locale: str, **options: str) -> EngineContext:
    settings = EngineSettings(options=options)
    return EngineContext("en", locale, build_memory([]), settings, dict(os.environ))


def asked(locale: str, texts: Sequence[str]) -> list[Outcome]:
    async def ask() -> list[Outcome]:
        session = ENGINE.open(context(locale))
        assert isinstance(session, EngineSession)
        try:
            return list(
                await session.translate([TranslationRequest(text, BRACKETS) for text in texts])
            )
        finally:
            await session.close()

    return asyncio.run(ask())


def test_a_pair_that_is_not_direct_goes_through_a_third_language() -> None:
    require_apertium()
    [outcome] = asked("it", ["The big house"])
    assert outcome == TranslationResponse("La casa grande", "en → es → it")


def test_the_programs_end_with_the_pipeline() -> None:
    require_apertium()
    route = find_route(installed_modes(Path("/usr/share/apertium")), "es", "it")
    assert route is not None
    before = children()
    pipeline = ProgramPipeline(mode_programs(route[0].path.read_text("utf-8")), os.environ)
    assert len(children()) > len(before)
    pipeline.close()
    assert children() == before


def children() -> set[str]:
    command = ["ps", "--ppid", str(os.getpid()), "-o", "pid=,comm="]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return {line.strip() for line in listed.splitlines() if not line.endswith(" ps")}


def test_what_it_lacks_is_said_before_it_is_opened(tmp_path: Path) -> None:
    nowhere = {"PATH": str(tmp_path)}
    assert "there is no program lt-proc" in ENGINE.missing_requirement(EngineSettings(), nowhere)
    require_apertium()
    empty = EngineSettings(options={"data": str(tmp_path)})
    assert "no pair of languages in" in ENGINE.missing_requirement(empty, os.environ)
    with pytest.raises(EngineFailure, match="no installed pairs from English to Welsh"):
        ENGINE.open(context("cy"))


@pytest.mark.parametrize(
    ("source", "answer", "mended"),
    [
        ("The house", "La casa", "La casa"),
        ("⟦1⟧ The house", "⟦1⟧ La casa", "⟦1⟧ La casa"),
        ("⟦1⟧ NATO", "⟦1⟧ OTAN", "⟦1⟧ OTAN"),
        ("⟦1⟧ marks", "⟦1⟧ OTAN", "⟦1⟧ OTAN"),
        ("⟦1⟧ 12 marks", "⟦1⟧ Doce", "⟦1⟧ Doce"),
        ("", "La", "La"),
        ("same", "same", "same"),
        ("⟦1⟧", "⟦1⟧", "⟦1⟧"),
        # What Apertium begins with a capital letter in the middle of a sentence.
        ("⟦1⟧ marks", "⟦1⟧ Marcas", "⟦1⟧ marcas"),
        ("⟦1⟧ and ⟦2⟧", "⟦1⟧ Y ⟦2⟧", "⟦1⟧ y ⟦2⟧"),
        ("⟦1⟧CMSIS⟦/1⟧ is", "⟦1⟧CMSIS⟦/1⟧ Es", "⟦1⟧CMSIS⟦/1⟧ es"),
        ("QX1Z is", "QX1Z Es", "QX1Z es"),
        ("“wait", "“Espera", "“espera"),
        ("the house", "La casa", "la casa"),
    ],
)
def test_a_text_begins_in_the_letter_case_of_its_source(
    source: str, answer: str, mended: str
) -> None:
    assert with_source_case(source, answer) == mended


def test_a_word_behind_a_mask_has_no_capital_letter_of_its_own() -> None:
    require_apertium()
    [inside, begin] = asked("es", ["⟦1⟧ is easy to use.", "The house is ⟦1⟧."])
    assert isinstance(inside, TranslationResponse)
    assert isinstance(begin, TranslationResponse)
    assert inside.text.startswith("⟦1⟧ es fácil")
    assert begin.text.startswith("La casa")
