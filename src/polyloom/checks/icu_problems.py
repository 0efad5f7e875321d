"""What is wrong with the translation of an ICU message, argument by argument."""

from __future__ import annotations

from collections.abc import Iterator

from polyloom.checks.check_contract import Problem
from polyloom.placeables.icu_messages import IcuArgument, icu_arguments

# Those of CLDR; a locale has some of them.
_PLURAL_CATEGORIES = frozenset({"zero", "one", "two", "few", "many", "other"})


def missing_placeholder(text: str) -> Problem:
    """What is said of a placeholder, given as it is written, that a translation lacks."""
    return Problem(
        f"the placeholder {text} is missing from the translation",
        "copy it from the source as it stands",
    )


def icu_problems(source: str, translation: str) -> Iterator[Problem]:
    """What a program could not do with the translation of a message that it can read."""
    wanted, found = icu_arguments(source), icu_arguments(translation)
    if wanted is None:
        return
    if found is None:
        yield Problem(
            "the message's braces do not match in the translation",
            "close each brace where the source does",
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
                f"the placeholder {_shown(argument)} is not in the source",
                "take it out, or write it as the source does",
            )
        else:
            yield from _branch_problems(arguments[key], argument)


def _branch_problems(source: IcuArgument, translation: IcuArgument) -> Iterator[Problem]:
    if source.type == "select":
        lacking = [key for key in source.branches if key not in translation.branches]
        if lacking:
            yield Problem(
                f"{_shown(source)} has no case “{lacking[0]}” in the translation",
                "keep the words before the braces: they are the program's",
            )
    elif source.branches:
        for key in translation.branches:
            if key not in _PLURAL_CATEGORIES and key[0] != "=":
                yield Problem(
                    f"“{key}” is no plural category",
                    "write zero, one, two, few, many or other before the braces",
                )
                return
        if "other" not in translation.branches:
            yield Problem(
                f"{_shown(source)} has no case “other” in the translation",
                "add it: other {…} is for all that is left",
            )


def _shown(argument: IcuArgument) -> str:
    inside = f"{argument.name}, {argument.type}" if argument.type else argument.name
    return f"{{{inside}, …}}" if argument.branches else f"{{{inside}}}"
