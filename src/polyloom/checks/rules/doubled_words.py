"""No word stands twice in a row by accident.

- ``"de la la crisis"``: one ``la`` too many, also across a line break.
- ``"nous nous organisons"``, ``"die, die die Regeln"``, Indonesian ``"anak anak"`` are grammar;
  what the source doubles (``"very, very very old"``) may be doubled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import compress, count
from operator import itemgetter

from msgspec import Struct

from polyloom.checks.check_contract import Check, Problem, TranslationPair, excerpt, replaced
from polyloom.language.locales import language_of
from polyloom.late_patterns import late_pattern
from polyloom.messages import message
from polyloom.model import Correction, Severity, TextSpan

# What a language doubles by grammar.
_LEGITIMATE = {
    "af": "dat sy wat",
    "ar": "شيئا شيئاً يوما يوماً واحدا واحداً خطوة كلمة رويدا رويداً قليلا قليلاً صفا صفاً بابا باباً",
    "bg": "едва току полека",
    "ca": "quasi",
    "cs": "se si pomalu",
    "da": "de den der det at",
    "de": "das dem den der die ihr sie was wer",
    "el": "σας μας του της τους λίγο μόλις όλο πότε πρωί σιγά τρία δύο ένα",
    "en": "had that very so",
    "es": "poco vamos casi luego muy",
    "fi": "joka niin se",
    "fr": "faire nous vous très",
    "he": "אט לאט יום כל מיד שנים אחד",
    "hu": "az ez ki más egy",
    "it": "appena così man mano passo pian piano poco quasi sì via",
    "la": "iam",
    "nb": "de den der det at",
    "nl": "dat die ze zij haar",
    "nn": "det den at",
    "no": "de den der det at",
    "pl": "coraz już powoli zaraz",
    "pt": "logo muito quase se",
    "ro": "abia câte doar încet",
    "ru": "еле чуть вот да",
    "sv": "de den det som att så",
    "uk": "ледве ось",
}
# Languages that double words freely: there, only these are a slip.
_NEVER_DOUBLED = {
    "am": "እና ነው",
    "as": "আৰু",
    "az": "və bu ilə üçün ki",
    "bn": "এবং এই থেকে জন্য যে",
    "ceb": "ug ang sa nga",
    "ckb": "و لە بە",
    "eu": "eta",
    "fa": "و از به در که این را",
    "fil": "ang at ng sa mga",
    "gu": "અને છે માટે",
    "hi": "और के की का को में है से ने कि यह",
    "ha": "da na",
    "hy": "և է",
    "ht": "ak nan pou",
    "id": "dan di yang untuk dari dengan ini itu adalah pada",
    "jv": "lan ing sing",
    "km": "និង",
    "ka": "და",
    "kk": "және мен",
    "kn": "ಮತ್ತು",
    "ku": "û di",
    "ky": "жана менен",
    "ko": "및 또는 그리고",
    "lo": "ແລະ",
    "ml": "ഒരു",
    "mi": "te ki",
    "mn": "ба",
    "mr": "आणि आहे",
    "ms": "dan di yang untuk dari dengan ini itu adalah pada",
    "my": "နှင့်",
    "ne": "र को मा",
    "or": "ଏବଂ",
    "ps": "او د په",
    "pa": "ਅਤੇ ਹੈ ਦੇ",
    "si": "සහ",
    "su": "jeung di",
    "sw": "na ya wa kwa katika",
    "ta": "மற்றும் ஒரு",
    "te": "మరియు ఒక",
    "th": "และ",
    "tl": "ang at ng sa mga",
    "tr": "ve bu ile için ki da de",
    "tk": "we bilen",
    "tt": "һәм белән",
    "ug": "ۋە بىلەن",
    "ur": "اور کے کی کا کو میں ہے سے نے کہ یہ",
    "uz": "va bu bilan uchun",
    "yo": "ati ti",
    "vi": "và của là các những trong cho với",
    "ja": "",
    "yue": "",
    "zh": "",
}
_LEGITIMATE_WORDS = {
    language: frozenset(words.casefold().split()) for language, words in _LEGITIMATE.items()
}
_NEVER_DOUBLED_WORDS = {
    language: frozenset(words.casefold().split()) for language, words in _NEVER_DOUBLED.items()
}
_WORD = late_pattern(r"\S+")
_OPENING = "([{“„«‘‹¿¡\"'*_（「『《‚"
_OPENING_SIGNS = frozenset(_OPENING)
_CLOSING = ")]}”“»’›.,;:!?…\"'*_）」』》。，；：！？،؛؟۔।"


def _run(pair: TranslationPair) -> Iterator[Problem]:
    found = _doublings(pair.translation)
    if not found:
        return
    language = language_of(pair.locale)
    fine = _LEGITIMATE_WORDS.get(language, frozenset())
    only = _NEVER_DOUBLED_WORDS.get(language)
    words = [(match.start(), match.end()) for match in _WORD.finditer(pair.translation)]
    slips: dict[str, list[_Doubling]] = {}
    for place in found:
        slip = _doubling(pair.translation, words[place], words[place + 1])
        word = slip.word.casefold()
        if word not in fine and (only is None or word in only):
            slips.setdefault(slip.word, []).append(slip)
    if not slips or len(_doublings(pair.source)) >= len(found):
        return
    all_slips = [slip for those in slips.values() for slip in those]
    correction = Correction(_without(pair.translation, all_slips), is_safe=False)
    for word, (first, *_) in slips.items():
        yield Problem(
            message("{word} stands twice in a row", word=excerpt(word)),
            message("delete one of them"),
            TextSpan(first.start, first.end),
            correction,
        )


class _Doubling(Struct, frozen=True):
    """A word that stands twice from ``start`` to ``end``, for the first time up to ``middle``."""

    word: str
    start: int
    middle: int
    end: int


def _doubling(text: str, first: tuple[int, int], second: tuple[int, int]) -> _Doubling:
    word = text[slice(*first)].lstrip(_OPENING)
    end = second[0] + len(text[slice(*second)].rstrip(_CLOSING))
    return _Doubling(word, first[1] - len(word), first[1], end)


def _without(text: str, doublings: Iterable[_Doubling]) -> str:
    """The text with each of the words once."""
    ordered = sorted(doublings, key=lambda each: each.start)
    return replaced(text, ((each.middle, each.end, "") for each in ordered))


def _doublings(text: str) -> list[int]:
    """The numbers of the words that stand twice in a row, in any case, with a blank between."""
    folded = text.casefold().split()
    # The second of two that are the same begins with the first, unless that has a mark before it.
    places = [*compress(count(), map(str.startswith, folded[1:], folded))]
    if not _OPENING_SIGNS.isdisjoint(map(itemgetter(0), folded[:-1])):
        marked = (place for place, word in enumerate(folded[:-1]) if word[0] in _OPENING_SIGNS)
        places = sorted({*places, *marked})
    return [
        place
        for place in places
        if (bare := folded[place].lstrip(_OPENING))
        if folded[place + 1].rstrip(_CLOSING) == bare and _is_word(bare)
    ]


def _is_word(text: str) -> bool:
    # A single letter is a word in “a a” and a variable in “x x”.
    return text.replace("-", "a").replace("’", "a").isidentifier() and (
        len(text) > 1 or text in "aàeioòuyийвкос"
    )


CHECK = Check(
    "doubled-words",
    Severity.WARNING,
    "No word stands twice in a row by accident.",
    _run,
)
