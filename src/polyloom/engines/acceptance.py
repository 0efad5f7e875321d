"""Whether a draft is fit to be written: no machine may break a placeholder, URL or number."""

from __future__ import annotations

from polyloom.model import Severity
from polyloom.review.findings import problems
from polyloom.review.pairs import Pair


def refusal(source: str, draft: str, *, source_locale: str, locale: str) -> str | None:
    """Why a draft is refused, in the words of the first error-level check, or None if it is fit.

    >>> refusal("{name} won", "{nombre} ganó", source_locale="en", locale="es")
    'the placeholder {name} is missing from the translation'
    """
    if source.strip() and not draft.strip():
        return "the draft is empty"
    pair = Pair(source, draft, source_locale, locale)
    return next(
        (problem.message for check, problem in problems(pair) if check.severity is Severity.ERROR),
        None,
    )
