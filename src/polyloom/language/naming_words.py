"""Words after which something in quotation marks is a name, a word or a label, not a hedge."""

from __future__ import annotations

import re

_WORDS = {
    "en": "called named termed titled labelled labeled dubbed nicknamed word words term terms "
    "name names title phrase string known means meaning says said say press click type select "
    "choose enter write option button menu key tab command",
    "es": "llama llamado llamada llaman denomina denominado palabra término nombre dice dijo pulse "
    "haga escriba seleccione opción botón menú",
    "fr": "appelé appelée appelle nommé nommée dit mot terme nom cliquez appuyez saisissez "
    "sélectionnez option bouton menu",
    "de": "genannt heißt nennt namens wort begriff name sagt sagte drücken klicken wählen option "
    "schaltfläche taste menü",
}
_REACH = 24
_WORD = re.compile(r"[^\W\d_]+")
_SETS = {language: frozenset(words.split()) for language, words in _WORDS.items()}


def names_what_follows(text: str, language: str) -> bool:
    """Whether one of the last two words of a text says that what follows is a name.

    >>> names_what_follows("Rust libraries are called ", "en"), names_what_follows("a ", "en")
    (True, False)
    """
    words = _WORD.findall(text[-_REACH:].casefold())[-2:]
    return not _SETS.get(language, frozenset()).isdisjoint(words)
