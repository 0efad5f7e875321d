"""The catalogs of a locale, compared with each other: findings about contradictions."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress

from msgspec import Struct

from polyloom.checks.consistency import PlacedEntry, contested_entries, contradictions
from polyloom.errors import UserError
from polyloom.model import Catalog, Finding
from polyloom.project.documents import CatalogFile
from polyloom.stages.inputs import need_catalog
from polyloom.stages.reviews.accepted_findings import without_accepted
from polyloom.stages.reviews.review_lookup import ReviewLookup
from polyloom.workspace.paths import catalog_path


class ConsistencyReport(Struct, frozen=True):
    """Findings by the path of their catalog, and how many somebody has said are meant."""

    findings: Mapping[str, Sequence[Finding]]
    accepted: int


def consistency_findings(
    reviews: ReviewLookup,
    locale: str,
    catalogs: Sequence[tuple[CatalogFile, array[int]]],
) -> ConsistencyReport:
    """What contradicts something else in a locale's catalogs, each with its ``entry_digests``.

    Reads again only the catalogs with entries that may. What is wrong with a catalog itself was
    said where it was read first.
    """
    read: dict[str, tuple[CatalogFile, Catalog]] = {}
    entries: list[PlacedEntry] = []
    contested = contested_entries([digests for _, digests in catalogs])
    for number, places in contested.items():
        file = catalogs[number][0]
        with suppress(UserError, IndexError):
            catalog = need_catalog(reviews.project, locale, file.name).catalog
            path = catalog_path(locale, file.name)
            entries += [PlacedEntry(path, catalog.entries[place]) for place in places]
            read[path] = (file, catalog)
    by_path: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in contradictions(entries, locale):
        by_path[finding.path].append(finding)
    kept = {
        path: _not_accepted(reviews, locale, read[path], findings)
        for path, findings in by_path.items()
    }
    return ConsistencyReport(kept, sum(map(len, by_path.values())) - sum(map(len, kept.values())))


def _not_accepted(
    reviews: ReviewLookup,
    locale: str,
    read: tuple[CatalogFile, Catalog],
    findings: Sequence[Finding],
) -> Sequence[Finding]:
    file, catalog = read
    try:
        indexes = [(document, reviews.find(locale, document).index) for document in file.documents]
    except UserError:
        return findings
    return without_accepted(findings, catalog, indexes, reviews.project, locale)
