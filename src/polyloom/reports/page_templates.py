"""The templates of pages that show what the program knows of a project."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from polyloom.language.locales import bcp47, direction
from polyloom.messages import (
    grouped_number,
    message,
    message_in,
    plural_message,
    spoken_language,
)

if TYPE_CHECKING:
    from jinja2 import Environment, Template


def page_template(name: str) -> Template:
    """A page, which escapes everything that is put in; a missing value is an error.

    Its words are in the language that is spoken, of which it knows the tag and the direction.
    """
    return _environment(spoken_language()).get_template(name)


def page_part(name: str) -> str:
    """A file that stands beside the templates, as it is: a style, a script."""
    # On use: most pages are a template alone.
    from importlib import resources

    return resources.files("polyloom.reports").joinpath(name).read_text("utf-8")


@cache
def _environment(spoken: str) -> Environment:
    # On use: most commands show no page.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("polyloom.reports", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {
        "_": message,
        "message_in": message_in,
        "plural_message": plural_message,
        "grouped_number": grouped_number,
        "language": bcp47(spoken),
        "direction": direction(spoken),
    }
    return environment
