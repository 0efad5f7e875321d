"""Which parts of a Word file have text, and in which order translators read them.

Content types tell what a part is for (ECMA-376 Part 2, “Content types”, and Part 1 §11.3); names
are free.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from msgspec import Struct

from polyloom.errors import UserError
from polyloom.formats.docx.archive import Archive, ArchiveMember, refuse_bombs, unpack_member
from polyloom.formats.docx.file_errors import damaged_file
from polyloom.formats.docx.xml_nodes import read_nodes, refuse_ill_formed
from polyloom.messages import message

_CONTENT_TYPES = "[Content_Types].xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
# Headers, footnotes and all, in bytes: a book of a thousand pages is some 10 MB of XML. Weaving
# takes ten bytes of memory and two microseconds of time for each.
_MOST_TEXT = 24 << 20


class PartRole(Enum):
    """What a part is for, in the order in which translators meet them."""

    PROPERTIES = "application/vnd.openxmlformats-package.core-properties+xml"
    HEADER = f"{_WORD}header+xml"
    FOOTER = f"{_WORD}footer+xml"
    MAIN = f"{_WORD}document.main+xml"
    FOOTNOTES = f"{_WORD}footnotes+xml"
    ENDNOTES = f"{_WORD}endnotes+xml"
    CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    STYLES = f"{_WORD}styles+xml"
    NUMBERING = f"{_WORD}numbering+xml"


_ROLES = {role.value: role for role in PartRole} | {_MACROS: PartRole.MAIN}
_ORDER = list(PartRole)
ROLES_WITH_TEXT = frozenset(_ORDER[: _ORDER.index(PartRole.STYLES)])


class PackagePart(Struct, frozen=True):
    """A part of the file: its name in the archive, its role, its XML."""

    name: str
    role: PartRole
    xml: bytes


def read_package_parts(archive: Archive) -> tuple[PackagePart, ...]:
    """The parts with text, styles or numbering, ordered by role and then by the archive.

    Glossary parts (building blocks) are left out. Raises UserError for a file without main
    document, and for parts that are not well-formed XML.
    """
    found = sorted(_roles(archive), key=lambda pair: _ORDER.index(pair[1]))
    if sum(role is PartRole.MAIN for _, role in found) != 1:
        raise damaged_file(message("it has no main document (word/document.xml)"), archive.where)
    return tuple(_part(archive, member, role) for member, role in found)


def read_part(archive: Archive, role: PartRole) -> PackagePart | None:
    """The first part in this role, or None. Raises UserError for XML that is not well-formed."""
    found = next((member for member, other in _roles(archive) if other is role), None)
    return None if found is None else _part(archive, found, role)


def refuse_oversize(archive: Archive) -> None:
    """Raise UserError for a document that would take too much memory or time.

    It is for sources; an output may be larger, as far as its translations are longer.
    """
    refuse_bombs(archive)
    total = sum(member.size for member, _ in _roles(archive))
    if total > _MOST_TEXT:
        raise UserError(
            message(
                "its text is {total} bytes of XML, over the limit of {limit}",
                total=total,
                limit=_MOST_TEXT,
            ),
            where=archive.where,
            remedy=message("divide it into several documents"),
        )


def _part(archive: Archive, member: ArchiveMember, role: PartRole) -> PackagePart:
    where = f"{archive.where}/{member.name}"
    xml = unpack_member(archive, member)
    refuse_ill_formed(xml, where)
    if b"<?polyloom" in xml:
        raise UserError(
            message("it has an instruction named polyloom, which is ours"),
            where=where,
            remedy=message("remove it"),
        )
    if role is PartRole.MAIN and b"<w:document" not in xml:
        raise damaged_file(
            message("its elements have no names like w:document, as Word writes them"), where
        )
    return PackagePart(member.name, role, xml)


def _roles(archive: Archive) -> Iterator[tuple[ArchiveMember, PartRole]]:
    types = archive.member(_CONTENT_TYPES)
    if types is None or types.size > _MOST_TEXT:
        raise damaged_file(
            message(
                "it is a zip file, but no Word document: it has no {content_types}",
                content_types=_CONTENT_TYPES,
            ),
            archive.where,
        )
    xml = unpack_member(archive, types)
    refuse_ill_formed(xml, f"{archive.where}/{types.name}")
    overrides = {
        (node.attribute(b"PartName") or "").removeprefix("/").lower(): node.attribute(
            b"ContentType"
        )
        for root in read_nodes(xml)
        for node in root.children
    }
    for member in archive.members:
        role = _ROLES.get(overrides.get(member.name.lower()) or "")
        if role is not None and "glossary" not in member.name.lower().split("/"):
            yield member, role
