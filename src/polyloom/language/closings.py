"""Closing formulas of letters, and of treaties and reports (``Done at Lowell, 12 March 1910``)."""

from __future__ import annotations

import re

_CLOSINGS = (
    "Signed", "Yours", "Yours sincerely", "Yours faithfully", "Yours truly", "Yours very truly",
    "Yours respectfully", "Yours ever", "Yours in struggle", "Sincerely", "Sincerely yours",
    "Very sincerely", "Very truly yours", "Respectfully", "Respectfully yours",
    "Respectfully submitted", "Faithfully yours", "Truly yours", "Regards", "Best regards",
    "Kind regards", "Kindest regards", "Warm regards", "Warmest regards", "With kind regards",
    "With best regards", "With best wishes", "Best wishes", "All the best", "Best", "Cheers",
    "Thanks", "Many thanks", "Thank you", "Thanks in advance", "Love", "With love", "Cordially",
    "In solidarity", "Affectionately", "Your obedient servant", "I remain", "Take care",
    "See you", "See you soon", "See you then", "Talk soon", "Speak soon", "Until then", "Bye",
    "Bye for now", "Greetings", "Warmly", "Peace", "Hugs",
    "Hasta pronto", "Hasta luego", "Nos vemos", "Até logo", "Até breve", "À bientôt",
    "À très bientôt", "Bises", "Bis bald", "Bis dann", "Bis dahin", "Tschüss", "LG", "VG", "MfG",
    "A presto", "Tot ziens", "До встречи", "Всего доброго", "إلى اللقاء", "再见", "祝好",
    "Comradely", "With comradely greetings", "With revolutionary greetings",
    "Atentamente", "Le saluda atentamente", "Saludos", "Saludos cordiales", "Un saludo",
    "Un cordial saludo", "Cordialmente", "Un abrazo", "Abrazos", "Con un abrazo", "Respetuosamente",
    "Atenciosamente", "Cumprimentos", "Com os melhores cumprimentos", "Abraços", "Um abraço",
    "Cordialement", "Bien cordialement", "Bien à vous", "Sincèrement", "Amicalement",
    "Salutations", "Salutations distinguées", "Meilleures salutations", "Respectueusement",
    "Mit freundlichen Grüßen", "Mit freundlichem Gruß", "Mit besten Grüßen", "Viele Grüße",
    "Beste Grüße", "Herzliche Grüße", "Liebe Grüße", "Hochachtungsvoll", "Mit solidarischen Grüßen",
    "Freundliche Grüße", "Cordiali saluti", "Distinti saluti", "Un cordiale saluto", "Saluti",
    "Met vriendelijke groet", "Met vriendelijke groeten", "Hoogachtend", "Groeten",
    "Med vänliga hälsningar", "Vänliga hälsningar", "Med vennlig hilsen", "Med venlig hilsen",
    "Hälsningar", "Ystävällisin terveisin", "Z poważaniem", "Pozdrawiam", "S pozdravem",
    "Üdvözlettel", "Cu stimă", "Saygılarımla", "Με εκτίμηση", "С уважением",
    "С наилучшими пожеланиями",
    "Искренне Ваш", "Искренне ваш", "З повагою",
    "مع التحية", "مع أطيب التحيات", "مع فائق الاحترام", "مع خالص التحية", "تحياتي",
    "وتفضلوا بقبول فائق الاحترام",
    "بكل احترام", "با احترام", "בברכה", "בכבוד רב", "भवदीय", "भवदीया", "सादर", "धन्यवाद",
    "此致", "敬礼", "敬上", "谨上", "顺颂商祺", "敬具", "かしこ", "草々", "드림", "올림",
    "Trân trọng", "Hormat kami", "Salam hormat", "ขอแสดงความนับถือ",
)  # fmt: skip
_IN_SMALL_LETTERS = frozenset(map(str.lower, _CLOSINGS))
_FINAL_MARKS = frozenset(",.!،，！")
# Where and when a document was signed, as treaties, statutes and reports end.
_DONE_AT = re.compile(
    r"(?:Done (?:at|in)|Given (?:at|in)|Signed (?:at|in)|Fait à|Donné à|Hecho en|Dado en|Firmado en"
    r"|Feito em|Dado em|Geschehen zu|Gegeben zu|Fatto a|Gedaan te|Совершено в)\s.*\d{4}\W?",
    re.IGNORECASE,
)
_LENGTH = 60


def is_closing(line: str) -> bool:
    """Whether a line is a closing formula, or says where and when a text was signed, and no more.

    >>> is_closing("Yours sincerely,"), is_closing("Mit freundlichen Grüßen")
    (True, True)
    >>> is_closing("Done at Lowell, 12 March 1910")
    True
    >>> is_closing("Yours sincerely held views are respected")
    False
    """
    if len(line) > _LENGTH:
        return False
    last = line[-1:]
    words = line[:-1] if last in _FINAL_MARKS else line
    if words.rstrip().lower() in _IN_SMALL_LETTERS:
        return True
    dated = last.isdecimal() or line[-2:-1].isdecimal()
    return dated and _DONE_AT.fullmatch(line) is not None
