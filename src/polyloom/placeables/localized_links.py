"""Link targets that a translation may replace by those of its own locale.

A link target is a placeable: it stays as it is, but for addresses that name their language, such as
those of Wikipedia. Which ones do so, patterns say: a host or the beginning of an address, without
its scheme, with ``{locale}`` where the language stands (``example.org/{locale}/``, ``/{locale}/``,
``{locale}.example.org``). The pattern ``*/{locale}/`` is for the same page of any site in the
folder of another language (``docs.example.org/en-us/tea`` → ``docs.example.org/es/tea``).
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from msgspec import Struct

from polyloom.language.locales import bcp47, language_of
from polyloom.late_patterns import late_pattern

LOCALE_PLACEHOLDER = "{locale}"
# Every Wikipedia is another work, and a reader's own is what an author would link to.
# The same page of any site that has its languages in folders.
ANY_SITE = "*/{locale}/"
DEFAULT_PATTERNS = ("{locale}.wikipedia.org", "{locale}.m.wikipedia.org", ANY_SITE)
# Wikipedias that are not named as CLDR names their language.
_OTHER_NAMES = {"nb": "no", "fil": "tl", "yue": "zh-yue", "gsw": "als"}
_SCHEME = late_pattern(r"(?:https?:)?//", re.IGNORECASE)
# What may stand behind the beginning of an address that does not end in a slash.
_BOUNDARIES = frozenset(("", "/", "?", "#"))


class LocalizedLinks(Struct, frozen=True):
    """Which link targets of a text in ``source_locale`` may be others in ``locale``.

    Both are locales as gettext writes them; ``patterns`` are those of the project.
    """

    patterns: tuple[str, ...]
    source_locale: str
    locale: str

    def allows(self, source: str, translation: str) -> bool:
        """Whether the address ``translation`` may stand where ``source`` stood.

        Both must begin as one pattern says, each with its own locale. In the source the locale may
        be left out, as addresses in a site's first language often do. What follows is free, for
        pages may be named in their language; but it may not lead out again (``..``).

        >>> links = LocalizedLinks(("example.org/{locale}/",), "en", "pt_BR")
        >>> links.allows("https://example.org/en/tea", "https://example.org/pt-br/cha")
        True
        >>> links.allows("https://example.org/en/tea", "https://example.com/pt-br/cha")
        False
        """
        return not self._of_source(source).isdisjoint(self._of_translation(translation))

    def match(self, missing: Counter[str], added: Counter[str]) -> None:
        """Take off both counters the addresses of the source that were replaced as allowed.

        ``missing`` are the addresses of a source text that its translation lacks, ``added`` those
        of the translation that its source lacks.
        """
        lost: dict[_Beginning, list[str]] = {}
        for address in missing.elements():
            for beginning in self._of_source(address):
                lost.setdefault(beginning, []).append(address)
        for address in list(added.elements()) if lost else ():
            for beginning in self._of_translation(address):
                while (candidates := lost.get(beginning)) and not missing[candidates[-1]]:
                    candidates.pop()
                if candidates:
                    _take(missing, candidates.pop())
                    _take(added, address)
                    break

    def _of_source(self, address: str) -> frozenset[_Beginning]:
        return self._beginnings(address, self.source_locale, is_source=True)

    def _of_translation(self, address: str) -> frozenset[_Beginning]:
        if ".." in address or "\\" in address:
            return frozenset()
        return self._beginnings(address, self.locale, is_source=False)

    def _beginnings(self, address: str, locale: str, *, is_source: bool) -> frozenset[_Beginning]:
        scheme = _SCHEME.match(address)
        rest = address[scheme.end() :] if scheme else address
        lowered = rest.lower()
        found = {
            (scheme is not None, pattern)
            for pattern in self.patterns
            if _begins(lowered, _written(pattern, locale, is_source=is_source))
        }
        if (
            scheme
            and locale
            and ANY_SITE in self.patterns
            and (form := _language_free(rest, locale))
        ):
            found.add((True, form))
        return frozenset(found)


NO_LOCALIZED_LINKS = LocalizedLinks((), "", "")

# Whether an address has a scheme or host, and the pattern that it begins as, or its form without
# the folder of its language.
_Beginning = tuple[bool, str]


def _take(counter: Counter[str], address: str) -> None:
    """Take one occurrence of an address off a counter."""
    counter[address] -= 1
    if not counter[address]:
        del counter[address]


def _begins(address: str, beginnings: tuple[str, ...]) -> bool:
    return any(
        (address and address == beginning.rstrip("/"))
        or (address.startswith(beginning) and _is_whole(beginning, address))
        for beginning in beginnings
    )


def _language_free(address: str, locale: str) -> str | None:
    """The address, without scheme, with a placeholder for the first folder that names the language.

    None where no folder does. A region may follow, whichever: ``en-us``, ``pt_BR``, ``es-419``.
    """
    host, slash, rest = address.partition("/")
    path = re.split("[?#]", rest, maxsplit=1)[0]
    folders = path.split("/")
    name = re.compile(
        rf"{re.escape(language_of(locale))}(?:[-_](?:[a-z]{{2}}|[0-9]{{3}}))?", re.IGNORECASE
    )
    place = next((place for place, each in enumerate(folders) if name.fullmatch(each)), None)
    if not slash or place is None:
        return None
    folders[place] = LOCALE_PLACEHOLDER
    return f"{host.lower()}/{'/'.join(folders)}{rest[len(path) :]}"


def _is_whole(beginning: str, address: str) -> bool:
    """Whether the address's host or folder ends where its beginning ends."""
    end = len(beginning)
    return beginning.endswith("/") or address[end : end + 1] in _BOUNDARIES


@lru_cache(maxsize=256)
def _written(pattern: str, locale: str, *, is_source: bool) -> tuple[str, ...]:
    """How a pattern is written for a locale, in lower case; for a source without it, too."""
    pattern = pattern[found.end() :] if (found := _SCHEME.match(pattern)) else pattern
    language = language_of(locale)
    names = {locale, bcp47(locale), language, _OTHER_NAMES.get(language, language)}
    made = {pattern.replace(LOCALE_PLACEHOLDER, name) for name in names}
    if is_source:
        made.add(re.sub(r"\{locale\}[/.]?", "", pattern))
    return tuple(sorted({each.lower() for each in made} - {""}))
