"""All that a reviewer has to see of one translation, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from polyloom.messages import message
from polyloom.model import Finding
from polyloom.reports.differences_text import difference
from polyloom.reports.findings_text import finding_excerpt
from polyloom.reports.printable_text import encodable, printable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_INDENT = "  "
_HEADING = "bold cyan"


class CardSection(Struct, frozen=True):
    """Lines under a heading; what they are decides how they are shown.

    ``before`` has for each line the text that it was before, where the section is about changes.
    ``short``: a line that has no room is cut, instead of folded.
    """

    heading: str
    lines: tuple[str, ...]
    before: tuple[str, ...] = ()
    short: bool = False


class ReviewCard(Struct, frozen=True):
    """A text by its reference, how it stands, what the checks find, and sections.

    ``texts`` stand above the findings, ``more`` below them; those without lines are not shown.
    """

    reference: str
    progress: str
    state: str
    texts: tuple[CardSection, ...] = ()
    findings: tuple[Finding, ...] = ()
    more: tuple[CardSection, ...] = ()


def print_card(console: Console, card: ReviewCard) -> None:
    """Print a card, folded to the width of the console.

    Each text stands on lines of its own, so that one that runs from right to left does not reorder
    what is said about it; control characters are shown as escapes.
    """
    console.print()
    console.print(_line(console, f"{card.reference} ({card.progress})", "bold"))
    console.print(_line(console, card.state))
    for section in card.texts:
        _print_section(console, section)
    if card.findings:
        console.print(_line(console, message("findings"), _HEADING))
        for finding in card.findings:
            _print_finding(console, finding)
    for section in card.more:
        _print_section(console, section)


def _print_section(console: Console, section: CardSection) -> None:
    if section.lines:
        console.print(_line(console, section.heading, _HEADING))
    for text in _texts(console, section):
        if section.short:
            text.truncate(_room(console), overflow="ellipsis")
            console.print(_line(console, f"{_INDENT}{text.plain}"), soft_wrap=True)
        else:
            _print_folded(console, text)


def _print_finding(console: Console, finding: Finding) -> None:
    """What is wrong, and the place in the translation where that is known."""
    hint = f" ({finding.hint})" if finding.hint else ""
    said = f"{finding.severity}: {finding.message}{hint} [{finding.check}]"
    _print_folded(console, _line(console, said))
    for line in finding_excerpt(finding, console.width, console.encoding):
        console.print(line, soft_wrap=True)


def _print_folded(console: Console, text: Text) -> None:
    from rich.text import Text

    for part in text.wrap(console, _room(console), overflow="fold"):
        part.rstrip()
        console.print(Text(_INDENT).append(part), soft_wrap=True)


def _room(console: Console) -> int:
    return max(console.width - len(_INDENT), 1)


def _line(console: Console, text: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(encodable(printable(text), console.encoding), style)


def _texts(console: Console, section: CardSection) -> Iterator[Text]:
    from rich.text import Text

    if section.before:
        for old, new in zip(section.before, section.lines, strict=True):
            shown = difference(console, old, new)
            # What the terminal's encoding lacks keeps its place, and so the styles theirs.
            yield shown if console.encoding.startswith("utf") else _encodable(console, shown)
        return
    for each in section.lines:
        for part in each.split("\n"):
            yield Text(encodable(printable(part), console.encoding))


def _encodable(console: Console, text: Text) -> Text:
    from rich.text import Text

    return Text(encodable(text.plain, console.encoding))
