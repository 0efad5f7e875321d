from __future__ import annotations

import json

from msgspec.structs import replace

from polyloom.model import Finding, Severity, TextSpan
from polyloom.reports.findings_for_ci import github_annotations, sarif_log

ERROR = Finding(
    "numbers",
    Severity.ERROR,
    "locales/es/LC_MESSAGES/a, b:c.po",
    12,
    "the number 7\nis missing",
    "100% of them",
    "7 things",
    "es",
)
WHOLE = Finding("language", Severity.WARNING, "locales/es/LC_MESSAGES/a.po", 0, "another", "")
PLACED = replace(WHOLE, translation="a  b", span=TextSpan(1, 3))
DRAFT = Finding("urls", Severity.ERROR, "a.po", 3, "gone", "", "x", "es", in_draft=True)


def test_an_annotation_is_one_line_whatever_the_finding_holds() -> None:
    assert github_annotations([ERROR, WHOLE, DRAFT]).splitlines() == [
        (
            "::error file=locales/es/LC_MESSAGES/a%2C b%3Ac.po,line=12,title=numbers (es)"
            "::the number 7%0Ais missing (100%25 of them)"
        ),
        "::warning file=locales/es/LC_MESSAGES/a.po,line=1,title=language::another",
        "::notice file=a.po,line=3,title=urls (es)::gone",
    ]


def test_a_log_of_sarif() -> None:
    log = json.loads(sarif_log([ERROR, WHOLE, DRAFT], "1.0"))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert run["tool"]["driver"]["version"] == "1.0"
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["language", "numbers", "urls"]
    assert [each["level"] for each in run["results"]] == ["error", "warning", "note"]
    assert [rules[each["ruleIndex"]] for each in run["results"]] == ["numbers", "language", "urls"]
    (place,) = run["results"][0]["locations"]
    physical = place["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "locales/es/LC_MESSAGES/a%2C%20b%3Ac.po"
    assert physical["region"] == {"startLine": 12}
    assert run["results"][1]["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}


def test_the_place_is_told_in_characters_of_the_translation() -> None:
    text = github_annotations([PLACED, replace(PLACED, span=TextSpan(0, 0), form=2)])
    assert [line.rpartition("%0A")[2] for line in text.splitlines()] == [
        "at characters 2 to 3 of the translation",
        "at character 1 of msgstr[2]",
    ]
    (result,) = json.loads(sarif_log([PLACED]))["runs"][0]["results"]
    assert result["properties"]["span"] == {"form": 0, "start": 1, "end": 3, "text": "  "}


def test_nothing_found_is_a_log_too() -> None:
    assert github_annotations([]) == ""
    assert json.loads(sarif_log([]))["runs"][0]["results"] == []
