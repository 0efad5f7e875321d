"""Whether a draft is fit to be written: no machine may break a placeholder, URL or number."""

from __future__ import annotations

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.findings import translation_problems
from polyloom.model import Severity
from polyloom.mt.runtime.response_checks import insanity


def refusal(source: str, draft: str, *, source_locale: str, locale: str) -> str | None:
    """Why a draft is refused, or None if it is fit.

    It is refused where it can be no translation at all, and for a finding of level error.

    >>> refusal("{name} won", "{nombre} ganó", source_locale="en", locale="es")
    'the placeholder {name} is missing from the translation'
    """
    pair = TranslationPair(source, draft, source_locale, locale)
    if reason := insanity(pair):
        return reason
    return next(
        (
            problem.message
            for check, problem in translation_problems(pair)
            if check.severity is Severity.ERROR
        ),
        None,
    )
