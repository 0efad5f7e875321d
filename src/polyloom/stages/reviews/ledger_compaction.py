"""Ledgers without the lines that no longer speak of anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from polyloom.errors import UserError
from polyloom.model import Catalog
from polyloom.po.parser import read_nonempty_catalog
from polyloom.project import Project
from polyloom.review.ledger import ReviewAct, Verdict, read_ledger, source_digest, without_acts
from polyloom.stages.reviews.review_lookup import fault_sentences
from polyloom.workspace.files import files_below, read, write_over
from polyloom.workspace.paths import catalog_folder, reviews_folder

# A source that acts are about: the entry's context, and the digest of its source.
_Source = tuple[str | None, str]


class CompactionReport(Struct, frozen=True):
    """The ledgers that were written, how many lines went and stayed, and what stood in the way."""

    ledgers: tuple[str, ...] = ()
    dropped: int = 0
    kept: int = 0
    problems: tuple[UserError, ...] = ()


def compact_ledgers(project: Project, locales: Sequence[str]) -> CompactionReport:
    """Drop acts about sources that no catalog of the locale has, and what was taken back.

    An approval of another translation of a source that is still there stays: the translation may
    come back. So do lines that are no acts. Where a catalog cannot be read, a locale's ledgers stay
    as they are.
    """
    ledgers: list[str] = []
    dropped = kept = 0
    problems: list[UserError] = []
    for locale in locales:
        try:
            sources = set(_sources(project, locale))
        except UserError as error:
            problems.append(error)
            continue
        for path in files_below(project.root, reviews_folder(locale), ".jsonl"):
            data = read(project.root, path)
            ledger = read_ledger(data)
            problems += fault_sentences(path, ledger.faults)
            acts = ledger.acts
            silent = _silent(acts, sources)
            kept += len(acts) - len(silent)
            dropped += len(silent)
            if silent:
                write_over(project.root, path, without_acts(data, silent), expected=data)
                ledgers.append(path)
    return CompactionReport(tuple(ledgers), dropped, kept, tuple(problems))


def _silent(acts: Sequence[ReviewAct], sources: set[_Source]) -> frozenset[str]:
    """The ids of acts about sources that are gone, of what was taken back, and of the taking."""
    withdrawn = {act.withdraws for act in acts if act.verdict is Verdict.WITHDRAW}
    return frozenset(
        act.id
        for act in acts
        if act.verdict is Verdict.WITHDRAW
        or act.id in withdrawn
        or (act.context, act.source) not in sources
    )


def _sources(project: Project, locale: str) -> Iterable[_Source]:
    """All that the locale's catalogs have, obsolete entries and the sources of drafts included."""
    for path in files_below(project.root, catalog_folder(locale), ".po"):
        yield from _sources_of(read_nonempty_catalog(read(project.root, path), path))


def _sources_of(catalog: Catalog) -> Iterable[_Source]:
    for entry in catalog.entries:
        yield entry.msgctxt, source_digest(entry)
        if (before := entry.previous) is not None:
            yield before.msgctxt, source_digest(before)
