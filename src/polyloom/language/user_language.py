"""Which of the languages that a program speaks is the one for whoever uses it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from polyloom.language.locales import script_of, subtags_of
from polyloom.late_patterns import late_pattern

_ENGLISH = "en"
# Locales of the system in which there is no language.
_NO_LANGUAGE = {"C", "POSIX"}
# One of the ranges of a browser's Accept-Language, with its weight (RFC 9110 § 12.5.4).
_RANGE = late_pattern(r"\s*([A-Za-z0-9-]+|\*)\s*(?:;\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*)?")


def environment_languages(environment: Mapping[str, str]) -> tuple[str, ...]:
    """The locales that somebody prefers by their environment, the best first; none is English.

    As with gettext (manual, “Locale Environment Variables”) the first of ``LC_ALL``,
    ``LC_MESSAGES`` and ``LANG`` that is not empty is the locale. Where it is not ``C``, with or
    without an encoding, ``LANGUAGE`` may name several before it, with colons between them. Unlike
    there, it may also where none of them is set, or ``LANG`` is ``C.UTF-8``. What comes after
    English is left out: everything is there in English.

    >>> environment_languages({"LANG": "es_PE.UTF-8", "LANGUAGE": "qu:es:en:fr"})
    ('qu', 'es')
    """
    variables = ("LC_ALL", "LC_MESSAGES", "LANG")
    variable = next((name for name in variables if environment.get(name)), "LANG")
    locale = environment.get(variable, "")
    # Images of systems have LANG=C.UTF-8 for the encoding: whoever runs them has not asked for it.
    plain = locale if variable == "LANG" else locale.partition(".")[0]
    if plain in _NO_LANGUAGE:
        return ()
    found = []
    for name in (*environment.get("LANGUAGE", "").split(":"), locale):
        language = re.split(r"[_.@-]", name, maxsplit=1)[0]
        if language == _ENGLISH:
            break
        if language and language not in _NO_LANGUAGE:
            found.append(name)
    return tuple(found)


def browser_languages(header: str) -> tuple[str, ...]:
    """The locales that a browser prefers by its header ``Accept-Language``, the best first.

    What is no range of languages in it, or refused by a weight of 0, is left out.

    >>> browser_languages("fr;q=0.5, pt-BR, *;q=0.1, de;q=0")
    ('pt_BR', 'fr')
    """
    found: list[tuple[float, str]] = []
    for part in header.split(",")[:32]:
        if (match := _RANGE.fullmatch(part)) and match[1] != "*":
            weight = min(float(match[2] or 1), 1.0)
            found.append((-weight, match[1].replace("-", "_")))
    found.sort(key=lambda each: each[0])
    return tuple(name for weight, name in found if weight)


def spoken_locale(preferred: Iterable[str], shipped: Sequence[str]) -> str:
    """The language to speak with somebody: of those that are shipped, the first that they know.

    A language without its territory is found in any (``pt`` in ``pt_BR``, ``es_MX`` in ``es``), as
    long as it is written in the same script: who reads ``zh_TW`` is not given ``zh_Hans``. English
    is always there.

    >>> spoken_locale(["ca", "es_MX.UTF-8", "fr"], ["ar", "es", "fr"])
    'es'
    """
    for name in preferred:
        subtags = subtags_of(name)
        if not subtags.language:
            continue
        if subtags.language == _ENGLISH:
            return _ENGLISH
        of_language = [each for each in shipped if subtags_of(each).language == subtags.language]
        plain = "_".join(filter(None, subtags[:3]))
        if plain in of_language:
            return plain
        if same := [each for each in of_language if _same_script(plain, each)]:
            return same[0]
    return _ENGLISH


def _same_script(one: str, other: str) -> bool:
    """Whether two locales of a language, neither or both of which may name a script, share it."""
    if not subtags_of(one).script and not subtags_of(other).script:
        # What CLDR knows of languages takes long to read, and most have one script.
        return True
    return script_of(one) == script_of(other)
