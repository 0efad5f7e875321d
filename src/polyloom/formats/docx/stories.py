"""The text of a Word file laid out in one row of bytes, so that segments do not overlap.

A text box (``w:txbxContent``) stands inside a paragraph, and its paragraphs inside that one. So
the content of each text box is taken out into a story of its own, and ``<?polyloom 3?>`` is left in
its place. So it is with the properties of a picture that describe it. ``mc:AlternateContent``
(ECMA-376 Part 3) holds a text box twice, once for new programs and once for old ones: where both
say the same, the second is a twin, which is no story of its own and follows the first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from polyloom.formats.docx.alt_texts import DRAWING_PROPERTIES as DESCRIPTION
from polyloom.formats.docx.alt_texts import has_alt_text
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
_HOLE = re.compile(rb"<\?polyloom ([0-9]+)\?>")
_TEXT = re.compile(rb"<w:t(?:\s[^>]*)?>([^<]*)</w:t>|</w:p>")


class Story(Struct, frozen=True):
    """A part without its text boxes, or what is ``nested`` in one: a text box or a description.

    ``number`` is its index in the layout; ``part`` names the part. ``twin`` is the number of the
    story that it repeats, or None.
    """

    number: int
    part: str
    role: PartRole
    xml: bytes
    nested: bool = False
    twin: int | None = None

    @property
    def is_description(self) -> bool:
        """Whether it is what a picture says of itself, and has no paragraphs."""
        return self.xml.startswith(b"<" + DESCRIPTION)


class StoryLayout(Struct, frozen=True):
    """The stories of a file by number, text boxes before what they stand in, and its parts.

    ``order`` are the numbers of the stories in ``body``, in which text boxes come behind.
    ``starts`` are the byte offsets in ``body`` at which stories begin, by number; twins have none.
    """

    archive: Archive
    parts: tuple[PackagePart, ...]
    stories: tuple[Story, ...]
    order: tuple[int, ...]
    starts: Mapping[int, int]
    body: bytes


def lay_out_stories(data: bytes, where: str = "", *, limited: bool = False) -> StoryLayout:
    """Read a Word file and lay its stories out; ``limited`` is for files that nobody has read yet.

    Raises UserError.
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
            stories += _take_out(part, first)
            own = [story.number for story in stories[first:] if story.twin is None]
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
    """The file with other bytes in some stories, by number, and in ``others``, by part's name."""
    layout = lay_out_stories(data)
    whole: dict[int, bytes] = {}
    touched: set[int] = set()
    parts = dict(others or {})
    for story in layout.stories:
        twin = story.twin
        if twin is not None and twin in touched:
            touched.add(story.number)
            whole[story.number] = whole[twin]
            continue
        xml = changed.get(story.number, story.xml)
        if story.number in changed or not touched.isdisjoint(_holes(xml)):
            touched.add(story.number)
            if not story.nested:
                parts[story.part] = _filled(xml, whole)
        whole[story.number] = _filled(xml, whole) if story.nested else b""
    return rebuild_archive(layout.archive, parts)


def _filled(xml: bytes, whole: Mapping[int, bytes]) -> bytes:
    return _HOLE.sub(lambda match: whole[int(match[1])], xml)


class _AlternateContent(Struct):
    """The text boxes in each branch of an ``mc:AlternateContent`` that is open."""

    branches: list[list[int]] = field(default_factory=list)


class _StoryExtractor(Struct):
    """What has been read of a part: open text boxes with what is inside them so far."""

    part: PackagePart
    first: int
    stories: list[Story] = field(default_factory=list)
    chunks: list[list[bytes]] = field(default_factory=lambda: [[]])
    alternatives: list[_AlternateContent] = field(default_factory=list)
    position: int = 0
    described: bool = False

    def copy_to(self, end: int) -> None:
        """Add what has not been added yet to the innermost text box."""
        self.chunks[-1].append(self.part.xml[self.position : end])
        self.position = end

    def close_description(self, end: int) -> None:
        """End the description that is open, and leave a hole in its place."""
        self.copy_to(end)
        self.described = False
        self._leave_hole(b"".join(self.chunks.pop()), None)

    def close_box(self) -> None:
        """End the innermost text box, and leave a hole in its place."""
        xml = b"".join(self.chunks.pop())
        number = self.first + len(self.stories)
        twin = None
        if self.alternatives and self.alternatives[-1].branches:
            branches = self.alternatives[-1].branches
            branches[-1].append(number)
            twin = self._twin(branches, xml)
        self._leave_hole(xml, twin)

    def _leave_hole(self, xml: bytes, twin: int | None) -> None:
        number = self.first + len(self.stories)
        self.stories.append(Story(number, self.part.name, self.part.role, xml, True, twin))
        self.chunks[-1].append(b"<?polyloom %d?>" % number)

    def _twin(self, branches: Sequence[Sequence[int]], xml: bytes) -> int | None:
        """The number of the story in the first branch that says the same, if there is one."""
        index = len(branches[-1]) - 1
        if len(branches) < 2 or index >= len(branches[0]):
            return None
        first = self._story(branches[0][index])
        inside = list(zip(_holes(xml), _holes(first.xml), strict=False))
        if (
            not _same_words(first.xml, xml)
            or len(_holes(xml)) != len(_holes(first.xml))
            or not all(_repeats(self._story(mine), self._story(other)) for mine, other in inside)
        ):
            return None
        # What is nested in it is repeated as well.
        for mine, other in inside:
            self.stories[mine - self.first] = replace(self._story(mine), twin=other)
        return first.number

    def _story(self, number: int) -> Story:
        return self.stories[number - self.first]


def _repeats(story: Story, other: Story) -> bool:
    """Whether a nested story says the same as another one."""
    if story.is_description or other.is_description:
        return story.xml == other.xml
    return _same_words(story.xml, other.xml)


def _same_words(first: bytes, second: bytes) -> bool:
    return _TEXT.findall(first) == _TEXT.findall(second)


def _holes(xml: bytes) -> list[int]:
    return [int(match[1]) for match in _HOLE.finditer(xml)]


def _take_out(part: PackagePart, first: int) -> list[Story]:
    """The stories of a part, numbered from ``first``; the part's own is the last."""
    taking = _StoryExtractor(part, first)
    if _BOX in part.xml or DESCRIPTION in part.xml:
        for token in XML_TOKEN.finditer(part.xml):
            if token.lastgroup == "close":
                _after_end(taking, token["close"], token)
            elif token.lastgroup == "attributes":
                _after_start(taking, token["open"], token)
    taking.copy_to(len(part.xml))
    number = first + len(taking.stories)
    taking.stories.append(Story(number, part.name, part.role, b"".join(taking.chunks[0])))
    return taking.stories


def _after_start(taking: _StoryExtractor, name: bytes, token: re.Match[bytes]) -> None:
    closed = token["attributes"].endswith(b"/")
    if name == DESCRIPTION and has_alt_text(token["attributes"]):
        taking.copy_to(token.start())
        taking.chunks.append([])
        taking.described = True
        if closed:
            taking.close_description(token.end())
    elif closed:
        return
    elif name == _BOX:
        taking.copy_to(token.end())
        taking.chunks.append([])
    elif name == _ALTERNATIVES:
        taking.alternatives.append(_AlternateContent())
    elif name in _BRANCHES and taking.alternatives:
        taking.alternatives[-1].branches.append([])


def _after_end(taking: _StoryExtractor, name: bytes, token: re.Match[bytes]) -> None:
    if name == DESCRIPTION and taking.described:
        taking.close_description(token.end())
    elif name == _BOX:
        taking.copy_to(token.start())
        taking.close_box()
    elif name == _ALTERNATIVES:
        taking.alternatives.pop()
