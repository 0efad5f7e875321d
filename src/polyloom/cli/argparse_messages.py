"""What the parser of the command line says, in the language that is spoken."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from polyloom.late_patterns import late_pattern
from polyloom.messages import ENGLISH, message, plural_message, spoken_language, translatable

# What argparse has formatted by “%”, as its source has it in one of Python's versions or another.
MESSAGES = (
    translatable("usage: "),
    translatable("positional arguments"),
    translatable("options"),
    translatable("show this help message and exit"),
    translatable("show program's version number and exit"),
    translatable("argument %(argument_name)s: %(message)s"),
    translatable("invalid choice: %(value)r (choose from %(choices)s)"),
    translatable("invalid %(type)s value: %(value)r"),
    translatable("the following arguments are required: %s"),
    translatable("one of the arguments %s is required"),
    translatable("not allowed with argument %s"),
    translatable("ignored explicit argument %r"),
    translatable("expected one argument"),
    translatable("expected at most one argument"),
    translatable("expected at least one argument"),
    translatable("ambiguous option: %(option)s could match %(matches)s"),
)

_DIRECTIVE = late_pattern(r"%(?:\(\w+\))?[a-z]")


@contextmanager
def argparse_speaking() -> Iterator[None]:
    """Within it argparse speaks the language that is spoken: it has no way of its own to be told.

    It looks messages up in what it has imported from ``gettext`` under these two names.
    """
    if spoken_language() == ENGLISH:
        yield
        return
    names = vars(argparse)
    before = {name: names[name] for name in ("_", "ngettext")}
    names.update(_=_said, ngettext=_counted)
    try:
        yield
    finally:
        names.update(before)


def _said(text: str | None) -> str | None:
    """A message of argparse's, with the same directives as the English one.

    Some versions ask for that of a description that there is none of.
    """
    if not text:
        return text
    told = message(text)
    return told if sorted(_DIRECTIVE.findall(told)) == sorted(_DIRECTIVE.findall(text)) else text


def _counted(one: str, other: str, count: int) -> str:
    # The number goes where the directive is.
    told = plural_message(one, other, count)
    text = one if count == 1 else other
    return told if sorted(_DIRECTIVE.findall(told)) == sorted(_DIRECTIVE.findall(text)) else text
