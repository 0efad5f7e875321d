"""A translation has all sentences of its source.

Sentences may be joined or divided: what counts is that there are fewer, and that the text is
shorter than such translations are by what is missing. What is shorter still is ``length``'s.

- A paragraph of three sentences, of which the last was not translated: found.
- Two sentences that were made one, with all that they say: fine.
"""

from __future__ import annotations

from collections.abc import Iterator

from polyloom.checks.check_contract import Check, Problem, TranslationPair
from polyloom.checks.rules import length
from polyloom.language.locales import language_of
from polyloom.language.scripts import SOUTH_EAST_ASIAN_LANGUAGES
from polyloom.language.sentences import sentences
from polyloom.language.text_length import latin_length, usual_ratio
from polyloom.late_patterns import late_pattern
from polyloom.messages import message
from polyloom.model import Severity
from polyloom.placeables.prose import prose

# As a share of the length that is usual.
_SHORT, _SHORT_OF_TWO = 0.64, 0.58
# Before markup is taken away, in characters; some scripts say in one what Latin says in three.
_CLEARLY_LONG = 0.8
_SHORTEST = 80
_END = late_pattern(r"[.!?…][\"'”’»)\]*_]{0,4}\s{1,4}\w|[。！？]['”’」』）]?\w|[؟۔।]\s")
# Whatever may end a sentence: in a translation abbreviations count as well, to be sure.
_STOP = late_pattern(r"[.!?…。！？؟۔।]+")


def _run(pair: TranslationPair) -> Iterator[Problem]:
    # Most are too long, or have one sentence.
    if (
        len(pair.source) < _SHORTEST
        or len(pair.translation) > _CLEARLY_LONG * len(pair.source)
        or "\n" in pair.source
        or language_of(pair.locale) in SOUTH_EAST_ASIAN_LANGUAGES
        or not _END.search(pair.source)
    ):
        return
    usual = usual_ratio(language_of(pair.source_locale), language_of(pair.locale))
    # With markup first, which is faster to tell, and that of a translation may be broken.
    if _ratio(pair.source, pair.translation) >= _SHORT * usual:
        return
    source, translation = prose(pair.source), prose(pair.translation)
    ratio = _ratio(source, translation) / usual
    if ratio >= _SHORT:
        return
    wanted = len(sentences(source, pair.source_locale))
    if wanted == 2 and ratio >= _SHORT_OF_TWO:
        return
    found = max(len(sentences(translation, pair.locale)), len(_STOP.findall(translation)))
    if found < wanted and next(length.CHECK.run(pair), None) is None:
        yield Problem(
            message(
                "the source has {wanted} sentences, the translation has {found} and is short",
                wanted=wanted,
                found=found,
            ),
            message("see whether a sentence is missing"),
        )


def _ratio(source: str, translation: str) -> float:
    return latin_length(translation) / max(1.0, latin_length(source))


CHECK = Check(
    "missing-sentences",
    Severity.WARNING,
    "A translation has all sentences of its source.",
    _run,
)
