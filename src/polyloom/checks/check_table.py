"""The table of checks, in the order in which findings are told.

Adding a check is a file in ``rules`` and a line here.
"""

from __future__ import annotations

from polyloom.checks.check_contract import Check
from polyloom.checks.consistency import SAME_SOURCE, SAME_TRANSLATION
from polyloom.checks.rules import (
    altered_names,
    brackets,
    characters,
    code,
    double_spaces,
    doubled_words,
    emphasis,
    empty,
    extra_numbers,
    final_punctuation,
    homoglyphs,
    identical,
    inverted_marks,
    kashida,
    length,
    links,
    lost_negation,
    marks,
    missing_sentences,
    months_and_weekdays,
    numbers,
    other_language,
    placeholders,
    quote_pairs,
    quotes,
    script_marks,
    spacing,
    tags,
    terms,
    units,
    untranslated_passage,
    urls,
    whitespace,
)
from polyloom.messages import message
from polyloom.model import Severity

CHECKS: tuple[Check, ...] = (
    empty.CHECK,
    numbers.CHECK,
    urls.CHECK,
    placeholders.CHECK,
    links.CHECK,
    tags.CHECK,
    marks.CHECK,
    characters.CHECK,
    whitespace.CHECK,
    identical.CHECK,
    other_language.CHECK,
    untranslated_passage.CHECK,
    lost_negation.CHECK,
    extra_numbers.CHECK,
    units.CHECK,
    altered_names.CHECK,
    months_and_weekdays.CHECK,
    final_punctuation.CHECK,
    quotes.CHECK,
    brackets.CHECK,
    emphasis.CHECK,
    code.CHECK,
    terms.CHECK,
    doubled_words.CHECK,
    homoglyphs.CHECK,
    double_spaces.CHECK,
    spacing.CHECK,
    inverted_marks.CHECK,
    script_marks.CHECK,
    quote_pairs.CHECK,
    kashida.CHECK,
    length.CHECK,
    missing_sentences.CHECK,
)

# Those whose findings are errors.
ERROR_CHECKS = tuple(check for check in CHECKS if check.severity is Severity.ERROR)

# Checks of entries that look at more than a text and its translation.
CHECKS_OF_CATALOGS = ("spelling", "other-text", SAME_SOURCE, SAME_TRANSLATION)


def unknown_check(name: str) -> str:
    """What is wrong with the name of a check, with the nearest; empty where there is that check.

    >>> unknown_check("numbers"), unknown_check("numbrs")
    ('', 'there is no check “numbrs”; did you mean numbers?')
    """
    names = [*(check.name for check in CHECKS), *CHECKS_OF_CATALOGS]
    if name in names:
        return ""
    import difflib

    near = difflib.get_close_matches(name, names, n=1)
    hint = (
        message("did you mean {near}?", near=near[0])
        if near
        else message("there are {names}", names=", ".join(names))
    )
    return message("there is no check “{name}”; {hint}", name=name, hint=hint)
