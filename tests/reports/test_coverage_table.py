from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from functools import partial

import pytest
from rich.cells import cell_len
from rich.console import Console

from polyloom.reports.coverage import Counts, DocumentCoverage, LocaleCoverage, most_left
from polyloom.reports.coverage_table import all_documents, print_coverage
from support.coverages import BROKEN, COVERAGE, DONE, NEARLY


def table(
    coverage: tuple[LocaleCoverage, ...] = COVERAGE,
    width: int = 80,
    encoding: str = "utf-8",
    terminal: bool = False,
    shown: Callable[[LocaleCoverage], Sequence[DocumentCoverage]] = all_documents,
) -> str:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    console = Console(
        file=file,
        width=width,
        force_terminal=terminal,
        color_system="truecolor" if terminal else None,
        legacy_windows=False,
    )
    print_coverage(console, coverage, shown)
    file.flush()
    return raw.getvalue().decode(encoding)


def test_the_table() -> None:
    assert (
        table()
        == """\
            Total  Translated  Approved  Draft  Untranslated  Outdated
es  peru-statement                       ████████████████████████ 100%
  segments     14          14        14      0             0         0
  words       812         812       812      0             0         0

ar  peru-statement                       ████████████████████████ 100%
  segments     14          14        14      0             0         0
  words       812         812       812      0             0         0
ar  章程/声明                            ██████████████████████▒░  99%
  segments   1000         996        10      3             1         2
  words     20000       19990       200      9             1        40
ar  notes/on-the-long-road-to-a-document-whose-name-does-not-fit
                                         ░░░░░░░░░░░░░░░░░░░░░░░░   0%
  segments      3           0         0      0             3         0
  words        30           0         0      0            30         0
ar  all 3 documents                      ██████████████████████▒░  99%
  segments   1017        1010        24      3             4         2
  words     20842       20802      1012      9            31        40

█ translated  ▒ draft  ░ untranslated  (% of source words)

Not published:
ar  notes/on-the-long-road-to-a-document-whose-name-does-not-fit: locales/ar/LC_MESSAGES/notes.po:12: the string is not terminated
"""  # noqa: E501
    )


def test_a_narrow_terminal_folds_the_headings() -> None:
    lines = table(COVERAGE[:1], width=50).splitlines()
    assert lines == [
        "                                        Un-",
        "                 Trans-    Ap-       trans-  Out-",
        "           Total  lated proved Draft  lated dated",
        "es  peru-statement          ████████████████ 100%",
        "  segments    14     14     14     0      0     0",
        "  words      812    812    812     0      0     0",
        "",
        "█ translated  ▒ draft  ░ untranslated  (% of source words)",
    ]


def test_ascii_has_other_glyphs_and_spells_names_out() -> None:
    shown = table(encoding="ascii")
    assert "######################+-  99%" in shown
    assert r"ar  \u7ae0\u7a0b/\u58f0\u660e" in shown
    assert "# translated  + draft  - untranslated" in shown


@pytest.mark.parametrize("width", [20, 50, 80, 200])
@pytest.mark.parametrize("terminal", [True, False])
def test_nothing_is_lost_at_any_width(width: int, terminal: bool) -> None:
    shown = re.sub(r"\x1b\[[0-9;]*m", "", table(width=width, terminal=terminal))
    assert "…" not in shown
    flat = re.sub(r"\s+", "", shown)
    for document in (DONE, NEARLY, BROKEN):
        assert document.name in flat
        assert str(document.words.total) in flat
    assert re.sub(r"\s+", "", BROKEN.reason) in flat


def test_a_terminal_of_80_columns_is_kept() -> None:
    shown = re.sub(r"\x1b\[[0-9;]*m", "", table(terminal=True))
    assert max(map(cell_len, shown.splitlines())) <= 80


def test_colour_is_for_terminals() -> None:
    assert "\x1b[" in table(terminal=True)
    assert "\x1b[" not in table(terminal=False)


def test_names_cannot_steer_the_terminal() -> None:
    document = DocumentCoverage("[red]\x1b[2J\n:smile:", Counts(), Counts())
    shown = table((LocaleCoverage("es", (document,)),))
    assert r"es  [red]\x1b[2J\n:smile:" in shown


def test_many_locales_stand_under_each_other() -> None:
    coverage = tuple(LocaleCoverage(f"l{index:02}", (NEARLY,)) for index in range(60))
    titles = [line for line in table(coverage).splitlines() if line.startswith("l")]
    assert len(titles) == 60
    assert {line[3:] for line in titles} == {titles[0][3:]}


def test_whose_the_texts_are_is_said_where_not_all_are_a_persons() -> None:
    segments = Counts(total=9, translated=2, draft=6, untranslated=1, memory=1, machine=4)
    words = Counts(total=90, translated=20, draft=60, untranslated=10, memory=10, machine=40)
    drafted = DocumentCoverage("letter", segments, words)
    shown = table((LocaleCoverage("ca", (drafted,)), LocaleCoverage("es", (NEARLY,))))
    assert shown.count("words by") == 1
    assert "\n  words by machine 40, memory 10, people 30\n" in shown


def document(name: str, left: int, *, published: bool = True) -> DocumentCoverage:
    counts = Counts(total=100, translated=100 - left, untranslated=left)
    return DocumentCoverage(name, counts, counts, published, reason="" if published else "of that")


def test_what_most_is_left_of_is_shown_in_the_documents_order() -> None:
    book = (document("one", 5), document("two", 0), document("three", 7), document("four", 1))
    coverage = LocaleCoverage("es", book)
    assert [each.name for each in most_left(coverage, 2)] == ["one", "three"]
    assert [each.name for each in most_left(coverage, 9)] == ["one", "three", "four"]
    broken = LocaleCoverage("es", (*book, document("five", 0, published=False)))
    assert [each.name for each in most_left(broken, 2)] == ["three", "five"]


def test_a_brief_table_says_how_much_it_leaves_out() -> None:
    book = tuple(document(f"chapter {left}", left, published=left < 40) for left in (0, 60, 50, 40))
    coverage = (LocaleCoverage("es", book), LocaleCoverage("fr", book[:1] * 4))
    assert (
        table(coverage, shown=partial(most_left, number=1))
        == """\
            Total  Translated  Approved  Draft  Untranslated  Outdated
es  chapter 60                           ██████████░░░░░░░░░░░░░░  40%
  segments    100          40         0      0            60         0
  words       100          40         0      0            60         0
es  all 4 documents                      ███████████████░░░░░░░░░  62%
  segments    400         250         0      0           150         0
  words       400         250         0      0           150         0

fr  all 4 documents                      ████████████████████████ 100%
  segments    400         400         0      0             0         0
  words       400         400         0      0             0         0

█ translated  ▒ draft  ░ untranslated  (% of source words)

Not published:
es  chapter 60: of that
and 2 more

polyloom report shows each document, build/report.html too
"""
    )


def test_nothing_to_count() -> None:
    assert table(()) == "no documents\n"
    assert table((LocaleCoverage("es", ()),)) == "no documents\n"
