"""What the review page knows between two requests: the documents that it has read, and who asks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from polyloom.formats.translation_units import TranslationUnits
from polyloom.messages import message
from polyloom.model import EntryKey
from polyloom.project import Project
from polyloom.project.documents import DocumentFile, FoundDocuments, find_documents
from polyloom.review_page.done_acts import DoneActs
from polyloom.stages.reviews.document_checks import DocumentChecks
from polyloom.stages.reviews.document_progress import ProgressBook
from polyloom.stages.reviews.review_acts import Reviewer, Translators
from polyloom.stages.reviews.reviewed_documents import (
    ReviewedDocument,
    ReviewedDocuments,
    ReviewedText,
)
from polyloom.stages.reviews.translation_index import TranslationIndex
from polyloom.stages.reviews.translators import translators_of
from polyloom.workspace.work_index import NO_INDEX, WorkIndex

if TYPE_CHECKING:
    from polyloom.mt.api.permissions import Grants
    from polyloom.mt.runtime.run_context import RunContext

_NAME_LENGTH = 16


class EngineAccess(Struct, frozen=True):
    """What engines get of the machine: the environment, what they may do, and a run's context."""

    environment: Mapping[str, str]
    grants: Callable[[Project], Grants]
    asking: Callable[[Project], AbstractContextManager[RunContext]]


class PageSettings(Struct, frozen=True):
    """What the page is served for, and what it gets from the machine.

    ``load`` reads the project, ``writing`` does so while it holds the lock. ``by`` is who reviews,
    as git writes people; empty where nobody is named. ``locales`` and ``names`` (documents) are
    what the command line asked for; none: all. ``lock`` is held while a request is answered.
    ``language`` is the one to speak; empty: the browser's. Without ``engines`` none is asked.
    ``index_lock`` is held while translations are looked up, which takes long the first time,
    ``write_lock`` while something is written, and while another run is waited for before that,
    ``findings_lock`` while documents are checked. Who holds one of these three may take ``lock``,
    and not the other way round.
    ``index`` keeps what takes long to read.
    """

    load: Callable[[], Project]
    writing: Callable[[], AbstractContextManager[Project]]
    lock: AbstractContextManager[object]
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    by: str = ""
    locales: Sequence[str] = ()
    names: Sequence[str] = ()
    read_only: bool = False
    language: str = ""
    engines: EngineAccess | None = None
    index_lock: AbstractContextManager[object] = nullcontext()
    write_lock: AbstractContextManager[object] = nullcontext()
    findings_lock: AbstractContextManager[object] = nullcontext()
    index: WorkIndex = NO_INDEX


class NotThereError(Exception):
    """An address leads to nothing; the message is a sentence that says so."""


class PageSession:
    """The documents of a project as they were last read: what is as it was is not read again."""

    def __init__(self, settings: PageSettings, root: Path) -> None:
        self.settings = settings
        self.mark = _project_mark(root)
        self.done_acts = DoneActs()
        self.checks = DocumentChecks(settings.index)
        self._indexes: dict[str, TranslationIndex] = {}
        self._said = ""
        self._book: ProgressBook | None = None
        self._documents: dict[str, ReviewedDocuments] = {}
        self._files: dict[str, DocumentFile] = {}
        self._keys: dict[str, tuple[TranslationUnits, Mapping[str, EntryKey]]] = {}
        self._translators: dict[tuple[str, str, EntryKey], tuple[str, tuple[str, ...]]] = {}

    def note_said(self, sentence: str) -> None:
        """Have the next page say what was done."""
        self._said = sentence

    def take_said(self) -> str:
        """What the next page is to say."""
        sentence, self._said = self._said, ""
        return sentence

    @property
    def can_write(self) -> bool:
        """Whether anything can be said or written here."""
        return not self.settings.read_only and bool(self.settings.by)

    def project(self) -> Project:
        """The project as its file says now. Raises UserError."""
        return self.settings.load()

    @contextmanager
    def writing(self) -> Iterator[Project]:
        """The project, to be written into, with the page's lock held. Raises UserError.

        Other runs that write are waited for before that lock is taken: who only looks goes on.
        """
        settings = self.settings
        with settings.write_lock, settings.writing() as project, settings.lock:
            yield project

    def locales(self, project: Project) -> Sequence[str]:
        """The locales that are shown."""
        chosen = self.settings.locales
        return [each for each in project.locales if not chosen or each in chosen]

    def documents(self, locale: str) -> ReviewedDocuments:
        """The documents in a locale, as they are now. Raises NotThereError, UserError."""
        project = self.project()
        return self.documents_of(project, find_documents(project.root), locale)

    def documents_of(
        self, project: Project, found: FoundDocuments, locale: str
    ) -> ReviewedDocuments:
        """Like ``documents``, of a project that was just read."""
        if locale not in project.locales:
            raise NotThereError(message("The project has no locale “{locale}”.", locale=locale))
        known = self._documents.get(locale)
        if known is None:
            known = self._documents[locale] = ReviewedDocuments(
                project, found, locale, self.settings.index
            )
        else:
            known.renew(project, found)
        return known

    def document(self, locale: str, path: str) -> ReviewedDocument:
        """A document by its path under ``source/``. Raises NotThereError, UserError.

        The path is compared with those that there are, and never opened.
        """
        documents = self.documents(locale)
        file = self._files[path] = file_at(documents.found, path)
        return documents.document(file)

    @contextmanager
    def index(self, project: Project, locale: str) -> Iterator[TranslationIndex]:
        """All translations of a locale, as they are now, for one thread at a time."""
        with self.settings.index_lock:
            known = self._indexes.get(locale)
            if known is None:
                known = self._indexes[locale] = TranslationIndex(project, locale)
            else:
                known.renew(project)
            yield known

    def progress_book(self, project: Project) -> ProgressBook:
        """What has been counted of the project."""
        if self._book is None:
            self._book = ProgressBook(project)
        return self._book

    def key_of(self, document: ReviewedDocument, name: str) -> EntryKey | None:
        """The entry that a name in an address is of; None where the document has none such."""
        path = document.file.path
        known = self._keys.get(path)
        if known is None or known[0] is not document.units:
            keys = {text_name(key): key for key in document.places}
            # Names of texts that have gone meanwhile still say which they were.
            before = known[1] if known else {}
            known = self._keys[path] = (document.units, {**before, **keys})
        return known[1].get(name)

    def known_key(self, path: str, name: str, document: ReviewedDocument | None) -> EntryKey | None:
        """The entry that a name is, or was, of: among what was shown, and in the catalog."""
        if path in self._keys and (key := self._keys[path][1].get(name)):
            return key
        entries = document.catalog.catalog.entries if document else ()
        return next((each.key for each in entries if text_name(each.key) == name), None)

    def known_file(self, path: str) -> DocumentFile | None:
        """A document that was shown, be it there still or not."""
        return self._files.get(path)

    def text(self, document: ReviewedDocument, name: str) -> ReviewedText | None:
        """The text that a name in an address is of; None where it is not there (any more)."""
        key = self.key_of(document, name)
        places = document.places.get(key, ()) if key else ()
        return document.text_at(places[0]) if places else None

    def reviewer(self, text: ReviewedText) -> Reviewer:
        """Who reviews, and what about a text's translator may count."""
        settings = self.settings
        return Reviewer(settings.by, settings.now(), settings.new_id, self.translator_of(text))

    def translator_of(self, text: ReviewedText) -> Translators:
        """Who made a translation, where the project does not let people approve their own."""
        entry = text.status.entry
        if entry is None or text.policy.own_work:
            return {}
        identity = (text.locale, text.file.path, text.key)
        who, made = self._translators.get(identity, ("", ()))
        if made != entry.msgstr:
            project = self._documents[text.locale].project
            found = translators_of(project, [text], self.settings.by)
            who = found.get((text.file.path, text.key), "")
            self._translators[identity] = (who, entry.msgstr)
        return {(text.file.path, text.key): who}

    def note_translator(self, text: ReviewedText, forms: tuple[str, ...]) -> None:
        """Remember that the reviewer has just made this translation."""
        self._translators[text.locale, text.file.path, text.key] = (self.settings.by, forms)


def _project_mark(root: Path) -> str:
    """What tells what a browser keeps of one project from what it keeps of another."""
    return hashlib.sha256(str(root).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def file_at(found: FoundDocuments, path: str) -> DocumentFile:
    """The document at a path under ``source/``. Raises NotThereError."""
    for file in found.documents:
        if file.path == path:
            return file
    raise NotThereError(message("There is no document “{path}”.", path=path))


def text_name(key: EntryKey) -> str:
    """What addresses call a text: digits of the digest of its context and its source."""
    context, text = key
    identity = text if context is None else f"{context}\4{text}"
    digest = hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()
    return digest[:_NAME_LENGTH]
