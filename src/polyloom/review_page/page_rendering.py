"""The templates of the review page, filled in: everything that is put in is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from polyloom.messages import message, message_in, plural_message, written_day, written_number
from polyloom.review_page import addresses
from polyloom.stages.reviews.entry_history import act_word


def rendered(template: str, values: Mapping[str, Any]) -> str:
    """A template of ``templates/`` with values; a missing one is an error."""
    return _environment().get_template(f"{template}.html.jinja").render(values)


def load_templates() -> None:
    """Compile all templates, so that no answer has to wait for it."""
    environment = _environment()
    for name in environment.list_templates():
        environment.get_template(name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("polyloom.review_page", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
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
