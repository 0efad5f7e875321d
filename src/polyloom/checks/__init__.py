"""The table of checks. Adding one is a file here and a line in ``CHECKS``."""

from __future__ import annotations

from polyloom.checks import (
    brackets,
    characters,
    double_spaces,
    doubled_words,
    empty,
    extra_numbers,
    final_punctuation,
    identical,
    length,
    numbers,
    placeholders,
    quotes,
    urls,
    whitespace,
)
from polyloom.checks.contract import Check

CHECKS: tuple[Check, ...] = (
    empty.CHECK,
    numbers.CHECK,
    urls.CHECK,
    placeholders.CHECK,
    characters.CHECK,
    whitespace.CHECK,
    identical.CHECK,
    extra_numbers.CHECK,
    final_punctuation.CHECK,
    quotes.CHECK,
    brackets.CHECK,
    doubled_words.CHECK,
    double_spaces.CHECK,
    length.CHECK,
)
