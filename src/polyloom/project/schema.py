"""Which keys ``polyloom.toml`` has, and what may stand behind each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct, field

from polyloom.formats import FORMATS, options_for
from polyloom.formats.format_options import FormatOption
from polyloom.language.notices import Wording
from polyloom.messages import message
from polyloom.model import Kind
from polyloom.project import BelowCoverage, Grouping, OnError, References
from polyloom.project.validators import (
    Validator,
    amount,
    any_text,
    boolean,
    call_rate,
    check_name,
    duration,
    engine_names,
    engine_option,
    format_option,
    integer_from,
    line_width,
    link_patterns,
    nonempty_text,
    notice_topics,
    one_of,
    output_names,
    publishable_state,
    review_steps,
    scheduler_address,
    segment_kinds,
    share,
    text_list,
    untranslated_terms,
    variable_name,
    web_address,
)

if TYPE_CHECKING:
    from polyloom.mt.api.engine_contract import EngineRow


class Table(Struct, frozen=True):
    """A table of the file: its keys by name, or (``each``) a table for any name.

    ``optional`` are the keys that an element of an array may leave out.

    ``misplaced`` has keys that are known but not here: what is said of each, and what to do.
    """

    keys: Mapping[str, Validator | Table | DeferredTable]
    each: Callable[[str], Table] | None = None
    array: bool = False
    optional: frozenset[str] = frozenset()
    misplaced: Mapping[str, tuple[str, str]] = field(default_factory=dict)


class DeferredTable(Struct, frozen=True):
    """A table whose keys take long to come by: it is made where the file has it."""

    make: Callable[[], Table]


def _engine_tables() -> Table:
    """The table of each engine: the keys that every engine has, and its own."""
    from polyloom.mt import ENGINES

    return Table(
        {name: Table({**ENGINE_KEYS, **_option_validators(row)}) for name, row in ENGINES.items()}
    )


def _option_validators(row: EngineRow) -> dict[str, Validator]:
    return {name: engine_option(option) for name, option in row.options.items()}


# What stands in each engine's table.
ENGINE_KEYS: Mapping[str, Validator] = {
    "url": web_address,
    "key_env": variable_name,
    "key_file": nonempty_text,
    "timeout": duration,
    "retries": integer_from(0),
    "concurrency": integer_from(1),
    "rate": call_rate,
    "budget": integer_from(0),
    "price": amount,
}

_NOTE = Table({"text": nonempty_text, "note": nonempty_text}, array=True)
_OVERRULE = Table(
    {
        "text": nonempty_text,
        "kind": one_of(*Kind),
        "split_before": nonempty_text,
        "join_with_next": boolean,
        "skip": boolean,
    },
    array=True,
    optional=frozenset({"kind", "split_before", "join_with_next", "skip"}),
)
_ACCEPTED = Table(
    {
        "check": check_name,
        "locale": nonempty_text,
        "document": nonempty_text,
        "text": nonempty_text,
    },
    array=True,
    optional=frozenset({"locale", "document", "text"}),
)
_REVIEW_KEYS: Mapping[str, Validator] = {"steps": review_steps, "own_work": boolean}
# What stands in the table of every document.
_DOCUMENT_KEYS: Mapping[str, Validator | Table] = {
    "title": any_text,
    "author": any_text,
    "encoding": nonempty_text,
    "segment_by": one_of("paragraph", "sentence"),
    "kinds": segment_kinds,
    "overrules": _OVERRULE,
    "notes": _NOTE,
    "machine": boolean,
    "minimum_state": publishable_state,
    "review": Table(_REVIEW_KEYS),
}


def _document_table(path: str) -> Table:
    """The table of the document at ``path``: the keys of every document, and its format's own."""
    own = options_for(path)
    others = [option for row in FORMATS.values() for option in row.options if option not in own]
    return Table(
        {**_DOCUMENT_KEYS, **{option.name: format_option(option) for option in own}},
        misplaced={option.name: _misplaced(option, path) for option in others},
    )


def _misplaced(option: FormatOption, path: str) -> tuple[str, str]:
    suffixes = [
        suffix for row in FORMATS.values() if option in row.options for suffix in row.suffixes
    ]
    return (
        message(
            "“{name}” says nothing of {suffix} documents",
            name=option.name,
            suffix=PurePosixPath(path).suffix,
        ),
        message("remove it; it is for documents in {suffixes}", suffixes=", ".join(suffixes)),
    )


SCHEMA = Table(
    {
        "source_locale": nonempty_text,
        "locales": text_list,
        "name": nonempty_text,
        "contact": any_text,
        "catalogs": Table(
            {
                "catalog": one_of(*Grouping),
                "wrap": line_width,
                "references": one_of(*References),
                "keep_on_typography": boolean,
            }
        ),
        "build": Table(
            {
                "minimum_state": publishable_state,
                "minimum_coverage": share,
                "outputs": output_names,
                "below_coverage": one_of(*BelowCoverage),
                "on_error": one_of(*OnError),
                "locales": Table({}, each=lambda _: Table({"minimum_state": publishable_state})),
            }
        ),
        "review": Table({**_REVIEW_KEYS, "locales": Table({}, each=lambda _: Table(_REVIEW_KEYS))}),
        "notices": Table(
            {
                "show": notice_topics,
                "locales": Table(
                    {},
                    each=lambda _: Table(
                        {"show": notice_topics, **dict.fromkeys(map(str, Wording), nonempty_text)}
                    ),
                ),
            }
        ),
        "checks": Table({"localized_links": link_patterns, "accepted": _ACCEPTED}),
        "pretranslation": Table(
            {
                "engines": engine_names,
                "timeout": duration,
                "closed_locales": text_list,
                "do_not_translate": untranslated_terms,
            }
        ),
        "execution": Table({"scheduler": scheduler_address}),
        "engines": DeferredTable(_engine_tables),
        "documents": Table({}, each=_document_table),
    }
)
