"""Validators of the values in ``polyloom.toml``.

A validator says what is wrong with a value, in words that go on behind the key's name (``must be a
text in quotes``), or returns an empty string where nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from polyloom.formats.format_options import FormatChoice, FormatOption, FormatTextList
from polyloom.late_patterns import late_pattern
from polyloom.messages import message
from polyloom.model import Kind, NoticeTopic, State
from polyloom.mt.api.options import (
    ChoiceOption,
    CommandOption,
    EngineOption,
    FolderOption,
    TextOption,
)
from polyloom.placeables.localized_links import LOCALE_PLACEHOLDER

_SEGMENT_NUMBER = late_pattern(r"[1-9][0-9]{0,8}")
_SCHEDULER = late_pattern(r"(?:tcp|tls)://(?:[\w.-]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}", re.ASCII)

Validator = Callable[[object], str]


def any_text(value: object) -> str:
    """A text, which may be empty."""
    return "" if isinstance(value, str) else message("must be a text in quotes")


def nonempty_text(value: object) -> str:
    """A text with something in it other than white space."""
    return (
        ""
        if isinstance(value, str) and value.strip()
        else message("must be a text that is not empty")
    )


def text_list(value: object) -> str:
    """A list of texts."""
    good = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return "" if good else message('must be a list of texts, for example ["es", "fr"]')


def link_patterns(value: object) -> str:
    """A list of link targets without their scheme, in which a locale has a place."""
    good = isinstance(value, list) and all(
        isinstance(item, str) and LOCALE_PLACEHOLDER in item and item == "".join(item.split())
        for item in value
    )
    return (
        ""
        if good
        else message(
            "must be a list of hosts or prefixes with {placeholder} in them, for example {example}",
            placeholder=LOCALE_PLACEHOLDER,
            example='["example.org/{locale}/"]',
        )
    )


def one_of(*words: str) -> Validator:
    """One of a few words."""

    def validate(value: object) -> str:
        return "" if value in words else message("must be one of {words}", words=", ".join(words))

    return validate


def publishable_state(value: object) -> str:
    """A state from which on translations are published."""
    return one_of(State.DRAFT, State.TRANSLATED, State.APPROVED)(value)


def scheduler_address(value: object) -> str:
    """The address of a Dask scheduler; it may be of TLS, for which Dask's own settings hold."""
    good = isinstance(value, str) and _SCHEDULER.fullmatch(value)
    return "" if good else message("must be an address such as tcp://10.0.0.5:8786, or tls://…")


def check_name(value: object) -> str:
    """The name of a quality check."""
    from polyloom.checks.rule_names import is_rule

    if isinstance(value, str) and is_rule(value):
        return ""
    from polyloom.checks.check_table import unknown_check

    fault = unknown_check(value) if isinstance(value, str) else message("that is no text in quotes")
    return message("must be the name of a check: {fault}", fault=fault) if fault else ""


def review_steps(value: object) -> str:
    """How many people have to approve of a translation."""
    good = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 2
    return (
        ""
        if good
        else message("must be 0, 1 or 2: how many people have to approve of a translation")
    )


def boolean(value: object) -> str:
    """True or false."""
    return "" if isinstance(value, bool) else message("must be true or false, without quotes")


def integer_from(least: int) -> Validator:
    """A whole number that is not below ``least``."""

    def validate(value: object) -> str:
        good = isinstance(value, int) and not isinstance(value, bool) and value >= least
        return "" if good else message("must be a whole number, {least} or more", least=least)

    return validate


def amount(value: object) -> str:
    """A number that is not negative."""
    good = isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
    return "" if good else message("must be a number, 0 or more")


def share(value: object) -> str:
    """A number from 0 to 1."""
    good = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
    return "" if good else message("must be a share between 0 and 1, for example 0.8")


def duration(value: object) -> str:
    """A number of seconds."""
    good = isinstance(value, int | float) and not isinstance(value, bool) and value > 0
    return "" if good else message("must be a number of seconds greater than 0")


def line_width(value: object) -> str:
    """A number of columns to wrap lines at, or 0 for none."""
    good = isinstance(value, int) and not isinstance(value, bool) and (value == 0 or value >= 20)
    return (
        ""
        if good
        else message("must be a number of columns from 20 on, or 0 for lines of any length")
    )


def segment_kinds(value: object) -> str:
    """A table of kinds by the number of a segment in its document, from 1 on."""
    if not isinstance(value, dict) or not all(map(_SEGMENT_NUMBER.fullmatch, value)):
        return message('must say kinds by number of segment, for example {2 = "byline"}')
    unknown = [kind for kind in value.values() if kind not in tuple(Kind)]
    known = ", ".join(Kind)
    return (
        message(
            "names an unknown kind “{unknown}”; there are {known}", unknown=unknown[0], known=known
        )
        if unknown
        else ""
    )


def engine_names(value: object) -> str:
    """A list of names from the table of engines."""
    from polyloom.mt import ENGINES

    return _row_names(value, "engine", tuple(ENGINES))


def notice_topics(value: object) -> str:
    """A list, which may be empty, of what readers are told."""
    return "" if value == [] else _row_names(value, "notice", tuple(NoticeTopic))


def output_names(value: object) -> str:
    """A list, which may be empty, of names from the table of outputs."""
    if value == []:
        return ""
    from polyloom.outputs import OUTPUTS

    return _row_names(value, "output", tuple(row.name for row in OUTPUTS))


def _row_names(value: object, what: str, known: Sequence[str]) -> str:
    if fault := text_list(value):
        return fault
    unknown = [name for name in value if name not in known]  # type: ignore[attr-defined]
    return (
        message(
            "names an unknown {what} “{unknown}”; there are {known}",
            what=what,
            unknown=unknown[0],
            known=", ".join(known),
        )
        if unknown
        else ""
    )


def web_address(value: object) -> str:
    """An address that begins with http:// or https://."""
    good = isinstance(value, str) and value.startswith(("http://", "https://"))
    return "" if good else message("must be an address, for example http://localhost:5000")


def variable_name(value: object) -> str:
    """The name of an environment variable."""
    good = isinstance(value, str) and value.isidentifier()
    return "" if good else message("must name an environment variable, never hold the key itself")


def call_rate(value: object) -> str:
    """A number of calls in a second, a minute or an hour."""
    from polyloom.mt.api.settings import calls_per_second

    good = isinstance(value, str) and calls_per_second(value) is not None
    return "" if good else message("must be a text such as 30/minute or 5/second")


def untranslated_terms(value: object) -> str:
    """A list of terms for all locales, or such lists by locale."""
    if isinstance(value, dict):
        return next((fault for each in value.values() if (fault := text_list(each))), "")
    return text_list(value)


def engine_option(option: EngineOption) -> Validator:
    """The validator of a key that an engine has declared for its own table."""
    match option:
        case TextOption():
            return nonempty_text
        case ChoiceOption(words):
            return one_of(*words)
        case FolderOption():
            return _folder
        case CommandOption():
            return _command


def format_option(option: FormatOption) -> Validator:
    """The validator of a key that a format has declared for the tables of its documents."""
    match option:
        case FormatChoice(words=words):
            return one_of(*words)
        case FormatTextList():
            return text_list


def _folder(value: object) -> str:
    return (
        "" if isinstance(value, str) and value.strip() else message("must be the path of a folder")
    )


def _command(value: object) -> str:
    good = isinstance(value, list) and value and all(isinstance(word, str) for word in value)
    return (
        ""
        if good
        else message('must be a program and its arguments, for example ["my-mt", "--quick"]')
    )
