"""Labels that a line begins with (``Q:``, a speaker, a field, ``Figure 1``); literals."""

from __future__ import annotations

import re

_TURNS = (
    "Q", "A", "Question", "Answer", "P", "R", "Pregunta", "Respuesta", "Pergunta", "Resposta",
    "Réponse", "F", "Frage", "Antwort", "D", "Domanda", "Risposta", "V", "S", "Vraag", "Antwoord",
    "В", "О", "Вопрос", "Ответ", "س", "ج", "سؤال", "جواب", "السؤال", "الجواب", "ש", "ת",
    "问", "答", "問", "질문", "답변", "문", "답", "प्रश्न", "उत्तर", "S", "C", "Soru", "Cevap",
)  # fmt: skip
_CAPTIONS = (
    "Figure", "Fig.", "Table", "Plate", "Photo", "Illustration", "Chart", "Map",
    "Figura", "Tabla", "Cuadro", "Gráfico", "Foto", "Tabela", "Quadro", "Tableau", "Graphique",
    "Abbildung", "Abb.", "Tabelle", "Tab.", "Bild", "Tabella", "Afbeelding", "Tabel",
    "Рис.", "Рисунок", "Таблица", "Рисунок", "شكل", "الشكل", "جدول", "الجدول", "صورة",
    "图", "圖", "表", "図", "그림", "표",
)  # fmt: skip


def _either(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


_TURN = re.compile(
    rf"(?:{_either(_TURNS)})(?:\s?\d{{0,3}}\s?[:：]\s*|\s?\d{{1,3}}[.)]\s+)\S", re.IGNORECASE
)
# What all turns with a label have near their beginning.
_TURN_SIGN = re.compile(r"[:：]|\d[.)]\s")
_TURN_REACH = 24
_DASHED = re.compile(r"[—–―][^\s—–―a-z]")
# A speaker: one to four words with capitals, then a colon.
_NAME = r"[^\W\d_a-z][\w.’'-]{0,20}"
_SPEAKER = re.compile(rf"{_NAME}(?:\s{_NAME}){{0,3}}:\s+\S")
# Accents and vowel signs of other scripts are no part of words to regular expressions.
_SIGNS = "\u0300-\u036f\u064b-\u0655\u0900-\u0903\u093a-\u094f\u0e31\u0e34-\u0e4e"
_LETTER = rf"(?:[^\W_]|[{_SIGNS}])"
# The name of a field: up to four words, with the colon right behind or in a column of its own.
_FIELD = re.compile(
    rf"[^\W\d_]{_LETTER}{{0,24}}(?:[ /-]{_LETTER}{{1,20}}){{0,3}}"
    r"(?:\s*:\s+|\s*：\s*|[ \t]{2,}: ?)\S"
)
_CAPTION = re.compile(
    rf"(?:{_either(_CAPTIONS)})\s?\d{{1,4}}(?:[.-]\d{{1,4}})*\s?[.:：–—]?\s+\S", re.IGNORECASE
)
_CAPTION_SIGN = re.compile(r"\d\s?[.:：–—]\s")
_CAPTION_REACH = 24
_CJK_CAPTION = re.compile(r"[图圖表図]\s?\d")

# An address, the name of a file, or a command behind its prompt.
_LITERAL = re.compile(
    r"(?:https?|ftp|mailto|file|irc)://?\S+|www\.\S+|[^\s@<>]+@[^\s@<>]+\.\w{2,}"
    r"|[\w.~+*/\\:-]*[\w*][./\\_][\w*][\w.~+*/\\-]*(?<![.,])"
    r"|[$%] \S.*|\w+@\w+:\S*[$#] \S.*|\$\w+\s.*"
)
# No such line is shorter or longer, in characters.
_LITERAL_LENGTHS = range(3, 301)
_PAGE = (
    r"(?:page|p\.|seite|s\.|página|pág\.|pagina|pag\.|сторінка|страница|стр\.|sida|side|strona"
    r"|صفحة|ص)"
)
# A page number at the right edge, or alone: ``[Page 3]``, ``Page 3 of 12``, ``- 3 -``.
_PAGE_NUMBER = re.compile(
    rf"(?:^|\s{{3}})(?:\[?{_PAGE}\s?(?:\d{{1,4}}|[ivxl]{{1,7}})(?:\s?(?:of|de|von|/)\s?\d{{1,4}})?\]?"
    r"|\d{1,4}|-\s?\d{1,4}\s?-|第\s?\d{1,4}\s?页)$",
    re.IGNORECASE,
)

# Left, centre and right.
_THREE_PARTS = re.compile(r"\S\s{3,}\S.*\S\s{3,}\S")


def turn_style(line: str) -> str:
    """How a line begins a turn of talk; empty for one that begins none.

    ``label``: a question or an answer of an interview; ``speaker``: a name and a colon; ``dash``:
    right before the first word, as in Spanish or French.

    >>> turn_style("答：因为"), turn_style("THE CHAIR: Order."), turn_style("—¿Quién es?")
    ('label', 'speaker', 'dash')
    >>> turn_style("so be it: yes"), turn_style("— so it is")
    ('', '')
    """
    if _DASHED.match(line):
        return "dash"
    if _TURN_SIGN.search(line, 0, _TURN_REACH) and _TURN.match(line):
        return "label"
    return "speaker" if ":" in line and _SPEAKER.match(line) else ""


def is_literal(line: str) -> bool:
    """Whether a line is an address, the name of a file or a command, and no more.

    >>> is_literal("/etc/fstab"), is_literal("$ make build"), is_literal("See /etc/fstab")
    (True, True, False)
    """
    words = " " in line and line[0] not in "$%" and "@" not in line
    return not words and len(line) in _LITERAL_LENGTHS and _LITERAL.fullmatch(line) is not None


def begins_field(line: str) -> bool:
    """Whether a line begins with the name of a field and a colon.

    >>> begins_field("Prep time: 30 minutes"), begins_field("and so, it was: yes")
    (True, False)
    """
    return (":" in line or "：" in line) and _FIELD.match(line) is not None


def is_caption(line: str) -> bool:
    """Whether a line is the numbered caption of a picture or a table.

    >>> is_caption("Figure 1: The strike"), is_caption("Table 3 shows the strike.")
    (True, False)
    """
    if _CAPTION_SIGN.search(line, 0, _CAPTION_REACH) is None and not _CJK_CAPTION.match(line):
        return False
    return _CAPTION.match(line) is not None


def ends_in_page_number(line: str) -> bool:
    """Whether a line has a page number at its right edge, or is one.

    >>> ends_in_page_number("Roe          [Page 3]"), ends_in_page_number("on page 3")
    (True, False)
    """
    return _PAGE_NUMBER.search(line.strip()) is not None


def reads_as_header(line: str) -> bool:
    """Whether a line that stands alone on top of a page is its header: in three parts, or numbered.

    >>> reads_as_header("Roe      The Strike      May 1910"), reads_as_header("The Strike")
    (True, False)
    """
    return ends_in_page_number(line) or _THREE_PARTS.search(line.strip()) is not None
