"""What works here, what is missing and how to get it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from polyloom.errors import UserError
from polyloom.language.locales import language_of
from polyloom.language.scripts import has_letter_case
from polyloom.messages import message, translatable
from polyloom.mt.api.engine_contract import EngineRow
from polyloom.mt.api.permissions import EngineDemand, EnginePermission, Grants, nothing_granted
from polyloom.po.parser import read_catalog
from polyloom.project import Project
from polyloom.project.documents import catalog_files, find_documents
from polyloom.reports.printable_text import printable
from polyloom.stages.permitted_engines import (
    missing_before_permission,
    project_demand,
    settings_with_key,
)
from polyloom.stages.regrouping.previous_catalogs import (
    files_of_other_groupings,
    find_previous_catalogs,
)
from polyloom.stages.trust import named_engines
from polyloom.workspace.files import files_below, read
from polyloom.workspace.git import (
    ATTRIBUTES,
    MergeTrial,
    attribute_lines,
    configure_command,
    driver_command,
    driver_is_there,
    driver_merges,
    has_attribute,
    in_work_tree,
    registered_driver,
)
from polyloom.workspace.machine import (
    library_version,
    program_path,
    python_version,
    required_libraries,
)
from polyloom.workspace.paths import LOCALES, catalog_folder, catalog_path, template_path
from polyloom.workspace.sentence_encoder import has_sentence_encoder
from polyloom.workspace.spelling_dictionaries import SpellingDictionaries, has_spelling_library

GOOD, MISSING, BROKEN = "good", "missing", "broken"


class Diagnosis(Struct, frozen=True):
    """One thing: ``status`` is good, missing (optional) or broken (needs a person)."""

    subject: str
    status: str
    detail: str
    remedy: str = ""


class _OptionalProgram(Struct, frozen=True):
    """An optional program: what it adds and how to get it."""

    name: str
    adds: str
    remedy: str


_OPTIONAL_PROGRAMS = (
    _OptionalProgram(
        "msgfmt",
        translatable(
            "GNU gettext: its own checks and compiled catalogs; the test suite compares with it"
        ),
        translatable("Debian and Ubuntu: apt install gettext; macOS: brew install gettext"),
    ),
    _OptionalProgram(
        "apertium",
        translatable("drafts without a network, for the pairs of languages that are installed"),
        translatable("Debian and Ubuntu: apt install apertium, and pairs such as apertium-eng-spa"),
    ),
    _OptionalProgram(
        "chromium",
        translatable("the test suite looks at pages in it"),
        translatable("Debian: apt install chromium"),
    ),
)

# Two additions in one place, between which a merge by line would not choose.
_TRIAL = MergeTrial(
    base=b'msgid "a"\nmsgstr "1"\n',
    ours=b'msgid "a"\nmsgstr "1"\n\nmsgid "b"\nmsgstr "2"\n',
    theirs=b'msgid "a"\nmsgstr "1"\n\nmsgid "c"\nmsgstr "3"\n',
    expected=(b'msgid "b"\nmsgstr "2"\n\nmsgid "c"\nmsgstr "3"\n',),
)


def diagnose_machine(environment: Mapping[str, str]) -> tuple[Diagnosis, ...]:
    """Python, libraries, and the optional programs on the search path."""
    return (
        Diagnosis("python", GOOD, python_version()),
        *(_library(name) for name in required_libraries()),
        *(_program(program, environment) for program in _OPTIONAL_PROGRAMS),
    )


def diagnose_project(
    project: Project, environment: Mapping[str, str], grants: Grants = nothing_granted
) -> tuple[Diagnosis, ...]:
    """The project's configuration, documents, templates, catalogs and engines.

    ``grants`` tells what the engines are allowed.
    """
    return (
        Diagnosis("polyloom.toml", GOOD, f"{project.source_locale} → {_locales(project)}"),
        *_documents(project),
        *_catalogs(project),
        *(_engine(project, name, environment, grants) for name in named_engines(project)),
        *_spelling(project, SpellingDictionaries.of(environment)),
        _meaning(),
        _cluster(),
    )


def diagnose_git(folder: Path, program: Sequence[str]) -> Diagnosis:
    """Whether git merges catalogs by entry in this clone, tried out; ``program`` runs polyloom."""
    configure = configure_command(program)
    if not in_work_tree(folder):
        return Diagnosis(
            "git",
            MISSING,
            message("no clone here; in one it can merge catalogs by entry"),
            configure,
        )
    command = registered_driver(folder)
    if not command:
        return Diagnosis(
            "git", MISSING, message("merges catalogs line by line in this clone"), configure
        )
    if not has_attribute(folder, f"{LOCALES}/x.po"):
        return Diagnosis(
            "git",
            MISSING,
            message(
                "merges catalogs line by line: no line for them in {attributes}",
                attributes=ATTRIBUTES,
            ),
            message(
                "add to it: {line} (and the same with .pot)",
                line=attribute_lines(LOCALES)[0],
            ),
        )
    if command != driver_command(program):
        # It is not run: the repository's configuration may have come with the repository.
        status = MISSING if driver_is_there(command) else BROKEN
        said = message(
            "merges catalogs with another program than this one: {command}",
            command=printable(command),
        )
        return Diagnosis("git", status, said, configure)
    if not driver_merges(command, _TRIAL):
        return Diagnosis(
            "git",
            BROKEN,
            message("cannot merge catalogs with: {command}", command=command),
            configure,
        )
    return Diagnosis(
        "git", GOOD, message("merges catalogs by entry, with: {command}", command=command)
    )


def _spelling(project: Project, dictionaries: SpellingDictionaries) -> Iterator[Diagnosis]:
    """Which locales the check of spelling has a dictionary for, of those that it can check."""
    if not has_spelling_library():
        adds = message("would add: a check of spelling, by the machine's dictionaries of Hunspell")
        yield Diagnosis("spelling", MISSING, adds, 'pip install "polyloom[spelling]"')
        return
    found = [locale for locale in project.locales if dictionaries.find(locale)]
    if found:
        yield Diagnosis("spelling", GOOD, message("checked in {found}", found=", ".join(found)))
    lacking = [
        locale for locale in project.locales if locale not in found and has_letter_case(locale)
    ]
    if lacking:
        yield Diagnosis(
            "spelling",
            MISSING,
            message("no dictionary of Hunspell for {lacking}", lacking=", ".join(lacking)),
            message(
                "Debian and Ubuntu: apt install hunspell-{language}; or put .dic and"
                " .aff into a folder that DICPATH names",
                language=language_of(lacking[0]),
            ),
        )


def _meaning() -> Diagnosis:
    """Whether what texts mean can be compared."""
    adds = message(
        "finds translations that seem to be those of other texts: polyloom check --meaning"
    )
    if has_sentence_encoder():
        return Diagnosis("embeddings", GOOD, adds)
    remedy = 'pip install "polyloom[embeddings]"'
    return Diagnosis("embeddings", MISSING, message("would add: {adds}", adds=adds), remedy)


def _cluster() -> Diagnosis:
    """Whether work can be shared out among machines."""
    adds = message("shares work out among machines: --scheduler ADDRESS")
    if library_version("distributed"):
        return Diagnosis("dask", GOOD, adds)
    remedy = 'pip install "polyloom[dask]"'
    return Diagnosis("dask", MISSING, message("would add: {adds}", adds=adds), remedy)


def _locales(project: Project) -> str:
    return ", ".join(project.locales) or message("no locales yet (polyloom new-locale es)")


def _library(name: str) -> Diagnosis:
    if version := library_version(name):
        return Diagnosis(name, GOOD, version)
    return Diagnosis(
        name, BROKEN, message("not installed"), message("pip install {name}", name=name)
    )


def _program(program: _OptionalProgram, environment: Mapping[str, str]) -> Diagnosis:
    if path := program_path(program.name, environment):
        return Diagnosis(program.name, GOOD, f"{path}; {message(program.adds)}")
    return Diagnosis(
        program.name,
        MISSING,
        message("would add: {adds}", adds=message(program.adds)),
        message(program.remedy),
    )


def _engine(
    project: Project, name: str, environment: Mapping[str, str], grants: Grants
) -> Diagnosis:
    """What an engine lacks; of what is not allowed yet, only that."""
    subject = message("engine {name}", name=name)
    try:
        demand = project_demand(project, name, environment)
        lack = missing_before_permission(demand, environment)
        if demand.permission is not None and not lack and not grants(demand.permission):
            return _not_allowed(subject, demand, demand.permission)
        settings = settings_with_key(project, demand, environment)
    except UserError as error:
        return Diagnosis(subject, BROKEN, f"{error.where}: {error.what}", error.remedy)
    lack = lack or demand.row.missing_requirement(settings, environment)
    used = name in project.pretranslation.engines
    status = GOOD if not lack else BROKEN if used else MISSING
    more = lack or demand.row.describe_routes(settings, project.source_locale, project.locales)
    return Diagnosis(subject, status, _engine_detail(demand.row, more))


def _not_allowed(subject: str, demand: EngineDemand, permission: EnginePermission) -> Diagnosis:
    more = message("you have not allowed it to {sentence}", sentence=permission.sentence)
    return Diagnosis(subject, MISSING, _engine_detail(demand.row, more), message("polyloom trust"))


def _engine_detail(row: EngineRow, more: str) -> str:
    where = message("needs a network") if row.needs_network else message("works offline")
    return "; ".join(filter(None, (message(row.summary).rstrip(".。"), where, more)))


def _documents(project: Project) -> Iterator[Diagnosis]:
    found = find_documents(project.root)
    for problem in found.problems:
        yield _broken(problem)
    for warning in found.warnings:
        yield Diagnosis(warning.where, MISSING, warning.what, warning.remedy)
    for path in found.passed_over:
        yield Diagnosis(path, MISSING, message("passed over: no format for this kind of file"))
    yield Diagnosis(
        "documents", GOOD, message("{number} under source/", number=len(found.documents))
    )
    for file in catalog_files(found.documents, project.catalogs.grouping):
        path = template_path(file.name)
        if not os.path.lexists(project.root / path):
            yield Diagnosis(path, MISSING, message("no template yet"), message("polyloom extract"))


def _catalogs(project: Project) -> Iterator[Diagnosis]:
    """Catalogs that cannot be read, and catalogs that nothing uses any more."""
    documents = find_documents(project.root).documents
    names = {file.name for file in catalog_files(documents, project.catalogs.grouping)}
    others = files_of_other_groupings(project.catalogs.grouping, documents)
    previous = {
        catalog_path(locale, each.file.name)
        for locale in project.locales
        for each in find_previous_catalogs(project, locale, others).catalogs
    }
    readable = 0
    for relative in files_below(project.root, LOCALES, ".po"):
        try:
            read_catalog(read(project.root, relative), relative)
        except UserError as error:
            yield _broken(error)
            continue
        readable += 1
        if relative in previous:
            yield Diagnosis(
                relative,
                MISSING,
                message(
                    "not in use: there is one catalog per {grouping}",
                    grouping=project.catalogs.grouping,
                ),
                message("polyloom sync takes its translations over"),
            )
        elif not _is_used(project, relative, names):
            yield Diagnosis(
                relative,
                MISSING,
                message(
                    "no document or locale of the project uses it; its translations serve as memory"
                ),
                message("rename it if its document was renamed, or remove it"),
            )
    yield Diagnosis("catalogs", GOOD, message("{readable} can be read", readable=readable))


def _is_used(project: Project, relative: str, names: set[str]) -> bool:
    path = PurePosixPath(relative)
    for locale in project.locales:
        folder = PurePosixPath(catalog_folder(locale))
        if path.is_relative_to(folder):
            return str(path.relative_to(folder).with_suffix("")) in names
    return False


def _broken(error: UserError) -> Diagnosis:
    return Diagnosis(error.where, BROKEN, error.what, error.remedy)
