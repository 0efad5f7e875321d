"""What readers are told of a translation, in their own language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from polyloom.language.locales import language_of, script_of


class Wording(StrEnum):
    """The sentences that there are; the value is the key under which each is written."""

    MACHINE = "machine"
    MACHINE_PARTS = "machine_parts"
    UNREVIEWED = "unreviewed"
    UNREVIEWED_PARTS = "unreviewed_parts"
    OUTDATED = "outdated"
    OUTDATED_UNDATED = "outdated_undated"
    UNTRANSLATED = "untranslated"
    UNTRANSLATED_PARTS = "untranslated_parts"


# A locale whose language goes by another name.
_SAME = {"no": "nb", "nn": "nb", "iw": "he", "in": "id"}
_ENGLISH = "en"


@lru_cache(maxsize=64)
def notice_locale(locale: str) -> str:
    """The locale whose wording readers of a locale get: their own, its language's, or English.

    >>> [notice_locale(each) for each in ("pt_BR", "zh_TW", "nn", "es_PE", "tlh")]
    ['pt', 'zh_Hant', 'nb', 'es', 'en']
    """
    known = _wordings()
    return next((name for name in _candidates(locale) if name in known), _ENGLISH)


def notice_text(
    wording: Wording,
    locale: str,
    *,
    source_locale: str,
    day: date | None = None,
    own: Mapping[str, str],
) -> str:
    """A sentence for readers of ``locale``.

    ``own`` is what the project says instead, by the sentences' keys. ``{language}`` and ``{date}``
    in a sentence are the names of the source's language and of the day in the language of readers.
    """
    reader = locale if wording in own else notice_locale(locale)
    text = own[wording] if wording in own else _wordings()[reader][wording]
    if "{language}" in text:
        text = text.replace("{language}", _language_name(source_locale, reader))
    if day is not None and "{date}" in text:
        text = text.replace("{date}", _written_day(day, reader))
    return text


def _candidates(locale: str) -> Iterator[str]:
    language = language_of(locale)
    language = _SAME.get(language, language)
    yield locale
    yield f"{language}_{script_of(locale)}"
    yield language


@lru_cache(maxsize=1)
def _wordings() -> Mapping[str, Mapping[str, str]]:
    text = Path(__file__).with_name("notices.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=64)
def _language_name(locale: str, reader: str) -> str:
    """What a language is called by readers of another one (CLDR)."""
    from babel import Locale, UnknownLocaleError

    try:
        names = Locale.parse(reader.partition("@")[0]).languages
    except (UnknownLocaleError, ValueError):
        names = Locale(_ENGLISH).languages
    return str(names.get(language_of(locale), locale))


@lru_cache(maxsize=64)
def _written_day(day: date, reader: str) -> str:
    """A day with the name of its month, as CLDR writes it."""
    from babel import Locale, UnknownLocaleError
    from babel.dates import format_date

    try:
        return format_date(day, "long", Locale.parse(reader.partition("@")[0]))
    except (UnknownLocaleError, ValueError):
        return day.isoformat()
