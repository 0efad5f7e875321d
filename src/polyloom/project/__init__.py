"""The project: what ``polyloom.toml`` says, and which documents there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from polyloom.formats.table import Options
from polyloom.model import State


@dataclass(frozen=True, slots=True)
class Note:
    """A note for translators on every segment of a document that contains ``text``."""

    text: str
    note: str


@dataclass(frozen=True, slots=True)
class DocumentSettings:
    """What the project knows of a document; ``encoding`` is None where it is UTF-8."""

    title: str = ""
    author: str = ""
    encoding: str | None = None
    notes: tuple[Note, ...] = ()
    options: Options = field(default_factory=Options)


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """What may be published.

    ``minimum_coverage`` is a share of words, 0 to 1, under which a document is not built.
    """

    minimum_state: State = State.TRANSLATED
    minimum_coverage: float = 0.8


@dataclass(frozen=True, slots=True)
class CatalogSettings:
    """How catalogs follow the source.

    ``keep_on_typography``: whether a translation stays finished where only the typography of its
    source changed.
    """

    keep_on_typography: bool = True


@dataclass(frozen=True, slots=True)
class PretranslationSettings:
    """Which engines fill empty entries, in order, and how many seconds one call may take."""

    engines: tuple[str, ...] = ("memory",)
    timeout: float = 20.0


@dataclass(frozen=True, slots=True)
class Project:
    """A project as ``polyloom.toml`` describes it. ``documents`` is keyed by path under source/."""

    root: Path
    source_locale: str
    locales: tuple[str, ...]
    name: str = "Polyloom"
    contact: str = ""
    build: BuildSettings = BuildSettings()
    catalogs: CatalogSettings = CatalogSettings()
    pretranslation: PretranslationSettings = PretranslationSettings()
    documents: Mapping[str, DocumentSettings] = field(default_factory=dict)

    def settings(self, path: str) -> DocumentSettings:
        """What the project knows of the document at ``path`` (under source/)."""
        return self.documents.get(path, DocumentSettings())
