"""Coverage as one JSON object, for programs and dashboards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import asdict

from polyloom.reports.coverage import (
    APPROVAL_COLUMNS,
    COLUMNS,
    ORIGIN_COLUMNS,
    Counts,
    DocumentCoverage,
    LocaleCoverage,
)
from polyloom.reports.json_text import JsonMembers
from polyloom.reports.reviewers import ReviewerShare


def coverage_json(coverage: Iterable[LocaleCoverage]) -> dict[str, object]:
    """What ``report --json`` prints: per locale and per document, segments and source words.

    ``translated`` counts approved ones too, ``draft`` never counts as translated, and ``outdated``
    overlaps them all. ``origins`` says whose texts those are that have one, ``reviewers``
    whose word holds, with the day of their last one. Locales and documents keep their order.
    """
    return {"locales": JsonMembers({each.locale: each for each in coverage}, _locale)}


def _locale(locale: LocaleCoverage) -> dict[str, object]:
    return {
        **_both(locale.segments, locale.words),
        "reviewers": _reviewers(locale.reviewers),
        "documents": JsonMembers({each.name: each for each in locale.documents}, _document),
    }


def _document(document: DocumentCoverage) -> dict[str, object]:
    return {
        **_both(document.segments, document.words),
        "reviewers": _reviewers(document.reviewers),
        "published": document.published,
        "reason": document.reason,
    }


def _both(segments: Counts, words: Counts) -> dict[str, object]:
    return {
        "segments": _counts(segments),
        "words": _counts(words),
        "origins": {"segments": _origins(segments), "words": _origins(words)},
        "reviews": {"segments": _reviews(segments), "words": _reviews(words)},
    }


def _counts(counts: Counts) -> dict[str, int]:
    return {name: counts.figure(name) for name in COLUMNS}


def _origins(counts: Counts) -> dict[str, int]:
    return {"person": counts.person, **{name: counts.figure(name) for name in ORIGIN_COLUMNS}}


def _reviewers(shares: Sequence[ReviewerShare]) -> list[dict[str, object]]:
    return [asdict(share) for share in shares]


def _reviews(counts: Counts) -> dict[str, int]:
    return {name: counts.figure(name) for name in APPROVAL_COLUMNS}
