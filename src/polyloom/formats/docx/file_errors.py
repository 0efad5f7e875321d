"""Errors about Word files that are damaged or suspicious, each with what a person can do."""

from __future__ import annotations

from polyloom.errors import UserError
from polyloom.messages import message, translatable

# Nearly everything that is wrong with a container or its XML is gone after this.
_SAVE_AGAIN = translatable("open it in Word or LibreOffice and save it again as .docx")
_DO_NOT_TRUST = translatable("do not trust this file; ask its author for another")


def damaged_file(what: str, where: str) -> UserError:
    """The error for a file that a word processor can repair: ``what`` is wrong, and ``where``."""
    return UserError(what, where=where, remedy=message(_SAVE_AGAIN))


def suspicious_file(what: str, where: str) -> UserError:
    """The error for a file that may be an attack: ``what`` is wrong, and ``where``."""
    return UserError(what, where=where, remedy=message(_DO_NOT_TRUST))
