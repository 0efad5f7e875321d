"""Random histories of edits, reviews, rewrites and merges.

An approval never speaks of a text that it was not given for, and none that still holds is lost.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polyloom.model import Catalog, Entry
from polyloom.po.parser import read_catalog
from polyloom.po.writer import write_catalog
from polyloom.review.ledger import (
    ReviewAct,
    Verdict,
    act_line,
    read_ledger,
    source_digest,
    translation_digest,
)
from polyloom.review.review_index import ReviewIndex

PEOPLE = ("Ana <ana@example.org>", "Ben <ben@example.org>")
SOURCES = ("We affirm:", "We do affirm:")
TRANSLATIONS = ("Afirmamos:", "Se afirma:", "Afirmamos\\:")
HEADER = (("Content-Type", "text/plain; charset=UTF-8"), ("Language", "es"))

# Who says what of a text: the last word of each person.
Opinions = dict[str, Verdict]


class Said(NamedTuple):
    """What somebody said of a text with a translation, and when."""

    moment: int
    person: str
    source: str
    translation: str
    verdict: Verdict


@dataclass(slots=True)
class Branch:
    """What a branch has on disk; and what was said on it, and taken back, in texts."""

    source: str = SOURCES[0]
    translation: str = TRANSLATIONS[0]
    lines: list[bytes] = field(default_factory=list)
    said: frozenset[Said] = frozenset()
    withdrawn: frozenset[Said] = frozenset()

    def entry(self) -> Entry:
        return Entry(self.source, (self.translation,))

    def said_of_this(self) -> list[Said]:
        """What holds of the text as it is, worked out without digests."""
        text = (self.source, self.translation)
        held = sorted(self.said - self.withdrawn)
        return [each for each in held if (each.source, each.translation) == text]


def opinions(branch: Branch) -> Opinions:
    return {each.person: each.verdict for each in branch.said_of_this()}


def act(branch: Branch, moment: int, person: str, verdict: Verdict, withdraws: str = "") -> None:
    entry = branch.entry()
    line = act_line(
        ReviewAct(
            id=f"{moment}{withdraws}",
            at=f"2026-11-27T{moment // 3600:02}:{moment // 60 % 60:02}:{moment % 60:02}+00:00",
            by=person,
            verdict=verdict,
            source=source_digest(entry),
            translation=translation_digest(entry),
            withdraws=withdraws,
        )
    )
    branch.lines.append(line)


def review_of(branch: Branch) -> Opinions:
    data = b"".join(branch.lines)
    found = ReviewIndex(read_ledger(data).acts).review_of(branch.entry())
    return {each.by: each.verdict for each in (*found.approvals, *found.rejections)}


def rewritten(branch: Branch) -> Entry:
    """The entry after other programs have rewritten its catalog."""
    data = write_catalog(Catalog(HEADER, (branch.entry(),)))
    again = str(polib.pofile(data.decode(), wrapwidth=20))
    (entry,) = read_catalog(again.encode(), "es.po").entries
    return entry


STEPS = st.sampled_from(
    ("edit", "source", "approve", "reject", "withdraw", "rewrite", "branch", "merge", "shuffle")
)


HISTORIES = st.lists(st.tuples(STEPS, st.integers(0, 5)), max_size=25)


@settings(max_examples=200)
@given(HISTORIES)
def test_what_holds_is_what_was_said_of_the_text_as_it_is(steps: list[tuple[str, int]]) -> None:
    live_through(steps)


@pytest.mark.slow
@settings(max_examples=1000)
@given(HISTORIES)
def test_so_it_is_in_many_histories(steps: list[tuple[str, int]]) -> None:
    live_through(steps)


def live_through(steps: list[tuple[str, int]]) -> None:
    branches = [Branch()]
    for moment, (step, number) in enumerate(steps):
        branch = branches[number % len(branches)]
        person = PEOPLE[number % 2]
        if step == "edit":
            branch.translation = TRANSLATIONS[number % 3]
        elif step == "source":
            branch.source = SOURCES[number % 2]
        elif step in ("approve", "reject"):
            act(branch, moment, person, Verdict(step))
            said = Said(moment, person, branch.source, branch.translation, Verdict(step))
            branch.said |= {said}
        elif step == "withdraw":
            withdraw(branch, moment, person)
        elif step == "rewrite":
            entry = rewritten(branch)
            branch.source, branch.translation = entry.msgid, entry.msgstr[0]
        elif step == "branch":
            branches.append(replace(branch, lines=[*branch.lines]))
        elif step == "merge":
            other = branches[(number + 1) % len(branches)]
            ours = [line for line in branch.lines if line not in other.lines]
            branch.lines = [*other.lines, *ours]
            branch.said |= other.said
            branch.withdrawn |= other.withdrawn
        else:
            branch.lines = branch.lines[number:] + branch.lines[:number]
        for each in branches:
            assert review_of(each) == opinions(each)


def withdraw(branch: Branch, moment: int, person: str) -> None:
    """Take back what holds of the text as it is, as ``polyloom unapprove`` does."""
    index = ReviewIndex(read_ledger(b"".join(branch.lines)).acts)
    for each in index.review_of(branch.entry()).verdicts:
        act(branch, moment, person, Verdict.WITHDRAW, withdraws=each.id)
    branch.withdrawn |= set(branch.said_of_this())
