"""What is published besides the source's own format.

To add an output, write one file with a function that renders it and add one row to ``OUTPUTS``.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from polyloom.model import Rendition
from polyloom.outputs.web_page import render_page

__all__ = ["OUTPUTS", "Output"]


class Output(Struct, frozen=True):
    """One thing to publish: what it is called, its files' suffix, and how its bytes are made.

    ``render`` is pure: the same rendition gives the same bytes on any day and on any machine.
    """

    name: str
    suffix: str
    render: Callable[[Rendition], bytes]


OUTPUTS = (
    Output("page", ".html", render_page),
)  # fmt: skip
