"""What a web page shows of a plain text: its segments, and those that are for no translator."""

from __future__ import annotations

from msgspec.structs import replace

from polyloom.formats.encoding import with_byte_spans
from polyloom.formats.plaintext.document import segments_of_reader
from polyloom.model import Rendition


def page(rendition: Rendition, woven: bytes) -> Rendition:
    """The rendition with the segments that directives keep from translators, too.

    They stand there in the source's words and locale.
    """
    del woven
    document = rendition.document
    text = document.data[document.bom :].decode(document.encoding)
    every = segments_of_reader(text, [segment.kind for segment in document.segments])
    if not every:
        return rendition
    segments = with_byte_spans(text, every, document.encoding, document.bom)
    shown = {
        segment.start: (segment, words, locale)
        for segment, words, locale in zip(
            document.segments, rendition.texts, rendition.locales, strict=True
        )
    }
    rows = [
        shown.get(segment.start, (segment, segment.text, rendition.source_locale))
        for segment in segments
    ]
    return replace(
        rendition,
        document=replace(document, segments=tuple(row[0] for row in rows)),
        texts=tuple(row[1] for row in rows),
        locales=tuple(row[2] for row in rows),
    )
