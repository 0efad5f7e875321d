"""Catalogs of which the index knows that they are complete: each text has a finished translation.

Whoever has compared a catalog with its template knows that, so that pre-translation, which would
find nothing to do, need not read it.
"""

from __future__ import annotations

from polyloom.model import Catalog, State
from polyloom.workspace.paths import catalog_path
from polyloom.workspace.work_index import WorkIndex, WorkUnit


def is_complete(catalog: Catalog) -> bool:
    """Whether no entry that is in use is empty, or a draft."""
    return all(entry.obsolete or entry.state is State.TRANSLATED for entry in catalog.entries)


def record_complete(index: WorkIndex, locale: str, name: str) -> None:
    """Record that a catalog is complete, whose file the index was asked about before."""
    index.record(_unit(locale, name), b"")


def is_known_complete(index: WorkIndex, locale: str, name: str) -> bool:
    """Whether a catalog was complete, and is what it was; if that is known."""
    return index.recall(_unit(locale, name)) is not None


def _unit(locale: str, name: str) -> WorkUnit:
    """It depends on the catalog alone, whatever the project's settings are."""
    return WorkUnit("complete", f"{locale} {name}", (catalog_path(locale, name),), b"")
