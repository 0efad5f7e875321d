"""What a command says: results on standard output, everything else on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct, field

from polyloom.errors import UserError
from polyloom.messages import grouped_number, message
from polyloom.reports.shown_alike import number_shown

if TYPE_CHECKING:
    from rich.console import Console as RichConsole

# Progress that is over sooner than this, in seconds, is not worth showing.
_PATIENCE = 0.5
_Said = TypeVar("_Said")
# Begins each look at progress, over the one before.
PROGRESS_LINE = "\r\x1b[K"
# Wide enough that nothing is cut where there is no terminal.
PIPE_WIDTH = 200


class Console(Struct, frozen=True):
    """How much to say and how: ``verbosity`` is -1 (quiet), 0 or 1 (verbose).

    ``problems_said`` and ``reasons_said`` grow while a command speaks. Where there are ``reports``,
    those for ``--json`` go there instead of being printed.
    """

    verbosity: int = 0
    color: str = "auto"
    json: bool = False
    problems_said: list[UserError] = field(default_factory=list)
    reasons_said: list[str] = field(default_factory=list)
    reports: list[Mapping[str, Any]] | None = None

    @property
    def quiet(self) -> bool:
        """Whether only problems, findings and what was asked for are said."""
        return self.verbosity < 0

    def result(self, text: str) -> None:
        """A line that sums up what was done; with ``--json`` only the JSON object does that."""
        if not self.quiet:
            self.finding(text)

    def finding(self, text: str) -> None:
        """A line of the result that needs a person: said also when quiet."""
        if not self.json:
            sys.stdout.write(f"{text}\n")

    def report(self, made: Callable[[], Mapping[str, Any]]) -> None:
        """The report as one JSON object, which is made only where that was asked for."""
        if self.json and self.reports is not None:
            self.reports.append(made())
        elif self.json:
            from polyloom.reports.json_text import json_pieces

            sys.stdout.writelines(json_pieces(made()))
            sys.stdout.write("\n")

    def note(self, text: str) -> None:
        """Something worth knowing."""
        if not self.quiet:
            _say(text)

    def notes(self, texts: Iterable[str]) -> None:
        """The same of many things of one kind: the first, and how many more; all with ``-v``."""
        some = [*texts]
        shown = self._shown(some)
        for text in shown:
            self.note(text)
        if more := len(some) - len(shown):
            number = grouped_number(more)
            self.note(message("and {number} more of these (-v says all)", number=number))

    def detail(self, text: str) -> None:
        """Something worth knowing with ``-v``."""
        if self.verbosity > 0:
            _say(text)

    def problem(self, error: UserError) -> None:
        """What is wrong, where, and what to do: said also when quiet."""
        self.problems_said.append(error)
        _say(f"polyloom: {error}")

    def reason(self, text: str) -> None:
        """Note why the exit code will not be 0, with how many there are of what."""
        self.reasons_said.append(text)

    @property
    def reasons(self) -> str:
        """Why the exit code is not 0, in one line; empty where the command gave no reason."""
        some = self.problems_said
        problems = []
        if len(some) == 1:
            problems = [str(some[0])]
        elif some:
            problems = [
                message(
                    "{number} problems, of which the first is: {problem}",
                    number=len(some),
                    problem=some[0],
                )
            ]
        return "; ".join([*self.reasons_said, *problems])

    def problems(self, errors: Iterable[UserError]) -> bool:
        """Say each problem; whether there were any.

        Of many that differ only in where they are the first are said, and how many more there are;
        with ``-v`` all of them.
        """
        found = [*errors]
        alike: dict[tuple[str, str], list[UserError]] = {}
        for error in found:
            alike.setdefault((error.what, error.remedy), []).append(error)
        others = [some[len(self._shown(some)) :] for some in alike.values()]
        left = {id(error) for some in others for error in some}
        for error in found:
            if id(error) not in left:
                self.problem(error)
        for some in filter(None, others):
            self._sum_up(some)
        return bool(found)

    def _shown(self, alike: Sequence[_Said]) -> Sequence[_Said]:
        """Those to be said of some that are alike."""
        return alike if self.verbosity > 0 else alike[: number_shown(len(alike))]

    def _sum_up(self, others: Sequence[UserError]) -> None:
        """Say of how many places the same is true that was said of others."""
        self.problems_said.extend(others)
        problem = UserError(others[0].what, remedy=others[0].remedy)
        text = message(
            "{number} more places with the same problem: {problem} (-v names them)",
            number=grouped_number(len(others)),
            problem=problem,
        )
        _say(f"polyloom: {text}")

    def rich(self) -> RichConsole:
        """Standard output for tables and colours."""
        from rich.console import Console as RichConsole

        options = {"always": True, "never": False}
        terminal = options.get(self.color)
        seen = sys.stdout.isatty() if terminal is None else terminal
        return RichConsole(
            file=sys.stdout,
            force_terminal=terminal,
            # By itself it heeds NO_COLOR (no-color.org).
            no_color=None if terminal is None else not terminal,
            width=None if seen and sys.stdout.isatty() else PIPE_WIDTH,
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=False,
        )

    @contextmanager
    def progress(self) -> Iterator[Callable[[int, int, str], None]]:
        """Told of (done, total, what); shows a bar on a terminal when it takes long."""
        if self.quiet or not sys.stderr.isatty():
            yield lambda _done, _total, _what: None
            return
        from polyloom.workspace.clock import stopwatch

        passed = stopwatch()
        shown = False

        def show(done: int, total: int, what: str) -> None:
            nonlocal shown
            if passed() > _PATIENCE and total:
                shown = True
                share = done * 24 // total
                bar = "=" * share + "-" * (24 - share)
                pace = _pace(done, total, passed())
                sys.stderr.write(f"{PROGRESS_LINE}[{bar}] {done}/{total}{pace} {what}"[:200])
                sys.stderr.flush()

        try:
            yield show
        finally:
            if shown:
                sys.stderr.write(PROGRESS_LINE)
                sys.stderr.flush()


def _pace(done: int, total: int, seconds: float) -> str:
    """How many a second, and how long the rest will take at that.

    >>> _pace(30, 90, 60.0), _pace(0, 90, 60.0)
    (', 0.5/s, 2:00 left', '')
    """
    if not done or seconds <= 0:
        return ""
    rate = done / seconds
    minutes, left = divmod(round((total - done) / rate), 60)
    return message(
        ", {rate}/s, {minutes}:{left} left", rate=f"{rate:.1f}", minutes=minutes, left=f"{left:02}"
    )


def _say(line: str) -> None:
    # Results first, so that the two streams keep their order where they go to one place.
    sys.stdout.flush()
    sys.stderr.write(f"{line}\n")
