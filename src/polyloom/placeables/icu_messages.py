"""Messages of ICU's MessageFormat: ``{count, plural, one {# file} other {# files}}``.

The syntax is that of ICU4J's class MessageFormat: an apostrophe before a brace quotes what follows,
up to the next one.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from polyloom.late_patterns import late_pattern

_COMPLEX = late_pattern(
    r"\{\s*[\w.\-]+\s*,\s*(?:plural|selectordinal|select|number|date|time|spellout|ordinal|duration)"
    r"\s*[,}]"
)
_TOKEN = late_pattern(r"'(?=[{}])[^']*'?|[{}]")
_ARGUMENT = late_pattern(r"\s*(?P<name>[\w.\-]+)\s*(?:,\s*(?P<type>\w+)\s*(?P<comma>,)?)?")
_SELECTOR = late_pattern(r"\s*(?:offset:\d+\s*)?(?P<key>=\d+|[^\s{}=]+)?\s*")
_BRANCHING = ("plural", "select", "selectordinal")


class IcuArgument(Struct, frozen=True):
    """An argument of a message: its name, its type (empty for a plain one), and its branches."""

    name: str
    type: str
    branches: tuple[str, ...] = ()


class _OpenBrace(Struct):
    """A brace that is open: an argument's, or one around the message of a branch (no ``type``)."""

    name: str = ""
    type: str | None = None
    branches: list[str] = field(default_factory=list)


def is_icu_message(text: str) -> bool:
    """Whether a text has an argument with a type; ``{name}`` alone is of any syntax."""
    return "{" in text and "," in text and _COMPLEX.search(text) is not None


def icu_arguments(text: str) -> Sequence[IcuArgument] | None:
    """The arguments of a message, those within branches, too; None for one that is broken.

    >>> [each.name for each in icu_arguments("{n, plural, one {# in {box}} other {#}}")]
    ['box', 'n']
    """
    found: list[IcuArgument] = []
    open_: list[_OpenBrace] = []
    position = 0
    while match := _TOKEN.search(text, position):
        position = match.end()
        if match[0] == "{":
            branching = open_[-1] if open_ and open_[-1].type in _BRANCHING else None
            if branching is not None:
                open_.append(_OpenBrace())
                continue
            head = _ARGUMENT.match(text, position)
            if head is None or (open_ and open_[-1].type is not None):
                return None
            position = head.end()
            opened = _OpenBrace(head["name"], head["type"] or "")
            open_.append(opened)
            if opened.type in _BRANCHING:
                position = _add_branch(text, position, opened)
        elif match[0] == "}":
            if not open_:
                return None
            closed = open_.pop()
            if closed.type is not None:
                found.append(IcuArgument(closed.name, closed.type, tuple(closed.branches)))
            elif not open_:
                return None
            else:
                position = _add_branch(text, position, open_[-1])
    return None if open_ else found


def _add_branch(text: str, position: int, opened: _OpenBrace) -> int:
    """Read the key of the next branch, if there is one; where it ends."""
    selector = _SELECTOR.match(text, position)
    if selector is None:
        return position
    if selector["key"] and text.startswith("{", selector.end()):
        opened.branches.append(selector["key"])
    return selector.end()
