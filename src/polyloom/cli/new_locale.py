"""``polyloom new-locale``."""

from __future__ import annotations

import argparse

from polyloom.cli import extract, update
from polyloom.cli.exit_codes import DONE, NEEDS_A_PERSON
from polyloom.cli.invocation import Invocation, add_wait_option
from polyloom.cli.shard_options import ON_THIS_MACHINE
from polyloom.messages import message


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The locales to add."""
    parser.add_argument(
        "locales", metavar="LOCALE", nargs="+", help=message("a locale, for example it")
    )
    add_wait_option(parser)


def run(invocation: Invocation) -> int:
    """Add locales to ``polyloom.toml`` and make their catalogs."""
    from polyloom.language.locales import canonical_locale, spoken_name
    from polyloom.stages.new_locale import add_locales

    console = invocation.console
    with invocation.writing() as project:
        wanted = [canonical_locale(name) for name in invocation.arguments.locales]
        new = add_locales(project, wanted)
        for locale in wanted:
            known = "added" if locale in new else message("was there already")
            console.result(
                message(
                    "new-locale: {locale} ({language}) {known}",
                    locale=locale,
                    language=spoken_name(locale),
                    known=known,
                )
            )
        changed = invocation.project()
        extracted = extract.extract_and_say(invocation, ON_THIS_MACHINE, changed)
        updated = update.update_and_say(
            invocation, ON_THIS_MACHINE, changed, wanted, extract.extracted_documents(extracted)
        )
    console.report(lambda: {"added": list(new), "update": update.update_json(updated)})
    return NEEDS_A_PERSON if extracted.problems or updated.problems else DONE
