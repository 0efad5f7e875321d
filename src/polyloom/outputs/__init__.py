"""What is published of a document besides the document in its own format.

To add an output, write one file with a function that renders it and add one row to ``OUTPUTS``. It
is made of every document whose format prepares renditions (``page`` of ``formats.contract``); of
the others ``polyloom build`` says why it is not.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from polyloom.model import Rendition
from polyloom.outputs.web_page import render_page

__all__ = ["OUTPUTS", "Output"]


class Output(Struct, frozen=True):
    """One thing to publish: its name in ``polyloom.toml``, its files' suffix, how it is made.

    ``render`` gives the file's bytes. It is pure: the same rendition gives the same bytes on any
    day and on any machine.
    """

    name: str
    suffix: str
    render: Callable[[Rendition], bytes]


OUTPUTS = (
    Output("page", ".html", render_page),
)  # fmt: skip
