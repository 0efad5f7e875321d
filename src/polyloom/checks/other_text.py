"""Translations that seem to be those of other texts, by what sentence embeddings say they mean.

In a catalog whose rows have slipped, or where a translation was pasted into the wrong entry, every
other check may be content. A translation is told where it means something else than its source,
and another source of the catalog means nearly the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from polyloom.checks.check_contract import excerpt
from polyloom.checks.findings import CheckContext
from polyloom.language.locales import language_of
from polyloom.language.word_count import count_words
from polyloom.messages import message
from polyloom.model import Catalog, Entry, Finding, Severity
from polyloom.placeables.prose import prose

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAME = "other-text"

# Of shorter texts the embeddings say too little.
_FEWEST_WORDS = 4
# Cosines: how near the other source is, and how much nearer than its own. Of 582 translations of
# French, Arabic and Russian that were exchanged 560 are found so; of Spanish ones that nobody had
# touched nine, each of which was wrong.
_NEAR, _NEARER = 0.6, 0.25
# How many translations are compared with all sources at once.
_ROWS = 512


class SentenceEncoder(Protocol):
    """What gives texts of several languages vectors of length 1, near for what means the same."""

    def speaks(self, language: str) -> bool:
        """Whether it knows a language."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A row for each text."""
        ...


def find_other_texts(
    catalog: Catalog, context: CheckContext, encoder: SentenceEncoder
) -> Iterator[Finding]:
    """A warning for each translation of a catalog that seems to be another text's."""
    languages = (language_of(context.source_locale), language_of(context.locale))
    if not all(map(encoder.speaks, languages)):
        return
    entries = [entry for entry in catalog.entries if _says_enough(entry)]
    if len(entries) < 2:
        return
    sources = encoder.encode([entry.msgid for entry in entries])
    translations = encoder.encode([entry.msgstr[0] for entry in entries])
    for first in range(0, len(entries), _ROWS):
        cosines = translations[first : first + _ROWS] @ sources.T
        for row, of_translation in enumerate(cosines):
            number = first + row
            other = int(of_translation.argmax())
            nearest = float(of_translation[other])
            if nearest > _NEAR and nearest - float(of_translation[number]) > _NEARER:
                yield _finding(entries[number], entries[other], context)


def _says_enough(entry: Entry) -> bool:
    """Whether an entry has a translation of its own, and words enough."""
    if entry.obsolete or entry.msgid_plural is not None or not entry.has_translation:
        return False
    if entry.msgid.strip() == entry.msgstr[0].strip():
        return False
    return count_words(prose(entry.msgid)) >= _FEWEST_WORDS


def _finding(entry: Entry, other: Entry, context: CheckContext) -> Finding:
    return Finding(
        check=NAME,
        severity=Severity.WARNING,
        path=context.path,
        line=entry.line,
        message=message(
            "the translation seems to be that of another text: {msgid}, line {line}",
            msgid=excerpt(other.msgid),
            line=other.line,
        ),
        hint=message(
            "see whether it stands in the wrong entry, or is that of a source that has changed"
        ),
        msgid=entry.msgid,
        locale=context.locale,
        in_draft=entry.is_fuzzy,
    )
