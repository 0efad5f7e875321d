"""Why the system refused something is told in the reader's language."""

from __future__ import annotations

import errno
import os

import pytest

from polyloom.messages import speaking
from polyloom.po.message_catalogs import shipped_catalog
from polyloom.system_reasons import system_reason

COMMON = (
    errno.EACCES,
    errno.EDQUOT,
    errno.EEXIST,
    errno.EIO,
    errno.EISDIR,
    errno.EMFILE,
    errno.ENAMETOOLONG,
    errno.ENOENT,
    errno.ENOSPC,
    errno.ENOTDIR,
    errno.ENOTEMPTY,
    errno.EPERM,
    errno.EROFS,
)


@pytest.mark.parametrize("number", COMMON, ids=errno.errorcode.__getitem__)
@pytest.mark.parametrize("language", ["ar", "es", "fr", "pt_BR", "zh_Hans"])
def test_what_the_system_says_is_told_in_the_language(number: int, language: str) -> None:
    error = OSError(number, os.strerror(number))
    english = system_reason(error)

    with speaking(shipped_catalog(language)):
        told = system_reason(error)

    assert told != english
    assert told


def test_unknown_words_are_told_as_they_are() -> None:
    with speaking(shipped_catalog("es")):
        assert system_reason(OSError(0, "Strange {braces} of a driver")) == (
            "strange {braces} of a driver"
        )
