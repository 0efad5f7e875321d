"""Coverage to show: made up, with everything in it that a view must not hide."""

from __future__ import annotations

from polyloom.reports.coverage import Counts, DocumentCoverage, LocaleCoverage

DONE = DocumentCoverage(
    "peru-statement", Counts(14, 14, 14, 0, 0, 0), Counts(812, 812, 812, 0, 0, 0)
)
NEARLY = DocumentCoverage(
    "章程/声明", Counts(1000, 996, 10, 3, 1, 2), Counts(20000, 19990, 200, 9, 1, 40)
)
BROKEN = DocumentCoverage(
    "notes/on-the-long-road-to-a-document-whose-name-does-not-fit",
    Counts(3, 0, 0, 0, 3, 0),
    Counts(30, 0, 0, 0, 30, 0),
    published=False,
    reason="locales/ar/LC_MESSAGES/notes.po:12: the string is not terminated",
)
COVERAGE = (
    LocaleCoverage("es", (DONE,)),
    LocaleCoverage("ar", (DONE, NEARLY, BROKEN)),
)
