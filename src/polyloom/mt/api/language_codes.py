"""The code by which a service calls a locale, of those that it offers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from polyloom.language.locales import subtags_of

# Codes for the same language: old and new, or the language and its most usual form.
_OTHER_NAMES = {
    "nb": "no",
    "no": "nb",
    "fil": "tl",
    "tl": "fil",
    "he": "iw",
    "iw": "he",
    "jv": "jw",
    "tw": "ak",
}
# Codes that a service made up: LibreTranslate's Brazilian Portuguese and Traditional Chinese.
_MADE_UP = {"pt_Latn_BR": "pb", "zh_Hant_TW": "zt"}


def best_code(locale: str, offered: Iterable[str]) -> str | None:
    """The code among those offered that fits a locale as gettext writes it best, or None.

    A territory may be passed over (``es_BO`` is ``es``), a script never: a reader of Serbian in
    Latin letters is not helped by Cyrillic ones.

    >>> best_code("zh_Hans", ["zh-CN", "zh-TW"]), best_code("pt_BR", ["pt"])
    ('zh-CN', 'pt')
    >>> best_code("sr@latin", ["sr", "sr-Cyrl-RS"])
    """
    by_name = {code.lower().replace("_", "-"): code for code in offered}
    return next(
        (by_name[name.lower()] for name in _candidates(locale) if name.lower() in by_name), None
    )


def _candidates(locale: str) -> Iterator[str]:
    """Codes that mean the locale, the most exact first; all of them are in its script."""
    language, said_script, said_territory, _ = subtags_of(locale)
    full = _likely_subtags(language, said_script, said_territory)
    script = full[1]
    if made_up := _MADE_UP.get("_".join(full)) if locale != language else None:
        yield made_up
    for name in (language, _OTHER_NAMES.get(language, language)):
        for territory in (full[2], _likely_subtags(language, script, "")[2]):
            yield f"{name}-{script}-{territory}"
            if _likely_subtags(language, "", territory)[1] == script:
                yield f"{name}-{territory}"
            yield f"{name}-{script}"
            if _likely_subtags(language, "", "")[1] == script:
                yield name


@lru_cache(maxsize=1024)
def _likely_subtags(language: str, script: str, territory: str) -> tuple[str, str, str]:
    """The three, with what is likely in the place of what is empty (UTS 35, likely subtags)."""
    from babel.core import get_global

    likely = get_global("likely_subtags")
    for name in (
        f"{language}_{script}_{territory}",
        f"{language}_{territory}",
        f"{language}_{script}",
        language,
    ):
        if name in likely:
            found = subtags_of(likely[name])
            return language, script or found.script, territory or found.territory
    return language, script or "Latn", territory
