"""What was done on the page, so that it can be undone."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from polyloom.model import Entry, EntryKey
from polyloom.stages.reviews.reviewed_documents import ReviewedText

# So many acts can be undone.
_MOST = 1000


class DoneAct(Struct, frozen=True):
    """What was done with a text: in words, the entry before and after it, the ledger's acts."""

    locale: str
    path: str
    key: EntryKey
    words: str
    before: Entry
    after: Entry
    acts: Sequence[str] = ()


class DoneActs:
    """The acts, the last one at the end."""

    def __init__(self) -> None:
        self._acts: list[DoneAct] = []

    def add(self, act: DoneAct) -> None:
        """Note what was done."""
        self._acts.append(act)
        del self._acts[:-_MOST]

    def last(self, text: ReviewedText) -> DoneAct | None:
        """What was last done with a text."""
        wanted = (text.locale, text.file.path, text.key)
        for act in reversed(self._acts):
            if (act.locale, act.path, act.key) == wanted:
                return act
        return None

    def last_words(self, text: ReviewedText) -> str:
        """What was last done with a text, in words; empty where nothing was."""
        act = self.last(text)
        return act.words if act else ""

    def drop(self, act: DoneAct) -> None:
        """Forget an act, which was undone."""
        self._acts.remove(act)
