"""Whether a catalog is in the language of the folder in which it lies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from polyloom.model import Catalog, Finding, Severity

NAME = "language"

_LOCALE = re.compile(
    r"(?P<language>[A-Za-z]+)(?:[-_][A-Z][a-z]{3})?(?:[-_](?P<territory>[A-Z]{2}))?"
)


def find_other_language(catalog: Catalog, *, path: str, locale: str) -> Iterator[Finding]:
    """A warning where the header's ``Language`` cannot be the locale of the folder.

    A language without a territory agrees with one that has one (``pt`` and ``pt_BR``).
    """
    said = catalog.field("Language")
    header, folder = _LOCALE.match(said), _LOCALE.match(locale)
    if header is None or folder is None:
        return
    territories = {header["territory"], folder["territory"]} - {None}
    if header["language"].lower() != folder["language"].lower() or len(territories) > 1:
        yield Finding(
            NAME,
            Severity.WARNING,
            path,
            1,
            f"the header says that the language is {said}, but the catalog is the one for {locale}",
            f"move the file to where it belongs, or write Language: {locale} in its header",
            locale=locale,
        )
