"""What a source format has to be able to do for the rest of Polyloom."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from msgspec import Struct

from polyloom.formats.format_options import DocumentOptions
from polyloom.formats.left_out_texts import LeftOutText
from polyloom.model import Document, Kind, Notice, Rendition, Segment
from polyloom.placeables.localized_links import LocalizedLinks


class UnfitTranslation(Exception):  # noqa: N818  (a result, not a fault in a program)
    """A translation cannot stand in a document: why, and what to do about it.

    ``topic`` names what it is about, as that of findings does.
    """

    def __init__(self, reason: str, remedy: str, topic: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy
        self.topic = topic


class ReadRequest(Struct, frozen=True):
    """How to read a document's bytes.

    ``encoding`` is what the project declares; None means UTF-8. A byte order mark outranks both.

    ``kinds`` is None for a source. For an output it has the kinds of its source's segments, in
    order. Where a format would guess a kind from the wording (a title, a byline), it takes the kind
    from there instead: wording is what a translation changes.

    ``where`` names the file in messages.
    """

    encoding: str | None = None
    kinds: Sequence[Kind] | None = None
    options: DocumentOptions = DocumentOptions()
    where: str = ""


class NoPage(Struct, frozen=True):
    """What a format has in the place of ``page``: why no web page is made of its documents.

    ``reason`` is a clause about one document, which goes on behind a colon.
    """

    reason: str


class Format(Struct, frozen=True):
    """A source format: how to find segments in it, and how to put a translation in their place.

    ``read(data, request)`` finds the segments. It raises UserError for bytes that are no such
    document.

    ``render(document, segment, translation, links)`` gives what to write in the segment's place:
    escaped or wrapped as the format needs it. An empty result means that there is nothing to write.
    It raises UnfitTranslation for what cannot stand there. ``links`` says which link targets of the
    segment the translation may replace, where the format knows any.

    ``alternatives(document, segment, translation)`` gives other ways to write the translation, the
    better ones first. They are tried in turn where what ``render`` gave changes the document's
    structure.

    ``keeps_layout``, of a document, a segment and what is to be written in its place, says whether
    that leaves everything around it as it is. A format that has it can tell from a segment alone;
    the outputs of others (None) are read again and compared as a whole.

    ``without_directives`` gives a text without its directives, where a format can leave them out.

    ``add_notices(data, encoding, notices)`` gives an output's bytes, which are text in that
    encoding, with notices for its readers, where the format has a place for them. There is at
    least one.

    ``splice(document, replacements)`` gives the document's bytes with others in the place of some
    segments, by index.

    ``outline(document)`` is what translations may not change, besides the segments' kinds, depths
    and markers. It is only compared.

    ``localize(data, locale)`` gives an output's bytes such that they say in which locale it is,
    where the format has a way to say so.

    ``left_out(document, options)`` gives what of a document is in no segment, and by which rule:
    every text with a letter that a reader of the source sees. The options are those that it was
    read with.

    ``page(rendition, woven)`` prepares a rendition for the outputs beside the document's own
    format; ``woven`` are the bytes of the translated document.
    """

    read: Callable[[bytes, ReadRequest], Document]
    render: Callable[[Document, Segment, str, LocalizedLinks], str]
    alternatives: Callable[[Document, Segment, str], Iterable[str]]
    splice: Callable[[Document, Mapping[int, bytes]], bytes]
    outline: Callable[[Document], Hashable]
    localize: Callable[[bytes, str], bytes]
    left_out: Callable[[Document, DocumentOptions], Sequence[LeftOutText]]
    page: Callable[[Rendition, bytes], Rendition] | NoPage
    keeps_layout: Callable[[Document, Segment, str], bool] | None = None
    without_directives: Callable[[str], str] | None = None
    add_notices: Callable[[bytes, str, Sequence[Notice]], bytes] | None = None


def splice_spans(document: Document, replacements: Mapping[int, bytes]) -> bytes:
    """The document's bytes with others in the place of some segments, by index.

    It is the ``splice`` of every format whose segments are spans of the file itself.
    """
    if not replacements:
        return document.data
    parts = []
    position = 0
    for index in sorted(replacements):
        segment = document.segments[index]
        parts += [document.data[position : segment.start], replacements[index]]
        position = segment.end
    parts.append(document.data[position:])
    return b"".join(parts)


def no_alternatives(document: Document, segment: Segment, translation: str) -> Iterable[str]:
    """The ``alternatives`` of formats that have one way to write a translation."""
    del document, segment, translation
    return ()


def no_outline(document: Document) -> Hashable:
    """The ``outline`` of formats whose structure is all in their segments."""
    del document
    return ()


def no_localization(data: bytes, locale: str) -> bytes:
    """The ``localize`` of formats that cannot say in which locale a document is."""
    del locale
    return data
