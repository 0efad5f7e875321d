"""Dates, as they stand on a line of their own and inside running text."""

from __future__ import annotations

import re

from polyloom.language.months import MONTHS

_MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
_YEAR = r"\d{4}"
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|º|°|\.)?"
_DATE = re.compile(
    rf"\b{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}\b|\b\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:\d{{4}}|\d{{2}})\b"
    r"|\d{4}\s?[年년]\s?\d{1,2}\s?[月월](?:\s?\d{1,2}\s?[日일])?"
    rf"|(?:\b{_DAY}\s+(?:de\s+|of\s+)?)?\b(?:{_MONTH}|(?:{_SHORT})\b\.?)"
    rf"(?:\s+{_DAY}(?!\d))?,?\s+(?:de\s+|del\s+)?{_YEAR}\b",
    re.IGNORECASE,
)
# A month that is all there is may be the first of a list of months.
_DAY_OF_MONTH = re.compile(rf"\d{{1,2}}\.\s+(?:{_MONTH})\b(?=\W*\w)", re.IGNORECASE)
# What every date has in it.
_DIGITS = re.compile(r"\d{4}|\d[-/.]\d")
_LENGTH = 60
# A place and the day of the week may stand beside a date.
_OTHER_WORDS = 5


def is_date(line: str) -> bool:
    """Whether a line is a date, with a few other words at most: a place, the day of the week.

    >>> is_date("Lima, 17 December 2022"), is_date("2022年12月17日")
    (True, True)
    >>> is_date("In May 2022 they all left the country")
    False
    """
    if len(line) > _LENGTH or _DIGITS.search(line) is None:
        return False
    match = _DATE.search(line)
    if match is None:
        return False
    others = (line[: match.start()] + line[match.end() :]).split()
    return len(others) <= _OTHER_WORDS and not line.endswith((".", "。", ":", "?", "!"))


def begins_with_day_of_month(line: str) -> bool:
    """Whether a line begins with a day of the month such as ``12. März``, which is no point.

    >>> begins_with_day_of_month("12. März kamen sie"), begins_with_day_of_month("12. Marschieren")
    (True, False)
    >>> begins_with_day_of_month("3. März")
    False
    """
    return _DAY_OF_MONTH.match(line) is not None
