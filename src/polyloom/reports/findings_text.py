"""Findings as a compiler prints its own, so that editors can jump to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from polyloom.messages import grouped_number, message, plural_message
from polyloom.model import Finding, Severity
from polyloom.reports.console_lines import LineConsole, print_line, print_lines
from polyloom.reports.printable_text import encodable, printable
from polyloom.reports.shown_alike import number_shown
from polyloom.reports.underlined_excerpt import underlined_excerpt

if TYPE_CHECKING:
    from rich.text import Text

# A locale, what a severity is called, and the name of a check.
_Kind = tuple[str, str, str]
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow"}
_INDENT = "    "
# Excerpts are no wider than can be read at a glance, however wide the console is.
_WIDEST_EXCERPT = 90


def all_findings(findings: Sequence[Finding]) -> Sequence[Finding]:
    """What is shown where everything is wanted."""
    return findings


def first_of_each_kind(findings: Sequence[Finding]) -> Sequence[Finding]:
    """What is shown in brief: of each check in a locale the first, drafts for themselves."""
    of_kinds = Counter(map(_kind, findings))
    seen: Counter[_Kind] = Counter()
    shown = []
    for finding in findings:
        kind = _kind(finding)
        seen[kind] += 1
        if seen[kind] <= number_shown(of_kinds[kind]):
            shown.append(finding)
    return shown


def print_findings(
    console: LineConsole,
    findings: Sequence[Finding],
    *,
    catalogs: int | None = None,
    with_excerpts: bool = False,
    shown: Callable[[Sequence[Finding]], Sequence[Finding]] = all_findings,
) -> None:
    """Print one line a finding, in the order given, and a summary if ``catalogs`` are counted.

    A line is never folded or cut: ``path:line: error: message (hint) [check]``, and ``error in a
    draft:`` where it is one. With ``with_excerpts`` the place in the translation stands below it,
    where that is known. How many there are of each kind that are not ``shown`` stands at the end.
    """
    shown_findings = shown(findings)
    for finding in shown_findings:
        print_line(console, _line(finding, console.encoding))
        if with_excerpts:
            for line in finding_excerpt(
                finding, min(console.width, _WIDEST_EXCERPT), console.encoding
            ):
                print_line(console, line)
    others = _others(findings, shown_findings, console.encoding)
    print_lines(console, [((line, "dim"),) for line in others])
    if catalogs is None:
        return
    summary = findings_summary(findings, catalogs=catalogs)
    print_lines(console, [((summary, "bold"),)])


def findings_summary(findings: Iterable[Finding], *, catalogs: int) -> str:
    """How many findings of each severity there are, and in how many catalogs was looked.

    Findings in drafts are counted for themselves, whatever their severity.

    >>> findings_summary([], catalogs=5)
    'no findings in 5 catalogs'
    """
    severities = [None if finding.in_draft else finding.severity for finding in findings]
    found = []
    if errors := severities.count(Severity.ERROR):
        found.append(plural_message("{count} error", "{count} errors", errors))
    if warnings := severities.count(Severity.WARNING):
        found.append(plural_message("{count} warning", "{count} warnings", warnings))
    if in_drafts := severities.count(None):
        found.append(
            plural_message("{count} finding in drafts", "{count} findings in drafts", in_drafts)
        )
    return plural_message(
        "{findings} in {count} catalog",
        "{findings} in {count} catalogs",
        catalogs,
        findings=", ".join(found) or message("no findings"),
    )


def finding_excerpt(finding: Finding, width: int, encoding: str) -> Iterator[Text]:
    """The line of the translation that the finding is about, and what points to the place."""
    from rich.text import Text

    if finding.span is None:
        return
    shown = underlined_excerpt(finding.translation, finding.span, width - len(_INDENT), encoding)
    style = _STYLES[finding.severity]
    place = (shown.place, "" if shown.pointer else style)
    yield Text.assemble(_INDENT, (shown.before, ""), place, (shown.after, ""))
    if shown.pointer:
        yield Text.assemble(_INDENT, (shown.pointer, style))


def severity_in_words(finding: Finding) -> str:
    """What a finding is called: an error or a warning, in a draft or not."""
    if finding.severity is Severity.ERROR:
        return message("error in a draft") if finding.in_draft else message("error")
    return message("warning in a draft") if finding.in_draft else message("warning")


def _kind(finding: Finding) -> _Kind:
    return finding.locale, severity_in_words(finding), finding.check


def _others(findings: Sequence[Finding], shown: Sequence[Finding], encoding: str) -> Iterator[str]:
    """How many findings of each kind are not shown, and what shows them."""
    if len(shown) == len(findings):
        return
    of_kinds = Counter(map(_kind, findings))
    of_kinds.subtract(map(_kind, shown))
    for (locale, severity, check), number in (+of_kinds).items():
        more = message("and {number} more", number=grouped_number(number))
        place = f"{locale}: " if locale else ""
        yield encodable(f"{place}{more}: {severity} [{check}]", encoding)
    yield encodable(message("polyloom check names each of them"), encoding)


def _line(finding: Finding, encoding: str) -> Text:
    from rich.text import Text

    place = f"{finding.path}:{finding.line}" if finding.line else finding.path
    hint = f" ({finding.hint})" if finding.hint else ""
    parts = (
        (f"{place}: ", "bold"),
        (f"{severity_in_words(finding)}: ", _STYLES[finding.severity]),
        (finding.message, ""),
        (hint, "dim"),
        (f" [{finding.check}]", "cyan"),
    )
    return Text.assemble(*((encodable(printable(text), encoding), style) for text, style in parts))
