"""What is negative without a word of negation, by language: an expression for words of a text.

Used to tell translations that say a negation otherwise (“is not visible” → “es invisible”) from
those that have lost it. A language is here only if that can be told in published translations.
"""

from __future__ import annotations

import re
from functools import lru_cache

from polyloom.language.locales import language_of

# Beginnings of words; those that end with ``$`` are whole words.
_WORDS = {
    "es": (
        "impos impid impedi impro inco inde inexist inacces inactiv inváli invali invis inus "
        "inútil inadec innec insuf inest infin inte$ ilegal ilimit irre descon desact deshab "
        "desap desau desist desh despr deso dise$ dispar disgust anti evit ignor falt dej carec "
        "lugar$ vez$ salvo$ excep hasta$ incap implícit solo$ sola$ solos$ solas$ sólo$ únic "
        "solamente$ apenas$ rehus nieg neg proh contrari otro otra difícil ausen demasiad poco$ "
        "poca$ pocos$ pocas$ menos$ aún$ todavía$ fuera$ rechaz perd tampoco$ contra$ libre "
        "exent omit sino$ fall equivoc mal$ manten mantén permanec diferen distint rar previen "
        "prevenir$ obsolet caduc olvid parar$ pare$ paren$ parad$ detén deten persist nad evi"
    ),
    "pt": (
        "impos imped impro inco inde inexist inacess inativ inváli invali invis inus inútil "
        "inadeq insuf inst$ infin ilegal ilimit irre descon desat desab desap desau desist desn "
        "despr deso desg anti evit ignor falt deix carec lugar$ vez$ salvo$ exce até$ incap "
        "longe$ implícit apar só$ somente$ apenas$ únic recus neg proib contrári outr difícil "
        "ausen demais$ pouc menos$ ainda$ fora$ rejeit perd tampouco$ contra$ livre isent omit "
        "falh mal$ mant perman diferen rar prev senão$ tanto$ obsolet esque parar$ pare$ parem$ "
        "demor lembr persist"
    ),
    "ca": (
        "impos imped impro inco inde inexist inacces inacti invàl inval invis inus inútil "
        "inadeq insuf infin il·leg il·lim irre descon desact desh desap desau només$ sols$ únic "
        "excep incap salvo$ fins$ evit ignor falt deix manc lloc$ prohib neg altr contra$ "
        "difícil poc menys$ encara$ fora$ perd rebutj absèn abst diferen mal$ massa$ sinó$ ome "
        "omet obsolet oblid estrany"
    ),
}


def knows_implied_negation(locale: str) -> bool:
    """Whether it is known what says a negation in the locale's language without such a word.

    >>> knows_implied_negation("pt_BR"), knows_implied_negation("fr")
    (True, False)
    """
    return language_of(locale) in _WORDS


def implies_negation(text: str, locale: str) -> bool:
    """Whether a text has a word that may say a negation; False as well where nothing is known.

    >>> implies_negation("Es invisible.", "es"), implies_negation("Es rojo.", "es")
    (True, False)
    """
    words = _words(language_of(locale))
    return words is not None and words.search(text) is not None


@lru_cache(maxsize=8)
def _words(language: str) -> re.Pattern[str] | None:
    listed = _WORDS.get(language)
    if listed is None:
        return None
    forms = [
        re.escape(word[:-1]) + r"(?!\w)" if word.endswith("$") else re.escape(word)
        for word in listed.split()
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})", re.IGNORECASE)
