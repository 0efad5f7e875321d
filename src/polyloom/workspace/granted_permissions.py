"""What the person at this machine has allowed projects to do, kept outside of every project.

Each project has a file of its own in the person's configuration folder, found by a digest of the
project's place, so that a project that was moved or copied is another one. The variable
``POLYLOOM_TRUST`` allows without a file, for machines where nobody sits.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from polyloom.errors import ConfigurationError, UserError
from polyloom.messages import message
from polyloom.mt.api.bounded_reads import read_start
from polyloom.mt.api.permissions import EnginePermission
from polyloom.system_reasons import system_reason

VARIABLE = "POLYLOOM_TRUST"
# The value of the variable that allows whatever a project asks for.
EVERYTHING = "all"

_DIGEST = re.compile(r"[0-9a-f]{64}")
# The largest file of permissions that is read, in bytes: some thousand of them.
_MOST_BYTES = 1_000_000


class _Granted(msgspec.Struct, frozen=True):
    """A permission in the file: its digest, and what it is about, for people who read the file."""

    digest: str
    engine: str
    what: str


class _PermissionFile(msgspec.Struct, frozen=True):
    """The content of the file: the project's place, and what it may do."""

    project: str
    allowed: tuple[_Granted, ...] = ()


def permission_path(root: Path) -> Path:
    """The file that holds the permissions of the project at ``root``; it need not be there.

    Raises UserError where the person's configuration folder lies in the project itself.
    """
    import platformdirs

    folder = platformdirs.user_config_path("polyloom", appauthor=False)
    if folder.resolve().is_relative_to(root.resolve()):
        raise UserError(
            message("your configuration folder lies in the project, whose files are not trusted"),
            where=str(folder),
            remedy=message(
                "move the project, or set XDG_CONFIG_HOME or {variable}", variable=VARIABLE
            ),
        )
    place = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:32]
    return folder / "trust" / f"{place}.json"


def is_granted(permission: EnginePermission, root: Path, environment: Mapping[str, str]) -> bool:
    """Whether the person has allowed the project at ``root`` this very thing.

    Raises ConfigurationError where ``POLYLOOM_TRUST`` holds something else than it should, and
    UserError where the file of permissions cannot be read.
    """
    said = environment.get(VARIABLE, "").replace(",", " ").split()
    if said:
        return said == [EVERYTHING] or permission.digest in _digests(said)
    return permission.digest in {each.digest for each in _read(root).allowed}


def grant(permissions: Iterable[EnginePermission], root: Path) -> None:
    """Allow the project at ``root`` something, beside what it is allowed already.

    What an engine was allowed before is replaced. Raises UserError where that cannot be kept.
    """
    new = {each.engine: _Granted(each.digest, each.engine, each.sentence) for each in permissions}
    kept = {each.engine: each for each in _read(root).allowed}
    content = _PermissionFile(str(root.resolve()), tuple({**kept, **new}.values()))
    path = permission_path(root)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_privately(path, msgspec.json.format(msgspec.json.encode(content)) + b"\n")
    except OSError as error:
        raise _unusable(path, error, "written") from None


def revoke(root: Path) -> bool:
    """Take back all that the project at ``root`` was allowed; whether there was anything."""
    path = permission_path(root)
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise _unusable(path, error, "removed") from None
    return True


def _digests(words: Iterable[str]) -> set[str]:
    found = set(words)
    if not all(_DIGEST.fullmatch(word) for word in found):
        raise ConfigurationError(
            message(
                "{variable} holds something else than digests or the word {everything}",
                variable=VARIABLE,
                everything=EVERYTHING,
            ),
            where=message("the environment"),
            remedy=message("polyloom trust prints the digests; several stand with commas between"),
        )
    return found


def _read(root: Path) -> _PermissionFile:
    path = permission_path(root)
    try:
        content = msgspec.json.decode(read_start(path, _MOST_BYTES), type=_PermissionFile)
    except FileNotFoundError:
        return _PermissionFile(str(root.resolve()))
    except OSError as error:
        raise _unusable(path, error, "read") from None
    except (msgspec.DecodeError, RecursionError):
        raise UserError(
            message("it does not hold permissions, as polyloom trust writes them"),
            where=str(path),
            remedy=message("remove it, and run polyloom trust again"),
        ) from None
    is_ours = content.project == str(root.resolve())
    return content if is_ours else _PermissionFile(str(root.resolve()))


def _write_privately(path: Path, data: bytes) -> None:
    """Replace a file as a whole; nobody else may read it."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(handle, "wb") as file:  # noqa: PTH123 - a handle, no path
            file.write(data)
            file.flush()
            os.fsync(handle)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
        raise


def _unusable(path: Path, error: OSError, verb: str) -> UserError:
    reason = system_reason(error)
    return UserError(
        message(
            "the permissions of this project cannot be {action}: {reason}",
            action=verb,
            reason=reason,
        ),
        where=str(path),
        remedy=message("make it accessible to you"),
    )
