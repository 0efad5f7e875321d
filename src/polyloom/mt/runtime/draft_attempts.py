"""A source text on its way to an engine and back: masked, cut to size, asked for, put together."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from polyloom import placeables
from polyloom.messages import message
from polyloom.mt.api.engine_contract import (
    CallLimits,
    Draft,
    EngineRow,
    Failure,
    FailureKind,
    Outcome,
    TranslationRequest,
    TranslationResponse,
)
from polyloom.mt.runtime.batches import batches
from polyloom.mt.runtime.text_splitting import TextChunk, join_translations, split_to_limits
from polyloom.placeables import PLAIN, MaskedText, MaskFault, MaskShape


class SourceText(Struct, frozen=True):
    """A source text to be drafted, with the source texts around it."""

    text: str
    before: str = ""
    after: str = ""


class PreparedText(Struct, frozen=True):
    """A source text, and the same with what is not for an engine found in it."""

    source: SourceText
    masked: MaskedText

    @property
    def has_words(self) -> bool:
        """Whether there is a letter outside of the masks: else there is nothing to translate."""
        return any(map(str.isalpha, self.masked.words))

    @property
    def has_masks(self) -> bool:
        """Whether the text looks different in each shape of masks."""
        return bool(self.masked.masks)


def prepare_text(source: SourceText, terms: Sequence[str]) -> PreparedText:
    """The text with its placeables, and the terms that stay as they are, masked."""
    return PreparedText(source, placeables.mask(source.text, terms))


class DraftAttempt(Struct):
    """One attempt at a text: in one shape of masks, cut in chunks, with the outcome of each.

    ``outcomes`` fill up as calls are answered, None for a chunk that is still under way.
    ``result`` is what came of the whole, once every outcome is there.
    """

    text: PreparedText
    shape: MaskShape
    chunks: tuple[TextChunk, ...]
    outcomes: list[Outcome | None]
    result: Draft | Failure | None = None

    def requests(self) -> list[ChunkRequest]:
        """A request for each chunk."""
        source = self.text.source
        return [
            ChunkRequest(
                self,
                index,
                TranslationRequest(chunk.text, self.shape, source.before, source.after),
            )
            for index, chunk in enumerate(self.chunks)
        ]

    @property
    def is_answered(self) -> bool:
        """Whether every chunk has its outcome."""
        return all(outcome is not None for outcome in self.outcomes)

    @property
    def is_final(self) -> bool:
        """Whether another shape of masks cannot help: there is a draft, or it would fail alike."""
        if isinstance(self.result, Failure):
            return self.result.kind is not FailureKind.REFUSED or not self.text.has_masks
        return self.result is not None


class ChunkRequest(Struct, frozen=True):
    """The request for one chunk of an attempt; ``index`` is the chunk's."""

    attempt: DraftAttempt
    index: int
    request: TranslationRequest


def begin_attempt(text: PreparedText, shape: MaskShape, limits: CallLimits) -> DraftAttempt:
    """The text written in a shape of masks, and cut to what one call may hold."""
    written = text.source.text if shape is PLAIN else placeables.text_for_engine(text.masked, shape)
    chunks = tuple(split_to_limits(written, limits))
    return DraftAttempt(text, shape, chunks, [None] * len(chunks))


def restored_response(
    attempt: DraftAttempt, locale: str, terms: Sequence[str]
) -> TranslationResponse | Failure:
    """The responses to the chunks, joined, with what was masked in its place again.

    The first failure where a chunk has one, or where the masks are not those that were sent.
    """
    responses: list[TranslationResponse] = []
    for outcome in attempt.outcomes:
        if isinstance(outcome, Failure):
            return outcome
        if outcome is not None:
            responses.append(outcome)
    text = join_translations(attempt.chunks, [each.text for each in responses], locale)
    if attempt.shape is not PLAIN:
        try:
            text = placeables.restore(attempt.text.masked, attempt.shape, text, terms)
        except MaskFault as fault:
            return Failure(message("masks were not kept: {fault}", fault=fault))
    return TranslationResponse(text, responses[0].detail)


def request_batches(
    requests: Sequence[ChunkRequest], limits: CallLimits
) -> list[list[ChunkRequest]]:
    """The requests put together to as few calls as the limits allow."""
    return list(batches(requests, lambda each: len(each.request.text), limits))


def calls_needed(texts: Sequence[str], row: EngineRow, terms: Sequence[str]) -> tuple[int, int]:
    """How many calls the texts would take, and how many characters would be sent: an estimate.

    It leaves out what has to be asked twice, and what an engine adds to each call.
    """
    masked = [prepare_text(SourceText(text), terms) for text in texts]
    attempts = [begin_attempt(text, row.shapes[0], row.limits) for text in masked if text.has_words]
    requests = [request for attempt in attempts for request in attempt.requests()]
    characters = sum(len(each.request.text) for each in requests)
    return len(request_batches(requests, row.limits)), characters
