"""Drafts of one engine in one locale: what is asked, what is believed, what is taken back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import pytest
from msgspec.structs import replace

from polyloom.memory import build_memory
from polyloom.model import Origin
from polyloom.mt.api.engine_contract import (
    CallLimits,
    DraftPolicy,
    EngineContext,
    EngineRow,
    EngineSettings,
    Failure,
    FailureKind,
    Outcome,
    ResponseStore,
    TranslationRequest,
    TranslationResponse,
)
from polyloom.mt.runtime.draft_attempts import SourceText
from polyloom.mt.runtime.draft_pipeline import ConfiguredEngine
from polyloom.mt.runtime.engine_chain import EngineChain, start_run
from polyloom.mt.runtime.response_cache import NullResponseStore
from polyloom.mt.runtime.response_checks import refusal_reason
from polyloom.mt.runtime.run_context import RunContext
from polyloom.placeables import BRACKETS, PLAIN, MaskShape
from support.engine_runs import FakeClock

POLICY = DraftPolicy("en", "es", (), partial(refusal_reason, source_locale="en", locale="es"))
REPEATED = "the answer is the same as that to another text"
LAND, WATER = "The land belongs to everyone.", "The water is not for sale."
SAME = "Una frase que no dice nada de nada."


@dataclass
class Dictionary:
    """An engine with one translation for each text; ``asked`` are the texts that it was sent."""

    translations: Mapping[str, str]
    asked: list[str] = field(default_factory=list)

    async def translate(self, requests: Sequence[TranslationRequest]) -> Sequence[Outcome]:
        self.asked += [request.text for request in requests]
        return [TranslationResponse(self.translations[request.text]) for request in requests]

    async def close(self) -> None:
        pass

    def engine(
        self,
        name: str = "dictionary",
        *,
        origin: Origin = Origin.MACHINE,
        shape: MaskShape = BRACKETS,
        texts: int = 10,
    ) -> ConfiguredEngine:
        def open_dictionary(_context: EngineContext) -> Dictionary:
            return self

        row = EngineRow(
            name,
            "A dictionary.",
            needs_network=False,
            origin=origin,
            open=open_dictionary,
            shapes=(shape,),
            limits=CallLimits(texts=texts),
        )
        return ConfiguredEngine(row, EngineSettings(retries=0, concurrency=1))


@dataclass
class Shelf:
    """A store of responses in memory."""

    responses: dict[bytes, TranslationResponse] = field(default_factory=dict)

    def look_up(self, keys: Sequence[bytes]) -> Mapping[bytes, TranslationResponse]:
        return {key: self.responses[key] for key in keys if key in self.responses}

    def store(self, responses: Mapping[bytes, TranslationResponse]) -> None:
        self.responses |= responses


def drafts(
    *engines: ConfiguredEngine,
    asked: Sequence[Sequence[str]],
    store: ResponseStore | None = None,
    asks_again: bool = False,
    policy: DraftPolicy = POLICY,
    look: Callable[[EngineChain], None] = lambda _chain: None,
) -> dict[str, str]:
    """The drafts after the engines were asked for some texts, and then for others."""

    async def work() -> dict[str, str]:
        context = RunContext(store or NullResponseStore(), {}, FakeClock().clock())
        run = start_run(engines, context, asks_again=asks_again)
        async with run.open_chain(policy, build_memory([]), engines) as chain:
            for texts in asked:
                await chain.ask([SourceText(text) for text in texts])
            look(chain)
            return {text: draft.text for text, draft in chain.drafts.by_text.items()}

    return asyncio.run(work())


@pytest.mark.parametrize("asked", [[[LAND, WATER]], [[LAND], [WATER]]])
@pytest.mark.parametrize("texts", [1, 10])
def test_of_two_texts_with_one_translation_none_has_a_draft(
    asked: list[list[str]], texts: int
) -> None:
    """In one call and in two, asked together and one after the other."""

    def look(chain: EngineChain) -> None:
        reasons = [failure.reason for text in (LAND, WATER) for _, failure in chain.failures(text)]
        assert reasons == [REPEATED, REPEATED]

    engine = Dictionary({LAND: SAME, WATER: SAME}).engine(texts=texts)
    assert drafts(engine, asked=asked, look=look) == {}


def test_a_third_text_has_none_either_and_others_keep_theirs() -> None:
    good, third = "People have the last word.", "Everyone may speak at the meeting."
    translations = {
        LAND: SAME,
        good: "El pueblo tiene la última palabra.",
        WATER: SAME,
        third: SAME,
    }
    engine = Dictionary(translations).engine(texts=1)
    assert drafts(engine, asked=[list(translations)]) == {good: translations[good]}


def test_the_next_engine_takes_texts_that_lost_their_drafts() -> None:
    first = Dictionary({LAND: SAME, WATER: SAME})
    good = {LAND: "La tierra es de todo el mundo.", WATER: "El agua no se vende."}
    second = Dictionary(good)
    found = drafts(first.engine(), second.engine("other"), asked=[[LAND, WATER]])
    assert found == good
    assert second.asked == [LAND, WATER]


def test_a_stored_response_is_believed_no_more_than_a_new_one() -> None:
    """It may come from a run in which the other text was not there."""
    shelf = Shelf()
    translations = {LAND: SAME, WATER: SAME}
    assert drafts(Dictionary(translations).engine(), asked=[[LAND]], store=shelf) == {LAND: SAME}
    again = Dictionary(translations)
    assert drafts(again.engine(), asked=[[LAND, WATER]], store=shelf) == {}
    assert again.asked == [WATER]


@pytest.mark.parametrize(
    "translations",
    [
        # Short ones: two texts may well have them in common.
        {"Yes.": "Sí.", "Of course!": "Sí."},
        # The texts differ in what a translation need not show.
        {"We can't accept the law.": SAME, "We cannot accept the law!": SAME},
    ],
)
def test_translations_that_two_texts_may_have_in_common(translations: dict[str, str]) -> None:
    assert drafts(Dictionary(translations).engine(), asked=[list(translations)]) == translations


def test_people_may_have_translated_two_texts_alike() -> None:
    engine = Dictionary({LAND: SAME, WATER: SAME}).engine(origin=Origin.MEMORY, shape=PLAIN)
    assert drafts(engine, asked=[[LAND, WATER]]) == {LAND: SAME, WATER: SAME}


WORDLESS = ["—", "* * *", "{name}", "`make`", "https://example.org/a", "{a} – {b}", "1,234"]


def test_texts_without_words_are_sent_nowhere() -> None:
    def look(chain: EngineChain) -> None:
        failures = [failure for text in WORDLESS for _, failure in chain.failures(text)]
        assert {failure.kind for failure in failures} == {FailureKind.NONE}
        assert len(failures) == len(WORDLESS)

    dictionary = Dictionary({LAND: "La tierra es de todo el mundo."})
    found = drafts(dictionary.engine(), asked=[[*WORDLESS, LAND]], look=look)
    assert found == dictionary.translations
    assert dictionary.asked == [LAND]


def test_the_memory_is_asked_for_texts_without_words() -> None:
    """What people have made of “—” is theirs to say."""
    dictionary = Dictionary({"—": "–", "{name}": "{name}"})
    engine = dictionary.engine(origin=Origin.MEMORY, shape=PLAIN)
    assert drafts(engine, asked=[["—", "{name}"]]) == {"—": "–", "{name}": "{name}"}


CHAT = "Sure! Here is the translation: la tierra."
BEFORE = "(in an earlier run; --again asks once more)"


def reasons(*texts: str) -> tuple[list[Failure], Callable[[EngineChain], None]]:
    """A list, and a look at a chain that puts into it why texts have no draft."""
    found: list[Failure] = []

    def look(chain: EngineChain) -> None:
        found.extend(failure for text in texts for _, failure in chain.failures(text))

    return found, look


@pytest.mark.parametrize("answers", [{LAND: CHAT}, {LAND: ""}, {LAND: SAME, WATER: SAME}])
def test_what_was_refused_stays_refused(answers: dict[str, str]) -> None:
    shelf, asked = Shelf(), list(answers)
    first, look = reasons(*asked)
    assert drafts(Dictionary(answers).engine(), asked=[asked], store=shelf, look=look) == {}
    assert {failure.kind for failure in first} == {FailureKind.REFUSED}
    # Also where only one of the texts is there: what refused it is not there to be seen.
    for texts in (asked, asked[:1], asked[-1:]):
        again = Dictionary(answers)
        found, look = reasons(*texts)
        assert drafts(again.engine(), asked=[texts], store=shelf, look=look) == {}
        assert again.asked == []
        assert {failure.kind for failure in found} == {FailureKind.REFUSED_BEFORE}
        assert all(failure.reason.endswith(BEFORE) for failure in found)


def test_a_text_whose_masks_were_lost_is_not_asked_for_again() -> None:
    shelf, text = Shelf(), "Press **the red one** and wait."

    class Forgetful(Dictionary):
        async def translate(self, requests: Sequence[TranslationRequest]) -> Sequence[Outcome]:
            self.asked += [request.text for request in requests]
            return [TranslationResponse(CHAT) for _ in requests]

    one, other = Forgetful({}), Forgetful({})
    assert drafts(one.engine(), asked=[[text]], store=shelf) == {}
    assert one.asked
    assert drafts(other.engine(), asked=[[text]], store=shelf) == {}
    assert other.asked == []


def test_what_was_refused_is_asked_for_again_where_that_is_wanted_or_rules_are_others() -> None:
    good = {LAND: "La tierra es de todo el mundo."}
    for again, rules in ((True, ""), (False, "other")):
        shelf = Shelf()
        assert drafts(Dictionary({LAND: CHAT}).engine(), asked=[[LAND]], store=shelf) == {}
        policy = replace(POLICY, rules=rules)
        engine = Dictionary(good).engine()
        found = drafts(engine, asked=[[LAND]], store=shelf, asks_again=again, policy=policy)
        assert found == good


def test_what_a_service_did_not_take_is_asked_for_again() -> None:
    """A status says nothing of a text."""

    class Refusing(Dictionary):
        async def translate(self, requests: Sequence[TranslationRequest]) -> Sequence[Outcome]:
            self.asked += [request.text for request in requests]
            return [Failure("the service answered with status 400", status=400) for _ in requests]

    shelf = Shelf()
    for _ in range(2):
        refusing = Refusing({})
        assert drafts(refusing.engine(), asked=[[LAND]], store=shelf) == {}
        assert refusing.asked == [LAND]


def test_the_next_engine_is_asked_for_what_the_one_before_has_refused_earlier() -> None:
    shelf = Shelf()
    first, second = Dictionary({LAND: CHAT}), Dictionary({LAND: "La tierra es de todo el mundo."})
    assert drafts(first.engine(), asked=[[LAND]], store=shelf) == {}
    engines = (first.engine(), second.engine("other"))
    assert drafts(*engines, asked=[[LAND]], store=shelf) == second.translations
    assert (first.asked, second.asked) == ([LAND], [LAND])
