"""One engine asked for drafts in one locale, phase by phase.

Texts are masked; those of earlier runs are taken from the cache; the others are cut to size, sent
in batches, joined, restored, verified and stored. What fails so is asked for in the next shape of
masks, and at last by the stretches of words between the masks. What is refused even then is
stored, too: the next run does not pay for the same answer again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from polyloom import placeables
from polyloom.memory.fuzzy_matches import FuzzyMatch, FuzzyMemory
from polyloom.messages import message
from polyloom.model import Origin
from polyloom.mt.api.engine_contract import (
    Draft,
    DraftPolicy,
    EngineRow,
    EngineSettings,
    Failure,
    FailureKind,
    Outcome,
    TranslationRequest,
    TranslationResponse,
)
from polyloom.mt.runtime.draft_attempts import (
    ChunkRequest,
    DraftAttempt,
    PreparedText,
    SourceText,
    begin_attempt,
    prepare_text,
    request_batches,
    restored_response,
)
from polyloom.mt.runtime.engine_client import EngineClient
from polyloom.mt.runtime.response_cache import ResponseCache, cache_key, refusal_key
from polyloom.mt.runtime.response_checks import is_distinctive, may_share_translation
from polyloom.placeables import PLAIN, MaskFault, MaskShape

# How alike a text must be, 0 to 1, so that its translation helps with another one.
_LEAST_SIMILARITY = 0.5


class ConfiguredEngine(Struct, frozen=True):
    """An engine, and its settings for this run."""

    row: EngineRow
    settings: EngineSettings


class LocaleDrafts(Struct):
    """The drafts of one locale so far, by source text: every engine's."""

    by_text: dict[str, Draft] = field(default_factory=dict)

    def accept(self, text: str, draft: Draft) -> None:
        """Take a draft, unless an engine before has made one."""
        self.by_text.setdefault(text, draft)

    def withdraw(self, text: str) -> None:
        """Take a draft back that proves to be none; one that was written stays written."""
        self.by_text.pop(text, None)


class DraftPipeline(Struct):
    """An engine at work on one locale; the same text is asked for once.

    A draft goes to ``drafts`` as soon as it is there. ``fuzzy_memory`` is for an engine that makes
    use of similar translations, None for others. What earlier runs refused stays so unless the
    run ``asks_again``. ``_results`` has a future for each text, ``_first_sources`` the first text
    that got a translation, by the translation; ``_unstored`` is what is new for the cache.
    """

    engine: ConfiguredEngine
    client: EngineClient
    policy: DraftPolicy
    cache: ResponseCache
    drafts: LocaleDrafts
    fuzzy_memory: FuzzyMemory | None = None
    asks_again: bool = False
    _results: dict[str, asyncio.Future[Draft | Failure]] = field(default_factory=dict)
    _first_sources: dict[str, str] = field(default_factory=dict)
    _unstored: dict[bytes, TranslationResponse] = field(default_factory=dict)

    async def draft(self, texts: Sequence[SourceText]) -> list[Draft | Failure]:
        """A draft for each text, or why there is none. Raises what storing raises."""
        new = list({one.text: one for one in texts if one.text not in self._results}.values())
        loop = asyncio.get_running_loop()
        for one in new:
            self._results[one.text] = loop.create_future()
        try:
            await self._draft_new(new)
        finally:
            for one in new:
                if not self._results[one.text].done():
                    self._results[one.text].cancel()
        return [await self._results[one.text] for one in texts]

    def failure(self, text: str) -> Failure | None:
        """Why the engine has no draft of a text that it was asked for."""
        future = self._results.get(text)
        settled = future is not None and future.done() and not future.cancelled()
        result = future.result() if future is not None and settled else None
        return result if isinstance(result, Failure) else None

    async def _draft_new(self, sources: Sequence[SourceText]) -> None:
        texts = [prepare_text(source, self.policy.terms) for source in sources]
        left = self._take_cached(self._without_refused(texts))
        failed: list[DraftAttempt] = []
        for shape in self.engine.row.shapes:
            failed = await self._ask_in_shape(left, shape)
            left = [attempt.text for attempt in failed]
        await self._ask_by_stretches(failed)

    def _without_refused(self, texts: Sequence[PreparedText]) -> list[PreparedText]:
        """Settle the texts whose responses an earlier run has refused; gives back the others."""
        if self.asks_again:
            return list(texts)
        refused = self.cache.look_up([self._refusal_key(text.source.text) for text in texts])
        left = []
        for text in texts:
            reason = refused.get(self._refusal_key(text.source.text))
            if reason is None:
                left.append(text)
            else:
                # For translators: why a text was refused.
                said = message(
                    "{reason} (in an earlier run; --again asks once more)", reason=reason.text
                )
                self._settle(text, Failure(said, FailureKind.REFUSED_BEFORE))
        return left

    def _take_cached(self, texts: Sequence[PreparedText]) -> list[PreparedText]:
        """Settle texts without words and those that the cache knows; gives back the others."""
        cached = self.cache.look_up([self._key(text.source.text) for text in texts])
        left = []
        for text in texts:
            response = cached.get(self._key(text.source.text))
            if self._sends_masks and not text.has_words:
                self._settle(text, _wordless())
            elif response is None:
                left.append(text)
            else:
                self._settle(text, self._verified(text, response, is_reused=True))
        return left

    async def _ask_in_shape(
        self, texts: Sequence[PreparedText], shape: MaskShape
    ) -> list[DraftAttempt]:
        """Ask for the texts in one shape of masks; gives back the attempts that have failed."""
        limits = self.engine.row.limits
        attempts = [begin_attempt(text, shape, limits) for text in texts]
        requests = [request for attempt in attempts for request in attempt.requests()]
        await asyncio.gather(*map(self._ask_batch, request_batches(requests, limits)))
        return [attempt for attempt in attempts if not attempt.is_final]

    async def _ask_batch(self, batch: Sequence[ChunkRequest]) -> None:
        """One call, and the end of each attempt that it is the last call of.

        A response is worked on and stored as soon as it is there.
        """
        requests = [self._with_fuzzy_matches(each) for each in batch]
        chunks = {id(request): each for request, each in zip(requests, batch, strict=True)}
        storing: list[asyncio.Future[None]] = []

        def answered(request: TranslationRequest, response: TranslationResponse) -> None:
            self._note_outcome(chunks[id(request)], response)
            if self._unstored:
                storing.append(asyncio.ensure_future(self._store()))

        try:
            outcomes = await self.client.ask(requests, answered)
            for each, outcome in zip(batch, outcomes, strict=True):
                if each.attempt.outcomes[each.index] is None:
                    self._note_outcome(each, outcome)
        finally:
            await asyncio.gather(*storing, self._store())

    def _note_outcome(self, chunk: ChunkRequest, outcome: Outcome) -> None:
        """What came of a chunk; with the last one of its text, what comes of that."""
        attempt = chunk.attempt
        attempt.outcomes[chunk.index] = outcome
        if attempt.is_answered:
            attempt.result = self._result(attempt)
            if attempt.is_final:
                self._settle(attempt.text, attempt.result)

    def _result(self, attempt: DraftAttempt) -> Draft | Failure:
        restored = restored_response(attempt, self.policy.locale, self.policy.terms)
        if isinstance(restored, Failure):
            return restored
        return self._verified(attempt.text, restored)

    async def _ask_by_stretches(self, failed: Sequence[DraftAttempt]) -> None:
        """The last resort: the stretches of words between the masks, each as a text of its own."""
        stretches: dict[str, tuple[str, ...]] = {}
        for attempt in failed:
            found = placeables.translatable_stretches(attempt.text.masked)
            # A stretch that has masks itself might wait for its own whole.
            is_plain = not any(placeables.mask(each).masks for each in found)
            if self._sends_masks and found and is_plain:
                stretches[attempt.text.source.text] = found
            else:
                self._settle(attempt.text, _fault(attempt))
        if not stretches:
            await self._store()
            return
        asked = list(dict.fromkeys(each for found in stretches.values() for each in found))
        answered = await self.draft([SourceText(each) for each in asked])
        results = dict(zip(asked, answered, strict=True))
        for attempt in failed:
            if found := stretches.get(attempt.text.source.text, ()):
                self._settle(
                    attempt.text, self._refilled(attempt, [results[each] for each in found])
                )
        await self._store()

    def _refilled(
        self, attempt: DraftAttempt, results: Sequence[Draft | Failure]
    ) -> Draft | Failure:
        """The text with each stretch in the place of its source, where all have a draft."""
        drafts = [each for each in results if isinstance(each, Draft)]
        if len(drafts) < len(results):
            return _fault(attempt)
        texts = [draft.text for draft in drafts]
        try:
            whole = placeables.refill(attempt.text.masked, texts, self.policy.terms)
        except MaskFault:
            return _fault(attempt)
        return self._verified(attempt.text, TranslationResponse(whole, drafts[0].detail))

    def _verified(
        self, text: PreparedText, response: TranslationResponse, *, is_reused: bool = False
    ) -> Draft | Failure:
        """The restored response as a draft, or why it is not fit to be one."""
        source = text.source.text
        if reason := self.policy.refusal(source, response.text):
            return Failure(reason)
        if self._is_repeated(source, response.text):
            return _repeated()
        return Draft(self.engine.row.name, response.text, response.detail, is_reused)

    def _is_repeated(self, source: str, translation: str) -> bool:
        """Whether another text has got the same translation: then it is neither's.

        The other one loses its draft, unless that is in its catalog already.
        """
        if self.engine.row.origin is not Origin.MACHINE or not is_distinctive(translation):
            return False
        other = self._first_sources.setdefault(translation, source)
        if may_share_translation(source, other):
            return False
        self._results[other] = asyncio.get_running_loop().create_future()
        self._results[other].set_result(_repeated())
        self._note_for_cache(other, _repeated())
        self.drafts.withdraw(other)
        return True

    def _settle(self, text: PreparedText, result: Draft | Failure) -> None:
        future = self._results[text.source.text]
        if not future.done():
            future.set_result(result)
            self._note_for_cache(text.source.text, result)
            if isinstance(result, Draft):
                self.drafts.accept(text.source.text, result)

    def _note_for_cache(self, source: str, result: Draft | Failure) -> None:
        """Have a new draft stored, or why what the engine responded was refused.

        What the service did not take it may take tomorrow.
        """
        if self.engine.row.is_free:
            return
        if isinstance(result, Draft):
            if not result.is_reused:
                self._unstored[self._key(source)] = TranslationResponse(result.text, result.detail)
        elif result.kind is FailureKind.REFUSED and not result.status:
            self._unstored[self._refusal_key(source)] = TranslationResponse(result.reason)

    async def _store(self) -> None:
        responses, self._unstored = self._unstored, {}
        if responses:
            await self.cache.store(responses)

    def _with_fuzzy_matches(self, each: ChunkRequest) -> TranslationRequest:
        source = each.attempt.text.source.text
        return replace(each.request, fuzzy_matches=_fuzzy_matches(self.fuzzy_memory, source))

    def _key(self, source: str) -> bytes:
        return cache_key(self.engine.row, self.engine.settings, self.policy, source)

    def _refusal_key(self, source: str) -> bytes:
        return refusal_key(self._key(source), self.policy)

    @property
    def _sends_masks(self) -> bool:
        return PLAIN not in self.engine.row.shapes


def _fuzzy_matches(memory: FuzzyMemory | None, text: str) -> tuple[FuzzyMatch, ...]:
    found = memory.best_match(text, _LEAST_SIMILARITY) if memory else None
    return (found,) if found else ()


def _fault(attempt: DraftAttempt) -> Failure:
    return attempt.result if isinstance(attempt.result, Failure) else _wordless()


def _wordless() -> Failure:
    return Failure(message("there is nothing to translate in it"), FailureKind.NONE)


def _repeated() -> Failure:
    return Failure(message("the answer is the same as that to another text"))
