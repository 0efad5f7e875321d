"""Terms that the project does not translate (``pretranslation.do_not_translate``) are kept.

- ``"Rust is safe"`` with the term ``Rust`` → ``"Óxido es seguro"``: the term was translated.
- ``"in Rust"`` → ``"Rust'ın içinde"``, ``"Rustissa"``, ``"w Ruście"``, ``"Rust에서"``: fine,
  endings and particles may follow.
- ``"Rust, and why Rust"`` → ``"Rust y por qué"``: fine, it is not repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from polyloom.checks.check_contract import Check, Problem, TranslationPair
from polyloom.language.inflection import STEM_CHANGING
from polyloom.language.locales import language_of
from polyloom.language.url_spans import without_urls
from polyloom.messages import message
from polyloom.model import Severity

# A name that is there one time less may stand for itself in a pronoun, or be understood.
_MOST_LEFT_OUT = 1
# Of shorter terms, an ending would be as much as the term is.
_SHORTEST_STEM = 3


def _run(pair: TranslationPair) -> Iterator[Problem]:
    if not any(map(pair.source.__contains__, pair.terms)):
        return
    source, translation = without_urls(pair.source), without_urls(pair.translation)
    for term in pair.terms:
        wanted = len(_in_source(term).findall(source))
        if not wanted:
            continue
        changes = language_of(pair.locale) in STEM_CHANGING
        found = len(_in_translation(term, changes=changes).findall(translation))
        if found and wanted - found <= _MOST_LEFT_OUT:
            continue
        yield Problem(
            message(
                "the term “{term}” is in the source {wanted} times, in the translation only"
                " {found}",
                term=term,
                wanted=wanted,
                found=found,
            )
            if found
            else message("the term “{term}” is missing from the translation", term=term),
            message("write it as the source does: the project does not translate it"),
        )


@lru_cache(maxsize=256)
def _in_source(term: str) -> re.Pattern[str]:
    """A term as a whole word, as masks for engines have it."""
    return re.compile(rf"(?<!\w){re.escape(term)}(?!\w)")


@lru_cache(maxsize=256)
def _in_translation(term: str, *, changes: bool) -> re.Pattern[str]:
    """A term with whatever ending; its last letter may be another one where stems change.

    A word of another script may touch it: ``日本語のRustは``, ``الRust``.
    """
    before = r"(?<![A-Za-z0-9\u00c0-\u024f])" if term[:1].isascii() else ""
    whole = re.escape(term)
    if len(term) < _SHORTEST_STEM:
        return re.compile(rf"{before}{whole}(?![A-Za-z\u00c0-\u024f])")
    if changes and len(term) > _SHORTEST_STEM and term[-1].isalpha():
        return re.compile(rf"{before}{re.escape(term[:-1])}\w")
    return re.compile(rf"{before}{whole}")


CHECK = Check(
    "terms",
    Severity.WARNING,
    "Terms that the project does not translate are in the translation.",
    _run,
)
