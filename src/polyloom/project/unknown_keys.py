"""What to say of a key that ``polyloom.toml`` has where no such key is known."""

from __future__ import annotations

from collections.abc import Iterator

from polyloom.messages import message
from polyloom.project.schema import ENGINE_KEYS, SCHEMA, DeferredTable, Table


def remedy_for(name: str, table: Table) -> str:
    """What to do about the unknown key ``name`` in a table of the schema.

    A key that another table has is told where it belongs; any other, which key is like it.
    """
    places = list(dict.fromkeys(_tables_with(name, SCHEMA, "")))
    if places:
        return message("it belongs {places}", places=" or ".join(places))
    import difflib

    near = difflib.get_close_matches(name, list(table.keys), n=1, cutoff=0.5)
    return (
        message("did you mean {near}?", near=near[0])
        if near
        else message("known here are {keys}", keys=", ".join(table.keys))
    )


def _tables_with(name: str, table: Table | DeferredTable, header: str) -> Iterator[str]:
    """Where a table of the schema, with this header in the file, or one inside it has the key."""
    if isinstance(table, DeferredTable):
        table = table.make()
    if name in table.keys or name in table.misplaced:
        if not header:
            yield message("above the first table")
        elif header.startswith("engines.") and name in ENGINE_KEYS:
            yield "under [engines.NAME]"
        else:
            yield f"under [[{header}]]" if table.array else f"under [{header}]"
    if table.each is not None:
        yield from _tables_with(name, table.each(""), f'{header}."PATH"')
    for key, inner in table.keys.items():
        if isinstance(inner, Table | DeferredTable):
            yield from _tables_with(name, inner, f"{header}.{key}" if header else key)
