"""What an engine does only once a person has allowed it: run a program, use a folder, send.

A project's files are not trusted. What they ask for is compared with what the person at the machine
has allowed outside of the project, by a digest that changes with anything that is asked for.
"""

from __future__ import annotations

import hashlib
import json
import re
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from polyloom.errors import ConfigurationError
from polyloom.messages import message
from polyloom.mt.api.addresses import address_parts
from polyloom.mt.api.command_files import command_files
from polyloom.mt.api.engine_contract import EngineRow, EngineSettings
from polyloom.mt.api.keys import key_source, outside_path
from polyloom.mt.api.options import CommandOption, FolderOption
from polyloom.mt.api.program_search import find_program, is_bare_name, is_program, search_path
from polyloom.mt.api.proxies import LOOPBACK
from polyloom.mt.api.settings import EngineTable, keyless_settings
from polyloom.reports.printable_text import printable
from polyloom.system_reasons import system_reason

# The version of what is digested: a permission of another one is asked for again.
_VERSION = 1
# How long a command may be in a sentence, in characters.
_SHOWN = 100


class EnginePermission(Struct, frozen=True):
    """What a person is asked to allow one engine of a project.

    ``command`` are the words of a program that is run, ``program`` is where it was found (an empty
    string: nowhere), and ``project_files`` are the ``command_files`` of the words. ``data_folder``
    is a folder outside of the project. ``destinations`` are addresses to which texts are sent, and
    with them the ``key`` (“the variable X”), if any.
    """

    engine: str
    command: tuple[str, ...] = ()
    program: str = ""
    project_files: tuple[tuple[str, str], ...] = ()
    data_folder: str = ""
    destinations: tuple[str, ...] = ()
    key: str = ""

    @property
    def digest(self) -> str:
        """64 hexadecimal digits that stand for all that is asked for.

        They are the same on every machine; where a program outside of the project was found is not
        in them.
        """
        parts = [
            *(_VERSION, self.engine, self.command, self.project_files),
            *(self.data_folder, self.destinations, self.key),
        ]
        return hashlib.sha256(json.dumps(parts).encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def command_line(self) -> str:
        """The whole command on one line, its words quoted as for a shell."""
        return printable(shlex.join(self.command))

    @property
    def sentence(self) -> str:
        """What the engine would do, as a clause on one line (“run …”, “send …”)."""
        if self.command:
            command = self.command_line
            return message(
                "run {command}",
                command=command if len(command) <= _SHOWN else f"{command[:_SHOWN]} …",
            )
        if self.data_folder:
            return message(
                "use the language pairs in {data_folder}", data_folder=printable(self.data_folder)
            )
        what = (
            message("texts, and the key in {key},", key=printable(self.key))
            if self.key
            else "texts"
        )
        return message(
            "send {what} to {destinations}",
            what=what,
            destinations=" or ".join(map(_plain_address, self.destinations)),
        )


class EngineDemand(Struct, frozen=True):
    """The settings of an engine without its key, and what a person must have allowed for them.

    ``permission`` is None where the engine does nothing that has to be allowed: it stays on this
    machine, runs nothing that the project names, and needs no key.
    """

    row: EngineRow
    settings: EngineSettings
    permission: EnginePermission | None


# Whether a permission was granted.
Grants = Callable[[EnginePermission], bool]


def nothing_granted(_permission: EnginePermission) -> bool:
    """Grants nothing."""
    return False


class _EngineTableUse(Struct, frozen=True):
    """An engine's table, the project that it stands in, and the person's environment."""

    table: EngineTable
    root: Path
    environment: Mapping[str, str]

    def refusal(self, what: str, remedy: str) -> ConfigurationError:
        return ConfigurationError(what, where=self.table.where, remedy=remedy)


def engine_demand(
    row: EngineRow,
    table: EngineTable | None,
    *,
    root: Path,
    timeout: float | None,
    environment: Mapping[str, str],
) -> EngineDemand:
    """What an engine of the project at ``root`` needs; nothing outside of the project is read.

    Raises ConfigurationError for what nobody can allow: a key file or a data folder in the
    project, an address that is none, a file of the project that cannot be looked at.
    """
    root = root.absolute()
    use = _EngineTableUse(table or EngineTable(), root, environment)
    settings = keyless_settings(row, table, timeout=timeout)
    permission = EnginePermission(row.name)
    for name, option in row.options.items():
        value = settings.options.get(name)
        if isinstance(option, CommandOption) and value:
            permission = _with_command(permission, tuple(value), use)
            settings = replace(settings, program=permission.program, folder=str(root))
        elif isinstance(option, FolderOption) and value:
            folder = _data_folder(value, use)
            settings = replace(settings, options={**settings.options, name: folder})
            if folder not in option.system:
                permission = replace(permission, data_folder=folder)
    if row.needs_network:
        permission = _with_destinations(permission, row.destinations(settings), settings, use)
    is_harmless = permission == EnginePermission(row.name)
    return EngineDemand(row, settings, None if is_harmless else permission)


def _with_command(
    permission: EnginePermission, words: tuple[str, ...], use: _EngineTableUse
) -> EnginePermission:
    """The permission to run a command in the project's folder."""
    program = _program(words[0], use)
    try:
        files = command_files((program, *words), use.root)
    except OSError as error:
        raise use.refusal(
            message(
                "a file that the program is given cannot be looked at: {reason}",
                reason=system_reason(error),
            ),
            message("make it a file that you can read, or name another one"),
        ) from None
    return replace(permission, command=words, program=program, project_files=files)


def _program(word: str, use: _EngineTableUse) -> str:
    """The path of a program: by name on the search path, else relative to the project's folder."""
    if is_bare_name(word):
        return str(find_program(word, search_path(use.environment), use.environment) or "")
    path = use.root / word
    return str(path) if is_program(path) else ""


def _data_folder(name: str, use: _EngineTableUse) -> str:
    """The real path of a data folder. Raises ConfigurationError where it lies in the project."""
    try:
        path = outside_path(name, use.root, use.environment)
    except OSError:
        path = None
    if path is None or use.root.resolve().is_relative_to(path):
        raise use.refusal(
            message(
                "the data folder {name} is no folder outside of the project", name=printable(name)
            ),
            message("install the pairs for the whole system, or put the folder elsewhere"),
        )
    return str(path)


def _with_destinations(
    permission: EnginePermission,
    destinations: tuple[str, ...],
    settings: EngineSettings,
    use: _EngineTableUse,
) -> EnginePermission:
    """The permission to send; unchanged where texts alone go to this very machine."""
    key = key_source(settings, use.table, use.root, use.environment)
    hosts = {_host(url, use) for url in destinations}
    if not key and hosts <= set(LOOPBACK):
        return permission
    return replace(permission, destinations=destinations, key=key)


def _host(url: str, use: _EngineTableUse) -> str:
    parts = address_parts(url)
    if parts is None:
        # What stands before an @ or behind a ? may be a secret.
        shown = re.sub(r"//[^/]*@", "//…@", url).partition("?")[0]
        raise use.refusal(
            message(
                "the url {shown} is no address such as http://localhost:5000",
                shown=printable(shown),
            ),
            message("write the scheme, the host, the port and the path, and nothing else"),
        )
    return parts.hostname or ""


def _plain_address(url: str) -> str:
    """An address for people, with escapes for all that only looks like other letters."""
    return printable(url.encode("ascii", "backslashreplace").decode("ascii"))
