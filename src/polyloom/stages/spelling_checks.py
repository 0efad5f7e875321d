"""The spelling of a project's translations, where dictionaries are installed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from polyloom.checks.spelling import SpellingCheck, misspelled_words, vocabulary_of
from polyloom.errors import UserError
from polyloom.model import Catalog
from polyloom.project import Project
from polyloom.project.documents import CatalogFile
from polyloom.stages.inputs import load_catalog
from polyloom.stages.recorded_work import Recording, decoder, encoded, map_unless_recorded
from polyloom.workspace.executors import SharedWork, no_inputs, on_this_machine
from polyloom.workspace.paths import catalog_path
from polyloom.workspace.spelling_dictionaries import SpellingDictionaries
from polyloom.workspace.work_index import NO_INDEX, FileGroup, WorkIndex, WorkUnit


class SpellingChecks(Struct, frozen=True):
    """The checks of locales that have a dictionary."""

    by_locale: Mapping[str, SpellingCheck]

    def find(self, locale: str) -> SpellingCheck | None:
        """The check of a locale, None where it has no dictionary."""
        return self.by_locale.get(locale)


def spelling_checks(
    project: Project,
    locales: Sequence[str],
    files: Sequence[CatalogFile],
    dictionaries: SpellingDictionaries,
    index: WorkIndex = NO_INDEX,
) -> SpellingChecks:
    """The checks of the locales' spelling: all catalogs of those with a dictionary are read.

    They are not read where ``index`` has what came of it.
    """
    spelled = [locale for locale in locales if dictionaries.find(locale)]

    def misspelled(locale: str) -> Mapping[str, str]:
        words = dictionaries.load(locale)
        if words is None:
            return {}
        vocabulary = vocabulary_of(_catalogs(project, locale, files))
        return misspelled_words(locale, vocabulary, words, dictionaries.load(project.source_locale))

    def unit(locale: str) -> WorkUnit:
        fingerprints = [dictionaries.fingerprint(each) for each in (locale, project.source_locale)]
        group = FileGroup(tuple(catalog_path(locale, file.name) for file in files))
        return WorkUnit("spelling", locale, (), encoded(fingerprints), (group,))

    decode = decoder(dict[str, str])
    recording = Recording(unit, lambda _, data: decode(data), encoded)
    work = SharedWork("spelling", misspelled, no_inputs)
    found = [*map_unless_recorded(index, on_this_machine, work, spelled, recording)]
    return SpellingChecks(dict(zip(spelled, map(SpellingCheck, found), strict=True)))


def _catalogs(project: Project, locale: str, files: Sequence[CatalogFile]) -> Iterator[Catalog]:
    for file in files:
        try:
            loaded = load_catalog(project, locale, file.name)
        except UserError:
            # It is told where the catalog is checked.
            continue
        if loaded is not None:
            yield loaded.catalog
