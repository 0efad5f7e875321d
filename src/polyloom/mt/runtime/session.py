"""One engine asked for the texts of one locale: masked, cut to size, in batches, verified, kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from polyloom import placeables
from polyloom.model import Origin
from polyloom.mt.api.contract import (
    Answer,
    Draft,
    EngineRow,
    EngineSettings,
    Failure,
    FailureKind,
    Hint,
    Job,
    Locale,
)
from polyloom.mt.runtime.batches import batches, cut
from polyloom.mt.runtime.response_cache import Keeper, key_of
from polyloom.mt.runtime.response_checks import is_telling, may_share_an_answer
from polyloom.mt.runtime.retry import Caller
from polyloom.mt.runtime.text_splitting import Piece, joined
from polyloom.placeables import PLAIN, MaskedText, MaskFault, MaskShape

_WORDLESS = Failure("there is nothing to translate in it", FailureKind.NONE)
_REPEATED = Failure("the answer is the same as that to another text")


class Wanted(Struct, frozen=True):
    """A source text to be drafted, with the source texts around it."""

    text: str
    before: str = ""
    after: str = ""


class Desk(Struct):
    """An engine at work on one locale. The same text is asked for once.

    ``drafted`` is told of each text and its draft as soon as it is there, ``withdrawn`` of a text
    whose draft proves to be none; ``hints`` gives what the memory knows that is like a text.
    ``_sources`` has the first text that got an answer, by the answer.
    """

    row: EngineRow
    settings: EngineSettings
    caller: Caller
    locale: Locale
    keeper: Keeper
    drafted: Callable[[str, Draft], None] = lambda _text, _draft: None
    withdrawn: Callable[[str], None] = lambda _text: None
    hints: Callable[[str], tuple[Hint, ...]] = lambda _text: ()
    _results: dict[str, asyncio.Future[Draft | Failure]] = field(default_factory=dict)
    _sources: dict[str, str] = field(default_factory=dict)

    async def drafts(self, wanted: Sequence[Wanted]) -> list[Draft | Failure]:
        """A draft for each text, or why there is none."""
        fresh = list({one.text: one for one in wanted if one.text not in self._results}.values())
        loop = asyncio.get_running_loop()
        for one in fresh:
            self._results[one.text] = loop.create_future()
        try:
            await self._settle_all(fresh)
        finally:
            for one in fresh:
                if not self._results[one.text].done():
                    self._results[one.text].cancel()
        return [await self._results[one.text] for one in wanted]

    def failure(self, text: str) -> Failure | None:
        """Why the engine has no draft of a text that it was asked for."""
        future = self._results.get(text)
        settled = future is not None and future.done() and not future.cancelled()
        result = future.result() if future is not None and settled else None
        return result if isinstance(result, Failure) else None

    def given_up(self) -> Failure | None:
        """Why the engine was left alone in this locale, if it was."""
        return self.caller.breaker.broken or self.caller.manners.closed

    async def _settle_all(self, fresh: Sequence[Wanted]) -> None:
        """Keep what earlier runs have, then ask: in each shape, then by stretches of words."""
        texts = [_Text(one, placeables.mask(one.text, self.locale.terms)) for one in fresh]
        left = self._reuse(texts)
        for shape in self.row.shapes:
            left = await self._ask(left, shape)
        await self._ask_stretches(left)

    def _reuse(self, texts: Sequence[_Text]) -> list[_Text]:
        found = self.keeper.look_up([self._key(text) for text in texts])
        left = []
        for text in texts:
            answer = found.get(self._key(text))
            if PLAIN not in self.row.shapes and not any(map(str.isalpha, text.masked.words)):
                self._settle(text, _WORDLESS)
            elif answer is None:
                left.append(text)
            else:
                draft = Draft(self.row.name, answer.text, answer.detail, is_reused=True)
                self._settle(text, self._judged(text, draft))
        return left

    async def _ask(self, texts: Sequence[_Text], shape: MaskShape) -> list[_Text]:
        """Ask in one shape; gives back what should be asked in another way.

        A text without masks looks the same in each shape, and is asked for once.
        """
        if not texts:
            return []
        jobs = [job for text in texts for job in self._jobs(text, shape)]
        parted = batches(jobs, _length, self.row.limits)
        await asyncio.gather(*(self._ask_batch(batch, shape) for batch in parted))
        for text in texts:
            if not text.masked.masks:
                self._settle(text, text.fault)
        return [text for text in texts if not self._results[text.wanted.text].done()]

    def _jobs(self, text: _Text, shape: MaskShape) -> Iterator[_PieceJob]:
        """The text as one job, or as several where it is too long."""
        written = _written(text, shape)
        parts = cut(written, self.row.limits)
        text.parts, text.answers = parts, [None] * len(parts)
        one = text.wanted
        for index, part in enumerate(parts):
            yield _PieceJob(text, index, Job(part.text, shape, one.before, one.after))

    async def _ask_batch(self, batch: Sequence[_PieceJob], shape: MaskShape) -> None:
        outcomes = await self.caller.ask(
            [replace(each.job, hints=self.hints(each.text.wanted.text)) for each in batch]
        )
        kept: dict[bytes, Answer] = {}
        for each, outcome in zip(batch, outcomes, strict=True):
            text = each.text
            text.answers[each.index] = outcome
            if all(answer is not None for answer in text.answers):
                draft = self._draft(text, shape)
                if isinstance(draft, Draft) and not self.row.is_free:
                    kept[self._key(text)] = Answer(draft.text, draft.detail)
        if kept:
            await self.keeper.keep(kept)

    def _draft(self, text: _Text, shape: MaskShape) -> Draft | None:
        """Verify a text whose answers are all there, and settle it unless it may be asked again."""
        answers, failures = text.outcome()
        if failures:
            text.fault = failures[0]
            if failures[0].kind is not FailureKind.REFUSED:
                self._settle(text, failures[0])
            return None
        whole = joined(text.parts, [answer.text for answer in answers], self.locale.target)
        try:
            restored = self._restored(text, shape, whole)
        except MaskFault as fault:
            text.fault = Failure(f"masks were not kept: {fault}")
            return None
        found = self._judged(text, Draft(self.row.name, restored, answers[0].detail))
        if isinstance(found, Failure):
            text.fault = found
            return None
        self._settle(text, found)
        return found

    def _restored(self, text: _Text, shape: MaskShape, answer: str) -> str:
        if shape is PLAIN:
            return answer
        return placeables.restore(text.masked, shape, answer, self.locale.terms)

    def _judged(self, text: _Text, draft: Draft) -> Draft | Failure:
        reason = self.locale.refusal(text.wanted.text, draft.text)
        if reason:
            return Failure(reason)
        return _REPEATED if self._is_repeated(text.wanted.text, draft.text) else draft

    def _is_repeated(self, source: str, answer: str) -> bool:
        """Whether the answer is that to another text, too: then it is none to either.

        The other one loses its draft, unless that is in its catalog already.
        """
        if self.row.origin is not Origin.MACHINE or not is_telling(answer):
            return False
        other = self._sources.setdefault(answer, source)
        if may_share_an_answer(source, other):
            return False
        self._results[other] = asyncio.get_running_loop().create_future()
        self._results[other].set_result(_REPEATED)
        self.withdrawn(other)
        return True

    async def _ask_stretches(self, texts: Sequence[_Text]) -> None:
        """The last way: the words between the masks, each for itself."""
        hopeful = []
        for text in texts:
            text.stretches = placeables.translatable_stretches(text.masked)
            # A stretch that is more than words for itself might wait for its own whole.
            wordy = all(not placeables.mask(each).masks for each in text.stretches)
            if wordy and text.masked.masks and PLAIN not in self.row.shapes:
                hopeful.append(text)
            else:
                self._settle(text, text.fault)
        if not hopeful:
            return
        asked = {stretch: Wanted(stretch) for text in hopeful for stretch in text.stretches}
        drafts = dict(zip(asked, await self.drafts(list(asked.values())), strict=True))
        kept: dict[bytes, Answer] = {}
        for text in hopeful:
            found = self._refilled(text, [drafts[each] for each in text.stretches])
            self._settle(text, found)
            if isinstance(found, Draft) and not self.row.is_free:
                kept[self._key(text)] = Answer(found.text, found.detail)
        await self.keeper.keep(kept)

    def _refilled(self, text: _Text, drafts: Sequence[Draft | Failure]) -> Draft | Failure:
        texts = [draft.text for draft in drafts if isinstance(draft, Draft)]
        if len(texts) < len(drafts):
            return text.fault
        try:
            whole = placeables.refill(text.masked, texts, self.locale.terms)
        except MaskFault:
            return text.fault
        details = [draft.detail for draft in drafts if isinstance(draft, Draft)]
        return self._judged(text, Draft(self.row.name, whole, details[0]))

    def _settle(self, text: _Text, result: Draft | Failure) -> None:
        future = self._results[text.wanted.text]
        if not future.done():
            future.set_result(result)
            if isinstance(result, Draft):
                self.drafted(text.wanted.text, result)

    def _key(self, text: _Text) -> bytes:
        return key_of(self.row, self.settings, self.locale, text.wanted.text)


class _Text(Struct):
    """A text on its way: cut in ``parts``, with the outcome of each; ``fault`` is the last one."""

    wanted: Wanted
    masked: MaskedText
    parts: list[Piece] = field(default_factory=list)
    answers: list[Answer | Failure | None] = field(default_factory=list)
    fault: Failure = _WORDLESS
    stretches: tuple[str, ...] = ()

    def outcome(self) -> tuple[list[Answer], list[Failure]]:
        """The answers and the failures of the parts."""
        return (
            [each for each in self.answers if isinstance(each, Answer)],
            [each for each in self.answers if isinstance(each, Failure)],
        )


class _PieceJob(Struct, frozen=True):
    text: _Text
    index: int
    job: Job


def _length(job: _PieceJob) -> int:
    return len(job.job.text)


def _written(text: _Text, shape: MaskShape) -> str:
    if shape is PLAIN:
        return text.wanted.text
    return placeables.text_for_engine(text.masked, shape)


def calls_needed(texts: Sequence[str], row: EngineRow, terms: Sequence[str]) -> tuple[int, int]:
    """How many calls the texts would take, and how many characters would be sent: an estimate.

    What has to be asked twice is not in it, nor what a server adds for its own sake.
    """
    shape = row.shapes[0]
    jobs = [
        _PieceJob(text, 0, Job(part.text, shape))
        for text in (_Text(Wanted(each), placeables.mask(each, terms)) for each in texts)
        if any(map(str.isalpha, text.masked.words))
        for part in cut(_written(text, shape), row.limits)
    ]
    return len(list(batches(jobs, _length, row.limits))), sum(len(job.job.text) for job in jobs)
