"""The translator comment that says who made a draft, on disk with it.

Translator comments survive every gettext tool; flags of our own would not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from polyloom.engines import ENGINES
from polyloom.model import Entry, Origin

_LABEL = re.compile(
    r"\s*Draft by (?P<engine>[a-z][a-z0-9_-]*), [0-9]{4}-[0-9]{2}-[0-9]{2}(?: \(.*\))?\s*"
)


def label(engine: str, day: date, detail: str = "") -> str:
    """The comment for a draft, as the text after ``#``.

    >>> label("memory", date(2026, 11, 23), "peru-statement")
    ' Draft by memory, 2026-11-23 (peru-statement)'
    """
    detail = " ".join(detail.split())
    return f" Draft by {engine}, {day.isoformat()}" + (f" ({detail})" if detail else "")


def origin_of(entry: Entry) -> Origin:
    """Who made the entry's translation.

    A person, unless it is a draft that carries a label: editors clear ``fuzzy`` when a person has
    taken a draft over, and leave the comment.
    """
    if "fuzzy" not in entry.flags:
        return Origin.PERSON
    # The last label is the newest.
    for comment in reversed(entry.translator_comments):
        match = _LABEL.fullmatch(comment)
        if match:
            row = ENGINES.get(match["engine"])
            return row.origin if row else Origin.MACHINE
    return Origin.PERSON


def without_label(comments: Iterable[str]) -> tuple[str, ...]:
    """The translator comments without the labels of drafts."""
    return tuple(comment for comment in comments if not _LABEL.fullmatch(comment))
