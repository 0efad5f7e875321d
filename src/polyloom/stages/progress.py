"""How far a stage is, told to whoever watches, such as a progress bar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from polyloom.project.documents import CatalogFile

# Told of (steps done, steps in all, what comes next).
Progress = Callable[[int, int, str], None]

Outcome = TypeVar("Outcome")


def unwatched(done: int, total: int, what: str) -> None:
    """Progress that nobody watches."""


def watched(
    outcomes: Iterable[Outcome], names: Sequence[str], progress: Progress
) -> Iterator[Outcome]:
    """Yield each outcome as it comes; there is one for each of ``names``, in their order."""
    progress(0, len(names), names[0] if names else "")
    for done, outcome in enumerate(outcomes, 1):
        progress(done, len(names), names[done] if done < len(names) else "")
        yield outcome


def each_catalog(
    locales: Sequence[str], catalogs: Sequence[CatalogFile], progress: Progress
) -> Iterator[tuple[str, CatalogFile]]:
    """Yield each pair of a locale and a catalog, all catalogs of the first locale first."""
    total = len(locales) * len(catalogs)
    done = 0
    for locale in locales:
        for file in catalogs:
            progress(done, total, f"{locale} {file.name}")
            done += 1
            yield locale, file
    progress(total, total, "")
