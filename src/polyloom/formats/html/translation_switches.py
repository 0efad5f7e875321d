"""Tags that switch translation on or off: by ``translate``, a class, a language, or as code."""

from __future__ import annotations

from polyloom.formats.html.attributes import (
    Attribute,
    attributes,
    is_switched_off,
    is_switched_on,
    plain_values,
    worth_reading,
)
from polyloom.formats.html.open_elements import Open
from polyloom.formats.html.tokenizer import Token

_LANG = ("lang", "xml:lang")


class Switches:
    """What a document's tags say of whether their text is for translators.

    ``languages`` are the ``lang`` attributes so far that name the language of the text for them.
    """

    def __init__(self, text: str) -> None:
        self.languages: list[Attribute] = []
        self._text = text
        self._language = ""

    def translates(self, token: Token, around: Open, on: bool) -> bool:
        """Whether an element's text is for translators, where that before it is or is not (``on``).

        ``translate`` outranks ``class="notranslate"``, and that the language. Text in another
        language than the document's, and code in preformatted text, is not for translators;
        ``around`` is the block that the element stands in.
        """
        on = on and not (token.name == "code" and around.lines)
        if not worth_reading(self._text, token):
            return on
        found = attributes(self._text, token)
        values = plain_values(found)
        named = [found[name] for name in _LANG if name in found]
        language = named[0].value.strip().lower().split("-")[0] if named else ""
        if language and not self._language and token.name in ("html", "body"):
            self._language = language
        foreign = bool(language and self._language) and language != self._language
        if is_switched_on(values):
            on = True
        elif foreign or is_switched_off(values):
            on = False
        if on and language and not foreign:
            self.languages += named
        return on
