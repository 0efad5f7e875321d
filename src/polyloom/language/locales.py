"""Locale names as gettext writes them (``pt_BR``) and as HTML does (``pt-BR``), and which exist.

What exists is what CLDR knows (through Babel): a language, with a script or a territory if need be.
CLDR has no data for some languages that it can name (Aymara, ``ay``): their locales are fine here.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from polyloom.errors import ConfigurationError
from polyloom.late_patterns import late_pattern
from polyloom.messages import ENGLISH, message, spoken_language

if TYPE_CHECKING:
    from babel import Locale

_SHAPE = late_pattern(
    r"(?P<language>[A-Za-z]{2,3})"
    r"(?:[-_](?P<script>[A-Za-z]{4}))?"
    r"(?:[-_](?P<territory>[A-Za-z]{2}|[0-9]{3}))?"
    r"(?:@(?P<modifier>[A-Za-z0-9]+))?"
)

# What a locale's name says, without judging whether there is such a locale (BCP 47, gettext manual
# “Locale Names”: language_TERRITORY.encoding@modifier).
_SUBTAGS = late_pattern(
    r"(?P<language>[A-Za-z]*)"
    r"(?:[-_](?P<script>[A-Za-z]{4})(?![A-Za-z0-9]))?"
    r"(?:[-_](?P<territory>[A-Za-z]{2}|[0-9]{3})(?![A-Za-z0-9]))?"
    r"(?:[^@]*@(?P<modifier>[A-Za-z0-9]+))?"
)

# gettext's own modifiers that name a script, and how BCP 47 says the same.
_MODIFIER_SCRIPTS = {"latin": "Latn", "cyrillic": "Cyrl", "arabic": "Arab", "devanagari": "Deva"}

_RIGHT_TO_LEFT_SCRIPTS = frozenset({"Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg"})

# Names that need no look-up: reading all that CLDR knows takes longer than reading a project.
# fmt: off
_COMMON = frozenset((
    "am", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "en_GB",
    "en_US", "eo", "es", "es_419", "es_MX", "et", "eu", "fa", "fi", "fr", "fr_CA", "ga", "gl",
    "gu", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "km", "kn", "ko",
    "ky", "lo", "lt", "lv", "mk", "ml", "mn", "mr", "ms", "my", "nb", "ne", "nl", "nn", "pa",
    "pl", "ps", "pt", "pt_BR", "pt_PT", "ro", "ru", "si", "sk", "sl", "so", "sq", "sr",
    "sr_Latn", "sv", "sw", "ta", "te", "tg", "th", "ti", "tl", "tr", "uk", "ur", "uz", "vi",
    "yo", "zh_CN", "zh_HK", "zh_Hans", "zh_Hant", "zh_TW", "zu",
))
# fmt: on
_COMMON_RIGHT_TO_LEFT = frozenset(("ar", "fa", "he", "ps", "ur"))


class LocaleSubtags(NamedTuple):
    """The parts of a locale's name, in the usual letter case; empty where nothing is said.

    A modifier of gettext's that names a script, as in ``sr@latin``, is the ``script``;
    ``modifier`` is any other.
    """

    language: str
    script: str
    territory: str
    modifier: str


def canonical_locale(name: str, *, where: str = "") -> str:
    """The locale as gettext writes it: ``pt-br`` and ``pt_BR`` are ``pt_BR``.

    Raises ConfigurationError for a name that CLDR does not know, with the nearest that it does.
    """
    if name in _COMMON:
        return name
    match = _SHAPE.fullmatch(name)
    if match:
        language = match["language"].lower()
        script = (match["script"] or "").title()
        territory = (match["territory"] or "").upper()
        known = _known()
        if (
            language in known["languages"]
            and (not script or script in known["scripts"])
            and (not territory or territory in known["territories"])
        ):
            parts = "_".join(part for part in (language, script, territory) if part)
            return f"{parts}@{match['modifier'].lower()}" if match["modifier"] else parts
    near = nearest_locale(name)
    remedy = (
        message("did you mean {near}?", near=near)
        if near
        else message("write it as gettext does, for example pt_BR")
    )
    raise ConfigurationError(
        message("there is no locale “{name}”", name=name), where=where, remedy=remedy
    )


def nearest_locale(name: str) -> str:
    """The known locale whose name is most like ``name``, or an empty string."""
    import difflib

    from babel.localedata import locale_identifiers

    by_name = {str(title).lower(): str(tag) for tag, title in _english().languages.items()}
    if name.lower() in by_name:
        return by_name[name.lower()]
    wanted = name.replace("-", "_")
    by_lower = {known.lower(): known for known in locale_identifiers()}
    for language in _known()["languages"]:
        by_lower.setdefault(language.lower(), language)
    # The language is right far more often than the rest: look among its own locales first.
    prefix = wanted.lower().split("_")[0]
    own = [known for known in by_lower if known.split("_")[0] == prefix]
    near = difflib.get_close_matches(wanted.lower(), sorted(own), n=1, cutoff=0.5)
    near = near or difflib.get_close_matches(wanted.lower(), sorted(by_lower), n=1, cutoff=0.6)
    return by_lower[near[0]] if near else ""


# Asked for more often than anything else: nearly every check does, of every text.
@lru_cache(maxsize=64)
def language_of(locale: str) -> str:
    """The language of a locale, without its script, territory, encoding and modifier.

    >>> [language_of(locale) for locale in ("pt_BR", "sr@latin", "zh-Hant", "ca_ES.UTF-8@valencia")]
    ['pt', 'sr', 'zh', 'ca']
    """
    return subtags_of(locale).language


@lru_cache(maxsize=64)
def subtags_of(locale: str) -> LocaleSubtags:
    """What a locale's name says, whether or not there is such a locale.

    >>> subtags_of("sr_RS.UTF-8@latin")
    LocaleSubtags(language='sr', script='Latn', territory='RS', modifier='')
    >>> subtags_of("ca@valencia")
    LocaleSubtags(language='ca', script='', territory='', modifier='valencia')
    """
    match = _SUBTAGS.match(locale)
    said = match.groupdict("") if match else {}
    modifier = said.get("modifier", "").lower()
    script = said.get("script", "").title() or _MODIFIER_SCRIPTS.get(modifier, "")
    return LocaleSubtags(
        said.get("language", "").lower(),
        script,
        said.get("territory", "").upper(),
        "" if modifier in _MODIFIER_SCRIPTS else modifier,
    )


@lru_cache(maxsize=64)
def bcp47(locale: str) -> str:
    """The locale as a language tag of BCP 47, for ``lang`` attributes: ``pt-BR``, ``sr-Latn``."""
    name, _, modifier = locale.partition("@")
    parts = name.partition(".")[0].split("_")
    if modifier in _MODIFIER_SCRIPTS and not any(len(part) == 4 for part in parts[1:]):
        parts.insert(1, _MODIFIER_SCRIPTS[modifier])
    return "-".join(parts)


@lru_cache(maxsize=64)
def script_of(locale: str) -> str:
    """The script that the locale is written in, as ISO 15924 has it; empty where CLDR has none.

    >>> script_of("pt_BR"), script_of("zh_Hans"), script_of("sr"), script_of("sr@latin")
    ('Latn', 'Hans', 'Cyrl', 'Latn')
    """
    from babel.core import get_global

    language, *rest = bcp47(locale).split("-")
    if said := next((tag for tag in rest if len(tag) == 4), ""):
        return said
    likely = get_global("likely_subtags")
    full = next(
        (likely[key] for key in ("_".join([language, *rest]), language) if key in likely), ""
    )
    return next((tag for tag in full.split("_")[1:] if len(tag) == 4), "")


@lru_cache(maxsize=64)
def direction(locale: str) -> str:
    """``rtl`` or ``ltr``: the direction in which the locale's script runs."""
    if locale in _COMMON:
        return "rtl" if locale in _COMMON_RIGHT_TO_LEFT else "ltr"
    from babel import Locale, UnknownLocaleError

    subtags = bcp47(locale).split("-")
    script = next((tag for tag in subtags[1:] if len(tag) == 4), "")
    if script:
        return "rtl" if script in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    try:
        return Locale.parse("_".join(subtags), sep="_").text_direction
    except (UnknownLocaleError, ValueError):
        pass
    try:
        return Locale.parse(subtags[0]).text_direction
    except (UnknownLocaleError, ValueError):
        return "ltr"


@lru_cache(maxsize=64)
def english_name(locale: str) -> str:
    """What the locale is called in English: ``Portuguese (Brazil)``."""
    names = _english()
    language, *rest = locale.partition("@")[0].split("_")
    details = [str(names.scripts.get(tag) or names.territories.get(tag) or tag) for tag in rest]
    name = str(names.languages.get(language, language))
    return f"{name} ({', '.join(details)})" if details else name


def spoken_name(locale: str) -> str:
    """What the locale is called in the language that is spoken, or else in English."""
    language = spoken_language()
    return english_name(locale) if language == ENGLISH else _name_in(language, locale)


def native_name(locale: str) -> str:
    """What the locale is called in itself (``português (Brasil)``), or else in English."""
    return _name_in(None, locale)


@lru_cache(maxsize=64)
def _name_in(language: str | None, locale: str) -> str:
    """The locale's name in a language (None: its own), or else in English."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(locale.partition("@")[0], sep="_").get_display_name(language)
    except (UnknownLocaleError, ValueError):
        name = None
    return name or english_name(locale)


@lru_cache(maxsize=1)
def _known() -> dict[str, frozenset[str]]:
    names = _english()
    return {
        "languages": frozenset(tag for tag in map(str, names.languages) if len(tag) <= 3),
        "scripts": frozenset(map(str, names.scripts)),
        "territories": frozenset(map(str, names.territories)),
    }


@lru_cache(maxsize=1)
def _english() -> Locale:
    from babel import Locale

    return Locale("en")
