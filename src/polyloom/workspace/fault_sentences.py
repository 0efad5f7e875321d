"""What to say of a fault that the system reports of a file."""

from __future__ import annotations

import errno

from polyloom.errors import UserError
from polyloom.messages import message, translatable
from polyloom.system_reasons import system_reason

_ROOM = translatable("free some space, or look at the disk")
_ACCESS = translatable("make it accessible to you (chmod, or ask its owner)")
_FOLDER_NEEDED = translatable("a folder should stand here: move the file away")
_FILE_NEEDED = translatable("a file should stand here: move the folder away")
_AGAIN = translatable("close other programs, and run the command again")
_REMEDIES = {
    errno.ENOENT: translatable("look for a wrong name or a broken link"),
    errno.EISDIR: _FILE_NEEDED,
    errno.ENOTEMPTY: _FILE_NEEDED,
    errno.ENOTDIR: _FOLDER_NEEDED,
    errno.EEXIST: _FOLDER_NEEDED,
    errno.EACCES: _ACCESS,
    errno.EPERM: _ACCESS,
    errno.EROFS: translatable("the disk can only be read: work on a copy, or mount it for writing"),
    errno.ENAMETOOLONG: translatable("give it a shorter name"),
    errno.EILSEQ: translatable("give it a name that this disk can hold"),
    errno.EINVAL: translatable("give it a name that this disk can hold, or look at the disk"),
    errno.ELOOP: translatable("remove the link, and put a file in its place"),
    errno.EAGAIN: _AGAIN,
    errno.EMFILE: _AGAIN,
    errno.ENFILE: _AGAIN,
    errno.ENOMEM: _AGAIN,
    errno.EBUSY: _AGAIN,
}


class IrregularFileError(OSError):
    """Something else than a file stands there: ``kind`` says what, with its article."""

    def __init__(self, kind: str) -> None:
        super().__init__(errno.EINVAL, message("it is {kind}, no file", kind=kind))


def fault_sentence(error: OSError, what: str, relative: str) -> UserError:
    """What to say of a fault that the system reports of a file: ``what``, why, and the remedy."""
    if isinstance(error, IrregularFileError):
        remedy = message("move it away: a file should stand here")
    else:
        remedy = message(_REMEDIES.get(error.errno or 0, _ROOM))
    return UserError(f"{what}: {system_reason(error)}", where=relative, remedy=remedy)
