"""Apertium's modes: which pairs of languages are installed, and which programs each is made of.

A mode is a file of Apertium's data that holds a pipeline of programs, as in a shell.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from polyloom.language.locales import language_of

# Programs that remember what they have read, so that one text changes the result of the next.
_STATEFUL = frozenset({"apertium-tagger", "cg-proc"})
# What a mode leaves to its user: how the generator marks unknown words (not at all), and what the
# tagger shows (nothing).
_PARAMETERS = {"$1": ["-n"], "$2": []}
_PAIR = re.compile(r"(?P<source>[a-z]{2,3}(?:_[A-Za-z0-9_]+)?)-(?P<target>[a-z]{2,3}(?:_\w+)?)")
# More pairs in a row than this leave little of a text.
_MOST_PAIRS = 3


class ModeProgram(Struct, frozen=True):
    """A program of a mode, with its arguments; one that is ``stateful`` may serve a single text."""

    command: tuple[str, ...]
    stateful: bool


class ApertiumMode(Struct, frozen=True):
    """An installed pair. ``source`` and ``target`` are locales (``pt_BR``, ``ca_valencia``)."""

    name: str
    source: str
    target: str
    path: Path


def installed_modes(folder: Path) -> tuple[ApertiumMode, ...]:
    """The modes in Apertium's data folder, by name; none where there is no such folder."""
    found = []
    for path in sorted((folder / "modes").glob("*.mode")):
        pair = _PAIR.fullmatch(path.stem)
        if pair:
            found.append(
                ApertiumMode(path.stem, _locale(pair["source"]), _locale(pair["target"]), path)
            )
    return tuple(found)


def find_route(
    modes: Sequence[ApertiumMode], source: str, target: str
) -> tuple[ApertiumMode, ...] | None:
    """The fewest modes that lead from one locale to another, or None where none do.

    A mode for the locale itself (``pt_BR``) is preferred to one for its language; one for another
    variant of the language is no way there.
    """
    goals = (target, language_of(target))
    routes: list[tuple[ApertiumMode, ...]] = [()]
    passed = {language_of(source)}
    for _ in range(_MOST_PAIRS):
        places = {route: route[-1].target if route else language_of(source) for route in routes}
        longer = [
            (*route, mode)
            for route in routes
            for mode in modes
            if language_of(mode.source) == places[route]
        ]
        arrived = [route for route in longer if route[-1].target in goals]
        if arrived:
            return min(arrived, key=lambda route: (route[-1].target != target, _names(route)))
        routes = [
            route
            for route in longer
            if route[-1].target not in passed and "_" not in route[-1].target
        ]
        passed |= {route[-1].target for route in routes}
    return None


def mode_programs(text: str) -> tuple[ModeProgram, ...]:
    """The programs of a mode, from the text of its file, told to flush at each NUL (``-z``).

    >>> mode_programs("lt-proc 'a.bin' | apertium-tagger -g $2 'a.prob' | lt-proc $1 'b.bin'")[1]
    ModeProgram(command=('apertium-tagger', '-z', '-g', 'a.prob'), stateful=True)
    """
    found = []
    for part in text.strip().split("|"):
        words = [word for raw in shlex.split(part) for word in _PARAMETERS.get(raw, [raw])]
        command = (words[0], "-z", *words[1:])
        found.append(ModeProgram(command, Path(words[0]).name in _STATEFUL))
    return tuple(found)


def _names(route: Sequence[ApertiumMode]) -> list[str]:
    return [mode.name for mode in route]


def _locale(code: str) -> str:
    """The locale of a mode's code, with the two letters of ISO 639-1 where it has some."""
    language, sign, variant = code.partition("_")
    return _two_letters().get(language, language) + sign + variant


def _two_letters() -> Mapping[str, str]:
    from babel.core import get_global

    return get_global("language_aliases")
