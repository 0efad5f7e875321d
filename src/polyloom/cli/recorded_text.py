"""What commands print or write of results, which the index has where these are what they were."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from polyloom.cli.console import PIPE_WIDTH
from polyloom.errors import UserError
from polyloom.reports.console_lines import LineConsole, PlainConsole
from polyloom.stages.recorded_work import decoder, encoded
from polyloom.workspace.work_index import WorkIndex, WorkUnit

if TYPE_CHECKING:
    from polyloom.cli.invocation import Invocation
    from polyloom.project import Project
    from polyloom.reports.drawn_rows import DrawnRows

# With these a program's output may be taken for a terminal's.
_OF_TERMINALS = ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "JUPYTER_COLUMNS")


def print_recorded(
    invocation: Invocation,
    index: WorkIndex,
    name: str,
    results: object,
    show: Callable[[LineConsole], None],
) -> None:
    """Print what ``show`` makes of ``results``, which are all that it depends on.

    Only what does not go to a terminal is recorded: there it has one width, and no colours.
    """
    console = invocation.console
    is_plain = console.color != "always" and not sys.stdout.isatty()
    if not is_plain or not index.is_used or any(map(invocation.environment.get, _OF_TERMINALS)):
        show(console.rich())
        return
    # A stream that is no file's has none.
    encoding = sys.stdout.encoding or "utf-8"
    unit = WorkUnit("print", name, (), encoded((encoding, results)))
    known = index.recall(unit)
    if known is not None:
        sys.stdout.write(known.decode("utf-8", "surrogatepass"))
        return
    out = io.TextIOWrapper(io.BytesIO(), encoding, errors="backslashreplace", newline="")
    show(PlainConsole(out, encoding.lower(), PIPE_WIDTH))
    out.seek(0)
    text = out.read()
    sys.stdout.write(text)
    index.record(unit, text.encode("utf-8", "surrogatepass"))
    index.settle([])


def write_recorded(
    project: Project,
    index: WorkIndex,
    path: str,
    results: object,
    page: Callable[[DrawnRows], str],
) -> None:
    """Make a file of the project hold the page of ``results``. Raises UserError.

    Where it is what was made of them before, no page is made; where it is an earlier page, that has
    the rows which show what they did.
    """
    from polyloom.reports.drawn_rows import DrawnRows
    from polyloom.workspace.files import write_derived

    unit = WorkUnit("page", path, (), encoded(results))
    known = index.recall(unit)
    if known is not None and index.holds(path, known.decode()):
        return
    of_rows = WorkUnit("page rows", path, (), b"")
    rows = DrawnRows(_known_rows(project, path, index.recall(of_rows)))
    data = page(rows).encode()
    write_derived(project.root, path, data)
    digest = sha256(data).hexdigest()
    index.record(unit, digest.encode())
    index.record(of_rows, encoded((digest, rows.keys)))
    index.settle([], [path])


def _known_rows(project: Project, path: str, recorded: bytes | None) -> Mapping[bytes, str]:
    """The rows of the page at ``path``, where it is the one of which they are recorded."""
    from polyloom.reports.drawn_rows import rows_of_page
    from polyloom.workspace.files import read_if_there

    if recorded is None:
        return {}
    try:
        digest, keys = _keys_of_page(recorded)
        data = read_if_there(project.root, path)
    except (UserError, msgspec.MsgspecError):
        return {}
    if data is None or sha256(data).hexdigest() != digest:
        return {}
    return rows_of_page(data.decode(), keys)


_keys_of_page = decoder(tuple[str, bytes])
