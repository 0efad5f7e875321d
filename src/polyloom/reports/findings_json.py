"""Findings as JSON, in the words of the model."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import to_builtins

from polyloom.model import Finding


def findings_json(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """One object a finding, in the order given; ``line`` is 1-based, 0 for the whole file.

    ``span`` is the place in a plural form of the translation, in characters.
    """
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
            "span": span_json(finding),
            "correction": finding.correction and to_builtins(finding.correction),
        }
        for finding in findings
    ]


def span_json(finding: Finding) -> dict[str, object] | None:
    """The place that a finding is about, with the text there; None where it is not known."""
    span = finding.span
    if span is None:
        return None
    text = finding.translation[span.start : span.end]
    return {"form": finding.form, "start": span.start, "end": span.end, "text": text}
