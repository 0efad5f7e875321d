"""Coverage as one JSON object, for programs and dashboards."""

from __future__ import annotations

from collections.abc import Iterable

from polyloom.model import Counts, LocaleCoverage


def coverage_json(coverage: Iterable[LocaleCoverage]) -> dict[str, object]:
    """What ``report --json`` prints: per locale and per document, segments and source words.

    ``translated`` counts approved ones too, ``draft`` never counts as translated, and ``outdated``
    overlaps them all. ``origins`` says whose texts those are that have one. Locales and documents
    keep their order.
    """
    return {"locales": {locale.locale: _locale(locale) for locale in coverage}}


def _locale(locale: LocaleCoverage) -> dict[str, object]:
    return {
        "segments": _counts(locale.segments),
        "words": _counts(locale.words),
        "documents": {
            document.name: {
                "segments": _counts(document.segments),
                "words": _counts(document.words),
                "published": document.published,
                "reason": document.reason,
            }
            for document in locale.documents
        },
    }


def _counts(counts: Counts) -> dict[str, object]:
    return {
        "total": counts.total,
        "translated": counts.translated,
        "approved": counts.approved,
        "draft": counts.draft,
        "untranslated": counts.untranslated,
        "outdated": counts.outdated,
        "origins": {
            "person": counts.person,
            "memory": counts.memory,
            "machine": counts.machine,
        },
    }
