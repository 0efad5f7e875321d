"""To whom files belong, and who else may read and write them."""

from __future__ import annotations

import contextlib
import os
import stat

_ACCESS_LIST = "system.posix_acl_access"
_DEFAULT_LIST = "system.posix_acl_default"


def give_to_project(path: str | int, root: str) -> None:
    """Give what root has made (a path, or an open file) to the owner of the project's folder.

    Otherwise a person whose project is touched by root, as in a container, were locked out of it.
    """
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    with contextlib.suppress(OSError):
        owner = os.stat(root)
        if owner.st_uid != 0:
            os.chown(path, owner.st_uid, owner.st_gid)


def make_folders(path: str, root: str) -> None:
    """Make a folder with those above it that are missing. Raises OSError."""
    missing: list[str] = []
    while path and not os.path.isdir(path):
        missing.append(path)
        path = os.path.dirname(path)
    for folder in reversed(missing):
        # Another process may make it at the same time; a file in its place is an error.
        os.makedirs(folder, exist_ok=True)
        give_to_project(folder, root)


def copy_access(old: str, found: os.stat_result, handle: int) -> None:
    """Give an open new file the owner, group, mode and access list that an old file has.

    ``found`` is the old file's. Owner and group stay this process's where it may not give files
    away; then the mode is kept all the same.
    """
    if hasattr(os, "fchown"):
        made = os.fstat(handle)
        if (found.st_uid, found.st_gid) != (made.st_uid, made.st_gid):
            _give(handle, found)
    if hasattr(os, "fchmod"):
        os.fchmod(handle, stat.S_IMODE(found.st_mode) & 0o777)
    if hasattr(os, "getxattr"):
        _copy_attributes(old, handle)


def inherits(folder: str) -> bool:
    """Whether what is made in a folder gets a group or an access list from it."""
    if os.stat(folder).st_mode & stat.S_ISGID:
        return True
    if not hasattr(os, "getxattr"):
        return False
    try:
        return bool(os.getxattr(folder, _DEFAULT_LIST))
    except OSError:
        return False


def _give(handle: int, found: os.stat_result) -> None:
    try:
        os.fchown(handle, found.st_uid, found.st_gid)
    except OSError:
        # Whoever is not root may still give a file to another of their groups.
        with contextlib.suppress(OSError):
            os.fchown(handle, -1, found.st_gid)


def _copy_attributes(old: str, handle: int) -> None:
    """Copy the extended attributes (xattr(7)) that this process may; access lists are one."""
    try:
        names = os.listxattr(old)
    except OSError:
        return
    for name in names:
        with contextlib.suppress(OSError):
            os.setxattr(handle, name, os.getxattr(old, name))
    if _ACCESS_LIST not in names:
        # What the new file has of its folder the old one has not.
        with contextlib.suppress(OSError):
            os.removexattr(handle, _ACCESS_LIST)
