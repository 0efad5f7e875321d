"""The catalogs of a locale, compared with each other: findings about contradictions."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial

from msgspec import Struct

from polyloom.checks.consistency import PlacedEntry, contested_entries, contradictions
from polyloom.errors import UserError
from polyloom.model import Catalog, Finding
from polyloom.project.documents import CatalogFile
from polyloom.stages.inputs import need_catalog
from polyloom.stages.recorded_work import (
    ProjectSettings,
    Recording,
    decoder,
    encoded,
    map_unless_recorded,
)
from polyloom.stages.reviews.accepted_findings import without_accepted
from polyloom.stages.reviews.review_lookup import ReviewLookup
from polyloom.stages.work_inputs import catalog_inputs
from polyloom.workspace.executors import SharedWork, no_inputs, on_this_machine
from polyloom.workspace.paths import catalog_path
from polyloom.workspace.work_index import NO_INDEX, WorkIndex, WorkUnit


class ConsistencyReport(Struct, frozen=True):
    """Findings by the path of their catalog, and how many somebody has said are meant."""

    findings: Mapping[str, Sequence[Finding]]
    accepted: int


def consistency_findings(
    reviews: ReviewLookup,
    locale: str,
    catalogs: Sequence[tuple[CatalogFile, array[int]]],
    index: WorkIndex = NO_INDEX,
) -> ConsistencyReport:
    """What contradicts something else in a locale's catalogs, each with its ``entry_digests``.

    Reads again only the catalogs with entries that may, unless ``index`` has what came of it. What
    is wrong with a catalog itself was said where it was read first.
    """
    contested = contested_entries([digests for _, digests in catalogs])
    if not contested:
        return ConsistencyReport({}, 0)
    files = [catalogs[number][0] for number in contested]
    places = [*contested.values()]
    settings = ProjectSettings(reviews.project)

    def unit(locale: str) -> WorkUnit:
        paths = [path for file in files for path in catalog_inputs(reviews, (locale, file))]
        own = settings.of([], places, [file.documents for file in files])
        return WorkUnit("consistency", locale, tuple(dict.fromkeys(paths)), own)

    decode = decoder(ConsistencyReport)
    recording: Recording[str, ConsistencyReport]
    recording = Recording(unit, lambda _, data: decode(data), encoded)
    work: SharedWork[str, ConsistencyReport]
    work = SharedWork("consistency", partial(_findings_in, reviews, files, places), no_inputs)
    [report] = [*map_unless_recorded(index, on_this_machine, work, [locale], recording)]
    return report


def _findings_in(
    reviews: ReviewLookup,
    files: Sequence[CatalogFile],
    contested: Sequence[Sequence[int]],
    locale: str,
) -> ConsistencyReport:
    """What entries contradict of those that are ``contested``: their places in each catalog."""
    read: dict[str, tuple[CatalogFile, Catalog]] = {}
    entries: list[PlacedEntry] = []
    for file, places in zip(files, contested, strict=True):
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
