"""What the checks find in texts, kept in the project's index by what the texts say.

What was found in a translation holds for it wherever it is met again, whatever else has changed in
its catalog meanwhile: who asks which texts have findings does not wait for those that have not
changed since they were checked.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Set
from hashlib import blake2b, sha256

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from polyloom.checks.findings import CheckContext, entry_problems
from polyloom.formats.translation_units import TranslationUnits
from polyloom.model import Catalog, Entry, Finding, Markup
from polyloom.project import Project
from polyloom.project.documents import CatalogFile, DocumentFile
from polyloom.stages.recorded_work import ProjectSettings, decoder, encoded
from polyloom.workspace.work_index import NO_INDEX, WorkIndex, WorkUnit

# The names of the checks that find something in a text, each as often as it does.
CheckNames = tuple[str, ...]


class CheckedTexts(Struct, frozen=True):
    """Texts that were checked, by their numbers: those without findings, and those with some."""

    clean: bytes = b""
    found: Mapping[int, CheckNames] = {}


def text_number(entry: Entry, markup: Markup, plural_forms: str) -> int:
    """A number of 64 bits for all that the checks see of an entry.

    No other entry is likely to have it. ``plural_forms`` is the field of the catalog's header.
    """
    plural = () if entry.msgid_plural is None else (entry.msgid_plural, plural_forms)
    # No text of a catalog has a NUL.
    seen = "\0".join((markup, entry.msgid, *plural, *entry.msgstr))
    data = seen.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little", signed=True)


def _number_of(entry: Entry, context: CheckContext) -> int:
    return text_number(entry, context.markup_of(entry), context.plural_forms)


def checked_texts(
    catalog: Catalog, context: CheckContext, findings: Iterable[Finding]
) -> CheckedTexts:
    """What is to be kept of a catalog; ``findings`` are those of its single translations."""
    names: dict[int, list[str]] = {}
    for finding in findings:
        names.setdefault(finding.line, []).append(finding.check)
    return _texts_to_keep(
        {
            _number_of(entry, context): tuple(names.get(entry.line, ()))
            for entry in catalog.entries
            if not entry.obsolete and any(entry.msgstr)
        }
    )


def _texts_to_keep(names: Mapping[int, CheckNames]) -> CheckedTexts:
    clean = array("q", [number for number, found in names.items() if not found])
    return CheckedTexts(clean.tobytes(), {each: found for each, found in names.items() if found})


def checked_work(settings: ProjectSettings, locale: str, file: DocumentFile) -> WorkUnit:
    """The checks of a document's texts in a locale, for the index."""
    own = settings.of([file], locale)
    return WorkUnit("checked texts", f"{locale} {file.path}", (), own)


class CleanTexts:
    """Texts in which an earlier check has found nothing, as far as ``index`` knows of them.

    It is of one process and its forks: who gets it by way of a pickle has one that knows nothing.
    """

    def __init__(self, index: WorkIndex = NO_INDEX, project: Project | None = None) -> None:
        self._index = index
        self._settings = None if project is None else ProjectSettings(project)

    def __reduce__(self) -> tuple[type[CleanTexts], tuple[()]]:
        return CleanTexts, ()

    def without(self, catalog: Catalog, file: CatalogFile, context: CheckContext) -> Catalog:
        """A catalog without the entries that need not be checked again."""
        known = self._of(context.locale, file)
        if not known:
            return catalog
        left = (each for each in catalog.entries if _number_of(each, context) not in known)
        return replace(catalog, entries=tuple(left))

    def _of(self, locale: str, file: CatalogFile) -> Set[int]:
        """The numbers of those of a catalog's texts that are known to be clean."""
        if self._settings is None or not self._index.is_used or len(file.documents) != 1:
            return frozenset()
        known = _recalled_texts(
            self._index, checked_work(self._settings, locale, file.documents[0])
        )
        return {number for number, names in known.items() if not names}


class TextChecks:
    """What the checks find in single texts of a document: what the index knows is not checked.

    ``work`` says of which document in which locale, by ``checked_work``.
    """

    def __init__(self, index: WorkIndex, work: WorkUnit) -> None:
        self.work = work
        self.newly_checked = 0
        self._index = index
        self._kept = 0
        self._known = _recalled_texts(index, work)
        self._seen: set[int] = set()

    def of(self, entry: Entry, context: CheckContext) -> CheckNames:
        """The names of the checks that find something in a translation, accepted or not."""
        number = _number_of(entry, context)
        self._seen.add(number)
        names = self._known.get(number)
        if names is None:
            names = tuple(check.name for _, check, _ in entry_problems(entry, context))
            self._known[number] = names
            self.newly_checked += 1
        return names

    def keep(self) -> None:
        """Have the index keep what was asked for, where it did not know all of it."""
        if self.newly_checked > self._kept:
            self._kept = self.newly_checked
            now = _texts_to_keep({number: self._known[number] for number in self._seen})
            self._index.keep([(self.work, encoded(now))])


def _recalled_texts(index: WorkIndex, work: WorkUnit) -> dict[int, CheckNames]:
    kept = index.recall(work)
    try:
        texts = CheckedTexts() if kept is None else _texts(kept)
        clean = array("q", texts.clean)
    except (msgspec.MsgspecError, ValueError):
        return {}
    return {**dict.fromkeys(clean, ()), **texts.found}


def woven_digest(units: TranslationUnits, translations: Mapping[int, str]) -> bytes:
    """A digest of a document with the translations of its units, by index."""
    digest = sha256(units.document.data)
    digest.update(repr(translations).encode("utf-8", "surrogatepass"))
    return digest.digest()


def woven_work(
    settings: ProjectSettings, locale: str, file: DocumentFile, digest: bytes
) -> WorkUnit:
    """Weaving a document with the translations of a digest, for the index."""
    own = settings.of([file], locale) + digest
    return WorkUnit("woven texts", f"{locale} {file.path}", (), own)


def recalled_refusals(index: WorkIndex, work: WorkUnit) -> frozenset[str] | None:
    """The sources of translations that cannot stand in a document; None where none is known."""
    kept = index.recall(work)
    try:
        return None if kept is None else frozenset(_sources(kept))
    except msgspec.MsgspecError:
        return None


def refusals_to_keep(findings: Iterable[Finding]) -> bytes:
    """What is to be kept of the findings of weaving a document."""
    return encoded([finding.msgid for finding in findings])


_texts = decoder(CheckedTexts)
_sources = decoder(list[str])
