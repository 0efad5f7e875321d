"""What Google Translate calls a locale."""

from __future__ import annotations

from polyloom.language.locales import subtags_of

# Languages whose code is the same.
_SAME_CODES = (
    "af am ar as ay az be bg bho bm bn bs ca ceb ckb co cs cy da de doi dv ee el en eo es et eu fa "
    "fi fr fy ga gd gl gn gom gu ha haw hi hmn hr ht hu hy id ig ilo is it ja ka kk km kn ko kri "
    "ku ky la lb lg ln lo lt lus lv mai mg mi mk ml mn mr ms mt my ne nl no nso ny om or pa pl ps "
    "pt qu ro ru rw sa sd si sk sl sm sn so sq sr st su sv sw ta te tg th ti tk tr ts tt ug uk ur "
    "uz vi xh yi yo zu"
)
_SAME = frozenset(_SAME_CODES.split())
# Languages that have another code, or an old one.
_OTHER = {
    "fil": "tl",
    "he": "iw",
    "iw": "iw",
    "jv": "jw",
    "nb": "no",
    "tl": "tl",
    "tw": "ak",
    "ak": "ak",
    "zh": "zh-CN",
}
# With a script or a territory that decides. A script that is not here is not written by Google.
_DETAILED = {
    "az_Latn": "az",
    "bs_Latn": "bs",
    "ha_Latn": "ha",
    "kk_Cyrl": "kk",
    "ku_Latn": "ku",
    "mn_Cyrl": "mn",
    "mni_Mtei": "mni-Mtei",
    "ms_Latn": "ms",
    "pa_Guru": "pa",
    "sd_Arab": "sd",
    "sr_Cyrl": "sr",
    "tg_Cyrl": "tg",
    "uz_Latn": "uz",
    "zh_CN": "zh-CN",
    "zh_HK": "zh-TW",
    "zh_Hans": "zh-CN",
    "zh_Hant": "zh-TW",
    "zh_MO": "zh-TW",
    "zh_SG": "zh-CN",
    "zh_TW": "zh-TW",
}


def google_code(locale: str) -> str | None:
    """Google's code for a locale as gettext writes it, or None where it knows no such language.

    A territory is passed over (``pt_BR`` is ``pt``), a script that Google does not write is not.

    >>> google_code("zh_Hant_HK"), google_code("nb"), google_code("sr@latin")
    ('zh-TW', 'no', None)
    """
    language, script, territory, _ = subtags_of(locale)
    if script:
        return _DETAILED.get(f"{language}_{script}")
    same = language if language in _SAME else None
    return _DETAILED.get(f"{language}_{territory}") or _OTHER.get(language) or same
