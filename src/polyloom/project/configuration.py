"""``polyloom.toml`` to Project."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from polyloom.errors import ConfigurationError, UserError
from polyloom.formats import options_for
from polyloom.formats.format_options import DocumentOptions, Overrule
from polyloom.formats.toml_depth import line_of_deep_key
from polyloom.formats.toml_faults import toml_fault
from polyloom.language.locales import canonical_locale
from polyloom.messages import message
from polyloom.model import Kind, NoticeTopic, State
from polyloom.mt.api.settings import EngineTable, calls_per_second
from polyloom.project import (
    MEMORY,
    AcceptedFinding,
    BelowCoverage,
    BuildSettings,
    CatalogSettings,
    CheckSettings,
    DocumentSettings,
    Grouping,
    Note,
    NoticeSettings,
    OnError,
    PretranslationSettings,
    Project,
    References,
    ReviewPolicy,
    ReviewSettings,
)
from polyloom.project.file_names import composed
from polyloom.project.schema import ENGINE_KEYS, SCHEMA, DeferredTable, Table
from polyloom.project.toml_lines import line_of
from polyloom.project.unknown_keys import remedy_for
from polyloom.workspace.files import read
from polyloom.workspace.paths import CONFIGURATION
from polyloom.workspace.project_root import find_root


def load_project(start: Path) -> Project:
    """The project that ``start`` lies in. Raises ConfigurationError with the file and the line."""
    root = find_root(start)
    try:
        text = read(root, CONFIGURATION).decode("utf-8-sig")
        if line := line_of_deep_key(text):
            raise ConfigurationError(
                message("a key has over a hundred parts"),
                where=f"{CONFIGURATION}:{line}",
                remedy=message("nest it less deeply"),
            )
        values = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise ConfigurationError(
            message("not UTF-8 at byte {start}", start=error.start),
            where=CONFIGURATION,
            remedy=message("save it as UTF-8"),
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(error, text) from None
    except RecursionError:
        raise _unreadable(
            message("its brackets are nested too deep"), message("close the brackets")
        ) from None
    except ValueError:
        raise _unreadable(
            message("a number in it has too many digits"), message("shorten it")
        ) from None
    except UserError as error:
        raise ConfigurationError(error.what, where=error.where, remedy=error.remedy) from None
    for path, what, remedy in _faults(values, SCHEMA, ()):
        raise ConfigurationError(
            what, where=f"{CONFIGURATION}:{line_of(text, path)}", remedy=remedy
        )
    return _project(root, text, values)


def _unreadable(what: str, remedy: str) -> ConfigurationError:
    return ConfigurationError(what, where=CONFIGURATION, remedy=remedy)


def _not_toml(error: tomllib.TOMLDecodeError, text: str) -> ConfigurationError:
    fault, line = toml_fault(error, text)
    return ConfigurationError(
        message("this is no TOML: {fault}", fault=fault),
        where=f"{CONFIGURATION}:{line}",
        remedy=message('texts stand in quotes, lists in brackets: locales = ["es", "fr"]'),
    )


def _faults(
    values: Mapping[str, Any], table: Table, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """What is wrong, in file order: the key's path, a sentence, a remedy."""
    for name, value in values.items():
        here = (*path, name)
        validator = table.each(name) if table.each else table.keys.get(name)
        if isinstance(validator, DeferredTable):
            validator = validator.make()
        if name in table.misplaced:
            yield here, *table.misplaced[name]
        elif validator is None:
            yield here, message("unknown key “{name}”", name=name), remedy_for(name, table)
        elif not isinstance(validator, Table):
            if fault := validator(value):
                # For translators: a setting and its fault: “jobs must be a whole number”.
                yield here, message("{name} {fault}", name=name, fault=fault), ""
        elif validator.array:
            yield from _array_faults(value, validator, here)
        elif isinstance(value, Mapping):
            yield from _faults(value, validator, here)
        else:
            yield (
                here,
                message("{name} must be a table", name=name),
                message("write {heading} on a line of its own", heading=f"[{'.'.join(here)}]"),
            )


def _array_faults(
    value: object, table: Table, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str, str]]:
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        yield (
            path,
            message("{path} must be a list of tables", path=path[-1]),
            message("write {heading} above each", heading=f"[[…{path[-1]}]]"),
        )
        return
    for item in value:
        yield from _faults(item, table, path)
        for missing in table.keys.keys() - table.optional - item.keys():
            yield (
                path,
                message("an element of {path} has no {missing}", path=path[-1], missing=missing),
                message("add {missing} = “…”", missing=missing),
            )


def _project(root: Path, text: str, values: Mapping[str, Any]) -> Project:
    for key in ("source_locale", "locales"):
        if key not in values:
            raise ConfigurationError(
                message("{key} is missing", key=key),
                where=CONFIGURATION,
                remedy=message('every project says source_locale = "en" and locales = ["es", …]'),
            )
    source = canonical_locale(
        values["source_locale"], where=f"{CONFIGURATION}:{line_of(text, ['source_locale'])}"
    )
    locales = _locales(values["locales"], source, f"{CONFIGURATION}:{line_of(text, ['locales'])}")
    return Project(
        root=root,
        source_locale=source,
        locales=locales,
        name=values.get("name", "Polyloom"),
        contact=values.get("contact", ""),
        catalogs=_catalogs(values.get("catalogs", {})),
        build=_build(values, locales, text),
        checks=_checks(values.get("checks", {}), text),
        review=_review(values, locales, text),
        notices=_notices(values, locales, text),
        pretranslation=_pretranslation(values.get("pretranslation", {}), text),
        documents={
            composed(path): _document(path, settings)
            for path, settings in values.get("documents", {}).items()
        },
        engines={
            name: _engine(table, f"{CONFIGURATION}:{line_of(text, ['engines', name])}")
            for name, table in values.get("engines", {}).items()
        },
        scheduler=values.get("execution", {}).get("scheduler", ""),
    )


def _by_locale(
    values: Mapping[str, Any], name: str, locales: tuple[str, ...], text: str
) -> dict[str, Mapping[str, Any]]:
    """The tables ``[NAME.locales.LOCALE]``. Raises ConfigurationError for other locales."""
    found = {}
    for each, table in values.get(name, {}).get("locales", {}).items():
        where = f"{CONFIGURATION}:{line_of(text, [name, 'locales', each])}"
        locale = canonical_locale(each, where=where)
        if locale not in locales:
            raise ConfigurationError(
                message("“{locale}” is not one of the project's locales", locale=each),
                where=where,
                remedy=message(
                    "the project has {locales}", locales=", ".join(locales) or message("none yet")
                ),
            )
        found[locale] = table
    return found


def _review(values: Mapping[str, Any], locales: tuple[str, ...], text: str) -> ReviewSettings:
    table, default = values.get("review", {}), ReviewPolicy()
    return ReviewSettings(
        ReviewPolicy(
            table.get("steps", default.steps),
            table.get("own_work", default.own_work),
        ),
        _by_locale(values, "review", locales, text),
        {
            composed(path): settings["review"]
            for path, settings in values.get("documents", {}).items()
            if "review" in settings
        },
    )


def _notices(values: Mapping[str, Any], locales: tuple[str, ...], text: str) -> NoticeSettings:
    # That nobody has reviewed a text says something only where somebody is to review it.
    usual = [each for each in NoticeTopic if each != NoticeTopic.UNREVIEWED or "review" in values]
    show = values.get("notices", {}).get("show", usual)
    return NoticeSettings(
        tuple(map(NoticeTopic, show)), _by_locale(values, "notices", locales, text)
    )


def _build(whole: Mapping[str, Any], locales: tuple[str, ...], text: str) -> BuildSettings:
    values, default = whole.get("build", {}), BuildSettings()
    return BuildSettings(
        State(values.get("minimum_state", default.minimum_state)),
        float(values.get("minimum_coverage", default.minimum_coverage)),
        tuple(values.get("outputs", default.outputs)),
        BelowCoverage(values.get("below_coverage", default.below_coverage)),
        OnError(values.get("on_error", default.on_error)),
        {
            locale: State(table["minimum_state"])
            for locale, table in _by_locale(whole, "build", locales, text).items()
            if "minimum_state" in table
        },
        {
            composed(path): State(settings["minimum_state"])
            for path, settings in whole.get("documents", {}).items()
            if "minimum_state" in settings
        },
    )


def _checks(values: Mapping[str, Any], text: str) -> CheckSettings:
    default = CheckSettings()
    where = f"{CONFIGURATION}:{line_of(text, ['checks', 'accepted'])}"
    return CheckSettings(
        tuple(values.get("localized_links", default.localized_links)),
        tuple(_accepted(each, where) for each in values.get("accepted", [])),
    )


def _accepted(values: Mapping[str, Any], where: str) -> AcceptedFinding:
    locale = values.get("locale", "")
    return AcceptedFinding(
        values["check"],
        canonical_locale(locale, where=where) if locale else "",
        composed(values.get("document", "")),
        values.get("text", ""),
    )


def _catalogs(values: Mapping[str, Any]) -> CatalogSettings:
    default = CatalogSettings()
    return CatalogSettings(
        values.get("wrap", default.wrap),
        References(values.get("references", default.references)),
        values.get("keep_on_typography", default.keep_on_typography),
        Grouping(values.get("catalog", default.grouping)),
    )


def _pretranslation(values: Mapping[str, Any], text: str) -> PretranslationSettings:
    where = f"{CONFIGURATION}:{line_of(text, ['pretranslation', 'closed_locales'])}"
    terms = values.get("do_not_translate", {})
    by_locale = terms if isinstance(terms, Mapping) else {"": terms}
    return PretranslationSettings(
        tuple(values.get("engines", [MEMORY])),
        values.get("timeout"),
        tuple(canonical_locale(name, where=where) for name in values.get("closed_locales", [])),
        {locale: tuple(each) for locale, each in by_locale.items()},
    )


def _engine(table: Mapping[str, Any], where: str) -> EngineTable:
    common = {name: value for name, value in table.items() if name in ENGINE_KEYS}
    options = {name: value for name, value in table.items() if name not in ENGINE_KEYS}
    key_file = common.pop("key_file", "")
    if "rate" in common:
        common["rate"] = calls_per_second(common["rate"])
    return EngineTable(where, key_file, common, options)


def _locales(names: list[str], source: str, where: str) -> tuple[str, ...]:
    locales: list[str] = []
    for name in names:
        locale = canonical_locale(name, where=where)
        if locale in locales:
            raise ConfigurationError(
                message("{locale} stands twice", locale=locale),
                where=where,
                remedy=message("remove one"),
            )
        if locale == source:
            raise ConfigurationError(
                message("{locale} is the source's own locale", locale=locale),
                where=where,
                remedy=message("remove it"),
            )
        locales.append(locale)
    return tuple(locales)


def _document(path: str, values: Mapping[str, Any]) -> DocumentSettings:
    return DocumentSettings(
        title=values.get("title", ""),
        author=values.get("author", ""),
        encoding=values.get("encoding"),
        machine=values.get("machine", True),
        notes=tuple(Note(note["text"], note["note"]) for note in values.get("notes", [])),
        options=_document_options(path, values),
    )


def _overrule(values: Mapping[str, Any]) -> Overrule:
    return Overrule(
        text=values["text"],
        kind=Kind(values["kind"]) if "kind" in values else None,
        split_before=values.get("split_before", ""),
        join_with_next=values.get("join_with_next", False),
        skip=values.get("skip", False),
    )


def _document_options(path: str, values: Mapping[str, Any]) -> DocumentOptions:
    own = {
        option.name: values[option.name] for option in options_for(path) if option.name in values
    }
    return DocumentOptions(
        segment_by=values.get("segment_by", DocumentOptions().segment_by),
        kinds={int(number): Kind(kind) for number, kind in values.get("kinds", {}).items()},
        overrules=tuple(_overrule(one) for one in values.get("overrules", [])),
        by_name={
            name: tuple(value) if isinstance(value, list) else value for name, value in own.items()
        },
    )
