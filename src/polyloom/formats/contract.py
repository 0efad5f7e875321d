"""What a source format is to the rest of the house."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from msgspec import Struct, field

from polyloom.model import Document, Kind, Rendition, Segment


class Unfit(Exception):  # noqa: N818  (a result, not a fault in a program)
    """A translation cannot stand in a document: why, and what to do."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


class Options(Struct, frozen=True):
    """What a project may say of how a document is read, in the document's own table.

    ``segment_by`` is ``paragraph`` or ``sentence``. ``front_matter`` names the keys of front matter
    that are for translators. ``code`` says what of code is: ``none``, ``comments`` or ``strings``.
    ``kinds`` overrules guesses, by the segment's number from 1.
    """

    segment_by: str = "paragraph"
    front_matter: tuple[str, ...] = ("title", "subtitle", "description", "summary")
    code: str = "none"
    kinds: Mapping[int, Kind] = field(default_factory=dict)


class Reading(Struct, frozen=True):
    """How to read a document's bytes.

    ``encoding`` is what the project declares, None means UTF-8 (a byte order mark outranks both).
    ``kinds`` is None, or one kind for each segment, as another reading of the same document has
    guessed them: where a format would guess a kind from its wording (a title, a byline), it takes
    that one instead, because wording is what a translation changes. ``where`` names the file in
    messages.
    """

    encoding: str | None = None
    kinds: Sequence[Kind] | None = None
    options: Options = Options()
    where: str = ""


class Format(Struct, frozen=True):
    """A source format: how to find segments in it, and how to put a translation in their place.

    ``segment(data, reading)`` finds the segments; it raises UserError for bytes that are no such
    document.

    ``render(document, segment, translation)`` gives what to write in the segment's place: escaped
    or wrapped as the format needs it. An empty result means that there is nothing to write; Unfit
    is raised for what cannot stand there. ``other_ways``, of the same arguments, gives other things
    to write, less beautiful ones, that are tried in turn where this one changes the structure.

    ``splice(document, pieces)`` gives the file with other bytes in the place of some segments.

    ``outline(document)`` is what translations may not change, besides the segments' kinds, depths
    and markers.

    ``localize(data, locale)`` lets an output say in which locale it is, where its format can.

    ``page(rendition, woven)`` prepares a rendition for a web page, from the output's bytes; it is
    None where a page makes no sense.
    """

    segment: Callable[[bytes, Reading], Document]
    render: Callable[[Document, Segment, str], str]
    other_ways: Callable[[Document, Segment, str], Iterable[str]]
    splice: Callable[[Document, Mapping[int, bytes]], bytes]
    outline: Callable[[Document], Hashable]
    localize: Callable[[bytes, str], bytes]
    page: Callable[[Rendition, bytes], Rendition] | None


def splice(document: Document, pieces: Mapping[int, bytes]) -> bytes:
    """The document's bytes with others in the place of some segments, by index."""
    if not pieces:
        return document.data
    parts = []
    position = 0
    for index in sorted(pieces):
        found = document.segments[index]
        parts += [document.data[position : found.start], pieces[index]]
        position = found.end
    parts.append(document.data[position:])
    return b"".join(parts)


def no_other_way(document: Document, segment: Segment, translation: str) -> Iterable[str]:
    """The other ways to write a translation, of formats that have only one."""
    del document, segment, translation
    return ()


def nothing_else(document: Document) -> Hashable:
    """An outline of formats whose structure is all in their segments."""
    del document
    return ()


def in_no_locale(data: bytes, locale: str) -> bytes:
    """The output of formats that cannot say in which locale they are."""
    del locale
    return data
