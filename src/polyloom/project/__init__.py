"""The project: what ``polyloom.toml`` says, and which documents there are."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from polyloom.formats.format_options import DocumentOptions
from polyloom.model import NoticeTopic, State
from polyloom.mt.api.settings import EngineTable
from polyloom.placeables.localized_links import DEFAULT_PATTERNS, LocalizedLinks
from polyloom.project.file_names import composed


class Note(Struct, frozen=True):
    """A note for translators on every segment of a document that contains ``text``."""

    text: str
    note: str


class DocumentSettings(Struct, frozen=True):
    """What the project knows of a document; ``encoding`` is None where it is UTF-8.

    Where ``machine`` is false no engine fills the document's catalogs.
    """

    title: str = ""
    author: str = ""
    encoding: str | None = None
    notes: tuple[Note, ...] = ()
    options: DocumentOptions = DocumentOptions()
    machine: bool = True


_NO_SETTINGS = DocumentSettings()


class BelowCoverage(StrEnum):
    """What becomes of a document's earlier outputs when it is no longer published."""

    REMOVE = "remove"
    KEEP = "keep"


class OnError(StrEnum):
    """What becomes of finished translations with errors.

    They are published, or the source's text stands in their place, or the document is held back.
    """

    PUBLISH = "publish"
    SOURCE = "source"
    HOLD = "hold"


class BuildSettings(Struct, frozen=True):
    """What may be published.

    ``minimum_coverage`` is a share of words, 0 to 1, under which a document is not built.
    ``outputs`` names what is made of a document besides its own format. ``below_coverage`` says
    what becomes of earlier outputs, ``on_error`` what becomes of translations with errors.
    ``state_by_locale`` and ``state_by_document`` (by path under source/, composed) say where
    another ``minimum_state`` holds; what is said of a document comes first.
    """

    minimum_state: State = State.TRANSLATED
    minimum_coverage: float = 0.8
    outputs: tuple[str, ...] = ("page",)
    below_coverage: BelowCoverage = BelowCoverage.REMOVE
    on_error: OnError = OnError.PUBLISH
    state_by_locale: Mapping[str, State] = field(default_factory=dict)
    state_by_document: Mapping[str, State] = field(default_factory=dict)


class ReviewPolicy(Struct, frozen=True):
    """Whose approval a translation needs.

    ``steps`` is how many people have to approve of it; where that is 0, a finished translation
    needs nobody's approval. Where ``own_work`` is false, who made it cannot approve of it.
    """

    steps: int = 1
    own_work: bool = True


class ReviewSettings(Struct, frozen=True):
    """The policy for reviews, and where another one holds.

    ``locales`` and ``documents`` (by path under source/, composed) have what is different there, by
    the names of the fields of ``ReviewPolicy``. What is said of a document comes first.
    """

    policy: ReviewPolicy = ReviewPolicy()
    locales: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    documents: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


class NoticeSettings(Struct, frozen=True):
    """Which notices readers get, and in what words.

    ``show`` are the topics. ``locales`` have what is different in a locale: ``show``, and sentences
    by their keys (``language.notices.Wording``).
    """

    show: tuple[NoticeTopic, ...] = ()
    locales: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def topics(self, locale: str) -> tuple[NoticeTopic, ...]:
        """What readers of a locale are told."""
        own = self.locales.get(locale, {})
        return tuple(map(NoticeTopic, own["show"])) if "show" in own else self.show

    def wording(self, locale: str) -> Mapping[str, str]:
        """The project's own sentences for a locale, by their keys."""
        return {key: text for key, text in self.locales.get(locale, {}).items() if key != "show"}


class AcceptedFinding(Struct, frozen=True):
    """Findings of a check that are meant: in a locale, a document, of source texts with ``text``.

    What is empty says nothing; the document is given by its path under source/, composed.
    """

    check: str
    locale: str = ""
    document: str = ""
    text: str = ""


class CheckSettings(Struct, frozen=True):
    """What quality checks may let pass; ``localized_links`` are patterns of ``LocalizedLinks``."""

    localized_links: tuple[str, ...] = DEFAULT_PATTERNS
    accepted: tuple[AcceptedFinding, ...] = ()


# The engine that answers from the project's own catalogs, and is there without any settings.
MEMORY = "memory"


class PretranslationSettings(Struct, frozen=True):
    """Which engines fill empty entries, in order, and which locales they leave alone.

    ``timeout`` is how many seconds one call over a network may take where the engine's table does
    not say; None leaves it to the engine. ``do_not_translate`` are terms that stay as they are,
    by locale; those under an empty name hold for all.
    """

    engines: tuple[str, ...] = (MEMORY,)
    timeout: float | None = None
    closed_locales: tuple[str, ...] = ()
    do_not_translate: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def terms(self, locale: str) -> tuple[str, ...]:
        """The terms that stay as they are in a locale."""
        found = (*self.do_not_translate.get("", ()), *self.do_not_translate.get(locale, ()))
        return tuple(dict.fromkeys(found))


class References(StrEnum):
    """What the references of templates and catalogs name beside the file."""

    SEGMENT = "segment"
    LINE = "line"
    NONE = "none"


class Grouping(StrEnum):
    """What has a catalog of its own: each document, each folder of them, or the project."""

    DOCUMENT = "document"
    FOLDER = "folder"
    PROJECT = "project"


class CatalogSettings(Struct, frozen=True):
    """How templates and catalogs are written, and how catalogs follow the source.

    ``wrap`` is in columns, 0 for lines of any length. ``keep_on_typography``: whether a translation
    stays finished where only the typography of its source changed. ``grouping`` says which
    documents share a catalog.
    """

    wrap: int = 79
    references: References = References.SEGMENT
    keep_on_typography: bool = True
    grouping: Grouping = Grouping.DOCUMENT


class Project(Struct, frozen=True):
    """A project as ``polyloom.toml`` describes it.

    ``documents`` is keyed by path under source/, in Unicode's composed form. ``scheduler`` is the
    address of what shares work out among machines; it is empty where the project names none.
    """

    root: Path
    source_locale: str
    locales: tuple[str, ...]
    name: str = "Polyloom"
    contact: str = ""
    catalogs: CatalogSettings = CatalogSettings()
    build: BuildSettings = field(default_factory=BuildSettings)
    checks: CheckSettings = CheckSettings()
    review: ReviewSettings = field(default_factory=ReviewSettings)
    notices: NoticeSettings = field(default_factory=NoticeSettings)
    pretranslation: PretranslationSettings = field(default_factory=PretranslationSettings)
    documents: Mapping[str, DocumentSettings] = field(default_factory=dict)
    engines: Mapping[str, EngineTable] = field(default_factory=dict)
    scheduler: str = ""

    def localized_links(self, locale: str) -> LocalizedLinks:
        """Which link targets translations into a locale may replace."""
        return LocalizedLinks(self.checks.localized_links, self.source_locale, locale)

    def settings(self, path: str) -> DocumentSettings:
        """What the project knows of the document at ``path`` (under source/)."""
        return self.documents.get(composed(path), _NO_SETTINGS) if self.documents else _NO_SETTINGS

    def minimum_state(self, locale: str, path: str) -> State:
        """From which state on translations of a document are published in a locale.

        Where nobody's approval is needed, what is translated is as far as it gets.
        """
        settings = self.build
        state = settings.state_by_locale.get(locale, settings.minimum_state)
        state = settings.state_by_document.get(composed(path), state)
        if state is State.APPROVED and not self.review_policy(locale, path).steps:
            return State.TRANSLATED
        return state

    def review_policy(self, locale: str, path: str) -> ReviewPolicy:
        """Whose approval translations of a document need in a locale."""
        settings = self.review
        own = {**settings.locales.get(locale, {}), **settings.documents.get(composed(path), {})}
        return replace(settings.policy, **own) if own else settings.policy
