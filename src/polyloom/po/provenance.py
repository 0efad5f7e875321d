"""Provenance: the translator comment that says which engine made a draft, and when.

Translator comments survive every gettext tool; flags of our own would not. Two digests at the end
bind the comment to the source text and to the draft: a draft that somebody has edited since is no
machine's any more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from polyloom.model import Entry, Origin

_DIGEST = "[0-9a-f]{8}"
_PROVENANCE = re.compile(
    r"\s*Draft by (?P<engine>[a-z][a-z0-9_-]*), [0-9]{4}-[0-9]{2}-[0-9]{2}(?: \(.*\))?"
    rf"(?: \[(?P<source>{_DIGEST}) (?P<draft>{_DIGEST})\])?\s*"
)
# The engine that is no machine.
_MEMORY = "memory"


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
    detail = " ".join(made.detail.split())
    said = f" Draft by {made.engine}, {made.day.isoformat()}" + (f" ({detail})" if detail else "")
    return f"{said} [{_digest(made.source)} {_digest(made.draft)}]"


def origin_of(entry: Entry) -> Origin:
    """Who made the entry's translation.

    A person, unless it is a draft whose provenance comment is bound to its very text: editors clear
    ``fuzzy`` when a person takes a draft over, or leave it and change the text.
    """
    if "fuzzy" not in entry.flags:
        return Origin.PERSON
    # The last one is the newest.
    for comment in reversed(entry.translator_comments):
        match = _PROVENANCE.fullmatch(comment)
        if match and match["draft"] in (None, _digest(entry.msgstr[0])):
            return Origin.MEMORY if match["engine"] == _MEMORY else Origin.MACHINE
        if match:
            break
    return Origin.PERSON


def rebind_provenance(text: str, comments: Iterable[str]) -> tuple[str, ...]:
    """Translator comments whose provenance is bound to ``text``, which was made of their draft."""
    return tuple(
        f"{comment[: match.start('draft')]}{_digest(text)}]"
        if (match := _PROVENANCE.fullmatch(comment)) and match["draft"]
        else comment
        for comment in comments
    )


def without_provenance(comments: Iterable[str]) -> tuple[str, ...]:
    """The translator comments but those that say who made a draft."""
    return tuple(comment for comment in comments if not _PROVENANCE.fullmatch(comment))


def _digest(text: str) -> str:
    """The first 32 bits of a text's SHA-256, in hexadecimal digits."""
    # On use: loading it takes longer than reading the catalog of a document.
    import hashlib

    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
