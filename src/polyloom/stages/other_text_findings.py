"""Translations that seem to be those of other texts, in a catalog."""

from __future__ import annotations

from msgspec import Struct

from polyloom.checks.findings import CheckContext
from polyloom.checks.other_text import SentenceEncoder, find_other_texts
from polyloom.errors import UserError
from polyloom.model import Finding
from polyloom.project.documents import CatalogFile
from polyloom.stages.inputs import need_catalog
from polyloom.stages.reviews.accepted_findings import without_accepted
from polyloom.stages.reviews.review_lookup import ReviewLookup
from polyloom.workspace.paths import catalog_path


class OtherTexts(Struct, frozen=True):
    """Findings, and how many others somebody has said are meant."""

    findings: tuple[Finding, ...] = ()
    accepted: int = 0


def other_text_findings(
    reviews: ReviewLookup, locale: str, file: CatalogFile, encoder: SentenceEncoder
) -> OtherTexts:
    """What the encoder finds in a catalog; nothing where that cannot be read, which is told."""
    project = reviews.project
    try:
        catalog = need_catalog(project, locale, file.name).catalog
        indexes = [(each, reviews.find(locale, each).index) for each in file.documents]
    except UserError:
        return OtherTexts()
    context = CheckContext(catalog_path(locale, file.name), project.source_locale, locale)
    found = [*find_other_texts(catalog, context, encoder)]
    kept = without_accepted(found, catalog, indexes, project, locale)
    return OtherTexts(kept, len(found) - len(kept))
