"""How headings are worded: ``Article 3``, ``Chapter IV``, ``第三章 总则``, ``Introduction``."""

from __future__ import annotations

import re

from polyloom.language.numerals import CHINESE_UNDER_1000, ROMAN, decimal_value, roman_value
from polyloom.language.sentences import ends_clause

# A part of a work that carries a number; casing as at the beginning of a line.
_PARTS = (
    "Article", "Art.", "Chapter", "Section", "Part", "Book", "Volume", "Appendix", "Annex",
    "Schedule", "Act", "Scene", "Canto", "Letter", "Lesson", "Title", "Rule", "Clause",
    "Artículo", "Capítulo", "Sección", "Parte", "Libro", "Anexo", "Título", "Acto", "Escena",
    "Artigo", "Seção", "Secção", "Livro", "Chapitre", "Partie", "Livre", "Annexe", "Titre",
    "Acte", "Scène", "Artikel", "Kapitel", "Abschnitt", "Teil", "Buch", "Anhang", "Anlage",
    "Aufzug", "Auftritt", "Articolo", "Capitolo", "Sezione", "Allegato", "Atto", "Scena",
    "Hoofdstuk", "Afdeling", "Deel", "Bijlage", "Avsnitt", "Kapittel", "Bilaga", "Luku",
    "Статья", "Глава", "Раздел", "Часть", "Книга", "Приложение", "Стаття", "Розділ", "Частина",
    "Artykuł", "Rozdział", "Część", "Kapitola", "Část", "Článek", "Madde", "Bölüm", "Kısım",
    "Άρθρο", "Κεφάλαιο", "Μέρος", "Chương", "Điều", "Phần", "Bab", "Pasal", "Bagian",
    "المادة", "مادة", "الفصل", "فصل", "الباب", "باب", "القسم", "الجزء", "الملحق", "ماده", "بخش",
    "ข้อ", "ข้อที่", "หมวด", "หมวดที่", "มาตรา", "บทที่",
    "פרק", "סעיף", "חלק", "अध्याय", "अनुच्छेद", "धारा", "भाग",
)  # fmt: skip
_ORDINAL_WORDS = (
    "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten",
    "Eleven", "Twelve", "First", "Second", "Third", "Fourth", "Fifth", "Last",
    "Uno", "Dos", "Tres", "Cuatro", "Cinco", "Primero", "Primera", "Segundo", "Segunda",
    "Tercero", "Tercera", "Cuarto", "Cuarta", "Quinto", "Quinta", "Único", "Única",
    "Premier", "Première", "Deuxième", "Troisième", "Eins", "Zwei", "Drei", "Vier",
    "первая", "вторая", "третья", "первый", "второй", "третий",
    "الأول", "الأولى", "الثاني", "الثانية", "الثالث", "الثالثة", "الرابع", "الرابعة",
    "الخامس", "الخامسة", "السادس", "السادسة", "السابع", "السابعة", "الثامن", "الثامنة",
    "التاسع", "التاسعة", "العاشر", "العاشرة",
)  # fmt: skip
# Headings that stand without a number.
_ALONE = (
    "Preamble", "Introduction", "Preface", "Foreword", "Prologue", "Epilogue", "Afterword",
    "Conclusion", "Conclusions", "Contents", "Table of Contents", "Abstract", "Summary",
    "References", "Bibliography", "Acknowledgements", "Acknowledgments", "Notes", "Footnotes",
    "Index", "Glossary", "Status of This Memo", "Copyright Notice",
    "Preámbulo", "Introducción", "Prólogo", "Epílogo", "Conclusión", "Conclusiones", "Índice",
    "Resumen", "Bibliografía", "Notas", "Introdução", "Prefácio", "Conclusão", "Sumário",
    "Préambule", "Préface", "Avant-propos", "Sommaire", "Table des matières", "Résumé",
    "Einleitung", "Einführung", "Vorwort", "Nachwort", "Inhalt", "Inhaltsverzeichnis",
    "Zusammenfassung", "Schluss", "Literatur", "Anmerkungen", "Präambel", "Fußnoten",
    "Introduzione", "Prefazione", "Premessa", "Conclusione", "Indice", "Inleiding", "Voorwoord",
    "Введение", "Предисловие", "Заключение", "Содержание", "Оглавление", "Примечания", "Вступ",
    "مقدمة", "المقدمة", "تمهيد", "ديباجة", "الديباجة", "خاتمة", "الخاتمة", "الفهرس", "المحتويات",
    "前言", "引言", "序言", "序", "绪论", "导言", "结论", "目录", "摘要", "附录", "附则", "后记",
    "はじめに", "おわりに", "目次", "まえがき", "あとがき", "서론", "머리말", "결론", "목차",
)  # fmt: skip

_NUMBER = rf"(?:\d{{1,4}}(?:\.\d{{1,3}})*[a-z]?|(?=[ivxlc]{{1,8}}\b){ROMAN}|[A-Z])"


def _either(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_NUMBERED = re.compile(
    rf"(?:(?:{_either(_PARTS)})\s+(?:{_NUMBER}(?![\w])|(?:{_either(_ORDINAL_WORDS)})\b)"
    rf"|第\s?[{CHINESE_UNDER_1000}\d]{{1,5}}\s?[章節节編编篇部回卷分讲講课課条條]|제\s?\d{{1,4}}\s?[장절편부조])"
    r"(?P<rest>.*)",
    re.IGNORECASE,
)
# Such a number with a sign behind it, or other words with a full stop and a dash: ``Primero.-``.
_BEGINS_PART = re.compile(rf"\S+\s+{_NUMBER}\s?[.:：ºª°–—-]{{1,2}}(?=\s)")
_BEGINS_ARTICLE = re.compile(
    rf"(?:第\s?[{CHINESE_UNDER_1000}\d]{{1,5}}[条條]|제\s?\d{{1,4}}\s?조)(?=[\s（(【①])"
)
_RUN_IN = re.compile(r"[^\W\d_a-z]\w*(?: \w+){0,2}\.-(?=\s)")
# How far from a line's beginning the full stop is looked for, in characters.
_REACH = 40
# Up to three words of any language and a number: what a heading can begin with.
_COUNTED = re.compile(
    r"(?P<label>[^\W\d_a-z][^\s\d,;!?()]*+(?:\s[^\s\d,;!?()]++){0,2})\s\(?"
    rf"(?:(?P<digits>\d{{1,4}}(?:\.\d{{1,3}})*)|(?P<roman>(?=[IVXLC]{{1,8}}\b){ROMAN.upper()}))"
    r"(?:er|n|[.ºª°]*)\)?(?![\w,)])(?P<rest>.*)"
)
_PARTS_IN_SMALL_LETTERS = frozenset(map(str.lower, _PARTS))
_ALONE_IN_SMALL_LETTERS = frozenset(map(str.lower, _ALONE))
# ``제 1 조``, ``第３条``, ``第３条（目的）``: an article and its name in brackets, nothing behind.
_ARTICLE = re.compile(
    r"제\s?\d{1,4}\s?조|"
    rf"第[{CHINESE_UNDER_1000}\d]{{1,5}}[条條]\s?"
    r"(?:（[^（）]{1,30}）|\([^()]{1,30}\)|【[^【】]{1,30}】)?"
)
# A section's number that is glued to its name, so that it is no marker.
_GLUED = re.compile(r"\d{1,3}(?:\.\d{1,3})+(?P<rest>\.?\u00a0.*)")
_PARAGRAPH_SIGN = re.compile(r"§{1,2}\s?\d{1,4}[a-z]?(?P<rest>.*)")
# What may follow the number: nothing, or a sign or a capital that begins the heading's own words.
_REST = re.compile(r"(?:\s*[.:：–—-]\s*|\s+)(?P<words>\S.*)?$")
# Longer ones are none, in characters; with fewer words than so many a full stop may stand behind.
_LENGTH = 80
_FEW_WORDS = 4
# Where there are no capitals, only a short line is a heading.
_UNCASED_LENGTH = 30
_ENDS_SENTENCE = tuple(".,;,。，；、।۔؛،")


def worded_as_heading(line: str) -> bool:
    """Whether a line names a numbered part of a work, or a part that needs no number.

    >>> worded_as_heading("Article 3"), worded_as_heading("CHAPTER IV. Of the Whale")
    (True, True)
    >>> worded_as_heading("Article 3 of the law says so."), worded_as_heading("第三章 总则")
    (False, True)
    >>> worded_as_heading("第２条"), worded_as_heading("1.2.\N{NO-BREAK SPACE}Scope")
    (True, True)
    """
    if len(line) > _LENGTH or not line[:1].strip():
        return False
    name = line[:-1] if line[-1] in ":：." else line
    if name.rstrip().lower() in _ALONE_IN_SMALL_LETTERS:
        return True
    first = line[0]
    match = None
    if first in "第제":
        if _ARTICLE.fullmatch(line):
            return True
        match = _NUMBERED.fullmatch(line)
    elif first == "§":
        match = _PARAGRAPH_SIGN.fullmatch(line)
    elif first.isdecimal():
        match = _GLUED.fullmatch(line)
    elif line.split(maxsplit=1)[0].lower() in _PARTS_IN_SMALL_LETTERS:
        match = _NUMBERED.fullmatch(line)
    return match is not None and _may_follow_number(match["rest"])


def begins_part(line: str) -> bool:
    """Whether a line begins with the number of a part of a work and a sign, be it no heading.

    >>> begins_part("Art. 5. The board has three members."), begins_part("Article 5 says so.")
    (True, False)
    >>> begins_part("Art.5. The board has three members."), begins_part("Art.5 says so.")
    (True, False)
    >>> begins_part("Primero.- Se aprueba el reglamento."), begins_part("第二条　本法自发布。")
    (True, True)
    """
    if line[0].islower():
        return False
    if line[0] in "第제":
        return _BEGINS_ARTICLE.match(line) is not None
    word, _, rest = line.partition(" ")
    abbreviation, dot, number = word.partition(".")
    if dot and number[:1].isdecimal() and f"{abbreviation}.".lower() in _PARTS_IN_SMALL_LETTERS:
        return not (number[-1].isdecimal() and rest[:1].islower())
    if rest and not rest[0].islower() and word.lower() in _PARTS_IN_SMALL_LETTERS:
        return _BEGINS_PART.match(line) is not None
    return ".-" in line[:_REACH] and _RUN_IN.match(line) is not None


def counted_label(line: str) -> tuple[str, int] | None:
    """What a line shares with the headings before and after it, and its number among them.

    The words are those of any language: a line is such a heading where the document has the next
    number, or the one before, behind the same words.

    >>> counted_label("Ders 1.2: Metin"), counted_label("Статья XIV")
    (('ders 1.', 2), ('статья I', 14))
    >>> counted_label("Neni 3 thotë kështu.")
    """
    match = _COUNTED.fullmatch(line) if len(line) <= _LENGTH else None
    if match is None or not _may_follow_number(match["rest"]):
        return None
    first = match["rest"].lstrip()[:1]
    if first.isalpha() and not first.isupper():
        # Without capitals, and without a sign before it, it may as well be a sentence.
        return None
    label, digits = match["label"].casefold(), match["digits"]
    if digits is None:
        return f"{label} I", roman_value(match["roman"])
    return f"{label} {digits[: digits.rfind('.') + 1]}", decimal_value(digits)


def _may_follow_number(rest: str) -> bool:
    """Whether what stands behind a heading's number is nothing, or its own words."""
    if not rest.strip(" .:：–—-"):
        return True
    behind = _REST.match(rest)
    words = (behind["words"] if behind else None) or ""
    cased = words[:1].isupper()
    uncased = 0 < len(words) <= _UNCASED_LENGTH and not words[0].islower()
    return (cased or uncased) and not words.endswith(_ENDS_SENTENCE)


def in_capitals(line: str) -> bool:
    """Whether a line is written in capitals: two or more, most letters, and no small one.

    >>> in_capitals("THE RIGHTS OF MAN"), in_capitals("The UN"), in_capitals("العدالة")
    (True, False, False)
    """
    capitals = sum(map(str.isupper, line)) if line.isupper() else 0
    return capitals > 1 and 2 * capitals > sum(map(str.isalpha, line))


def reads_as_heading(text: str) -> bool:
    """Whether a text is short, and neither begins small nor ends as a clause does.

    >>> reads_as_heading("Scope"), reads_as_heading("It ends.")
    (True, False)
    """
    return len(text) <= _LENGTH and not ends_clause(text) and not text[0].islower()


def reads_as_numbered_heading(text: str) -> bool:
    """The same of what stands behind a number, where a few words may end with a full stop.

    >>> reads_as_numbered_heading("Definitions."), reads_as_numbered_heading("So it all ends here.")
    (True, False)
    """
    return reads_as_heading(text.removesuffix(".") if text.count(" ") < _FEW_WORDS else text)
