"""Which keys ``polyloom.toml`` has, and what may stand behind each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from polyloom.model import Kind, State
from polyloom.mt.api.validators import Judge, at_least, choice, words
from polyloom.project import Grouping, References


class Table(Struct, frozen=True):
    """A table of the file: its keys by name, or (``each``) any name with the same inside."""

    keys: Mapping[str, Judge | Table | Later]
    each: Table | None = None
    array: bool = False


class Later(Struct, frozen=True):
    """A table whose keys take long to come by: it is made where the file has it."""

    make: Callable[[], Table]


def _text(value: object) -> str:
    return "" if isinstance(value, str) else "must be a text in quotes"


def _texts(value: object) -> str:
    good = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return "" if good else 'must be a list of texts, for example ["es", "fr"]'


def _share(value: object) -> str:
    good = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
    return "" if good else "must be a share between 0 and 1, for example 0.8"


def _seconds(value: object) -> str:
    good = isinstance(value, int | float) and not isinstance(value, bool) and value > 0
    return "" if good else "must be a number of seconds greater than 0"


def _columns(value: object) -> str:
    good = isinstance(value, int) and not isinstance(value, bool) and (value == 0 or value >= 20)
    return "" if good else "must be a number of columns from 20 on, or 0 for lines of any length"


def _switch(value: object) -> str:
    return "" if isinstance(value, bool) else "must be true or false, without quotes"


def _kinds_table(value: object) -> str:
    if not isinstance(value, dict) or not all(key.isdigit() and key != "0" for key in value):
        return 'must say kinds by number of segment, for example {2 = "byline"}'
    unknown = [kind for kind in value.values() if kind not in tuple(Kind)]
    known = ", ".join(Kind)
    return f"names an unknown kind “{unknown[0]}”; there are {known}" if unknown else ""


def _engines(value: object) -> str:
    from polyloom.mt import ENGINES

    return _names(value, "engine", tuple(ENGINES))


def _outputs(value: object) -> str:
    if value == []:
        return ""
    from polyloom.outputs import OUTPUTS

    return _names(value, "output", tuple(row.name for row in OUTPUTS))


def _names(value: object, what: str, known: Sequence[str]) -> str:
    """A list of names of rows in a table."""
    if fault := _texts(value):
        return fault
    unknown = [name for name in value if name not in known]  # type: ignore[attr-defined]
    return (
        f"names an unknown {what} “{unknown[0]}”; there are {', '.join(known)}" if unknown else ""
    )


def _address(value: object) -> str:
    good = isinstance(value, str) and value.startswith(("http://", "https://"))
    return "" if good else "must be an address, for example http://localhost:5000"


def _variable(value: object) -> str:
    good = isinstance(value, str) and value.isidentifier()
    return "" if good else "must name an environment variable, never hold the key itself"


def _amount(value: object) -> str:
    good = isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
    return "" if good else "must be a number, 0 or more"


def _rate(value: object) -> str:
    from polyloom.mt.api.settings import calls_per_second

    good = isinstance(value, str) and calls_per_second(value) is not None
    return "" if good else "must be a text such as 30/minute or 5/second"


def _terms(value: object) -> str:
    """A list of terms for all locales, or lists by locale."""
    if isinstance(value, dict):
        return next((fault for each in value.values() if (fault := _texts(each))), "")
    return _texts(value)


def _engine_tables() -> Table:
    """The table of each engine: the keys that every engine has, and its own."""
    from polyloom.mt import ENGINES

    return Table({name: Table({**ENGINE_KEYS, **row.options}) for name, row in ENGINES.items()})


# What stands in each engine's table.
ENGINE_KEYS: Mapping[str, Judge] = {
    "url": _address,
    "key_env": _variable,
    "key_file": words,
    "timeout": _seconds,
    "retries": at_least(0),
    "concurrency": at_least(1),
    "rate": _rate,
    "budget": at_least(0),
    "price": _amount,
}

_NOTE = Table({"text": words, "note": words}, array=True)
_DOCUMENT = Table(
    {
        "title": _text,
        "author": _text,
        "encoding": words,
        "segment_by": choice("paragraph", "sentence"),
        "front_matter": _texts,
        "code": choice("none", "comments", "strings"),
        "kinds": _kinds_table,
        "notes": _NOTE,
        "machine": _switch,
    }
)

SCHEMA = Table(
    {
        "source_locale": words,
        "locales": _texts,
        "name": words,
        "contact": _text,
        "catalogs": Table(
            {
                "catalog": choice(*Grouping),
                "wrap": _columns,
                "references": choice(*References),
                "keep_on_typography": _switch,
            }
        ),
        "build": Table(
            {
                "minimum_state": choice(State.DRAFT, State.TRANSLATED, State.APPROVED),
                "minimum_coverage": _share,
                "outputs": _outputs,
            }
        ),
        "pretranslation": Table(
            {
                "engines": _engines,
                "timeout": _seconds,
                "closed_locales": _texts,
                "do_not_translate": _terms,
            }
        ),
        "engines": Later(_engine_tables),
        "documents": Table({}, each=_DOCUMENT),
    }
)
