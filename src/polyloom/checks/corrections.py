"""Entries as the checks would have them: their corrections applied, one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from polyloom.checks.check_contract import Check, Problem
from polyloom.model import Entry

# What is wrong with an entry: the number of the plural form, the check, and the problem.
EntryProblem = tuple[int, Check, Problem]


def corrected_entry(
    entry: Entry,
    problems_of: Callable[[Entry], Sequence[EntryProblem]],
    is_wanted: Callable[[Check, Problem], bool],
) -> Entry:
    """The entry with the corrections that are wanted; all else of it is as it was.

    A correction after which a check finds more than before, other corrections of that included, is
    left out. To correct what comes of this once more changes nothing.
    """
    found = problems_of(entry)
    refused = set()
    while True:
        for candidate in _candidates(entry, found, is_wanted):
            if candidate.msgstr in refused:
                continue
            settled = _settled(candidate, problems_of, is_wanted)
            left = problems_of(settled)
            if settled.msgstr != entry.msgstr and _counted(left) <= _counted(found):
                entry, found = settled, left
                break
            refused.add(candidate.msgstr)
        else:
            return entry


def _settled(
    entry: Entry,
    problems_of: Callable[[Entry], Sequence[EntryProblem]],
    is_wanted: Callable[[Check, Problem], bool],
) -> Entry:
    """The entry with one correction after the other, until none is left or one goes back."""
    seen = {entry.msgstr}
    while candidates := [*_candidates(entry, problems_of(entry), is_wanted)]:
        new = next((each for each in candidates if each.msgstr not in seen), None)
        if new is None:
            break
        seen.add(new.msgstr)
        entry = new
    return entry


def _candidates(
    entry: Entry,
    problems: Sequence[EntryProblem],
    is_wanted: Callable[[Check, Problem], bool],
) -> Iterator[Entry]:
    """The entry with each of the corrections by itself."""
    for form, check, problem in problems:
        if problem.correction is not None and is_wanted(check, problem):
            forms = list(entry.msgstr)
            forms[form] = problem.correction.text
            yield replace(entry, msgstr=tuple(forms))


def _counted(problems: Sequence[EntryProblem]) -> Counter[str]:
    return Counter(check.name for _, check, _ in problems)
