"""Placeholders are the source's, each as often.

That is ``{name}``, ``{{ name }}``, ``{% tag %}``, ``${name}``, ``%{name}``, ``$name$``, ``%s``,
``%(name)s``, ``%1$s``, Fluent's ``{ $name }``, Qt's ``%1`` and ``%n``, ICU's arguments.

- ``"{link} is broken"`` → ``"{enlace} está roto"``: a program would not find ``{link}``.
- ``"page %1 of %2"`` → ``"الصفحة 1% من %2"``: turned round, it is a percentage.
- ``"{n, plural, one {#} other {#}}"`` → ``"{n, plural, uno {#} otro {#}}"``: the words for the
  cases are the program's, and ``other`` must be among them.
- ``"%s of %d"`` → ``"%2$d 中的 %1$s"``: fine, the same arguments in another order.
- ``"almost 90%, demanding"`` → ``"près de 90 % de"``: fine, percentages are no placeholders.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from polyloom.checks.check_contract import Check, Problem, TranslationPair
from polyloom.checks.icu_problems import icu_problems, missing_placeholder
from polyloom.checks.placeholder_corrections import placeholder_correction
from polyloom.language.locales import language_of
from polyloom.late_patterns import late_pattern
from polyloom.messages import message
from polyloom.model import Severity, TextSpan
from polyloom.placeables.icu_messages import is_icu_message
from polyloom.placeables.placeholder_syntaxes import Placeholder, placeholders, qt_arguments

# Where the percent sign stands before the number (CLDR, percentFormats).
_PERCENT_FIRST = frozenset({"eu", "ku", "tr"})
# A conversion of printf whose width is one figure looks like an argument of Qt with a letter
# behind it: “%1x%2”.
_NARROW = late_pattern(r"%[1-9][a-zA-Z]")
# An address that is written so that no program finds it.
_HIDDEN_AT = late_pattern(r"\w ?[{(\[]at[})\]] ?\w")
_FLUENT_VARIANTS = late_pattern(r"\{\s*(?:\$[A-Za-z]|[A-Z]+\()[^{}]*->")
_VARIABLE = late_pattern(r"\$[A-Za-z][\w\-]*")


def _run(pair: TranslationPair) -> Iterator[Problem]:
    found = [*_problems(pair)]
    if found:
        correction = placeholder_correction(pair, _problems)
        yield from (replace(problem, correction=correction) for problem in found)


def _problems(pair: TranslationPair) -> Iterator[Problem]:
    source, translation = pair.source, pair.translation
    if not any(map(source.__contains__, "{%$")) and not any(map(translation.__contains__, "{%$")):
        return
    if is_icu_message(source):
        yield from icu_problems(source, translation)
        return
    if _FLUENT_VARIANTS.search(source):
        yield from _fluent_problems(source, translation)
        return
    wanted, found = placeholders(source), placeholders(translation)
    if "%" in source and language_of(pair.source_locale) not in _PERCENT_FIRST:
        if qt_arguments(source):
            yield from _qt_problems(_qt(source, wanted), _qt(translation, found), pair)
            wanted, found = _without_narrow(wanted), _without_narrow(found)
        else:
            # “%1s” may be an argument of Qt with a letter behind it.
            arguments = {argument.text for argument in qt_arguments(translation)}
            wanted = tuple(each for each in wanted if each.text[:2] not in arguments)
    yield from _count_problems(wanted, found, source)


def _count_problems(
    wanted: Sequence[Placeholder], found: Sequence[Placeholder], text: str
) -> Iterator[Problem]:
    """``text`` is the source."""
    if _HIDDEN_AT.search(text):
        wanted, found = (
            [each for each in some if each.syntax != "brace"] for some in (wanted, found)
        )
    if any(placeholder.syntax == "numbered" for placeholder in (*wanted, *found)):
        source, translation = _counted(_numbered(wanted)), _counted(_numbered(found))
    else:
        source, translation = _counted(wanted), _counted(found)
    if source == translation:
        return
    for name in source - translation:
        yield missing_placeholder(name)
    syntaxes = {placeholder.syntax for placeholder in wanted}
    places = {_canonical(placeholder): placeholder for placeholder in reversed(found)}
    for name in translation - source:
        if _is_meant(name, syntaxes):
            yield _added(name, places.get(name))


def _without_narrow(found: Iterable[Placeholder]) -> tuple[Placeholder, ...]:
    return tuple(each for each in found if not _NARROW.fullmatch(each.text))


def _qt(text: str, found: Iterable[Placeholder]) -> dict[str, Placeholder]:
    """The arguments of Qt in a text, given its other placeholders."""
    narrow = (each for each in found if _NARROW.fullmatch(each.text))
    arguments = {each.text: each for each in qt_arguments(text)}
    return arguments | {each.text[:2]: each for each in narrow}


def _qt_problems(
    wanted: Mapping[str, Placeholder], found: Mapping[str, Placeholder], pair: TranslationPair
) -> Iterator[Problem]:
    """Arguments may be repeated; a percentage that the source has is none that was added.

    Where the percent sign stands first, that of ``%1%`` does, too: ``%%1``.
    """
    for text in wanted:
        if text not in found and f"%{text}" not in pair.translation:
            yield missing_placeholder(text)
    for text, argument in found.items():
        if text not in wanted and text.lstrip("%L") not in pair.source:
            yield _added(text, argument)


def _fluent_problems(source: str, translation: str) -> Iterator[Problem]:
    """Of a Fluent message with variants, which of them there are is up to the language."""
    found = set(_VARIABLE.findall(translation))
    for name in dict.fromkeys(_VARIABLE.findall(source)):
        if name not in found:
            yield missing_placeholder(f"{{ {name} }}")


def _added(text: str, place: Placeholder | None) -> Problem:
    return Problem(
        message("the placeholder {written} is not in the source, or not that often", written=text),
        message("take it out, or write it as the source does"),
        TextSpan(place.start, place.end) if place else None,
    )


def _is_meant(text: str, syntaxes: set[str]) -> bool:
    """Whether what only the translation has is a placeholder.

    Where the source has none of its kind, ``%50 s`` is more likely a percentage, ``{}`` a pair of
    braces, and ``$a$`` a formula or two prices.
    """
    if text == "{}":
        return "brace" in syntaxes
    if text[0] == "$" and text[-1] == "$":
        return "dollars" in syntaxes
    if text[0] == "%" and "(" not in text and "$" not in text:
        return not syntaxes.isdisjoint(("plain", "percents", "ruby"))
    return True


def _counted(found: Iterable[Placeholder]) -> Counter[str]:
    return Counter(_canonical(placeholder) for placeholder in found)


def _canonical(placeholder: Placeholder) -> str:
    """A placeholder as it is named: blanks inside of its braces make no difference."""
    text = placeholder.text
    if placeholder.syntax == "double":
        return "{{ " + " ".join(text[2:-2].split()) + " }}"
    if placeholder.syntax == "tag":
        return "{% " + " ".join(text[2:-2].split()) + " %}"
    if placeholder.syntax == "fluent":
        return "{ " + text[1:-1].strip() + " }"
    return text


def _numbered(found: Iterable[Placeholder]) -> list[Placeholder]:
    """The placeholders with ``%s`` written as ``%1$s``, which is the same first argument."""
    numbered = []
    position = 0
    for placeholder in found:
        text = placeholder.text
        if placeholder.syntax == "plain":
            position += 1
            text = f"%{position}${text[1:]}"
        numbered.append(Placeholder(text, placeholder.syntax, placeholder.start, placeholder.end))
    return numbered


CHECK = Check(
    "placeholders",
    Severity.ERROR,
    "Placeholders are the source's, each as often.",
    _run,
)
