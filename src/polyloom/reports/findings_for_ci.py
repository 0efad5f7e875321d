"""Findings for those who read them beside a change: GitHub's annotations, and SARIF."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from polyloom.messages import message
from polyloom.model import Finding, Severity
from polyloom.reports.findings_json import span_json

# What values and properties of GitHub's workflow commands may not hold (“Workflow commands for
# GitHub Actions”).
_IN_VALUES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})
# Of the characters of a path, those that stand as they are in a URI (RFC 3986, section 2.3).
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def github_annotations(findings: Iterable[Finding], _version: str = "") -> str:
    """A line a finding that GitHub shows beside the entry; what is in a draft is a notice."""
    return "".join(map(_annotation, findings))


def _annotation(finding: Finding) -> str:
    level = "notice" if finding.in_draft else finding.severity.value
    properties = {
        "file": finding.path,
        "line": str(max(finding.line, 1)),
        "title": f"{finding.check} ({finding.locale})" if finding.locale else finding.check,
    }
    named = ",".join(
        f"{name}={value.translate(_IN_PROPERTIES)}" for name, value in properties.items()
    )
    message = f"{_message(finding)}{_place(finding)}"
    return f"::{level} {named}::{message.translate(_IN_VALUES)}\n"


def _place(finding: Finding) -> str:
    """A second line with the place, in words: lines and columns of the file would be others."""
    if finding.span is None:
        return ""
    start, end = finding.span.start, finding.span.end
    form = f"msgstr[{finding.form}]" if finding.form else message("the translation")
    if end > start + 1:
        place = message(
            "at characters {first} to {last} of {form}", first=start + 1, last=end, form=form
        )
    else:
        place = message("at character {number} of {form}", number=start + 1, form=form)
    return f"\n{place}"


def sarif_log(findings: Sequence[Finding], version: str = "") -> str:
    """The findings as a log of SARIF 2.1.0 (OASIS); what is in a draft is a note."""
    rules = sorted({finding.check for finding in findings})
    log: Mapping[str, Any] = {
        "$schema": _SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "polyloom",
                        "version": version,
                        "rules": [{"id": rule} for rule in rules],
                    }
                },
                "results": [_result(finding, rules) for finding in findings],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _result(finding: Finding, rules: Sequence[str]) -> Mapping[str, Any]:
    location = {
        "physicalLocation": {
            # SARIF 3.4.3: a URI reference, percent-encoded.
            "artifactLocation": {"uri": _uri(finding.path)},
            "region": {"startLine": max(finding.line, 1)},
        }
    }
    return {
        "ruleId": finding.check,
        "ruleIndex": rules.index(finding.check),
        "level": _sarif_level(finding),
        "message": {"text": _message(finding)},
        "locations": [location],
        "properties": {
            "locale": finding.locale,
            "msgid": finding.msgid,
            # No region: catalogs hold texts escaped and wrapped.
            **({"span": span} if (span := span_json(finding)) else {}),
        },
    }


def _uri(path: str) -> str:
    data = path.encode("utf-8", "surrogateescape")
    return "".join(chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in data)


def _sarif_level(finding: Finding) -> str:
    if finding.in_draft:
        return "note"
    return "error" if finding.severity is Severity.ERROR else "warning"


def _message(finding: Finding) -> str:
    return f"{finding.message} ({finding.hint})" if finding.hint else finding.message


# What ``polyloom check --format`` can write besides text, by name.
FORMATS_FOR_CI: Mapping[str, Callable[[Sequence[Finding], str], str]] = {
    "github": github_annotations,
    "sarif": sarif_log,
}
