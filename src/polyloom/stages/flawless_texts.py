"""Translations in which the check has found no error in the same run: the build asks it no more."""

from __future__ import annotations

from array import array
from collections.abc import Set

from polyloom.stages.known_checks import CheckedTexts

# Bytes that the numbers of texts may take in a run, 8 each: those of two million texts.
_ROOM = 1 << 24


class FlawlessTexts:
    """The numbers of texts without errors (``text_number``), as far as there is ``room`` (bytes).

    It is of one process and its forks: who gets it by way of a pickle has an empty one without any
    room.
    """

    def __init__(self, room: int = _ROOM) -> None:
        self._room = room
        self._known: dict[tuple[str, str], bytes] = {}

    def __reduce__(self) -> tuple[type[FlawlessTexts], tuple[int]]:
        return FlawlessTexts, (0,)

    def remember(self, locale: str, document: str, checked: CheckedTexts) -> None:
        """Take up what was found in the texts of a document, by its path, in a locale."""
        if len(checked.clean) + 8 * len(checked.found) > self._room:
            return
        # On use: what the index has asks no check.
        from polyloom.checks.check_table import ERROR_CHECKS

        errors = frozenset(check.name for check in ERROR_CHECKS)
        others = [number for number, names in checked.found.items() if errors.isdisjoint(names)]
        numbers = self._known[locale, document] = checked.clean + array("q", others).tobytes()
        self._room -= len(numbers)

    def of(self, locale: str, document: str) -> Set[int]:
        """The numbers of those of a document's texts that are known to be without errors."""
        return frozenset(array("q", self._known.get((locale, document), b"")))


# Of whoever has not checked anything.
NOTHING_CHECKED = FlawlessTexts(0)
