"""The small words that a language cannot do without, by which it is told from others."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_WORDS = {
    "en": (
        "the of and to is that with for was are this which from have not they by be been it "
        "its would will can has were their what when there or as at on an but if you we all "
        "do does more"
    ),
    "es": (
        "el la los las de del y en que es un una por con para se lo su al como más pero sus "
        "le ya o este sí porque esta entre cuando muy sin sobre también me hasta hay donde "
        "son está no a"
    ),
    "fr": (
        "le la les de des du et en que est un une pour avec dans ce qui il au sur pas plus "
        "par se son ne sont ou comme mais nous vous cette été aux leur ses elle être ces a à "
        "même"
    ),
    "pt": (
        "o a os as de do da dos das e em no na nos nas que é um uma por com para se não mais "
        "como mas foi ao ele ela seu sua ou ser quando muito há já está também só pelo pela "
        "até isso são"
    ),
    "it": (
        "il lo la i gli le di del della dei delle e in nel nella che è un una per con si non "
        "più come ma sono da dal dalla al alla anche o se suo sua ha questo questa degli tra "
        "essere c"
    ),
    "de": (
        "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als "
        "auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem "
        "über einen so"
    ),
    "ca": (
        "el la els les de del dels i en que és un una per amb no es al als com més però o ha "
        "són aquest aquesta entre quan molt sense sobre també fins hi seva seu van pel a"
    ),
}

FUNCTION_WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {language: frozenset(words.split()) for language, words in _WORDS.items()}
)
