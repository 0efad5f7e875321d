"""The spelling of a project's translations, where dictionaries are installed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from polyloom.checks.spelling import SpellingCheck, Vocabulary, vocabulary_of
from polyloom.errors import UserError
from polyloom.model import Catalog
from polyloom.project import Project
from polyloom.project.documents import CatalogFile
from polyloom.stages.inputs import load_catalog
from polyloom.workspace.spelling_dictionaries import SpellingDictionaries
from polyloom.workspace.workers import map_in_processes


class SpellingChecks(Struct):
    """The checks of locales that have a dictionary, each made when it is first asked for."""

    source_locale: str
    dictionaries: SpellingDictionaries
    vocabularies: Mapping[str, Vocabulary]
    _checks: dict[str, SpellingCheck] = field(default_factory=dict)

    def find(self, locale: str) -> SpellingCheck | None:
        """The check of a locale, None where it has no dictionary."""
        vocabulary = self.vocabularies.get(locale)
        if vocabulary is None:
            return None
        if locale not in self._checks:
            words = self.dictionaries.load(locale)
            if words is None:
                return None
            source = self.dictionaries.load(self.source_locale)
            self._checks[locale] = SpellingCheck(locale, vocabulary, words, source)
        return self._checks[locale]


def spelling_checks(
    project: Project,
    locales: Sequence[str],
    files: Sequence[CatalogFile],
    dictionaries: SpellingDictionaries,
) -> SpellingChecks:
    """The checks of the locales' spelling: all catalogs of those with a dictionary are read."""
    spelled = [locale for locale in locales if dictionaries.find(locale)]

    def vocabulary(locale: str) -> Vocabulary:
        return vocabulary_of(_catalogs(project, locale, files))

    found = map_in_processes(vocabulary, spelled)
    vocabularies = dict(zip(spelled, found, strict=True))
    return SpellingChecks(project.source_locale, dictionaries, vocabularies)


def _catalogs(project: Project, locale: str, files: Sequence[CatalogFile]) -> Iterator[Catalog]:
    for file in files:
        try:
            loaded = load_catalog(project, locale, file.name)
        except UserError:
            # It is told where the catalog is checked.
            continue
        if loaded is not None:
            yield loaded.catalog
