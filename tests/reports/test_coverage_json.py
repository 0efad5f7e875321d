from __future__ import annotations

import json

from polyloom.reports.coverage import Counts, DocumentCoverage, LocaleCoverage
from polyloom.reports.coverage_json import coverage_json
from polyloom.reports.json_text import json_pieces
from support.coverages import COVERAGE

DONE_SEGMENTS = {
    "total": 14,
    "translated": 14,
    "approved": 14,
    "draft": 0,
    "untranslated": 0,
    "outdated": 0,
}
DONE_WORDS = {**DONE_SEGMENTS, "total": 812, "translated": 812, "approved": 812}
DONE_BY = {
    "segments": {"person": 14, "memory": 0, "machine": 0},
    "words": {"person": 812, "memory": 0, "machine": 0},
}
NOTHING_OPEN = {"rejected": 0, "void": 0, "awaiting": 0}
REVIEWS = {"segments": NOTHING_OPEN, "words": NOTHING_OPEN}


def test_a_locale_with_one_document() -> None:
    assert coverage_json(COVERAGE[:1]) == {
        "locales": {
            "es": {
                "segments": DONE_SEGMENTS,
                "words": DONE_WORDS,
                "origins": DONE_BY,
                "reviews": REVIEWS,
                "reviewers": [],
                "documents": {
                    "peru-statement": {
                        "segments": DONE_SEGMENTS,
                        "words": DONE_WORDS,
                        "origins": DONE_BY,
                        "reviews": REVIEWS,
                        "reviewers": [],
                        "published": True,
                        "reason": "",
                    }
                },
            }
        }
    }


def test_documents_are_added_up_and_reasons_given() -> None:
    text = "".join(json_pieces(coverage_json(COVERAGE)))
    arabic = json.loads(text)["locales"]["ar"]
    assert arabic["words"]["total"] == 20842
    assert arabic["segments"] == {
        "total": 1017,
        "translated": 1010,
        "approved": 24,
        "draft": 3,
        "untranslated": 4,
        "outdated": 2,
    }
    broken = list(arabic["documents"].values())[-1]
    assert (broken["published"], broken["reason"]) == (
        False,
        "locales/ar/LC_MESSAGES/notes.po:12: the string is not terminated",
    )


def test_origins() -> None:
    counts = Counts(total=9, translated=2, draft=6, untranslated=1, memory=1, machine=4)
    document = DocumentCoverage("letter", counts, Counts())
    locale = coverage_json([LocaleCoverage("es", (document,))])["locales"]["es"]  # type: ignore[index]
    assert locale["origins"]["segments"] == {"person": 3, "memory": 1, "machine": 4}


def test_nothing_is_an_empty_object() -> None:
    assert coverage_json(()) == {"locales": {}}
