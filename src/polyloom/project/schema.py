"""Which keys ``polyloom.toml`` has, and what may stand behind each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from polyloom.model import Kind, State
from polyloom.project import References

# What is wrong with a value, or an empty string.
Judge = Callable[[object], str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the file: its keys by name, or (``each``) any name with the same inside."""

    keys: Mapping[str, Judge | Table]
    each: Table | None = None
    array: bool = False


def _text(value: object) -> str:
    return "" if isinstance(value, str) else "must be a text in quotes"


def _words(value: object) -> str:
    return "" if isinstance(value, str) and value.strip() else "must be a text that is not empty"


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


def _choice(*options: str) -> Judge:
    def judge(value: object) -> str:
        return "" if value in options else f"must be one of {', '.join(options)}"

    return judge


def _kinds_table(value: object) -> str:
    if not isinstance(value, dict) or not all(key.isdigit() and key != "0" for key in value):
        return 'must say kinds by number of segment, for example {2 = "byline"}'
    unknown = [kind for kind in value.values() if kind not in tuple(Kind)]
    known = ", ".join(Kind)
    return f"names an unknown kind “{unknown[0]}”; there are {known}" if unknown else ""


def _engines(value: object) -> str:
    from polyloom.engines import ENGINES

    if fault := _texts(value):
        return fault
    unknown = [name for name in value if name not in ENGINES]  # type: ignore[attr-defined]
    known = ", ".join(ENGINES)
    return f"names an unknown engine “{unknown[0]}”; there are {known}" if unknown else ""


_NOTE = Table({"text": _words, "note": _words}, array=True)
_DOCUMENT = Table(
    {
        "title": _text,
        "author": _text,
        "encoding": _words,
        "segment_by": _choice("paragraph", "sentence"),
        "front_matter": _texts,
        "code": _choice("none", "comments", "strings"),
        "kinds": _kinds_table,
        "notes": _NOTE,
    }
)

SCHEMA = Table(
    {
        "source_locale": _words,
        "locales": _texts,
        "name": _words,
        "contact": _text,
        "catalogs": Table(
            {
                "wrap": _columns,
                "references": _choice(*References),
                "keep_on_typography": _switch,
            }
        ),
        "build": Table(
            {
                "minimum_state": _choice(State.DRAFT, State.TRANSLATED, State.APPROVED),
                "minimum_coverage": _share,
            }
        ),
        "pretranslation": Table({"engines": _engines, "timeout": _seconds}),
        "documents": Table({}, each=_DOCUMENT),
    }
)
