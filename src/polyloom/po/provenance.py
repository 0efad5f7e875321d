"""Provenance: the translator comment that says which engine made a draft, and when.

Translator comments survive every gettext tool; flags of our own would not. Two digests at the end
bind the comment to the source text and to the draft: a draft that somebody has edited since is no
machine's any more.

Some tools wrap comments: polib at 78 columns, Babel at 76. So none that is written is longer, and
one that was broken into lines is read as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from msgspec import Struct

from polyloom.late_patterns import late_pattern
from polyloom.model import Entry, Origin

_DIGEST = "[0-9a-f]{8}"
_PROVENANCE = late_pattern(
    r"\s*Draft by (?P<engine>[a-z][a-z0-9_-]*), [0-9]{4}-[0-9]{2}-[0-9]{2}(?: \(.*\))?"
    rf"(?: \[(?P<source>{_DIGEST}) (?P<draft>{_DIGEST})\])?\s*"
)
_BEGINNING = "Draft by "
# How many characters a comment may have, with its “#”, and how many lines one that was broken.
LONGEST_COMMENT = 76
_MOST_LINES = 8
# How long that part of a detail may be which is kept where the detail is too long: “, 95%”.
_LONGEST_TAIL = 8
# The engine that is no machine.
_MEMORY = "memory"
_PERSON = Origin.PERSON


class DraftProvenance(Struct, frozen=True):
    """A draft with its source text, the engine that made it, and the day.

    ``detail`` tells more of the engine: a model, a pair of languages, or, for the memory, the
    document that the match is from.
    """

    source: str
    draft: str
    engine: str
    day: date
    detail: str = ""


def provenance_comment(made: DraftProvenance) -> str:
    """The comment for a draft, as the text after ``#``.

    >>> day = date(2026, 11, 23)
    >>> provenance_comment(DraftProvenance("a", "b", "memory", day, "peru-statement"))
    ' Draft by memory, 2026-11-23 (peru-statement) [ca978112 3e23e816]'
    """
    said = f" {_BEGINNING}{made.engine}, {made.day.isoformat()}"
    digests = f" [{_digest(made.source)} {_digest(made.draft)}]"
    room = LONGEST_COMMENT - len(f"#{said} (){digests}")
    detail = _shortened(" ".join(made.detail.split()), room)
    return f"{said} ({detail}){digests}" if detail else f"{said}{digests}"


def _shortened(detail: str, room: int) -> str:
    """The detail in so many characters; how well a match fits stays, behind the last comma."""
    if len(detail) <= room:
        return detail
    name, comma, tail = detail.rpartition(", ")
    kept = f"{comma}{tail}" if comma and len(tail) <= _LONGEST_TAIL else ""
    name = (name if kept else detail)[: max(room - len(kept) - 1, 0)]
    return f"{name.rstrip()}…{kept}" if name else ""


class _Label(NamedTuple):
    """A provenance comment among others: where its lines are, and what it says."""

    start: int
    end: int
    match: re.Match[str]


def _labels(comments: Sequence[str]) -> Iterator[_Label]:
    """The provenance comments, those in several lines among them."""
    end = 0
    for start, comment in enumerate(comments):
        if start >= end and comment.lstrip().startswith(_BEGINNING):
            label = _label_at(comments, start)
            if label is not None:
                end = label.end
                yield label


def _label_at(comments: Sequence[str], start: int) -> _Label | None:
    alone = _PROVENANCE.fullmatch(comments[start])
    if alone and alone["draft"]:
        return _Label(start, start + 1, alone)
    joined = comments[start].rstrip()
    for end in range(start + 1, min(start + _MOST_LINES, len(comments))):
        more = comments[end].strip()
        if not more or more.startswith(_BEGINNING):
            break
        joined = f"{joined} {more}"
        match = _PROVENANCE.fullmatch(joined)
        # Without digests it would not be told from what a person wrote below.
        if match and match["draft"]:
            return _Label(start, end + 1, match)
    return _Label(start, start + 1, alone) if alone else None


def origin_of(entry: Entry) -> Origin:
    """Who made the entry's translation.

    A person, unless it is a draft whose provenance comment is bound to its very text: editors clear
    ``fuzzy`` when a person takes a draft over, or leave it and change the text.
    """
    return drafter_of(entry) if "fuzzy" in entry.flags else Origin.PERSON


def drafter_of(entry: Entry) -> Origin:
    """Who wrote the text of the translation, whoever has accepted it since.

    What was drafted stays so while its provenance comment is bound to its very text: somebody may
    have cleared ``fuzzy`` without changing a letter.
    """
    if not entry.translator_comments:
        return _PERSON
    newest: re.Match[str] | None = None
    for label in _labels(entry.translator_comments):
        newest = label.match
    if newest and newest["draft"] in (None, _digest(entry.msgstr[0])):
        return Origin.MEMORY if newest["engine"] == _MEMORY else Origin.MACHINE
    return _PERSON


def draft_label(entry: Entry) -> str:
    """The provenance comment of a draft without its digests: who made it, and when; or nothing.

    >>> draft_label(Entry("a", translator_comments=(" Draft by memory, 2026-11-23 (guide)",)))
    'Draft by memory, 2026-11-23 (guide)'
    """
    newest = ""
    for label in _labels(entry.translator_comments):
        digests = label.match.start("source")
        said = label.match.string if digests < 0 else label.match.string[: digests - 1]
        newest = said.strip()
    return newest


def rebind_provenance(text: str, comments: Iterable[str]) -> tuple[str, ...]:
    """Translator comments whose provenance is bound to ``text``, which was made of their draft."""
    found = list(comments)
    for label in reversed(list(_labels(found))):
        if label.match["draft"]:
            whole = f"{label.match.string[: label.match.start('draft')]}{_digest(text)}]"
            found[label.start : label.end] = [whole]
    return tuple(found)


def without_provenance(comments: Iterable[str]) -> tuple[str, ...]:
    """The translator comments but those that say who made a draft."""
    found = list(comments)
    for label in reversed(list(_labels(found))):
        del found[label.start : label.end]
    return tuple(found)


def _digest(text: str) -> str:
    """The first 32 bits of a text's SHA-256, in hexadecimal digits."""
    # On use: loading it takes longer than reading the catalog of a document.
    import hashlib

    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
