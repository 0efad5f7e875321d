"""Whether a catalog is in the language of the folder in which it lies."""

from __future__ import annotations

from collections.abc import Iterator

from polyloom.language.locales import subtags_of
from polyloom.messages import message
from polyloom.model import Catalog, Finding, Severity

NAME = "language"


def find_other_language(catalog: Catalog, *, path: str, locale: str) -> Iterator[Finding]:
    """A warning where the header's ``Language`` cannot be the locale of the folder.

    A language without a territory agrees with one that has one (``pt`` and ``pt_BR``).
    """
    said = catalog.field("Language")
    header, folder = subtags_of(said), subtags_of(locale)
    if not header.language or not folder.language:
        return
    territories = {header.territory, folder.territory} - {""}
    if header.language != folder.language or len(territories) > 1:
        yield Finding(
            NAME,
            Severity.WARNING,
            path,
            1,
            message(
                "the header says that the language is {said}, but the catalog is the one for"
                " {locale}",
                said=said,
                locale=locale,
            ),
            message(
                "move the file to where it belongs, or write Language: {locale} in its header",
                locale=locale,
            ),
            locale=locale,
        )
