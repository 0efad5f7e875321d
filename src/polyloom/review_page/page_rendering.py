"""The templates of the review page, filled in: everything that is put in is escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from polyloom.messages import message, message_in, plural_message, written_day, written_number
from polyloom.review_page import addresses
from polyloom.stages.reviews.entry_history import act_word

_SUFFIX = ".html.jinja"
# Of the list of documents, and of a document, in the order in which they are asked for.
_FIRST = (
    *("start", "frame", "meter"),
    *("document", "parts", "problems", "filters", "texts", "segment", "editor", "findings"),
    *("pages", "keys", "progress"),
)


def rendered(template: str, values: Mapping[str, Any]) -> str:
    """A template of ``templates/`` with values; a missing one is an error."""
    return _environment().get_template(f"{template}{_SUFFIX}").render(values)


class TemplateNames(NamedTuple):
    """All templates, in two parts: those that a project's first pages are made of come first."""

    first: Sequence[str]
    rest: Sequence[str]


def template_names() -> TemplateNames:
    """The names of all templates."""
    first = [f"{name}{_SUFFIX}" for name in _FIRST]
    return TemplateNames(first, sorted({*_environment().list_templates()} - {*first}))


def load_template(name: str) -> None:
    """Compile a template, so that no answer has to wait for it."""
    _environment().get_template(name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("polyloom.review_page", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        # There is nothing to be folded in them, and looking for it takes a tenth of the compiling.
        optimized=False,
    )
    environment.globals.update(
        addresses=addresses,
        _=message,
        message_in=message_in,
        plural_message=plural_message,
        written_day=written_day,
        act_word=act_word,
        figure=_figure,
    )
    return environment


def _figure(number: int) -> str:
    """A number in a table; nothing to see for none."""
    return written_number(number) if number else "–"
