"""Three-way merge of a catalog's header."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from polyloom.merge.three_way import merge_order
from polyloom.model import Catalog
from polyloom.po.header import CREATION_DATE, REVISION_DATE
from polyloom.po.header_text import Header

_DATES = (CREATION_DATE.lower(), REVISION_DATE.lower())

# A field's name in lower case, and how often it stood before.
_Name = tuple[str, int]


def is_newer(theirs: Catalog, ours: Catalog, field: str) -> bool:
    """Whether their date in a field is later than ours; one that is no date is older than any."""
    our_date, their_date = _date(ours.field(field)), _date(theirs.field(field))
    return their_date is not None and (our_date is None or their_date > our_date)


def merge_headers(base: Catalog, ours: Catalog, theirs: Catalog) -> Header:
    """Each field that one side changed as that side has it.

    Where both did, dates are the later ones, and other fields those of the later revision. A field
    that one side removed and the other changed stays.
    """
    prefer_theirs = is_newer(theirs, ours, REVISION_DATE)
    old, our, their = _fields(base), _fields(ours), _fields(theirs)
    merged: dict[_Name, tuple[str, str]] = {}
    for name in dict.fromkeys([*our, *their]):
        field = _field(name, old.get(name), our.get(name), their.get(name), prefer_theirs)
        if field is not None:
            merged[name] = field
    order = merge_order([*old], [*our], [*their], merged, prefer_theirs=prefer_theirs)
    return tuple(merged[name] for name in order)


def _fields(catalog: Catalog) -> Mapping[_Name, tuple[str, str]]:
    fields: dict[_Name, tuple[str, str]] = {}
    for name, value in catalog.header:
        number = sum(known == name.lower() for known, _ in fields)
        fields[name.lower(), number] = (name, value)
    return fields


def _field(
    name: _Name,
    base: tuple[str, str] | None,
    ours: tuple[str, str] | None,
    theirs: tuple[str, str] | None,
    prefer_theirs: bool,
) -> tuple[str, str] | None:
    if theirs in (ours, base):
        return ours
    if ours == base or ours is None:
        return theirs
    if theirs is None:
        return ours
    if name[0] in _DATES:
        our_date, their_date = _date(ours[1]), _date(theirs[1])
        prefer_theirs = their_date is not None and (our_date is None or their_date > our_date)
    return theirs if prefer_theirs else ours


def _date(text: str) -> datetime | None:
    """The time that a date field names, ``2026-11-23 10:15+0100``."""
    try:
        date = datetime.fromisoformat(text)
    except ValueError:
        return None
    return date if date.tzinfo else None
