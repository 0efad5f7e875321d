"""Words that turn a statement into its opposite, by language."""

from __future__ import annotations

import re
from functools import lru_cache

from polyloom.language.locales import language_of

# Whole words; one that begins with ``*`` may have letters before it.
_WORDS: dict[str, str] = {
    "en": "no not never none nobody nothing nowhere neither nor without cannot *n't",
    "es": "no nunca jamás nadie nada ningún ninguno ninguna ni sin tampoco",
    "fr": "pas jamais aucun aucune rien personne ni sans non nul nulle",
    "pt": "não nunca jamais ninguém nada nenhum nenhuma nem sem tampouco",
    "it": "non no mai nessun nessuno nessuna nulla niente né senza neanche neppure",
    "ca": "no mai ningú res cap ni sense tampoc",
    "gl": "non nunca xamais ninguén nada ningún ningunha nin sen tampouco",
    "ro": "nu niciodată nimeni nimic niciun nicio nici fără",
    "de": "nicht nie niemals niemand nichts nirgends kein keine keinen keinem keiner keines "
    "weder ohne",
    "nl": "niet geen nooit niemand niets nergens noch zonder",
    "sv": "inte ej icke aldrig ingen inget inga varken utan",
    "da": "ikke ej aldrig ingen intet hverken uden",
    "nb": "ikke ei aldri ingen intet verken uten",
    "nn": "ikkje ei aldri ingen inkje verken utan",
    "pl": "nie nigdy nikt nic żaden żadna żadne ani bez",
    "cs": "ne nikdy nikdo nic žádný žádná žádné ani bez",
    "ru": "не нет никогда никто ничто ничего никакой никакая никакие ни без нельзя",
    "uk": "не ні немає ніколи ніхто ніщо нічого жоден жодна жодне без",
    "tr": "değil yok hiç asla hiçbir",
    "el": "δεν μην μη όχι ποτέ κανείς κανένας τίποτα ούτε χωρίς",
    "ar": "لا لم لن ليس ليست غير بدون دون",
    "id": "tidak bukan tak jangan belum tanpa",
    "vi": "không chưa chẳng đừng chớ",
    "zh": "不 没 沒 无 無 非 未 勿 别 別",
}
# Beginnings of words that turn them into their opposite.
_PREFIXES: dict[str, str] = {
    "en": "un in im il ir dis non- non",
    "es": "in im i des",
    "fr": "in im il ir dés non-",
    "pt": "in im i des",
    "it": "in im il ir dis s",
    "de": "un nicht",
    "nl": "on niet-",
    "sv": "o in icke-",
    "pl": "nie",
    "cs": "ne",
    "ru": "не без бес",
    "uk": "не без",
}


def negations(text: str, locale: str) -> list[str]:
    """The words of negation in a text, in order; none for languages that are not known.

    >>> negations("They don’t pay, and never did.", "en")
    ['don’t', 'never']
    """
    words = _words(language_of(locale))
    return words.findall(text) if words else []


def is_opposite(word: str, other: str, locale: str) -> bool:
    """Whether one word is the other with a prefix of negation.

    >>> is_opposite("lawful", "Unlawful", "en")
    True
    """
    short, long = sorted((word.casefold(), other.casefold()), key=len)
    if len(short) <= 2 or not long.endswith(short):
        return False
    prefixes = _PREFIXES.get(language_of(locale), "").split()
    return long[: -len(short)] in prefixes


@lru_cache(maxsize=4)
def _words(language: str) -> re.Pattern[str] | None:
    listed = _WORDS.get(language)
    if listed is None:
        return None
    forms = [
        (r"\w*" if word.startswith("*") else "") + re.escape(word.lstrip("*")).replace("'", "['’]")
        for word in listed.split()
    ]
    # Chinese is written without blanks.
    edge, end = ("", "") if language == "zh" else (r"(?<!\w)", r"(?!\w)")
    return re.compile(f"{edge}(?:{'|'.join(forms)}){end}", re.IGNORECASE)
