"""The XML of a Word file as a sequence of stories, so that segments do not overlap.

A text box (``w:txbxContent``) stands inside a paragraph, and its own paragraphs inside that one. So
the content of each text box becomes a story of its own, and a placeholder such as
``<?polyloom 3?>``, with the story's number, is left in its place. The properties of a picture that
describe it (``alt_texts``) are treated alike. ``mc:AlternateContent`` (ECMA-376 Part 3) holds a
text box twice, once for new programs and once for old ones: where both say the same, the second is
a duplicate, which is not in the body and is written as the first is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from polyloom.formats.docx.alt_texts import DRAWING_PROPERTIES, has_alt_text
from polyloom.formats.docx.archive import Archive, read_archive, rebuild_archive
from polyloom.formats.docx.package_parts import (
    ROLES_WITH_TEXT,
    PackagePart,
    PartRole,
    read_package_parts,
    refuse_oversize,
)
from polyloom.formats.docx.xml_nodes import XML_TOKEN

_BOX = b"w:txbxContent"
_ALTERNATIVES = b"mc:AlternateContent"
_BRANCHES = frozenset({b"mc:Choice", b"mc:Fallback"})
_PLACEHOLDER = re.compile(rb"<\?polyloom ([0-9]+)\?>")
_TEXT = re.compile(rb"<w:t(?:\s[^>]*)?>([^<]*)</w:t>|</w:p>")


class Story(Struct, frozen=True):
    """A part without its text boxes, or what is ``nested`` in one: a text box or a description.

    ``number`` is its index among all stories; ``part`` and ``role`` are the name and role of its
    part. ``duplicate_of`` is the number of the story that it repeats, or None.
    """

    number: int
    part: str
    role: PartRole
    xml: bytes
    nested: bool = False
    duplicate_of: int | None = None

    @property
    def is_description(self) -> bool:
        """Whether it is the properties of a picture, which have no paragraphs."""
        return self.xml.startswith(b"<" + DRAWING_PROPERTIES)


class StoryLayout(Struct, frozen=True):
    """The stories of a file by number, and its parts.

    By number, nested stories stand before what they are nested in. ``body`` is the XML of all
    stories but duplicates, one behind the other in ``order`` (numbers of stories), in which nested
    ones stand behind. ``starts`` are the byte offsets of stories in ``body``, by number.
    """

    archive: Archive
    parts: tuple[PackagePart, ...]
    stories: tuple[Story, ...]
    order: tuple[int, ...]
    starts: Mapping[int, int]
    body: bytes


def lay_out_stories(data: bytes, where: str = "", *, limited: bool = False) -> StoryLayout:
    """Read a Word file and lay its stories out.

    ``limited`` refuses what would take too much memory or time; it is for sources. Raises
    UserError.
    """
    archive = read_archive(data, where)
    if limited:
        refuse_oversize(archive)
    parts = read_package_parts(archive)
    stories: list[Story] = []
    order: list[int] = []
    for part in parts:
        if part.role in ROLES_WITH_TEXT:
            first = len(stories)
            stories += _extract_stories(part, first)
            own = [story.number for story in stories[first:] if story.duplicate_of is None]
            # The part first, then its text boxes.
            order += [own[-1], *own[:-1]]
    starts: dict[int, int] = {}
    position = 0
    for number in order:
        starts[number] = position
        position += len(stories[number].xml)
    body = b"".join(stories[number].xml for number in order)
    return StoryLayout(archive, parts, tuple(stories), tuple(order), starts, body)


def replace_stories(
    data: bytes, changed: Mapping[int, bytes], others: Mapping[str, bytes] | None = None
) -> bytes:
    """The file's bytes with new XML for some stories, by number.

    ``others`` is new XML for parts without text, by the part's name.
    """
    layout = lay_out_stories(data)
    whole: dict[int, bytes] = {}
    touched: set[int] = set()
    parts = dict(others or {})
    for story in layout.stories:
        duplicate_of = story.duplicate_of
        if duplicate_of is not None and duplicate_of in touched:
            touched.add(story.number)
            whole[story.number] = whole[duplicate_of]
            continue
        xml = changed.get(story.number, story.xml)
        if story.number in changed or not touched.isdisjoint(_placeholders(xml)):
            touched.add(story.number)
            if not story.nested:
                parts[story.part] = _filled(xml, whole)
        whole[story.number] = _filled(xml, whole) if story.nested else b""
    return rebuild_archive(layout.archive, parts)


def _filled(xml: bytes, whole: Mapping[int, bytes]) -> bytes:
    """The XML with stories, by number, in the place of their placeholders."""
    return _PLACEHOLDER.sub(lambda match: whole[int(match[1])], xml)


class _AlternateContent(Struct):
    """The text boxes in each branch of an ``mc:AlternateContent`` that is open."""

    branches: list[list[int]] = field(default_factory=list)


class _StoryExtractor(Struct):
    """Takes nested stories out of a part; their numbers count from ``first``.

    ``stories`` are the complete ones. ``chunks`` is the XML so far of each open story, the part's
    own first; the part has been read up to ``position``, in bytes. ``described`` says whether a
    description is open.
    """

    part: PackagePart
    first: int
    stories: list[Story] = field(default_factory=list)
    chunks: list[list[bytes]] = field(default_factory=lambda: [[]])
    alternatives: list[_AlternateContent] = field(default_factory=list)
    position: int = 0
    described: bool = False

    def copy_to(self, end: int) -> None:
        """Add the XML up to the byte offset ``end`` to the innermost open story."""
        self.chunks[-1].append(self.part.xml[self.position : end])
        self.position = end

    def close_description(self, end: int) -> None:
        """End the open description at a byte offset, and leave a placeholder in its place."""
        self.copy_to(end)
        self.described = False
        self._leave_placeholder(b"".join(self.chunks.pop()), None)

    def close_box(self) -> None:
        """End the innermost text box, and leave a placeholder in its place."""
        xml = b"".join(self.chunks.pop())
        number = self.first + len(self.stories)
        duplicate_of = None
        if self.alternatives and self.alternatives[-1].branches:
            branches = self.alternatives[-1].branches
            branches[-1].append(number)
            duplicate_of = self._duplicated_story(branches, xml)
        self._leave_placeholder(xml, duplicate_of)

    def _leave_placeholder(self, xml: bytes, duplicate_of: int | None) -> None:
        number = self.first + len(self.stories)
        self.stories.append(Story(number, self.part.name, self.part.role, xml, True, duplicate_of))
        self.chunks[-1].append(b"<?polyloom %d?>" % number)

    def _duplicated_story(self, branches: Sequence[Sequence[int]], xml: bytes) -> int | None:
        """The number of the story in the first branch that says the same, or None."""
        index = len(branches[-1]) - 1
        if len(branches) < 2 or index >= len(branches[0]):
            return None
        first = self._story(branches[0][index])
        inside = list(zip(_placeholders(xml), _placeholders(first.xml), strict=False))
        if (
            not _same_texts(first.xml, xml)
            or len(_placeholders(xml)) != len(_placeholders(first.xml))
            or not all(_repeats(self._story(mine), self._story(other)) for mine, other in inside)
        ):
            return None
        # What is nested in it is repeated as well.
        for mine, other in inside:
            self.stories[mine - self.first] = replace(self._story(mine), duplicate_of=other)
        return first.number

    def _story(self, number: int) -> Story:
        return self.stories[number - self.first]


def _repeats(story: Story, other: Story) -> bool:
    """Whether a nested story says the same as another one."""
    if story.is_description or other.is_description:
        return story.xml == other.xml
    return _same_texts(story.xml, other.xml)


def _same_texts(first: bytes, second: bytes) -> bool:
    """Whether two stories have the same texts, in the same paragraphs, in whatever runs."""
    return _paragraph_texts(first) == _paragraph_texts(second)


def _paragraph_texts(xml: bytes) -> bytes:
    """The texts of all paragraphs, with a NUL behind each, which XML cannot hold."""
    return b"".join(b"\0" if match[1] is None else match[1] for match in _TEXT.finditer(xml))


def _placeholders(xml: bytes) -> list[int]:
    return [int(match[1]) for match in _PLACEHOLDER.finditer(xml)]


def _extract_stories(part: PackagePart, first: int) -> list[Story]:
    """The stories of a part, numbered from ``first``; the part's own is the last."""
    extractor = _StoryExtractor(part, first)
    if _BOX in part.xml or DRAWING_PROPERTIES in part.xml:
        for token in XML_TOKEN.finditer(part.xml):
            if token.lastgroup == "close":
                _read_end_tag(extractor, token["close"], token)
            elif token.lastgroup == "attributes":
                _read_start_tag(extractor, token["open"], token)
    extractor.copy_to(len(part.xml))
    number = first + len(extractor.stories)
    extractor.stories.append(Story(number, part.name, part.role, b"".join(extractor.chunks[0])))
    return extractor.stories


def _read_start_tag(extractor: _StoryExtractor, name: bytes, token: re.Match[bytes]) -> None:
    closed = token["attributes"].endswith(b"/")
    if name == DRAWING_PROPERTIES and has_alt_text(token["attributes"]):
        extractor.copy_to(token.start())
        extractor.chunks.append([])
        extractor.described = True
        if closed:
            extractor.close_description(token.end())
    elif closed:
        return
    elif name == _BOX:
        extractor.copy_to(token.end())
        extractor.chunks.append([])
    elif name == _ALTERNATIVES:
        extractor.alternatives.append(_AlternateContent())
    elif name in _BRANCHES and extractor.alternatives:
        extractor.alternatives[-1].branches.append([])


def _read_end_tag(extractor: _StoryExtractor, name: bytes, token: re.Match[bytes]) -> None:
    if name == DRAWING_PROPERTIES and extractor.described:
        extractor.close_description(token.end())
    elif name == _BOX:
        extractor.copy_to(token.start())
        extractor.close_box()
    elif name == _ALTERNATIVES:
        extractor.alternatives.pop()
