"""New locales in a project."""

from __future__ import annotations

from collections.abc import Sequence

from polyloom.errors import ConfigurationError, UserError
from polyloom.messages import message
from polyloom.project import Project
from polyloom.workspace.files import ChangedMeanwhileError, read, write_over
from polyloom.workspace.paths import CONFIGURATION


def add_locales(project: Project, locales: Sequence[str]) -> tuple[str, ...]:
    """Write locales (canonical names) into ``polyloom.toml``, keeping all else in it as it is.

    Gives those that were not there yet. Raises UserError where the file cannot be written, and
    ConfigurationError where it has no list of locales or one of them is the source's own.
    """
    import tomlkit
    from tomlkit.items import Array

    new = tuple(locale for locale in dict.fromkeys(locales) if locale not in project.locales)
    if project.source_locale in new:
        raise ConfigurationError(
            message(
                "{source_locale} is the source's own locale", source_locale=project.source_locale
            ),
            remedy=message("name another one"),
        )
    if new:
        data = read(project.root, CONFIGURATION)
        document = tomlkit.parse(data.decode("utf-8-sig"))
        listed = document["locales"]
        if not isinstance(listed, Array):
            raise ConfigurationError(
                message("locales must be a list of texts"), where=CONFIGURATION
            )
        for locale in new:
            listed.append(locale)
        text = tomlkit.dumps(document)
        try:
            write_over(project.root, CONFIGURATION, text.encode(), expected=data)
        except ChangedMeanwhileError:
            raise UserError(
                message("another program has just written it"),
                where=CONFIGURATION,
                remedy=message("run the command again"),
            ) from None
    return new
