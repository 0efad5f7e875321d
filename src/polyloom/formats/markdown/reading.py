"""How a text is read: which Markdown it is, and what the project says of it.

A CommonMark parser is asked what stands where. What a site generator reads otherwise is written
otherwise for it, with as many bytes, so that offsets are those of the text.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from polyloom.formats.format_options import (
    PROSE_FENCES,
    PROSE_PARAMETERS,
    DocumentOptions,
)
from polyloom.formats.markdown.code_shortcodes import shortcodes_as_commonmark
from polyloom.formats.markdown.container_markers import containers_as_commonmark
from polyloom.formats.markdown.jsx_masks import components_as_commonmark, mdx_as_commonmark


class Dialect(StrEnum):
    """Which Markdown a text is; each is a format, of that name."""

    MARKDOWN = "markdown"
    MDX = "mdx"


class Reading(Struct, frozen=True):
    """How a text is read.

    ``prose_fences`` are the first words behind the fences of code that hold prose,
    ``prose_parameters`` the names of parameters of shortcodes, and of attributes of components,
    that hold prose.
    """

    dialect: Dialect = Dialect.MARKDOWN
    prose_fences: tuple[str, ...] = ()
    prose_parameters: tuple[str, ...] = ()

    @property
    def options(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The options, by name, that say so; those with their default are left out."""
        named = (
            (PROSE_FENCES.name, self.prose_fences),
            (PROSE_PARAMETERS.name, self.prose_parameters),
        )
        return tuple((name, value) for name, value in named if value)


MARKDOWN = Reading()


def reading_for(dialect: str, options: DocumentOptions) -> Reading:
    """The reading of a document of a dialect, with the options that a project gives it."""
    return Reading(Dialect(dialect), PROSE_FENCES.of(options), PROSE_PARAMETERS.of(options))


def as_commonmark(text: str, reading: Reading) -> str:
    """A byte text as a CommonMark parser understands it; it is as long as before."""
    if reading.dialect is Dialect.MDX:
        text = mdx_as_commonmark(text)
    else:
        text = components_as_commonmark(shortcodes_as_commonmark(text))
    return containers_as_commonmark(text, reading.prose_fences)
