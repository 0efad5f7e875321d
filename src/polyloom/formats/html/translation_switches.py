"""Tags that switch translation on or off: by ``translate``, a class, a language, or as code."""

from __future__ import annotations

from polyloom.formats.html.attributes import (
    Attribute,
    attribute_values,
    demands_translation,
    forbids_translation,
    may_concern_translation,
    read_attributes,
)
from polyloom.formats.html.open_elements import OpenElement
from polyloom.formats.html.tokenizer import HtmlToken

_LANG = ("lang", "xml:lang")


class TranslationSwitches:
    """What a document's tags say of whether their text is for translators.

    ``languages`` are the ``lang`` attributes so far that name the language of the text for them.
    """

    def __init__(self, text: str) -> None:
        self.languages: list[Attribute] = []
        self._text = text
        self._language = ""

    def translates(self, token: HtmlToken, around: OpenElement, on: bool) -> bool:
        """Whether an element's text is for translators, where that before it is or is not (``on``).

        ``translate`` outranks ``class="notranslate"``, and that the language. Text in another
        language than the document's, and code in preformatted text, is not for translators;
        ``around`` is the block that the element stands in.
        """
        on = on and not (token.name == "code" and around.lines)
        if not may_concern_translation(self._text, token):
            return on
        found = read_attributes(self._text, token)
        values = attribute_values(found)
        named = [found[name] for name in _LANG if name in found]
        language = named[0].value.strip().lower().split("-")[0] if named else ""
        if language and not self._language and token.name in ("html", "body"):
            self._language = language
        foreign = bool(language and self._language) and language != self._language
        if demands_translation(values):
            on = True
        elif foreign or forbids_translation(values):
            on = False
        if on and language and not foreign:
            self.languages += named
        return on
