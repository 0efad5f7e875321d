"""Progress: who watches is told what comes next, and at the end that all is done."""

from __future__ import annotations

from polyloom.project.documents import CatalogFile
from polyloom.stages.progress import each_catalog, watched


def test_outcomes_are_told_as_they_come() -> None:
    told: list[object] = []
    outcomes = watched(iter("ab"), ["first", "second"], lambda *step: told.append(step))
    told.append(next(outcomes))
    told.extend(outcomes)
    assert told == [(0, 2, "first"), (1, 2, "second"), "a", (2, 2, ""), "b"]


def test_nothing_to_do_is_done() -> None:
    told: list[object] = []
    assert list(watched([], [], lambda *step: told.append(step))) == []
    assert told == [(0, 0, "")]


def test_catalogs_come_by_locale() -> None:
    told: list[tuple[int, int, str]] = []
    files = [CatalogFile(name, ()) for name in ("a", "b")]
    pairs = each_catalog(["es", "fr"], files, lambda *step: told.append(step))
    assert [(locale, file.name) for locale, file in pairs] == [
        *(("es", "a"), ("es", "b"), ("fr", "a"), ("fr", "b")),
    ]
    assert told == [
        *((0, 4, "es a"), (1, 4, "es b"), (2, 4, "fr a"), (3, 4, "fr b"), (4, 4, "")),
    ]
