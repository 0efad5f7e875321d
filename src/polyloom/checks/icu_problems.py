"""What is wrong with the translation of an ICU message, argument by argument."""

from __future__ import annotations

from collections.abc import Iterator

from polyloom.checks.check_contract import Problem
from polyloom.messages import message
from polyloom.placeables.icu_messages import IcuArgument, icu_arguments

# Those of CLDR; a locale has some of them.
_PLURAL_CATEGORIES = frozenset({"zero", "one", "two", "few", "many", "other"})


def missing_placeholder(text: str) -> Problem:
    """What is said of a placeholder, given as it is written, that a translation lacks."""
    return Problem(
        message("the placeholder {written} is missing from the translation", written=text),
        message("copy it from the source as it stands"),
    )


def icu_problems(source: str, translation: str) -> Iterator[Problem]:
    """What a program could not do with the translation of a message that it can read."""
    wanted, found = icu_arguments(source), icu_arguments(translation)
    if wanted is None:
        return
    if found is None:
        yield Problem(
            message("the message's braces do not match in the translation"),
            message("close each brace where the source does"),
        )
        return
    arguments = {(each.name, each.type): each for each in wanted}
    translated = {(each.name, each.type): each for each in found}
    for key, argument in arguments.items():
        if key not in translated:
            yield missing_placeholder(_shown(argument))
    for key, argument in translated.items():
        if key not in arguments:
            yield Problem(
                message("the placeholder {shown} is not in the source", shown=_shown(argument)),
                message("take it out, or write it as the source does"),
            )
        else:
            yield from _branch_problems(arguments[key], argument)


def _branch_problems(source: IcuArgument, translation: IcuArgument) -> Iterator[Problem]:
    if source.type == "select":
        lacking = [key for key in source.branches if key not in translation.branches]
        if lacking:
            yield Problem(
                message(
                    "{shown} has no case “{lacking}” in the translation",
                    shown=_shown(source),
                    lacking=lacking[0],
                ),
                message("keep the words before the braces: they are the program's"),
            )
    elif source.branches:
        for key in translation.branches:
            if key not in _PLURAL_CATEGORIES and key[0] != "=":
                yield Problem(
                    message("“{key}” is no plural category", key=key),
                    message("write zero, one, two, few, many or other before the braces"),
                )
                return
        if "other" not in translation.branches:
            yield Problem(
                message("{shown} has no case “other” in the translation", shown=_shown(source)),
                message("add it: other {…} is for all that is left"),
            )


def _shown(argument: IcuArgument) -> str:
    inside = f"{argument.name}, {argument.type}" if argument.type else argument.name
    return f"{{{inside}, …}}" if argument.branches else f"{{{inside}}}"
