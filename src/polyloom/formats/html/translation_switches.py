"""Which elements are for translators: by ``translate``, a class, their language, or as code.

Sections §3.2.6.3 “The translate attribute” and §3.2.6.2 “The lang and xml:lang attributes”.
"""

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
    """Tells which elements of a document are for translators.

    Elements must come in the document's order: its language is that of the first ``html`` or
    ``body`` tag that names one. ``languages`` are the ``lang`` attributes so far that name the
    language of text for translators.
    """

    def __init__(self, text: str) -> None:
        self.languages: list[Attribute] = []
        self._text = text
        self._language = ""

    def translates(self, token: HtmlToken, around: OpenElement, on: bool) -> bool:
        """Whether the text of an element, given its start tag, is for translators.

        ``around`` is the block that the element stands in, ``on`` says whether the text before the
        tag is for translators. ``translate`` outranks ``class="notranslate"``, and that the
        language. Text in another language than the document's is not for translators, nor is code
        in preformatted text.
        """
        on = on and not (token.name == "code" and around.lines)
        if not may_concern_translation(self._text, token):
            return on
        found = read_attributes(self._text, token)
        languages = [found[name] for name in _LANG if name in found]
        language = languages[0].value.strip().lower().split("-")[0] if languages else ""
        foreign = self._is_foreign(token, language)
        values = attribute_values(found)
        if demands_translation(values):
            on = True
        elif foreign or forbids_translation(values):
            on = False
        if on and language and not foreign:
            self.languages += languages
        return on

    def _is_foreign(self, token: HtmlToken, language: str) -> bool:
        """Whether ``language``, which may be empty, is another one than the document's."""
        if language and not self._language and token.name in ("html", "body"):
            self._language = language
        return bool(language and self._language) and language != self._language
