"""Changes of source texts that change no meaning, as their authors declared them.

The log is a file of JSON lines that is only ever appended to, so that branches merge by keeping
the lines of both.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import asdict, fields

from polyloom.errors import UserError
from polyloom.messages import message


class Rewording(Struct, frozen=True):
    """A source text and the one that replaced it without a change of meaning.

    ``document`` is where, ``day`` since when, as ``2026-11-23``.
    """

    day: str
    document: str
    old: str
    new: str


def rewording_line(rewording: Rewording) -> str:
    """The rewording as a line of the log."""
    return json.dumps(asdict(rewording), ensure_ascii=False) + "\n"


def read_rewordings(data: bytes, where: str) -> tuple[Rewording, ...]:
    """The rewordings of a log, in order. Raises UserError that names the line that holds none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UserError(
            message("not UTF-8"), where=f"{where}:{line}", remedy=message("save it as UTF-8")
        ) from None
    return tuple(_each(text, where))


def _each(text: str, where: str) -> Iterator[Rewording]:
    # Not splitlines: a text may hold U+2028, which ends no line of JSON.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
            date.fromisoformat(values["day"])
            found = Rewording(**{each.name: values[each.name] for each in fields(Rewording)})
            good = all(isinstance(getattr(found, each.name), str) for each in fields(Rewording))
        except (ValueError, TypeError, KeyError, RecursionError):
            good = False
        if not good:
            raise UserError(
                message("this line declares no rewording"),
                where=f"{where}:{number}",
                remedy=message(
                    "take it from an older version of the file; where git left conflict markers,"
                    " keep the lines of both sides"
                ),
            )
        yield found


def replacements(rewordings: Iterable[Rewording]) -> dict[str, str]:
    """For each text that was reworded, the text that replaced it last."""
    return {each.old: each.new for each in rewordings}
