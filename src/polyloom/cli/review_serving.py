"""Serving the review page until it is stopped."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING

from polyloom.cli.exit_codes import DONE
from polyloom.cli.invocation import Invocation, chosen_locales
from polyloom.cli.review_acts import reviewer_name
from polyloom.errors import ConfigurationError
from polyloom.messages import message, spoken_language

if TYPE_CHECKING:
    from polyloom.mt.api.permissions import Grants
    from polyloom.mt.runtime.run_context import RunContext
    from polyloom.project import Project
    from polyloom.review_page.access import AccessKeys
    from polyloom.review_page.page_session import EngineAccess, PageSession

_PORT = 8765
# In seconds: somebody looks at the page meanwhile.
_LONGEST_WAIT = 5.0


def serve_page(invocation: Invocation) -> int:
    """Print the page's address, show it in the browser, and serve it until Ctrl-C.

    Raises ConfigurationError for a project, a locale or a document that is not there, and where
    there is no port.
    """
    from polyloom.review_page.access import AccessKeys
    from polyloom.review_page.application import review_application
    from polyloom.review_page.preparation import prepare
    from polyloom.workspace.local_server import LOOPBACK, listen, serve
    from polyloom.workspace.machine import random_token

    arguments = invocation.arguments
    session = _session(invocation)
    wanted = _PORT if arguments.port is None else arguments.port
    listener = listen(arguments.host or LOOPBACK, wanted)
    keys = AccessKeys(random_token(), random_token(), listener.host, listener.port)
    if wanted and listener.port != wanted:
        invocation.console.note(
            message(
                "port {wanted} is taken: it is {port} this time", wanted=wanted, port=listener.port
            )
        )
    application = review_application(session, keys)
    with suppress(KeyboardInterrupt):
        serve(
            application,
            listener,
            partial(_announce, invocation, session, keys),
            prepare(session),
        )
    invocation.console.note(
        message("review: the page is closed; all that was done on it is written")
    )
    return DONE


def _session(invocation: Invocation) -> PageSession:
    from polyloom.review_page.page_session import PageSession, PageSettings
    from polyloom.workspace.clock import now
    from polyloom.workspace.local_server import thread_lock
    from polyloom.workspace.machine import random_id
    from polyloom.workspace.work_index import NO_INDEX, open_index

    arguments = invocation.arguments
    project = invocation.project()
    locales = chosen_locales(project, [arguments.locale]) if arguments.locale else ()
    return PageSession(
        PageSettings(
            load=invocation.project,
            writing=partial(_writing, invocation),
            lock=thread_lock(),
            now=partial(now, invocation.environment),
            new_id=random_id,
            by=_reviewer(invocation, project),
            locales=locales,
            names=_documents(project, arguments.texts),
            read_only=arguments.read_only,
            index=NO_INDEX if arguments.read_only else open_index(project.root, spoken_language()),
            language=spoken_language() if arguments.lang else "",
            engines=_engines(invocation),
            index_lock=thread_lock(),
            write_lock=thread_lock(),
            findings_lock=thread_lock(),
        ),
        project.root,
    )


def _engines(invocation: Invocation) -> EngineAccess:
    """What engines get that somebody asks on the page: what ``polyloom translate`` gives them."""
    from polyloom.review_page.page_session import EngineAccess
    from polyloom.workspace.granted_permissions import is_granted

    environment = invocation.environment

    def grants(project: Project) -> Grants:
        return partial(is_granted, root=project.root, environment=environment)

    return EngineAccess(environment, grants, partial(_asking, invocation))


@contextmanager
def _asking(invocation: Invocation, project: Project) -> Iterator[RunContext]:
    from polyloom.mt.runtime.run_context import RunContext
    from polyloom.workspace.response_store import open_response_store

    with open_response_store(project.root) as store:
        yield RunContext(store, invocation.environment)


@contextmanager
def _writing(invocation: Invocation) -> Iterator[Project]:
    with invocation.writing(at_most=_LONGEST_WAIT) as project:
        yield project


def _reviewer(invocation: Invocation, project: Project) -> str:
    """Who reviews; nobody where nobody is named, who can still look."""
    try:
        return reviewer_name(invocation, project)
    except ConfigurationError as error:
        if invocation.arguments.by is not None:
            raise
        if not invocation.arguments.read_only:
            invocation.console.note(message("review: nothing can be written: {error}", error=error))
        return ""


def _documents(project: Project, names: Sequence[str]) -> Sequence[str]:
    """The paths of the documents that are named. Raises ConfigurationError for others."""
    from polyloom.project.documents import find_documents
    from polyloom.stages.reviews.reviewed_texts import document_named

    found = find_documents(project.root)
    return [document_named(found, name.partition("#")[0]).path for name in names]


def _announce(invocation: Invocation, session: PageSession, keys: AccessKeys) -> None:
    from polyloom.workspace.browser import open_in_browser

    settings = session.settings
    target = keys.address
    if len(settings.locales) == 1 and len(settings.names) == 1:
        from polyloom.review_page.addresses import place_address

        place = invocation.arguments.texts[0].partition("#")[2]
        target = keys.address_of(place_address(settings.locales[0], settings.names[0], place))
    sys.stdout.write(f"review: {target}\n")
    sys.stdout.flush()
    invocation.console.note(message("Ctrl-C ends it"))
    if not invocation.arguments.no_browser and not open_in_browser(target, invocation.environment):
        invocation.console.note(message("there is no browser here: open the address in one"))
