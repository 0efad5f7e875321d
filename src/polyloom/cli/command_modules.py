"""The module of each command, which is imported when it is asked for."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from polyloom.cli.invocation import Command


def command_module(command: str) -> Command:
    """The module of ``cli/`` that has the name of a command."""
    return cast("Command", importlib.import_module(f"polyloom.cli.{command.replace('-', '_')}"))
