"""A translation differs from a source that has words to translate.

- ``"New elections were called"`` → the same: nobody has translated it.
- Names (``Dina Boluarte``), numbers, URLs, code, and locales of the source's language
  (``en`` → ``en_GB``) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from polyloom.checks.check_contract import Check, Problem, TranslationPair
from polyloom.language.locales import language_of
from polyloom.model import Severity
from polyloom.placeables.prose import prose

_WORD = re.compile(r"[^\W\d_]{2,}")
# Four words that all begin with a capital are a heading more likely than a name.
_LONGEST_NAME = 3


def _run(pair: TranslationPair) -> Iterator[Problem]:
    if pair.source.strip() != pair.translation.strip():
        return
    if language_of(pair.locale) == language_of(pair.source_locale):
        return
    if _would_be_translated(prose(pair.source)):
        yield Problem(
            "the translation is the same as the source",
            "translate it, or leave it if it is the same in both languages",
        )


def _would_be_translated(text: str) -> bool:
    words = _WORD.findall(text)
    small = [word for word in words if not word[0].isupper()]
    if len(words) == 1:
        # A long run of letters that has no case is a sentence of a script without blanks.
        return bool(small) and (small[0].islower() or len(small[0]) > _LONGEST_NAME)
    return bool(small) or len(words) > _LONGEST_NAME


CHECK = Check(
    "identical",
    Severity.WARNING,
    "A translation differs from a source that has words to translate.",
    _run,
)
