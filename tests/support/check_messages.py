"""What a quality check says of a translation from English."""

from __future__ import annotations

from polyloom.checks.check_contract import Check, TranslationPair
from polyloom.model import Markup


def check_messages(
    check: Check, source: str, translation: str, locale: str, markup: Markup = Markup.MARKDOWN
) -> list[str]:
    pair = TranslationPair(source, translation, "en", locale, markup=markup)
    return [problem.message for problem in check.run(pair)]
