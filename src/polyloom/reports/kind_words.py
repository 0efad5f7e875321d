"""What kinds of texts are called, in the language of whoever reads it."""

from __future__ import annotations

from polyloom.messages import message_in
from polyloom.model import Kind


def kind_word(kind: Kind) -> str:
    """What a kind of text is called."""
    return _KINDS[kind]()


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
