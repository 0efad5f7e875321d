"""Placeholders are the source's, each as often.

That is ``{name}``, ``{{ name }}``, ``${name}``, ``%s``, ``%(name)s``, ``%1$s`` and their like.

- ``"{link} is broken"`` → ``"{enlace} está roto"``: a program would not find ``{link}``.
- ``"%s of %d"`` → ``"%2$d 中的 %1$s"``: fine, the same arguments in another order.
- ``"almost 90%, demanding"`` → ``"près de 90 % de"``: fine, percentages are no placeholders.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from polyloom.checks.check_contract import Check, Problem, TranslationPair
from polyloom.model import Severity
from polyloom.placeables.placeholder_syntaxes import Placeholder, placeholders


def _run(pair: TranslationPair) -> Iterator[Problem]:
    if not any(sign in text for text in (pair.source, pair.translation) for sign in "{%"):
        return
    wanted, found = placeholders(pair.source), placeholders(pair.translation)
    if any(placeholder.syntax == "numbered" for placeholder in (*wanted, *found)):
        source, translation = _counted(_numbered(wanted)), _counted(_numbered(found))
    else:
        source, translation = _counted(wanted), _counted(found)
    if source == translation:
        return
    for text in source - translation:
        yield Problem(
            f"the placeholder {text} is missing from the translation",
            "copy it from the source as it stands",
        )
    syntaxes = {placeholder.syntax for placeholder in wanted}
    for text in translation - source:
        if _is_meant(text, syntaxes):
            yield Problem(
                f"the placeholder {text} is not in the source, or not that often",
                "take it out, or write it as the source does",
            )


def _counted(found: Iterable[Placeholder]) -> Counter[str]:
    return Counter(_canonical(placeholder) for placeholder in found)


def _canonical(placeholder: Placeholder) -> str:
    if placeholder.syntax == "double":
        return "{{ " + " ".join(placeholder.text[2:-2].split()) + " }}"
    return placeholder.text


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


def _is_meant(text: str, syntaxes: set[str]) -> bool:
    """Whether what only the translation has is a placeholder.

    Where the source has none of its kind, ``%50 s`` is more likely a percentage and ``{}`` a pair
    of braces.
    """
    if text == "{}":
        return "brace" in syntaxes
    if text[0] == "%" and "(" not in text and "$" not in text:
        return "plain" in syntaxes
    return True


CHECK = Check(
    "placeholders",
    Severity.ERROR,
    "Placeholders are the source's, each as often.",
    _run,
)
