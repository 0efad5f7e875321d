"""The columns of a count: each is in every view, and counts what it should and nothing else."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from polyloom.model import (
    Approval,
    Entry,
    Freshness,
    Kind,
    Origin,
    Segment,
    SegmentStatus,
    State,
)
from polyloom.reports.coverage import (
    APPROVAL_COLUMNS,
    COLUMNS,
    ORIGIN_COLUMNS,
    Counts,
    DocumentCoverage,
    LocaleCoverage,
    count_statuses,
    origin_shares,
    review_shares,
    total,
)
from polyloom.reports.coverage_html import coverage_html
from polyloom.reports.coverage_json import coverage_json
from polyloom.reports.coverage_table import print_coverage

ROOT = Path(__file__).resolve().parents[2]


def status(
    state: State,
    origin: Origin | None = Origin.PERSON,
    freshness: Freshness = Freshness.CURRENT,
    approval: Approval | None = None,
) -> SegmentStatus:
    segment = Segment(Kind.PARAGRAPH, "three source words", 0, 18)
    entry = Entry(segment.text)
    if state is State.UNTRANSLATED:
        origin = None
    return SegmentStatus(segment, entry, state, origin, freshness, approval)


NOTHING = status(State.UNTRANSLATED)
DRAFT = status(State.DRAFT)
TRANSLATED = status(State.TRANSLATED)
APPROVED = status(State.APPROVED, approval=Approval.APPROVED)
AWAITING = status(State.TRANSLATED, approval=Approval.AWAITED)
REJECTED = status(State.DRAFT, approval=Approval.REJECTED)
# For each column what counts in it, and what does not.
MATERIAL: dict[str, tuple[list[SegmentStatus], list[SegmentStatus]]] = {
    "total": ([NOTHING, DRAFT, TRANSLATED, APPROVED], []),
    "translated": ([TRANSLATED, APPROVED], [NOTHING, DRAFT]),
    "approved": ([APPROVED], [NOTHING, DRAFT, TRANSLATED]),
    "draft": ([DRAFT], [NOTHING, TRANSLATED, APPROVED]),
    "untranslated": ([NOTHING], [DRAFT, TRANSLATED, APPROVED]),
    "outdated": (
        [status(State.DRAFT, freshness=Freshness.OUTDATED)],
        [NOTHING, DRAFT, TRANSLATED, APPROVED],
    ),
    "memory": (
        [status(State.DRAFT, Origin.MEMORY)],
        [NOTHING, DRAFT, TRANSLATED, status(State.DRAFT, Origin.MACHINE)],
    ),
    "machine": (
        [status(State.DRAFT, Origin.MACHINE)],
        [NOTHING, DRAFT, TRANSLATED, status(State.DRAFT, Origin.MEMORY)],
    ),
    "rejected": ([REJECTED], [NOTHING, DRAFT, TRANSLATED, APPROVED, AWAITING]),
    "void": (
        [status(State.TRANSLATED, approval=Approval.VOID)],
        [NOTHING, DRAFT, TRANSLATED, APPROVED, REJECTED, AWAITING],
    ),
    "awaiting": ([AWAITING], [NOTHING, DRAFT, TRANSLATED, APPROVED, REJECTED]),
}


def number_each() -> Counts:
    """Counts with another figure in each column, all larger than 1,000 and none like another."""
    return Counts(*(7001 + 13 * place for place, _ in enumerate(Counts.__struct_fields__)))


def coverage_of(counts: Counts) -> tuple[LocaleCoverage, ...]:
    return (LocaleCoverage("es", (DocumentCoverage("letter", counts, counts),)),)


@pytest.mark.parametrize("name", Counts.__struct_fields__)
def test_a_column_counts_what_it_should(name: str) -> None:
    assert name in MATERIAL, f"add to MATERIAL here what counts in the column {name}, and what not"
    counted, others = MATERIAL[name]
    segments, words = count_statuses([*counted, *others])
    assert (segments.figure(name), words.figure(name)) == (len(counted), 3 * len(counted))


def test_there_is_no_material_for_columns_that_are_gone() -> None:
    columns = {*COLUMNS, *ORIGIN_COLUMNS, *APPROVAL_COLUMNS}
    assert MATERIAL.keys() == set(Counts.__struct_fields__) == columns


def test_sums_are_made_column_by_column() -> None:
    counts = number_each()
    both = total([counts, counts])
    for name in Counts.__struct_fields__:
        assert both.figure(name) == 2 * counts.figure(name)
    assert LocaleCoverage("es", (coverage_of(counts)[0].documents * 2)).words == both
    assert total([]) == Counts()


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("width", [60, 200])
def test_the_table_has_every_column(name: str, width: int) -> None:
    counts = number_each()
    console = Console(file=io.StringIO(), width=width)
    print_coverage(console, coverage_of(counts))
    assert isinstance(console.file, io.StringIO)
    shown = console.file.getvalue()
    assert COLUMNS[name].title in shown or all(part in shown for part in COLUMNS[name].folded)
    lines = [line.split() for line in shown.splitlines()]
    figures = [
        line[1:] for line in lines if line[:1] in (["segments"], ["words"]) and line[1] != "by"
    ]
    place = list(COLUMNS).index(name)
    assert [line[place] for line in figures] == [str(counts.figure(name))] * 2


@pytest.mark.parametrize("name", COLUMNS)
def test_the_page_has_every_column(name: str) -> None:
    page = coverage_html(coverage_of(number_each()))
    title = COLUMNS[name].title
    assert f'<th scope="col" class="figure">{title}</th>' in page
    figure = f"{number_each().figure(name):,}"
    assert f'data-heading="{title}"><span>{figure}<i> words</i>' in page


@pytest.mark.parametrize("name", Counts.__struct_fields__)
def test_the_json_object_has_every_column_and_the_documentation_names_it(name: str) -> None:
    counts = number_each()
    [locale] = coverage_json(coverage_of(counts))["locales"].values()  # type: ignore[attr-defined]
    for unit in ("segments", "words"):
        shown = locale[unit]
        for group, columns in (("origins", ORIGIN_COLUMNS), ("reviews", APPROVAL_COLUMNS)):
            shown = locale[group][unit] if name in columns else shown
        assert shown[name] == counts.figure(name)
    documented = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
    _, _, section = documented.partition("\n## `report --json`\n")
    assert f'"{name}"' in section.partition("\n## ")[0], (
        f"docs/reference/commands.md does not name the column {name} under “report --json”"
    )


def test_every_origin_is_named_where_not_all_texts_are_a_persons() -> None:
    assert origin_shares(Counts(total=4, translated=3, untranslated=1)) == ()
    counts = Counts(total=9, translated=2, draft=6, untranslated=1, memory=1, machine=4)
    assert origin_shares(counts) == (("machine", 4), ("memory", 1), ("people", 3))


def test_what_reviewers_say_is_told_where_somebody_has_reviewed_anything() -> None:
    assert review_shares(Counts(total=4, translated=4, awaiting=4)) == ()
    counts = Counts(total=9, translated=7, approved=2, draft=1, rejected=1, void=2, awaiting=3)
    assert review_shares(counts) == (
        ("rejected", 1),
        ("changed since they were approved", 2),
        ("awaiting review", 3),
    )
    console = Console(file=io.StringIO(), width=100)
    print_coverage(console, coverage_of(counts))
    assert isinstance(console.file, io.StringIO)
    told = "in review: 1 rejected, 2 changed since they were approved, 3 awaiting review"
    assert f"  {told}\n" in console.file.getvalue()
    assert f"Words {told}" in coverage_html(coverage_of(counts))
