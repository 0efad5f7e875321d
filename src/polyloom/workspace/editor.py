"""The editor of the person at the machine, on a file."""

from __future__ import annotations

import contextlib
import os
import shlex
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from polyloom.errors import UserError
from polyloom.messages import message
from polyloom.mt.api.program_search import (
    find_program,
    is_bare_name,
    is_program,
    outside_of,
    search_path,
)
from polyloom.system_reasons import system_reason

# What names it, the first that does, and what is taken where nothing does.
_VARIABLES = ("VISUAL", "EDITOR")
_USUAL = ("editor", "sensible-editor", "nano", "vim", "vi", "notepad")


def editor_command(folder: Path, environment: Mapping[str, str]) -> tuple[str, ...]:
    """The words that start the editor, to be followed by a file: from ``VISUAL``, then ``EDITOR``.

    A program by its name is looked for where no file of the project in ``folder`` can be it. Raises
    UserError where there is none.
    """
    places = outside_of(folder, search_path(environment))
    for variable in _VARIABLES:
        if environment.get(variable, "").strip():
            return _named(variable, environment, places)
    for name in _USUAL:
        if program := find_program(name, places, environment):
            return (str(program),)
    raise UserError(
        message("no editor is installed"), remedy=message("install one, and name it in EDITOR")
    )


def _named(
    variable: str, environment: Mapping[str, str], places: Sequence[Path]
) -> tuple[str, ...]:
    """The words of a variable, the first of them as a path."""
    value = environment[variable]
    try:
        name, *options = shlex.split(value, posix=os.name == "posix")
    except ValueError:
        raise UserError(
            message("{variable} is no command: {command}", variable=variable, command=value),
            remedy=message("mend its quotation marks"),
        ) from None
    program = find_program(name, places, environment)
    if program is None and not is_bare_name(name) and is_program(Path(name)):
        program = Path(name)
    if program is None:
        raise UserError(
            message(
                "there is no program “{name}”, which {variable} names", name=name, variable=variable
            ),
            remedy=message("install it, or have {variable} name another", variable=variable),
        )
    return (str(program), *options)


def run_editor(command: Sequence[str], file: Path) -> int:
    """Have the person edit a file; the exit code of the editor, negative where a signal ended it.

    Ctrl-C is the editor's as long as it runs. Raises UserError where it cannot be started.
    """
    with _interrupts_without_effect():
        try:
            process = subprocess.Popen([*command, str(file)])  # noqa: S603 - the person's own editor
        except OSError as error:
            reason = system_reason(error)
            raise UserError(
                message(
                    "cannot start the editor {command}: {reason}", command=command[0], reason=reason
                ),
                remedy=message("have EDITOR name another"),
            ) from None
        with process:
            return process.wait()


@contextlib.contextmanager
def _interrupts_without_effect() -> Iterator[None]:
    # What is ignored would be so in the editor, too; a function is not handed on to programs.
    before = signal.signal(signal.SIGINT, lambda _signal, _frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
