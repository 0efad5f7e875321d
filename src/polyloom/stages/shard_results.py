"""What the runs of shards found out, in files, and the run that puts them together.

The file of a shard has the result of each piece of its work, as a stage made it. The last run does
the stage's own work with them, as if it had done theirs: so it says, writes and removes what a run
of the whole project would.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct, field

from polyloom import __version__
from polyloom.errors import ConfigurationError, UserError
from polyloom.messages import message, plural_message
from polyloom.project import Project
from polyloom.project.documents import FoundDocuments
from polyloom.project.shards import Shard
from polyloom.workspace.executors import Executor, Item, Result, SharedWork
from polyloom.workspace.files import read, read_if_there
from polyloom.workspace.paths import CONFIGURATION

# The key of a shard's results in the JSON object of its report.
KEY = "shard"


class ShardRun(Struct, frozen=True):
    """What a shard is of: the command and its settings, the version, the project by its digest."""

    command: str
    settings: str
    version: str
    project: str
    count: int


class _ShardFile(Struct, frozen=True):
    """The file of a shard, as JSON has it: results by the work's name and the item's title."""

    run: ShardRun
    number: int
    results: Mapping[str, Mapping[str, str]]


class RecordingExecutor(Struct, frozen=True):
    """An ``Executor`` that keeps what another one finds out."""

    executor: Executor
    results: dict[str, dict[str, str]] = field(default_factory=dict)

    def __call__(
        self, work: SharedWork[Item, Result], items: Sequence[Item], /
    ) -> Iterator[Result]:
        """The results of the other executor."""
        kept = self.results.setdefault(work.name, {})
        for item, result in zip(items, self.executor(work, items), strict=True):
            parts = (None, result) if isinstance(result, UserError) else (result, None)
            data = msgspec.msgpack.encode(parts, enc_hook=_plain)
            kept[work.title(item)] = base64.b64encode(data).decode("ascii")
            yield result

    def json(self, run: ShardRun, shard: Shard) -> dict[str, object]:
        """The file's content for JSON."""
        found: dict[str, object] = msgspec.to_builtins(_ShardFile(run, shard.number, self.results))
        return found


class ReplayingExecutor(Struct, frozen=True):
    """An ``Executor`` that does nothing: it has the results that shards have found out."""

    results: Mapping[str, Mapping[str, str]]

    def __call__(
        self, work: SharedWork[Item, Result], items: Sequence[Item], /
    ) -> Iterator[Result]:
        """The results that were recorded. Raises ConfigurationError where there is none."""
        known = self.results.get(work.name, {})
        decode: Callable[[bytes], Any] = msgspec.msgpack.Decoder(
            tuple[work.result | None, UserError | None],  # type: ignore[name-defined]
            dec_hook=_value,
        ).decode
        for item in items:
            title = work.title(item)
            if title not in known:
                raise _do_not_add_up(
                    message("the shards do not add up: none of them has {title}", title=title)
                )
            try:
                result, refusal = decode(base64.b64decode(known[title]))
            except (msgspec.MsgspecError, binascii.Error) as error:
                what = message(
                    "the shards do not add up: what one has of {title} is damaged", title=title
                )
                raise _do_not_add_up(what) from error
            yield refusal if result is None else result


def shard_run(
    project: Project, found: FoundDocuments, command: str, settings: object, count: int
) -> ShardRun:
    """What all shards of a run have in common. Raises UserError for what cannot be read."""
    digest = hashlib.sha256(read(project.root, CONFIGURATION))
    for document in found.documents:
        data = read_if_there(project.root, document.relative) or b""
        digest.update(document.path.encode("utf-8", "surrogatepass") + b"\0")
        digest.update(hashlib.sha256(data).digest())
    return ShardRun(command, repr(settings), __version__, digest.hexdigest(), count)


def merged_results(
    files: Mapping[str, bytes], expected: Callable[[int], ShardRun]
) -> ReplayingExecutor:
    """The results of all shards, from their files' bytes by name.

    ``expected`` gives for a number of shards what they have to be of. Raises ConfigurationError
    where they do not add up to the whole.
    """
    shards = {name: _shard_file(name, data) for name, data in files.items()}
    first = next(iter(shards.values()))
    whole = expected(first.run.count)
    by_number: dict[int, str] = {}
    for name, shard in shards.items():
        _compare(name, shard.run, whole)
        if shard.number in by_number:
            raise _do_not_add_up(
                message(
                    "the shards do not add up: {file} is shard {number} again, as {other} is",
                    file=name,
                    number=shard.number,
                    other=by_number[shard.number],
                )
            )
        by_number[shard.number] = name
    missing = sorted({*range(1, whole.count + 1)} - by_number.keys())
    if missing:
        numbers = ", ".join(f"{number}/{whole.count}" for number in missing)
        raise _do_not_add_up(
            plural_message(
                # For translators: the numbers of shards, such as 2/5, 3/5.
                "the shards do not add up: {numbers} is missing",
                "the shards do not add up: {numbers} are missing",
                len(missing),
                numbers=numbers,
            )
        )
    results: dict[str, dict[str, str]] = {}
    for shard in shards.values():
        for name, found in shard.results.items():
            results.setdefault(name, {}).update(found)
    return ReplayingExecutor(results)


def _shard_file(name: str, data: bytes) -> _ShardFile:
    try:
        return msgspec.convert(json.loads(data)[KEY], _ShardFile)
    except (ValueError, KeyError, TypeError, RecursionError, msgspec.ValidationError):
        raise ConfigurationError(
            message("it is no report of a shard"),
            where=name,
            remedy=message("make it with --shard NUMBER/COUNT --json"),
        ) from None


def _compare(name: str, run: ShardRun, whole: ShardRun) -> None:
    """Raises ConfigurationError where a shard is not one of the whole."""
    if run.command != whole.command:
        what = message(
            "the shards do not add up: {file}: it is of polyloom {command}",
            file=name,
            command=run.command,
        )
    elif run.count != whole.count:
        what = message(
            "the shards do not add up: {file}: it is one of {count} shards, others are of {other}",
            file=name,
            count=run.count,
            other=whole.count,
        )
    elif run.version != whole.version:
        what = message(
            "the shards do not add up: {file}: polyloom {version} has made it, and this is {other}",
            file=name,
            version=run.version,
            other=whole.version,
        )
    elif run.settings != whole.settings:
        what = message(
            "the shards do not add up: {file}: other locales or options were given to it",
            file=name,
        )
    elif run.project != whole.project:
        what = message(
            "the shards do not add up: {file}: it is of other documents, or another polyloom.toml",
            file=name,
        )
    else:
        return
    raise _do_not_add_up(what)


def _do_not_add_up(what: str) -> ConfigurationError:
    return ConfigurationError(
        what,
        remedy=message("run all of them again, on the same commit and with the same options"),
    )


def _plain(value: object) -> object:
    """What msgpack has for a value that it does not know."""
    if isinstance(value, UserError):
        return [isinstance(value, ConfigurationError), value.what, value.where, value.remedy]
    raise NotImplementedError(type(value))


def _value(kind: type, plain: Any) -> object:
    if kind is UserError:
        is_configuration, what, where, remedy = plain
        made = ConfigurationError if is_configuration else UserError
        return made(what, where=where, remedy=remedy)
    raise NotImplementedError(kind)
