"""What an engine declares of its own keys in ``[engines.NAME]``: which kind of value each takes.

Plain values: ``polyloom.project.validators`` judges what a project writes there.
"""

from __future__ import annotations

from msgspec import Struct


class TextOption(Struct, frozen=True):
    """A text that is not empty."""


class ChoiceOption(Struct, frozen=True):
    """One of a few words."""

    words: tuple[str, ...]


class FolderOption(Struct, frozen=True):
    """The path of a folder outside of the project.

    ``system`` are those that come with the system: of any other one a person is asked whether what
    it holds may be used.
    """

    system: tuple[str, ...] = ()


class CommandOption(Struct, frozen=True):
    """A program and its arguments, as a list of texts."""


EngineOption = TextOption | ChoiceOption | FolderOption | CommandOption
