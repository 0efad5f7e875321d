"""``--lang``: the language in which the program speaks."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence

from polyloom.errors import ConfigurationError
from polyloom.language.user_language import environment_languages, spoken_locale
from polyloom.messages import ENGLISH, MessageCatalog, message

_OPTION = "--lang"
_JSON = "--json"


def add_language_option(parser: argparse.ArgumentParser, *, default: object) -> None:
    """The option ``--lang``; what it says is taken from the words themselves, before all others."""
    parser.add_argument(
        _OPTION,
        metavar="LOCALE",
        default=default,
        help=message("the language of messages (default: that of the environment)"),
    )


def chosen_catalog(argv: Sequence[str], environment: Mapping[str, str]) -> MessageCatalog | None:
    """The messages to speak with, by the command line or else the environment; None is English.

    With ``--json`` it is English: programs read that. Raises ConfigurationError for a language
    that the command line names, and there is not.
    """
    wanted = _option_value(argv)
    if wanted is None:
        preferred = environment_languages(environment)
        if not preferred or _JSON in argv:
            return None
    else:
        preferred = (_known_locale(wanted),)
    # On use: English needs no catalog, nor what reads one.
    from polyloom.po.message_catalogs import shipped_catalog, shipped_languages

    locale = spoken_locale(preferred, shipped_languages())
    if locale != ENGLISH:
        return None if _JSON in argv else shipped_catalog(locale)
    if wanted is not None and not preferred[0].startswith(ENGLISH):
        raise ConfigurationError(
            message("polyloom does not speak “{wanted}” yet", wanted=wanted),
            where=_OPTION,
            remedy=message(
                "choose one of {languages}", languages=", ".join([ENGLISH, *shipped_languages()])
            ),
        )
    return None


def _known_locale(name: str) -> str:
    """A locale that the command line names. Raises ConfigurationError where there is none."""
    from polyloom.language.locales import canonical_locale

    return canonical_locale(name, where=_OPTION)


def _option_value(argv: Sequence[str]) -> str | None:
    """The last value of the option; None where it is not there, or has no value."""
    value = None
    for place, word in enumerate(argv):
        if word == "--":
            break
        if word == _OPTION and place + 1 < len(argv):
            value = argv[place + 1]
        elif word.startswith(f"{_OPTION}="):
            value = word.partition("=")[2]
    return value
