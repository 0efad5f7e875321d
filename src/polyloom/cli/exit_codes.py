"""What the exit code of the program says; ``docs/reference`` has the same for its users."""

from __future__ import annotations

from polyloom.errors import ConfigurationError, UserError

DONE, NEEDS_A_PERSON, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130


def exit_code_of(error: UserError) -> int:
    """The exit code of a command that an error ends."""
    return WRONG_USAGE if isinstance(error, ConfigurationError) else NEEDS_A_PERSON
