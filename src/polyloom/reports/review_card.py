"""All that a reviewer has to see of one translation, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from polyloom.reports.differences_text import difference
from polyloom.reports.printable_text import encodable, printable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_INDENT = "  "


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
    """A text by its reference, how it stands, and sections, from what matters most on."""

    reference: str
    progress: str
    state: str
    sections: tuple[CardSection, ...]


def print_card(console: Console, card: ReviewCard) -> None:
    """Print a card, folded to the width of the console.

    Each text stands on lines of its own, so that one that runs from right to left does not reorder
    what is said about it; control characters are shown as escapes.
    """
    from rich.text import Text

    def line(text: str, style: str = "") -> Text:
        return Text(encodable(printable(text), console.encoding), style)

    console.print()
    console.print(line(f"{card.reference} ({card.progress})", "bold"))
    console.print(line(card.state))
    room = max(console.width - len(_INDENT), 1)
    for section in card.sections:
        console.print(line(section.heading, "bold cyan"))
        for text in _texts(console, section):
            if section.short:
                text.truncate(room, overflow="ellipsis")
            for part in text.wrap(console, room, overflow="fold"):
                part.rstrip()
                console.print(Text(_INDENT).append(part), soft_wrap=True)


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
