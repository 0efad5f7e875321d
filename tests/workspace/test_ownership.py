"""Files keep their owner, group and rights, and root locks nobody out."""

from __future__ import annotations

import errno
import os
import struct
from pathlib import Path

import pytest

from polyloom.workspace.files import read, write, write_derived, write_over
from polyloom.workspace.lock import project_lock
from polyloom.workspace.response_store import open_response_store
from support.faults import let_others_in, run_as_nobody
from support.polyloom import make_project, polyloom

NOBODY = 65534
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")

# struct posix_acl_xattr_header and _entry of Linux: owner, one user more, group, mask, others.
_ENTRIES = ((0x01, 6, -1), (0x02, 6, 1234), (0x04, 4, -1), (0x10, 6, -1), (0x20, 0, -1))
ACCESS_LIST = struct.pack("<I", 2) + b"".join(
    struct.pack("<HHi", tag, permissions, who) for tag, permissions, who in _ENTRIES
)


# What is imported on use is imported before, too.
AS_THE_OWNER = """
import ctypes, fcntl, sys
from pathlib import Path
from polyloom.workspace.files import read, write_over
from polyloom.workspace.lock import project_lock
"""
EDIT = """
root, catalog = Path(sys.argv[1]), sys.argv[2]
with project_lock(root, "sync", wait=0, notice=print):
    data = read(root, catalog)
    write_over(root, catalog, data + b"# edited\\n", expected=data)
"""


def set_list(path: Path, name: str) -> None:
    try:
        os.setxattr(path, name, ACCESS_LIST)
    except OSError as error:
        if error.errno == errno.ENOTSUP:
            pytest.skip("this disk has no access lists")
        raise


@as_root
def test_a_replaced_file_keeps_owner_group_and_mode(tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    path.write_bytes(b"one")
    path.chmod(0o640)
    os.chown(path, NOBODY, 4321)
    write_over(tmp_path, "x.po", b"two", expected=b"one")
    found = path.stat()
    assert (found.st_uid, found.st_gid, found.st_mode & 0o777) == (NOBODY, 4321, 0o640)


def test_a_replaced_file_keeps_its_access_list(tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    path.write_bytes(b"one")
    set_list(path, "system.posix_acl_access")
    before = os.getxattr(path, "system.posix_acl_access")
    write(tmp_path, "x.po", b"two")
    assert os.getxattr(path, "system.posix_acl_access") == before
    assert path.stat().st_mode & 0o777 == 0o660


@pytest.mark.parametrize("has_state_folder", [False, True])
def test_a_new_file_gets_what_its_folder_gives(tmp_path: Path, has_state_folder: bool) -> None:
    folder = tmp_path / "locales"
    folder.mkdir()
    if has_state_folder:
        (tmp_path / ".polyloom").mkdir()
    set_list(folder, "system.posix_acl_default")
    (folder / "directly").write_bytes(b"")
    write(tmp_path, "locales/es/x.po", b"one")
    (folder / "es/directly").write_bytes(b"")
    listed = os.getxattr(folder / "es/x.po", "system.posix_acl_access")
    assert listed == os.getxattr(folder / "es/directly", "system.posix_acl_access")


@as_root
def test_a_new_file_gets_the_group_of_a_folder_that_hands_it_down(tmp_path: Path) -> None:
    (tmp_path / ".polyloom").mkdir()
    folder = tmp_path / "locales"
    folder.mkdir()
    os.chown(folder, 0, 4321)
    folder.chmod(0o2775)
    write(tmp_path, "locales/es/x.po", b"one")
    assert (folder / "es/x.po").stat().st_gid == 4321


@as_root
def test_what_root_makes_belongs_to_the_owner_of_the_project(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project", locales='"es"')
    for path in (root, *root.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    assert polyloom(root, "sync").code == 0
    assert polyloom(root, "translate").code == 0
    polyloom(root, "build")
    polyloom(root, "report", "--html")
    owners = {path.relative_to(root).as_posix(): path.stat().st_uid for path in root.rglob("*")}
    assert ".polyloom/lock" in owners
    assert ".polyloom/answers.sqlite" in owners
    assert {path: owner for path, owner in owners.items() if owner != NOBODY} == {}
    let_others_in(root)
    (catalog,) = root.rglob("*.po")
    catalog.chmod(0o640)
    relative = catalog.relative_to(root).as_posix()
    run_as_nobody(AS_THE_OWNER, EDIT, str(root), relative)
    assert catalog.read_bytes().endswith(b"# edited\n")


def test_what_no_root_may_give_away_is_written_all_the_same(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("needs a file of somebody else")
    folder = tmp_path / "locales"
    folder.mkdir()
    folder.chmod(0o777)
    (folder / "x.po").write_bytes(b"old")
    (folder / "x.po").chmod(0o666)
    let_others_in(tmp_path)
    run_as_nobody(
        "import sys\nfrom pathlib import Path\nfrom polyloom.workspace.files import write",
        "write(Path(sys.argv[1]), 'locales/x.po', b'new')",
        str(tmp_path),
    )
    assert read(tmp_path, "locales/x.po") == b"new"
    assert (folder / "x.po").stat().st_mode & 0o777 == 0o666


@as_root
def test_the_lock_of_a_project_that_is_roots_stays_roots(tmp_path: Path) -> None:
    with project_lock(tmp_path, "sync", wait=0, notice=print), open_response_store(tmp_path):
        write_derived(tmp_path, "a/b.pot", b"x")
    assert {path.stat().st_uid for path in tmp_path.rglob("*")} == {0}
