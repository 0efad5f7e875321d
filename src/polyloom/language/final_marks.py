"""What a text ends with: its final mark, and the ways in which languages end texts otherwise.

Marks have names here (``full stop``), however they are written: ``.``, ``。``, ``।`` and ``۔`` are
full stops. The tables are after the orthographies of the languages: a full stop after ordinal
numerals (German ``1.``), nominal endings that take none (Japanese 体言止め, Korean 개조식), a
question that a particle makes (Japanese ``か。``), marks within the word (Armenian ``՞``).
"""

from __future__ import annotations

from polyloom.late_patterns import late_pattern

FULL_STOP, QUESTION, EXCLAMATION = "full stop", "question mark", "exclamation mark"
COLON, SEMICOLON, COMMA, ELLIPSIS = "colon", "semicolon", "comma", "ellipsis"
NO_MARK = "no mark"

_MARKS = {
    FULL_STOP: ".。．｡।॥۔։።︒",
    QUESTION: "?？؟⸮፧՞",
    EXCLAMATION: "!！¡՜",
    COLON: ":：︰፥",
    SEMICOLON: ";；؛፤",
    COMMA: ",，、،፣､",
    ELLIPSIS: "…⋯",
}
_NAMES = {mark: name for name, marks in _MARKS.items() for mark in marks}
# A mark that says something else in one language.
_NAMES_BY_LANGUAGE = {
    "el": {";": QUESTION, "\u037e": QUESTION, "·": SEMICOLON, "\u0387": SEMICOLON},
    "hi": {"|": FULL_STOP},
    "ne": {"|": FULL_STOP},
    "mr": {"|": FULL_STOP},
    "bn": {"|": FULL_STOP},
    "pa": {"|": FULL_STOP},
}
_ARABIC_SCRIPT = {QUESTION: "؟"}
_WITHIN_SENTENCE = {QUESTION: "", EXCLAMATION: ""}
_FULL_WIDTH = {FULL_STOP: "。", QUESTION: "？", EXCLAMATION: "！", COLON: "："}
# Of scripts with a danda some languages have a full stop as often.
_DANDA_OR_STOP = {FULL_STOP: ""}
_WRITTEN = {
    "": {FULL_STOP: ".", QUESTION: "?", EXCLAMATION: "!", COLON: ":"},
    **dict.fromkeys(("ar", "ckb", "fa", "ps", "sd", "ug"), _ARABIC_SCRIPT),
    **dict.fromkeys(("ast", "es"), _WITHIN_SENTENCE),
    **dict.fromkeys(("ja", "yue", "zh"), _FULL_WIDTH),
    **dict.fromkeys(("as", "bn", "hi", "mr", "ne", "or", "pa", "sa"), _DANDA_OR_STOP),
    "am": {FULL_STOP: "።", COLON: ""},
    "el": {QUESTION: ";"},
    "hy": {**_WITHIN_SENTENCE, FULL_STOP: "", COLON: ""},
    "ur": {FULL_STOP: "۔", QUESTION: "؟"},
}
_ELLIPSIS = late_pattern(r"(?:\.[ \u00a0]?){2,}\.?$|。{2,}$")

# What is written with a full stop and ends no sentence by it, without its last full stop.
_ABBREVIATIONS = {
    "": "etc al jr sr inc ltd co corp bros vs p pp ff cf ca ed vol",
    "cs": "atd apod atp tj např č r s str tzv",
    "da": "osv m.m m.v bl.a f.eks kr nr",
    "de": "usw bzw nr str vgl evtl ggf u.a z.b d.h u.ä o.ä abs bd mio mrd tel s v.chr n.chr",
    "el": "κ.λπ κλπ κ.ά κ.α π.χ μ.χ",
    "es": "ud uds vd sra srta dr dra núm pág págs art aprox tel ee.uu cía",
    "fi": "jne yms ym ks esim mm",
    "fr": "p.ex env av apr ex mme mlle st",
    "hr": "itd itp sl npr tzv god str br",
    "hu": "stb kb pl ún ill",
    "id": "dll dsb dkk tgl no",
    "it": "ecc es pag art sig ca",
    "nb": "osv m.m m.v bl.a f.eks kr nr",
    "nl": "enz bv e.d nr o.a d.w.z resp",
    "pl": "itd itp np tzw r w ul nr godz tys mln mld ww",
    "pt": "ex sra dra núm pág págs art ltda aprox tel",
    "ro": "ș.a nr str dl dna",
    "ru": "др пр т.д т.п г гг в вв руб тыс млн млрд см стр ул обл н.э",
    "sk": "atď napr tzv č r s str",
    "sl": "itd ipd npr oz t.i",
    "sr": "itd итд sl сл npr нпр god год",
    "sv": "osv m.m m.fl t.ex bl.a kr nr",
    "tr": "vb vs vd bkz",
    "uk": "ін т.д т.п р рр ст грн тис млн див",
    "vi": "v.v",
}
# “And so on”, which says what an ellipsis says at the end of a list.
_AND_SO_ON = {
    "ar": "إلخ الخ وغيرها وغيره وغيرهما",
    "bg": "т.н др",
    "ca": "etc etcètera",
    "cs": "atd apod",
    "da": "osv m.m m.v mv",
    "de": "usw etc",
    "el": "κ.λπ κλπ κ.ά",
    "en": "etc etcetera on forth",
    "es": "etc etcétera",
    "fa": "غیره",
    "fi": "jne yms",
    "fr": "etc",
    "he": "וכו' וכו׳ וכו ועוד",
    "hi": "आदि इत्यादि",
    "hr": "itd",
    "hu": "stb",
    "id": "dll dsb",
    "it": "ecc eccetera etc",
    "ja": "など 等",
    "ko": "등",
    "nb": "osv",
    "nl": "enz enzovoort etc",
    "nn": "osv",
    "no": "osv",
    "pl": "itd itp",
    "pt": "etc",
    "ro": "etc ș.a",
    "ru": "т.д т.п др пр",
    "sk": "atď",
    "sl": "itd",
    "sr": "itd итд",
    "sv": "osv m.m",
    "tr": "vb vs",
    "uk": "т.д ін тощо",
    "ur": "وغیرہ",
    "vi": "v.v vân",
    "zh": "等 等等",
}
_ABBREVIATION_SETS = {
    language: frozenset(words.split()) for language, words in _ABBREVIATIONS.items()
}
_AND_SO_ON_SETS = {language: tuple(words.split()) for language, words in _AND_SO_ON.items()}
_UNSPACED_AND_SO_ON = frozenset({"ja", "ko", "zh"})
# Initials: “U.S.”, “p. m.”, “EE. UU.”; and a capital by itself.
_INITIALS = late_pattern(
    r"(?<![^\W\d_])(?:[^\W\d_]\.[ \u00a0\u202f]?[^\W\d_]|[A-Z]{2}\.[ \u00a0\u202f]?[A-Z]{2}"
    r"|[A-Z])\.$"
)
_LONGEST_BEFORE_STOP = 16
_LAST_WORD = late_pattern(r"[^\s(\[/\u00a0]{1,12}$")

# Languages whose ordinal numerals have a full stop, and those of them whose years have one, too.
_ORDINAL_STOP = frozenset(
    {"az", "bs", "cs", "da", "de", "dsb", "et", "eu", "fi", "fo", "gsw", "hr", "hsb", "hu", "is"}
    | {"lb", "lv", "nb", "nn", "no", "pl", "sk", "sl", "sr", "tr", "uz"}
)
_YEAR_STOP = frozenset({"bs", "hr", "hu", "sr"})
_ORDINAL = late_pattern(r"(?:(?<![\w.,])[0-9]{1,2}|(?<![^\W_])[IVXLC]{1,7})\.$")
_YEAR = late_pattern(r"(?<![\w.,])[0-9]{3,4}\.$")

# How a sentence of these languages ends, or breaks off. What ends otherwise is a phrase, which
# takes no mark.
_SENTENCE_ENDINGS = {
    "ja": late_pattern(r"[うくぐすつぬぶむるただいんよねなせろえけれてばがをはにで]$|(?<!どう)か$"),
    "ko": late_pattern(r"(?:[다죠까네는를습였했있됐겠않]|(?<![필중주수개소])요)$"),
}
# Verbs made nouns, which may end sentences, with a full stop or without.
_NOMINAL_ENDINGS = {"ko": late_pattern(r"[함됨음임기것]$")}
# These have no colon after a sentence that announces what stands below it.
_COLON_AS_FULL_STOP = frozenset({"ja", "ko"})
_QUESTION_PARTICLES = {"ja": late_pattern(r"(?:か|かな|の)$")}
# Marks that stand within the word they stress.
_MARKS_WITHIN = {"hy": {QUESTION: "՞", EXCLAMATION: "՜"}}


def mark_at_end(text: str, language: str) -> str:
    """The name of the mark that is the text's last character, ``NO_MARK`` for none.

    >>> mark_at_end("Ποιος;", "el"), mark_at_end("等等……", "zh"), mark_at_end("Was?!", "de")
    ('question mark', 'ellipsis', 'question mark')
    """
    last = text[-1:]
    special = _NAMES_BY_LANGUAGE.get(language)
    if special is not None and last in special:
        return special[last]
    name = _NAMES.get(last, NO_MARK)
    if name == FULL_STOP and _ELLIPSIS.search(text):
        return ELLIPSIS
    if name == EXCLAMATION and text[-2:-1] in {"?", "？", "؟"}:
        return QUESTION
    return name


def written_mark(mark: str, language: str) -> str:
    """How a language writes a final mark; empty where more than that is needed.

    Spanish needs a mark at the beginning of a question as well, Armenian has its own within a word.

    >>> written_mark(QUESTION, "ar"), written_mark(FULL_STOP, "ja"), written_mark(QUESTION, "es")
    ('؟', '。', '')
    """
    written = _WRITTEN.get(language, {})
    return written.get(mark, _WRITTEN[""].get(mark, ""))


def has_stop_of_its_own(text: str, language: str) -> bool:
    """Whether the full stop at the end may belong to the last word: abbreviations and ordinals.

    >>> [has_stop_of_its_own(text, "en") for text in ("parties, etc.", "all of it.", "the U.S.")]
    [True, False, True]
    >>> has_stop_of_its_own("der 1.", "de"), has_stop_of_its_own("el 1.", "es")
    (True, False)
    """
    if text[-1:] != ".":
        return False
    # No more of the end than the patterns may take, and a character before that: they begin to
    # look at every place of what they are given.
    end = text[-_LONGEST_BEFORE_STOP:]
    if language in _ORDINAL_STOP and _ORDINAL.search(end):
        return True
    if language in _YEAR_STOP and _YEAR.search(end):
        return True
    if _INITIALS.search(end):
        return True
    word = _LAST_WORD.search(end[:-1])
    if word is None:
        return False
    folded = word[0].casefold()
    return folded in _ABBREVIATION_SETS[""] or folded in _ABBREVIATION_SETS.get(language, ())


def ends_with_and_so_on(text: str, language: str) -> bool:
    """Whether the last word, final full stop aside, is the language's “and so on”.

    >>> ends_with_and_so_on("Java, Go, etc.", "es"), ends_with_and_so_on("자바, Go 등", "ko")
    (True, True)
    """
    text = text.rstrip(".。 \u00a0")
    words = _AND_SO_ON_SETS.get(language, ("etc",))
    if language in _UNSPACED_AND_SO_ON:
        return text.endswith(words)
    match = _LAST_WORD.search(text)
    return match is not None and match[0].casefold() in words


def may_be_phrase(text: str, language: str) -> bool:
    """Whether a text without its final mark ends as no sentence of the language does.

    Known for Japanese and Korean, whose predicates stand last.

    >>> may_be_phrase("함수를 타입과 연결", "ko"), may_be_phrase("연결합니다", "ko")
    (True, False)
    """
    endings = _SENTENCE_ENDINGS.get(language)
    return endings is not None and endings.search(text) is None


def takes_full_stop(text: str, language: str) -> bool:
    """Whether a full stop may stand after a text: after a sentence, or a verb made a noun.

    >>> [takes_full_stop(text, "ko") for text in ("지원합니다", "지원함", "지원 목록")]
    [True, True, False]
    """
    nominal = _NOMINAL_ENDINGS.get(language)
    return not may_be_phrase(text, language) or (
        nominal is not None and nominal.search(text) is not None
    )


def is_predicate_last(language: str) -> bool:
    """Whether ``may_be_phrase`` tells the language's phrases from its sentences."""
    return language in _SENTENCE_ENDINGS


def announces_with_full_stop(language: str) -> bool:
    """Whether the language ends a sentence with a full stop where English has a colon."""
    return language in _COLON_AS_FULL_STOP


def says_otherwise(text: str, mark: str, language: str) -> bool:
    """Whether the last sentence of a text says by a word, or within one, what ``mark`` says.

    >>> says_otherwise("誰が決めますか。", QUESTION, "ja")
    True
    >>> says_otherwise("Ո՞վ է որոշում։", QUESTION, "hy")
    True
    """
    within = _MARKS_WITHIN.get(language, {}).get(mark)
    if within is not None and within in text:
        return True
    particle = _QUESTION_PARTICLES.get(language) if mark == QUESTION else None
    return particle is not None and particle.search(text.rstrip("。．.")) is not None
