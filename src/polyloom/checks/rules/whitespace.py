"""White space at the edges is the source's.

Outputs put a translation where the source text stood, so a line break or a blank too many or too
few at an edge changes what is around it.

- ``"Name: "`` → ``"Nom :"``: the blank at the end is missing.
- ``"Name:"`` → ``"Nom :"``: fine, what is inside is the translator's business.
"""

from __future__ import annotations

from collections.abc import Iterator

from polyloom.checks.check_contract import Check, Problem, TranslationPair
from polyloom.model import Severity

_NAMES = {
    "\n": "a line break",
    "\r\n": "a line break",
    "\t": "a tab",
    " ": "a blank",
    "\u00a0": "a no-break blank",
    "\u202f": "a narrow no-break blank",
    "\u3000": "an ideographic blank",
}


def _run(pair: TranslationPair) -> Iterator[Problem]:
    source, translation = pair.source, pair.translation
    if not source.strip() or not translation.strip():
        return
    wanted = source[: len(source) - len(source.lstrip())]
    found = translation[: len(translation) - len(translation.lstrip())]
    if wanted != found:
        yield _problem("begins", "begin", wanted, found)
    wanted = source[len(source.rstrip()) :]
    found = translation[len(translation.rstrip()) :]
    if wanted != found:
        yield _problem("ends", "end", wanted, found)


def _problem(says: str, do: str, wanted: str, found: str) -> Problem:
    return Problem(
        f"the translation {says} with {_named(found)}, the source with {_named(wanted)}",
        f"{do} the translation with {_named(wanted)}",
    )


def _named(space: str) -> str:
    if not space:
        return "no white space"
    if space in _NAMES:
        return _NAMES[space]
    if len(set(space)) == 1 and space[0] in _NAMES:
        return f"{len(space)} times {_NAMES[space[0]]}"
    return f"white space ({ascii(space)[1:-1]})"


CHECK = Check(
    "whitespace",
    Severity.ERROR,
    "White space at the beginning and at the end is the source's.",
    _run,
)
