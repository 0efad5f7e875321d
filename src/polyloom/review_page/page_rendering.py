"""The templates of the review page, filled in: everything that is put in is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from polyloom.review_page import addresses


def rendered(template: str, values: Mapping[str, Any]) -> str:
    """A template of ``templates/`` with values; a missing one is an error."""
    return _environment().get_template(f"{template}.html.jinja").render(values)


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
    environment.globals["addresses"] = addresses
    return environment
