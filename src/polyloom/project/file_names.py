"""Which names of files the project, or a system that somebody works on it with, cannot hold."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator

from polyloom.errors import UserError
from polyloom.late_patterns import late_pattern
from polyloom.messages import message
from polyloom.reports.printable_text import printable

# Control characters, line ends, and what reorders the text behind it: a name with them cannot
# stand in a line of a catalog, and not be told from another one.
_UNUSABLE = late_pattern("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
# Windows, “Naming Files, Paths, and Namespaces”: reserved characters and names of devices.
_RESERVED_CHARACTERS = late_pattern(r'[<>:"|?*\\]')
_DEVICE = late_pattern(r"(?i)(CON|PRN|AUX|NUL|(COM|LPT)[1-9¹²³])(\..*)?")


def composed(path: str) -> str:
    """A path in Unicode's composed form (UAX #15, NFC), in which people type names.

    macOS hands some names out decomposed.
    """
    return path if path.isascii() else unicodedata.normalize("NFC", path)


def shown(path: str) -> str:
    r"""A path for messages, with escapes for what does not print.

    >>> print(shown("a\nb"), shown("a\udcffb"))
    a\nb a\xffb
    """
    return printable(os.fsencode(path).decode("utf-8", "backslashreplace"))


def name_fault(path: str) -> UserError | None:
    """Why a file of this name can be no document, None where it can: its catalog must name it."""
    if _UNUSABLE.search(path):
        what = message("its name has characters that do not print")
    elif not path.isascii() and any("\ud800" <= character <= "\udfff" for character in path):
        what = message("its name is not UTF-8")
    else:
        return None
    return UserError(what, where=shown(path), remedy=message("rename it"))


def portability_faults(paths: Iterable[str]) -> Iterator[UserError]:
    """What stands in the way of other systems, of paths with ``/`` from the project's root on.

    Windows cannot hold some names; Windows and macOS take two names for one that differ in case,
    or in Unicode's form.
    """
    seen: dict[str, str] = {}
    for path in paths:
        end = -1
        while end != len(path):
            end = path.find("/", end + 1)
            end = len(path) if end < 0 else end
            place = path[:end]
            folded = place.lower() if place.isascii() else _folded(place)
            first = seen.setdefault(folded, place)
            if first != place:
                # What lies in it would say the same of each file.
                yield _collision(place, first)
                break
            if first is place and (fault := _windows_fault(place)):
                yield fault


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())


def _collision(path: str, first: str) -> UserError:
    differ = "case" if composed(path) != composed(first) else message("Unicode form")
    return UserError(
        message(
            "on Windows and macOS it is one with {first}, which differs in {differ} alone",
            first=shown(first),
            differ=differ,
        ),
        where=shown(path),
        remedy=message("rename one of them"),
    )


def _windows_fault(path: str) -> UserError | None:
    name = path.rpartition("/")[2]
    if found := _RESERVED_CHARACTERS.search(name):
        why = message("has {found} in it", found=found[0])
    elif name.endswith((".", " ")):
        why = message("ends in a full stop") if name.endswith(".") else message("ends in a blank")
    elif _DEVICE.fullmatch(name):
        why = message("is that of a device")
    else:
        return None
    return UserError(
        message("Windows cannot hold it: its name {why}", why=why),
        where=shown(path),
        remedy=message("rename it"),
    )
