"""Findings as the page shows them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from polyloom.stages.reviews.reviewed_documents import ReviewedDocument, ReviewedText
from polyloom.stages.reviews.text_findings import STRUCTURE, TextFinding, text_findings


class FindingView(Struct, frozen=True):
    """A finding on the page; ``corrected`` is what its form becomes, empty where nobody knows.

    ``accept`` is the check to be accepted; empty where it cannot be: structure has no choice.
    """

    severity: str
    sentence: str
    check: str
    form: int
    corrected: str
    accept: str
    is_accepted: bool


def finding_views(
    document: ReviewedDocument, text: ReviewedText, forms: Sequence[str] | None = None
) -> list[FindingView]:
    """What the checks find in a text, or in forms that are being written."""
    entry = text.status.entry
    is_saved = forms is None or (entry is not None and tuple(forms) == entry.msgstr)
    return [_view(each, is_saved) for each in text_findings(document, text, forms)]


def _view(found: TextFinding, is_saved: bool) -> FindingView:
    finding = found.finding
    hint = f" ({finding.hint})" if finding.hint else ""
    can_accept = is_saved and not found.is_accepted and finding.check != STRUCTURE
    return FindingView(
        str(finding.severity),
        f"{finding.message}{hint}",
        finding.check,
        finding.form,
        found.corrected[finding.form] if found.corrected else "",
        finding.check if can_accept else "",
        found.is_accepted,
    )
