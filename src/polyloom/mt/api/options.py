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
    """The path of a folder."""


class CommandOption(Struct, frozen=True):
    """A program and its arguments, as a list of texts."""


EngineOption = TextOption | ChoiceOption | FolderOption | CommandOption
