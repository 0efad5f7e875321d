"""Where a text stands in its document, in the language of whoever reads it."""

from __future__ import annotations

from polyloom.formats.segment_locations import SegmentLocation
from polyloom.messages import message, message_in
from polyloom.model import Kind


def kind_word(kind: Kind) -> str:
    """What a kind of text is called."""
    return _KINDS[kind]()


def place_words(kind: Kind, location: SegmentLocation) -> str:
    """``paragraph 2 of 4``, ``sentence 1 of 3 in point 2 of 4, level 2``."""
    place = kind_word(kind)
    if location.total:
        place = message(
            "{kind} {number} of {total}",
            kind=place,
            number=location.number,
            total=location.total,
        )
    if location.level:
        place = message("{place}, level {level}", place=place, level=location.level)
    if location.sentence:
        return message(
            "sentence {number} of {total} in {place}",
            number=location.sentence,
            total=location.sentences,
            place=place,
        )
    return place


_KINDS = {
    Kind.TITLE: lambda: message_in("kind of text", "title"),
    Kind.BYLINE: lambda: message_in("kind of text", "byline"),
    Kind.DATE: lambda: message_in("kind of text", "date"),
    Kind.HEADING: lambda: message_in("kind of text", "heading"),
    Kind.PARAGRAPH: lambda: message_in("kind of text", "paragraph"),
    Kind.POINT: lambda: message_in("kind of text", "point"),
    Kind.QUOTE: lambda: message_in("kind of text", "quote"),
    Kind.VERSE: lambda: message_in("kind of text", "verse"),
    Kind.CELL: lambda: message_in("kind of text", "cell"),
    Kind.CAPTION: lambda: message_in("kind of text", "caption"),
    Kind.FOOTNOTE: lambda: message_in("kind of text", "footnote"),
    Kind.CLOSING: lambda: message_in("kind of text", "closing"),
    Kind.SIGNATURE: lambda: message_in("kind of text", "signature"),
    Kind.OPTION: lambda: message_in("kind of text", "option"),
    Kind.ATTRIBUTE: lambda: message_in("kind of text", "attribute"),
    Kind.SUBTITLE: lambda: message_in("kind of text", "subtitle"),
    Kind.FRONT_MATTER: lambda: message_in("kind of text", "front-matter"),
    Kind.COMMENT: lambda: message_in("kind of text", "comment"),
    Kind.STRING: lambda: message_in("kind of text", "string"),
}
