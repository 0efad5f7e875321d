"""A translation has text where the source has.

- ``"Freedom"`` → ``" "``: looks translated to a program, and is blank to a reader.
- A plural form that is empty while another is filled is found too; an entry without any
  translation is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from polyloom.checks.check_contract import Check, Problem, TranslationPair
from polyloom.messages import message
from polyloom.model import Severity


def _run(pair: TranslationPair) -> Iterator[Problem]:
    if pair.translation.strip() or not pair.source.strip():
        return
    if pair.translation:
        yield Problem(
            message("the translation is nothing but white space"),
            message("translate the text, or leave msgstr empty"),
        )
    else:
        yield Problem(
            message("a plural form is empty"), message("translate every plural form, or none")
        )


CHECK = Check(
    "empty",
    Severity.ERROR,
    "A translation has text where the source has.",
    _run,
)
