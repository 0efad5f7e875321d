"""The zip container of a Word file: read with limits, and rebuilt around the parts that changed.

Sections are those of PKWARE's APPNOTE.TXT, to which ECMA-376 Part 2 refers. Every byte of the
members that did not change is copied, compressed as it is, in the same order.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from polyloom.errors import UserError
from polyloom.formats.docx.file_errors import damaged_file, suspicious_file
from polyloom.messages import message

_END = struct.Struct("<4s4H2LH")  # §4.3.16
_RECORD = struct.Struct("<4s6H3L5H2L")  # §4.3.12
_LOCAL = struct.Struct("<4s5H3L2H")  # §4.3.7

_ENCRYPTED = 0x1
_SIZES_FOLLOW = 0x8
_UTF8_NAME = 0x800
_STORED, _DEFLATED = 0, 8
_IN_ZIP64 = 0xFFFFFFFF

# Word's own packages have some dozens of members, and XML rarely shrinks below a fiftieth; what is
# small once unpacked may: a form of a thousand empty rows.
_MOST_MEMBERS = 10_000
_MOST_BYTES = 1 << 30
_MOST_RATIO = 200
_RATIO_FROM = 1 << 24


class ArchiveMember(Struct, frozen=True):
    """One file in the archive.

    Byte offsets: ``record`` of its record in the central directory (§4.3.12), ``local`` of its
    local header (§4.3.7), ``body`` of its packed bytes. ``packed`` and ``size`` are its sizes in
    bytes, packed and unpacked; ``method`` and ``crc`` are its compression method and CRC-32.
    """

    name: str
    record: int
    local: int
    body: int
    packed: int
    size: int
    method: int
    crc: int


class Archive(Struct, frozen=True):
    """A zip file: its bytes, and its members in the order of the central directory.

    ``directory`` and ``end`` are the byte offsets of the central directory and of the record behind
    it (§4.3.16). ``where`` names the file in messages.
    """

    data: bytes
    members: tuple[ArchiveMember, ...]
    directory: int
    end: int
    where: str

    def member(self, name: str) -> ArchiveMember | None:
        """The member of that name, or None; letter case does not count (ECMA-376 Part 2)."""
        wanted = name.lower()
        return next((one for one in self.members if one.name.lower() == wanted), None)


def read_archive(data: bytes, where: str) -> Archive:
    """Read the directory of a zip file, without unpacking anything.

    Raises UserError for what is no zip file, is cut off, damaged, encrypted or in ZIP64, for names
    that lead out of the archive, and for members that overlap or share a name.
    """
    if not data.startswith(b"PK\x03\x04"):
        raise damaged_file(_no_zip(data), where)
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - _END.size - 0xFFFF))
    if end < 0 or end + _END.size > len(data):
        raise damaged_file(
            message("its directory at the end is missing: the file is cut off"), where
        )
    _, _, _, _, count, size, directory, comment = _END.unpack_from(data, end)
    if end + _END.size + comment != len(data) or directory + size != end:
        raise damaged_file(
            message("its directory does not fit the file: it is cut off or damaged"), where
        )
    if count > _MOST_MEMBERS:
        raise damaged_file(
            message(
                "it has {number} members, more than {limit}",
                number=count,
                limit=_MOST_MEMBERS,
            ),
            where,
        )
    members = tuple(_members(data, directory, end, where))
    if len(members) != count:
        raise damaged_file(message("its directory does not count its members right"), where)
    archive = Archive(data, members, directory, end, where)
    _refuse_ambiguity(archive)
    return archive


def unpack_member(archive: Archive, member: ArchiveMember) -> bytes:
    """A member's bytes. Raises UserError where size or checksum differ from the directory's."""
    packed = archive.data[member.body : member.body + member.packed]
    try:
        plain = _inflate(packed, member.size) if member.method == _DEFLATED else packed
    except zlib.error:
        plain = b""
    if len(plain) != member.size or zlib.crc32(plain) != member.crc:
        raise damaged_file(
            message("its packed bytes are damaged"), f"{archive.where}/{member.name}"
        )
    return plain


def rebuild_archive(archive: Archive, changed: Mapping[str, bytes]) -> bytes:
    """The archive's bytes with new contents for some members, by name.

    All else is copied byte for byte; only offsets, and sizes of changed members, are updated.
    """
    order = sorted(archive.members, key=lambda member: member.local)
    edges = [*(member.local for member in order), archive.directory]
    directory = bytearray(archive.data[archive.directory : archive.end])
    pieces = [archive.data[: edges[0]]]
    position = edges[0]
    for member, following in zip(order, edges[1:], strict=True):
        record = member.record - archive.directory
        if member.name in changed:
            piece = _packed(archive, member, changed[member.name], directory, record)
        else:
            piece = archive.data[member.local : following]
        struct.pack_into("<L", directory, record + 42, position)
        pieces.append(piece)
        position += len(piece)
    end = bytearray(archive.data[archive.end :])
    struct.pack_into("<2L", end, 12, len(directory), position)
    return b"".join([*pieces, directory, end])


def _packed(
    archive: Archive, member: ArchiveMember, plain: bytes, directory: bytearray, record: int
) -> bytes:
    """A member's local header and new bytes; its record in ``directory`` is updated in place."""
    packed = _deflate(plain) if member.method == _DEFLATED else plain
    header = bytearray(archive.data[member.local : member.body])
    sizes = (zlib.crc32(plain), len(packed), len(plain))
    for buffer, flags, crc in ((header, 6, 14), (directory, record + 8, record + 16)):
        (old,) = struct.unpack_from("<H", buffer, flags)
        struct.pack_into("<H", buffer, flags, old & ~_SIZES_FOLLOW)
        struct.pack_into("<3L", buffer, crc, *sizes)
    return bytes(header) + packed


def _deflate(plain: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(plain) + packer.flush()


def _inflate(packed: bytes, size: int) -> bytes:
    # One byte more than there should be tells a lie about the size, and no more is unpacked.
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, size + 1)


def _members(data: bytes, directory: int, end: int, where: str) -> Iterator[ArchiveMember]:
    position = directory
    while position < end:
        if position + _RECORD.size > end or data[position : position + 4] != b"PK\x01\x02":
            raise damaged_file(message("its directory is damaged"), where)
        record = _RECORD.unpack_from(data, position)
        name_at = position + _RECORD.size
        following = name_at + record[10] + record[11] + record[12]
        if following > end:
            raise damaged_file(message("its directory is damaged"), where)
        yield _member(data, position, record, data[name_at : name_at + record[10]], where)
        position = following


def _member(
    data: bytes, position: int, record: Sequence[int], raw_name: bytes, where: str
) -> ArchiveMember:
    flags, method, crc, packed, size, local = (record[index] for index in (3, 4, 7, 8, 9, 16))
    name = _name(raw_name, flags, where)
    place = f"{where}/{name}"
    if flags & _ENCRYPTED:
        raise UserError(
            message("it is encrypted"),
            where=place,
            remedy=message("save the document without a password"),
        )
    if method not in (_STORED, _DEFLATED):
        raise damaged_file(
            message("it is packed by method {method}, which Word does not use", method=method),
            place,
        )
    if _IN_ZIP64 in (packed, size, local):
        raise damaged_file(message("it is packed as ZIP64"), place)
    body = _body(data, local, raw_name, place)
    if body + packed > len(data) or (method == _STORED and packed != size):
        raise damaged_file(
            message("its sizes do not fit the file: it is cut off or damaged"), place
        )
    return ArchiveMember(name, position, local, body, packed, size, method, crc)


def _body(data: bytes, local: int, raw_name: bytes, place: str) -> int:
    """Where a member's packed bytes begin. Raises UserError where its two headers disagree."""
    if local + _LOCAL.size > len(data) or data[local : local + 4] != b"PK\x03\x04":
        raise damaged_file(message("its header is missing: the file is damaged"), place)
    header = _LOCAL.unpack_from(data, local)
    name_at = local + _LOCAL.size
    if data[name_at : name_at + header[9]] != raw_name:
        raise damaged_file(message("its two names in the file differ"), place)
    if _IN_ZIP64 in header[7:9]:
        raise damaged_file(message("it is packed as ZIP64"), place)
    return int(name_at + header[9] + header[10])


def _name(raw: bytes, flags: int, where: str) -> str:
    """A member's name. Raises UserError for one that leads out of the archive."""
    try:
        name = raw.decode("utf-8" if flags & _UTF8_NAME else "cp437")
    except UnicodeDecodeError:
        raise damaged_file(message("a member's name is not UTF-8"), where) from None
    steps = name.removesuffix("/").split("/")
    if "\\" in name or ":" in name or not name.isprintable() or {"", ".", ".."} & set(steps):
        raise suspicious_file(
            message(
                "it has a member named “{characters}”, which would lead out of the file",
                characters=ascii(name)[1:-1],
            ),
            where,
        )
    return name


def _refuse_ambiguity(archive: Archive) -> None:
    """Raise UserError for members that share a name or overlap: programs read these differently."""
    seen: set[str] = set()
    for member in archive.members:
        if member.name.lower() in seen:
            raise damaged_file(message("it is in the file twice"), f"{archive.where}/{member.name}")
        seen.add(member.name.lower())
    order = sorted(archive.members, key=lambda member: member.local)
    edges = [*(member.local for member in order), archive.directory]
    for member, following in zip(order, edges[1:], strict=True):
        if member.body + member.packed > following:
            raise damaged_file(
                message("it overlaps the next one"), f"{archive.where}/{member.name}"
            )


def refuse_bombs(archive: Archive) -> None:
    """Raise UserError for a zip bomb: what would unpack to more than a document ever does."""
    for member in archive.members:
        if member.size > max(_RATIO_FROM, member.packed * _MOST_RATIO):
            raise suspicious_file(
                message(
                    "{packed} bytes would unpack to {size}", packed=member.packed, size=member.size
                ),
                f"{archive.where}/{member.name}",
            )
    total = sum(member.size for member in archive.members)
    if total > _MOST_BYTES:
        raise suspicious_file(
            message("it would unpack to {total} bytes", total=total), archive.where
        )


def _no_zip(data: bytes) -> str:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return message("this is no .docx but an old .doc, or a document with a password")
    return (
        message("this is no .docx: it does not begin as a zip file does")
        if data
        else message("the file is empty")
    )
