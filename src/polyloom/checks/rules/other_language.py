"""A translation is in the language and script of its locale.

- ``"Save the file before you close it"`` → ``"Guarde el archivo antes de cerrarlo"`` in a
  Portuguese catalog, or Chinese in a Korean one: it belongs elsewhere.
- Names, code, and texts of a few words are left alone, as is what was not translated at all, which
  is ``identical``'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from polyloom.checks.check_contract import Check, Problem, TranslationPair
from polyloom.checks.rules.identical import is_same_but_for_blanks
from polyloom.language.language_guess import (
    foreign_language,
    has_foreign_letters,
    is_in_foreign_script,
    is_in_own_language,
    words_of_letters,
)
from polyloom.language.locales import language_of, spoken_name
from polyloom.messages import message
from polyloom.model import Severity
from polyloom.placeables.prose import prose

# Statements, and what begins a block: in code even the words of its language stay.
_CODE = re.compile(
    r"^[ \t]{0,80}(?:>>>|from \w+ import|\w+ = "
    r"|(?:def|for|if|with|while|class|import|from|return|let|fn)\b.{0,200}[:{;)]$)",
    re.MULTILINE,
)


def _run(pair: TranslationPair) -> Iterator[Problem]:
    text, locale = pair.translation, pair.locale
    if is_in_foreign_script(text, locale):
        if not has_foreign_letters(pair.source, locale):
            yield _problem(
                message("the translation seems to be in another script than the locale's"), locale
            )
    # Nearly all are in their own language.
    elif not is_in_own_language(text, locale) and (language := _foreign(pair)):
        yield _problem(
            message("the translation seems to be in {language}", language=spoken_name(language)),
            locale,
        )


# Another check asks for the same pair right after this one.
@lru_cache(maxsize=16)
def _foreign(pair: TranslationPair) -> str:
    """The language that the translation is in, or nothing; a source may quote a third one."""
    if is_same_but_for_blanks(pair.source, pair.translation):
        return ""
    if language_of(pair.locale) == language_of(pair.source_locale) or _CODE.search(pair.source):
        return ""
    # Before markup is looked for: words are found faster.
    language = _language_of(pair.translation, pair)
    if not language:
        return ""
    without_markup = prose(pair.translation)
    if without_markup != pair.translation:
        language = _language_of(without_markup, pair)
    if language in {"", language_of(pair.source_locale)}:
        return language
    source = words_of_letters(prose(pair.source))
    quoted = foreign_language(source, pair.source_locale, pair.source_locale)
    return "" if quoted == language else language


def _language_of(text: str, pair: TranslationPair) -> str:
    return foreign_language(words_of_letters(text), pair.locale, pair.source_locale)


def _problem(what: str, locale: str) -> Problem:
    return Problem(
        what,
        message(
            "translate it into {language}, or move it to where it belongs",
            language=spoken_name(locale),
        ),
    )


CHECK = Check(
    "other-language",
    Severity.WARNING,
    "A translation is in the language and script of its locale.",
    _run,
)
