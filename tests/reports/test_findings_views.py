from __future__ import annotations

import io

from msgspec.structs import replace
from rich.console import Console

from polyloom.model import Correction, Finding, Severity, TextSpan
from polyloom.reports.findings_json import findings_json
from polyloom.reports.findings_text import (
    all_findings,
    findings_summary,
    first_of_each_kind,
    print_findings,
)

ERROR = Finding(
    check="placeholders",
    severity=Severity.ERROR,
    path="locales/es/LC_MESSAGES/peru-statement.po",
    line=12,
    message="“{name}” is missing",
    hint="copy it from the source",
    msgid="Hello {name}",
    locale="es",
)
WARNING = Finding("header", Severity.WARNING, "a.po", 0, "[b]no\x1b[31m\nlanguage[/b] :smile:", "")


def printed(*findings: Finding, catalogs: int | None = 5, encoding: str = "utf-8") -> str:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    print_findings(Console(file=file, width=20), findings, catalogs=catalogs)
    file.flush()
    return raw.getvalue().decode(encoding)


def test_findings_read_like_a_compilers() -> None:
    assert printed(ERROR, WARNING).splitlines() == [
        (
            "locales/es/LC_MESSAGES/peru-statement.po:12: error: “{name}” is missing"
            " (copy it from the source) [placeholders]"
        ),
        r"a.po: warning: [b]no\x1b[31m\nlanguage[/b] :smile: [header]",
        "1 error, 1 warning in 5 catalogs",
    ]


def test_findings_in_drafts_are_told_apart() -> None:
    assert printed(replace(ERROR, in_draft=True), ERROR, replace(WARNING, in_draft=True)) == (
        "locales/es/LC_MESSAGES/peru-statement.po:12: error in a draft: “{name}” is missing"
        " (copy it from the source) [placeholders]\n"
        "locales/es/LC_MESSAGES/peru-statement.po:12: error: “{name}” is missing"
        " (copy it from the source) [placeholders]\n"
        r"a.po: warning in a draft: [b]no\x1b[31m\nlanguage[/b] :smile: [header]"
        "\n1 error, 2 findings in drafts in 5 catalogs\n"
    )


def test_findings_without_a_summary() -> None:
    assert printed(catalogs=None) == ""


def test_findings_in_ascii() -> None:
    assert 'error: "{name}" is missing' in printed(ERROR, encoding="ascii")


def test_findings_are_coloured_where_the_console_is() -> None:
    file = io.StringIO()
    console = Console(file=file, force_terminal=True, color_system="standard", width=20)
    print_findings(console, [ERROR], catalogs=1)
    assert "\x1b[1;31merror: \x1b[0m" in file.getvalue()


def test_the_summary_counts() -> None:
    assert findings_summary([ERROR, ERROR, WARNING], catalogs=1) == (
        "2 errors, 1 warning in 1 catalog"
    )
    assert findings_summary([WARNING], catalogs=2) == "1 warning in 2 catalogs"
    assert findings_summary([], catalogs=5) == "no findings in 5 catalogs"


def test_findings_as_json() -> None:
    assert findings_json([ERROR]) == [
        {
            "check": "placeholders",
            "severity": "error",
            "locale": "es",
            "path": "locales/es/LC_MESSAGES/peru-statement.po",
            "line": 12,
            "msgid": "Hello {name}",
            "message": "“{name}” is missing",
            "hint": "copy it from the source",
            "in_draft": False,
            "span": None,
            "correction": None,
        }
    ]


DOUBLED = Finding(
    "doubled-words",
    Severity.WARNING,
    "a.po",
    7,
    "“la” stands twice in a row",
    "delete one of them",
    translation="Es la la crisis.",
    form=1,
    span=TextSpan(3, 8),
    correction=Correction("Es la crisis.", is_safe=False),
)


def test_the_place_stands_below_a_finding() -> None:
    file = io.StringIO()
    print_findings(Console(file=file, width=80), [ERROR, DOUBLED], with_excerpts=True)
    assert file.getvalue().splitlines()[1:] == [
        "a.po:7: warning: “la” stands twice in a row (delete one of them) [doubled-words]",
        "    Es la la crisis.",
        "       ^^^^^",
    ]


def test_carets_are_coloured_where_the_console_is() -> None:
    file = io.StringIO()
    console = Console(file=file, force_terminal=True, color_system="standard", width=80)
    print_findings(console, [DOUBLED], with_excerpts=True)
    assert "    \x1b[1;33m   ^^^^^\x1b[0m" in file.getvalue()


def test_of_many_findings_of_a_kind_the_first_are_shown_in_brief() -> None:
    warnings = [
        replace(DOUBLED, line=line, locale=locale) for locale in ("de", "es") for line in range(11)
    ]
    in_french = [replace(DOUBLED, line=line, locale="fr") for line in range(1_250)]
    drafts = [replace(one, in_draft=True) for one in in_french[:12]]
    findings = [*warnings, *in_french, *drafts, ERROR]
    file = io.StringIO()
    print_findings(Console(file=file, width=80), findings, catalogs=3, shown=first_of_each_kind)
    lines = file.getvalue().splitlines()
    assert [line.split(": ")[:2] for line in lines[:-4]] == [
        *([f"a.po:{line}" if line else "a.po", "warning"] for line in [*range(11), *range(11)]),
        *([f"a.po:{line}" if line else "a.po", "warning"] for line in range(10)),
        *([f"a.po:{line}" if line else "a.po", "warning in a draft"] for line in range(10)),
        ["locales/es/LC_MESSAGES/peru-statement.po:12", "error"],
    ]
    assert lines[-4:] == [
        "fr: and 1,240 more: warning [doubled-words]",
        "fr: and 2 more: warning in a draft [doubled-words]",
        "polyloom check names each of them",
        "1 error, 1272 warnings, 12 findings in drafts in 3 catalogs",
    ]
    assert all_findings(findings) == findings


def test_the_place_as_json() -> None:
    (found,) = findings_json([DOUBLED])
    assert found["span"] == {"form": 1, "start": 3, "end": 8, "text": "la la"}
    assert found["correction"] == {"text": "Es la crisis.", "is_safe": False}
