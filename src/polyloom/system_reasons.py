"""Why the system refused something, as words within a message."""

from __future__ import annotations

from typing import Final

from polyloom.messages import message, translatable

# The words of glibc's strerror; whatever stands in no row is told as it is.
_KNOWN: Final = (
    translatable("argument list too long"),
    translatable("broken pipe"),
    translatable("bad file descriptor"),
    translatable("cannot allocate memory"),
    translatable("connection refused"),
    translatable("connection reset by peer"),
    translatable("device or resource busy"),
    translatable("directory not empty"),
    translatable("disk quota exceeded"),
    translatable("exec format error"),
    translatable("file exists"),
    translatable("file name too long"),
    translatable("file too large"),
    translatable("input/output error"),
    translatable("invalid argument"),
    translatable("invalid cross-device link"),
    translatable("invalid or incomplete multibyte or wide character"),
    translatable("is a directory"),
    translatable("no locks available"),
    translatable("no such device or address"),
    translatable("no such file or directory"),
    translatable("no space left on device"),
    translatable("not a directory"),
    translatable("operation not permitted"),
    translatable("operation not supported"),
    translatable("out of memory"),
    translatable("permission denied"),
    translatable("read-only file system"),
    translatable("resource temporarily unavailable"),
    translatable("stale file handle"),
    translatable("text file busy"),
    translatable("too many levels of symbolic links"),
    translatable("too many open files"),
    translatable("too many open files in system"),
)


def system_reason(error: OSError) -> str:
    """The system's own words for a fault, in lower case, since they follow a colon.

    They are told in the language that is spoken where they are common ones.

    >>> system_reason(OSError(28, "No space left on device"))
    'no space left on device'
    """
    reason = error.strerror or str(error)
    return message(reason[:1].lower() + reason[1:])
