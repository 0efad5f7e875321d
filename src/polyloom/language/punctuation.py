"""Punctuation of locales: blanks beside marks, marks of scripts, pairs of quotation marks.

After the orthographies: French by the Lexique of the Imprimerie nationale, Canadian French by the
Office québécois de la langue française (“Espacement”), Spanish by the Ortografía of the RAE
(chapter III), Arabic script and CJK by Unicode's names of the marks and CLDR's exemplars.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from polyloom.language.locales import language_of, script_of, subtags_of
from polyloom.late_patterns import late_pattern

NO_BREAK_BLANK = "\u00a0"
# What French has before its marks: no-break, narrow no-break, thin.
NARROW_BLANKS = "\u00a0\u202f\u2009"


class BlankRule(Struct, frozen=True):
    """Where a locale has blanks that do not break: before marks, and within ``«»``.

    ``needed``: marks that have one; ``allowed``: marks that have one or none. All others have no
    blank before them.
    """

    needed: str = ""
    allowed: str = ""


_FRENCH = BlankRule(needed=";:!?»«")
_BLANK_RULES = {
    "fr": _FRENCH,
    "fr_CA": BlankRule(needed=":»«", allowed=";!?"),
    "fr_CH": BlankRule(allowed=";:!?»«"),
}
# Scripts in which a mark stands right behind a word, and languages of them that differ or waver.
_UNSPACED_SCRIPTS = frozenset({"Latn", "Cyrl", "Grek", "Arab", "Hebr", "Geor"})
_WAVERING = frozenset({"br", "oc", "vi", "ky"})


@lru_cache(maxsize=64)
def blank_rule(locale: str) -> BlankRule | None:
    """Where a locale has blanks before marks; None: that is not known, or not fixed.

    >>> blank_rule("fr_FR").needed, blank_rule("de").needed, blank_rule("zh")
    (';:!?»«', '', None)
    """
    subtags = subtags_of(locale)
    if subtags.language == "fr":
        return _BLANK_RULES.get(f"fr_{subtags.territory}", _FRENCH)
    if subtags.language in _WAVERING or script_of(locale) not in _UNSPACED_SCRIPTS:
        return None
    return BlankRule()


# Languages whose guillemets have no blanks within, as French ones do.
_TIGHT_GUILLEMETS = frozenset(
    {"ast", "be", "ca", "el", "es", "gl", "it", "nb", "nn", "no", "pt", "ru", "uk"}
)


def has_tight_guillemets(locale: str) -> bool:
    """Whether ``«`` and ``»`` stand right beside what they quote, in a language that has them.

    >>> has_tight_guillemets("ru"), has_tight_guillemets("fr"), has_tight_guillemets("de")
    (True, False, False)
    """
    return language_of(locale) in _TIGHT_GUILLEMETS


def blank_before(mark: str, locale: str) -> str:
    r"""The blank that a locale has before a mark, which may be none.

    >>> blank_before("?", "fr"), blank_before("?", "fr_CA"), blank_before("?", "es")
    ('\xa0', '', '')
    """
    rule = blank_rule(locale)
    is_needed = rule is not None and mark != "" and mark in rule.needed
    return NO_BREAK_BLANK if is_needed else ""


class ScriptMarks(Struct, frozen=True):
    """What a script writes in the place of ASCII's marks.

    ``letters``, behind which they stand, is for the inside of a character class. ``takes_blank``:
    a blank behind the mark stays.
    """

    letters: str
    marks: Mapping[str, str]
    takes_blank: bool = True

    def has_letter(self, character: str) -> bool:
        """Whether a character is a letter of the script."""
        return re.match(f"[{self.letters}]", character) is not None


_NAMES = {
    ",": "comma",
    ";": "semicolon",
    "?": "question_mark",
    "!": "exclamation_mark",
    ":": "colon",
    ".": "full_stop",
    "(": "brackets",
}
_ARABIC_LETTERS = (
    "\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f"
    "\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc\u064b-\u065f\u0670\u200c"
)
_HAN_OR_KANA = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\u3040-\u30ff\u31f0-\u31ff"
_ARABIC = ScriptMarks(_ARABIC_LETTERS, {"?": "؟", ",": "،", ";": "؛"})
_CHINESE_MARKS = {",": "，", ".": "。", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（"}
_SCRIPT_MARKS = {
    **dict.fromkeys(("ar", "ckb", "fa", "ps", "sd", "ug"), _ARABIC),
    "ur": ScriptMarks(_ARABIC_LETTERS, {**_ARABIC.marks, ".": "۔"}),
    "zh": ScriptMarks(_HAN_OR_KANA, _CHINESE_MARKS, takes_blank=False),
    "yue": ScriptMarks(_HAN_OR_KANA, _CHINESE_MARKS, takes_blank=False),
    "ja": ScriptMarks(_HAN_OR_KANA, {**_CHINESE_MARKS, ",": "、"}, takes_blank=False),
    "el": ScriptMarks("\u0370-\u037d\u037f-\u0386\u0388-\u03ff\u1f00-\u1fff", {"?": ";"}),
}


def script_marks(locale: str) -> ScriptMarks | None:
    """What a locale writes in the place of ASCII's marks; None for those that write these.

    >>> script_marks("fa_IR").marks["?"], script_marks("el").marks["?"], script_marks("de")
    ('؟', ';', None)
    """
    return _SCRIPT_MARKS.get(language_of(locale))


def convention_of(mark: str) -> str:
    """What the convention is called of those who write a mark of ASCII in such a script."""
    return f"ascii_{_NAMES[mark]}"


# Languages that open questions and exclamations, too.
INVERTED_MARKS = {"?": "¿", "!": "¡"}
_INVERTING = frozenset({"es", "ast"})


def has_inverted_marks(locale: str) -> bool:
    """Whether questions and exclamations begin with ``¿`` and ``¡``."""
    return language_of(locale) in _INVERTING


# What closes a quotation that „ opens.
_LOW_CLOSERS = {
    **dict.fromkeys(("de", "cs", "sk", "sl", "bg", "is", "lt", "et", "mk", "ka", "lb"), "“"),
    **dict.fromkeys(("pl", "hu", "ro", "hr"), "”"),
}


def closer_of_low_quotation(locale: str) -> str:
    """The mark that closes a quotation which ``„`` opens; empty where that is not fixed.

    >>> [closer_of_low_quotation(locale) for locale in ("de_AT", "pl", "sv")]
    ['“', '”', '']
    """
    return _LOW_CLOSERS.get(language_of(locale), "")


_KASHIDA = late_pattern(
    f"(?P<word>[{_ARABIC_LETTERS}\u0640]*[{_ARABIC_LETTERS}])(?P<kashida>\u0640+)"
    f"(?=[{_ARABIC_LETTERS}])"
)
_KASHIDA_LANGUAGES = frozenset({"ar", "ckb", "fa", "ps", "sd", "ug", "ur"})
# What Arabic writes before a name, which may be set off by a kashida.
_PROCLITICS = frozenset({"ب", "ل", "ك", "و", "ف", "ال", "بال", "لل", "وال", "ول", "وب"})


def kashidas(text: str, locale: str) -> list[tuple[int, int]]:
    """Where letters of a word are stretched by kashidas (tatweel), for no reason of spelling.

    >>> kashidas("كتـــاب", "ar"), kashidas("لـ100 هـ لـمحبي", "ar")
    ([(2, 5)], [])
    """
    if "\u0640" not in text or language_of(locale) not in _KASHIDA_LANGUAGES:
        return []
    return [
        match.span("kashida")
        for match in _KASHIDA.finditer(text)
        if len(match["kashida"]) > 1 or match["word"] not in _PROCLITICS
    ]
