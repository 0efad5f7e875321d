"""Each check of the table has what a check needs; each sentence here says what to add."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from polyloom.checks import rules
from polyloom.checks.check_contract import Check, TranslationPair
from polyloom.checks.check_table import CHECKS, CHECKS_OF_CATALOGS
from polyloom.checks.rule_names import is_rule

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs/reference/commands.md"
RULES = Path(rules.__path__[0])
ROW = re.compile(r"\| `(?P<name>[a-z-]+)` \| (?:error|warning) \| ")


def test_names_of_checks_are_told_without_loading_them() -> None:
    told = {path.stem.replace("_", "-") for path in RULES.glob("*.py")} - {"--init--"}
    assert {check.name for check in CHECKS} == set(filter(is_rule, told))
    others = [*CHECKS_OF_CATALOGS, "", "numbers.x", "_numbers", "Numbers", "1", "final punctuation"]
    assert not any(map(is_rule, others))


def file_of(check: Check) -> str:
    """A check's file: its name, as Python writes names."""
    return check.name.replace("-", "_")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_stands_in_a_file_of_its_name(check: Check) -> None:
    path = RULES / f"{file_of(check)}.py"
    assert path.is_file(), f"move the check “{check.name}” to checks/rules/{path.name}"
    module = importlib.import_module(f"{rules.__name__}.{path.stem}")
    assert module.CHECK is check, f"checks/rules/{path.name} is to name its row CHECK"
    doc = module.__doc__ or ""
    assert "\n- ``" in doc or "\n- A " in doc, (
        f"show in the docstring of checks/rules/{path.name}, as items of a list, what the check "
        "finds and what it leaves alone"
    )
    assert check.summary.endswith("."), f"the summary of “{check.name}” is to be a sentence"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_has_cases_that_it_finds_and_cases_that_it_leaves_alone(check: Check) -> None:
    path = Path(__file__).parent / "rules" / f"test_{file_of(check)}.py"
    name = path.relative_to(ROOT)
    assert path.is_file(), f"add {name} with the cases of the check “{check.name}”"
    text = path.read_text(encoding="utf-8")
    assert "def test_leaves" in text, f"add test_leaves_it_alone to {name}: what must not be found"
    assert "def test_finds" in text, f"add test_finds_it to {name}: what must be found"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_the_reference_says_what_a_check_holds(check: Check) -> None:
    row = f"| `{check.name}` | {check.severity} | {check.summary} |"
    rows = REFERENCE.read_text(encoding="utf-8").splitlines()
    assert row in rows, (
        f"add this row to the table of checks in {REFERENCE.relative_to(ROOT)}: {row}"
    )


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_says_nothing_of_a_text_that_is_nothing(check: Check) -> None:
    assert list(check.run(TranslationPair("", "", "en", "es"))) == []


def test_every_file_among_the_rules_is_in_the_table() -> None:
    listed = {file_of(check) for check in CHECKS}
    for path in sorted(RULES.glob("[!_]*.py")):
        assert path.stem in listed, f"add {path.stem}.CHECK to CHECKS in checks/check_table.py"


def test_every_row_of_the_reference_is_in_the_table() -> None:
    names = {check.name for check in CHECKS}
    text = REFERENCE.read_text(encoding="utf-8")
    table = text[text.index("| check | severity |") :].partition("\n\n")[0]
    rows = list(ROW.finditer(table))
    assert len(rows) >= len(names)
    for match in rows:
        assert match["name"] in names, (
            f"take the check “{match['name']}” out of {REFERENCE.relative_to(ROOT)}, or add it to "
            "CHECKS in checks/check_table.py"
        )


def test_names_are_unique_and_empty_comes_first() -> None:
    assert CHECKS[0].name == "empty"
    assert len({check.name for check in CHECKS}) == len(CHECKS)
