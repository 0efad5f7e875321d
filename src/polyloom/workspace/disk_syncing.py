"""Waiting until the disk has what was written: many files at once, and the names of files."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from polyloom.messages import message
from polyloom.workspace.fault_sentences import fault_sentence
from polyloom.workspace.paths import text_path_inside
from polyloom.workspace.regular_files import open_regular

# A disk takes up what many threads want of it in one go; with more than these nothing is quicker.
_THREADS = 32
# Windows syncs only what was opened for writing.
_FLAGS = os.O_RDWR if os.name == "nt" else os.O_RDONLY


def sync_files(root: Path, relative: Iterable[str]) -> None:
    """Have the disk hold the bytes of files, those of many in the time of a few.

    Raises UserError.
    """
    paths = list(relative)
    if not paths:
        return
    # On use: most runs make no catalog.
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(min(_THREADS, len(paths))) as threads:
        for path, fault in zip(
            paths,
            threads.map(_sync_fault, [text_path_inside(root, each) for each in paths]),
            strict=True,
        ):
            if fault is not None:
                raise fault_sentence(fault, message("cannot write it"), path)


def _sync_fault(path: str) -> OSError | None:
    """Have the disk hold a file's bytes; what stands in the way. None also where it is gone."""
    try:
        handle = open_regular(path, _FLAGS)
    except FileNotFoundError:
        return None
    except OSError as error:
        return error
    try:
        os.fsync(handle)
    except OSError as error:
        return error
    finally:
        os.close(handle)
    return None


def sync_folders(root: Path, relative: Iterable[str]) -> None:
    """Have the disk hold the names of files that were written, before others are removed.

    A power failure could otherwise leave the removal without the writing. Raises UserError.
    """
    folders = dict.fromkeys(folder for path in relative for folder in PurePosixPath(path).parents)
    for folder in map(str, folders):
        try:
            _sync_folder(text_path_inside(root, folder))
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            raise fault_sentence(error, message("cannot write it"), folder) from None


def _sync_folder(folder: str) -> None:
    if not hasattr(os, "O_DIRECTORY"):
        # Only where folders can be opened can they be synced.
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
