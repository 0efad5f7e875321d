"""Findings as JSON, in the words of the model."""

from __future__ import annotations

from collections.abc import Iterable

from polyloom.model import Finding


def findings_json(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """One object a finding, in the order given; ``line`` is 1-based, 0 for the whole file."""
    return [
        {
            "check": finding.check,
            "severity": finding.severity.value,
            "in_draft": finding.in_draft,
            "locale": finding.locale,
            "path": finding.path,
            "line": finding.line,
            "msgid": finding.msgid,
            "message": finding.message,
            "hint": finding.hint,
        }
        for finding in findings
    ]
