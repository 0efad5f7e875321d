"""The engine: translates by the installed pairs, through other languages where none is direct."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from polyloom.language.locales import spoken_name
from polyloom.messages import message, translatable
from polyloom.model import Origin
from polyloom.mt.api.bounded_reads import read_start
from polyloom.mt.api.engine_contract import (
    CallLimits,
    EngineContext,
    EngineFailure,
    EngineRow,
    EngineSession,
    EngineSettings,
    Failure,
    FailureKind,
    Outcome,
    TranslationRequest,
    TranslationResponse,
)
from polyloom.mt.api.options import FolderOption
from polyloom.mt.api.program_search import find_program, system_search_path
from polyloom.mt.providers.apertium.capitalization import with_source_case
from polyloom.mt.providers.apertium.modes import (
    ApertiumMode,
    ModeProgram,
    find_route,
    installed_modes,
    mode_programs,
)
from polyloom.mt.providers.apertium.program_rules import (
    SYSTEM_DATA,
    ForbiddenProgram,
    allowed_programs,
)
from polyloom.mt.providers.apertium.stream import UnfinishedStream, from_stream, to_stream
from polyloom.placeables import BRACKETS, WORDS
from polyloom.system_reasons import system_reason

if TYPE_CHECKING:
    from polyloom.mt.providers.apertium.pipeline import ProgramPipeline

_PROGRAMS = ("lt-proc", "apertium-tagger", "apertium-transfer")
# The longest file of a mode that is read, in bytes; the longest of Debian has some thousand.
_MOST_BYTES = 65_536


class _Session(Struct):
    """``programs`` are those of each pair of languages on the way, ``folder`` is their data folder.

    ``pipelines`` are started with the first call, one for each pair.
    """

    programs: tuple[tuple[ModeProgram, ...], ...]
    folder: Path
    environment: Mapping[str, str]
    detail: str
    pipelines: list[ProgramPipeline] = field(default_factory=list)

    async def translate(self, requests: Sequence[TranslationRequest]) -> Sequence[Outcome]:
        import asyncio

        from polyloom.mt.providers.apertium.pipeline import ProgramEnded

        texts = [request.text for request in requests]
        try:
            return await asyncio.to_thread(self._translated, texts)
        except (OSError, ProgramEnded) as error:
            # What is left of the programs is of no use to the next call.
            await self.close()
            raise EngineFailure(Failure(_reason(error), FailureKind.RETRY)) from None

    async def close(self) -> None:
        pipelines, self.pipelines = self.pipelines, []
        for pipeline in pipelines:
            pipeline.close()

    def _translated(self, texts: Sequence[str]) -> list[Outcome]:
        self._start()
        outcomes: list[Outcome] = [TranslationResponse(text, self.detail) for text in texts]
        for pipeline in self.pipelines:
            waiting = [
                (place, outcome.text)
                for place, outcome in enumerate(outcomes)
                if isinstance(outcome, TranslationResponse)
            ]
            results = pipeline.run([to_stream(text) for _, text in waiting])
            for (place, _), result in zip(waiting, results, strict=True):
                outcomes[place] = self._outcome(result)
        return [
            replace(outcome, text=with_source_case(text, outcome.text))
            if isinstance(outcome, TranslationResponse)
            else outcome
            for text, outcome in zip(texts, outcomes, strict=True)
        ]

    def _start(self) -> None:
        from polyloom.mt.providers.apertium.pipeline import ProgramPipeline

        for programs in self.programs[len(self.pipelines) :]:
            self.pipelines.append(ProgramPipeline(programs, self.environment, self.folder))

    def _outcome(self, result: bytes) -> Outcome:
        try:
            return TranslationResponse(from_stream(result), self.detail)
        except UnfinishedStream:
            return Failure(message("Apertium's answer has no end"))


def _open(context: EngineContext) -> EngineSession:
    if lacking := _missing_requirement(context.settings, context.environment):
        raise EngineFailure(Failure(lacking, FailureKind.CONFIGURATION))
    folder = _folder(context.settings)
    modes = installed_modes(folder)
    route = find_route(modes, context.source_locale, context.locale)
    if route is None:
        names = message(
            "{language} to {other_language}",
            language=spoken_name(context.source_locale),
            other_language=spoken_name(context.locale),
        )
        raise EngineFailure(
            Failure(
                message("Apertium has no installed pairs from {names}", names=names),
                FailureKind.GIVE_UP,
            )
        )
    programs = tuple(_programs(mode, folder, context.environment) for mode in route)
    return _Session(programs, folder, context.environment, _route_text(route))


def _programs(
    mode: ApertiumMode, folder: Path, environment: Mapping[str, str]
) -> tuple[ModeProgram, ...]:
    """The programs of a mode, which are Apertium's own. Raises EngineFailure."""
    try:
        text = read_start(mode.path, _MOST_BYTES).decode("utf-8")
        return allowed_programs(mode_programs(text), folder, environment)
    except ForbiddenProgram as error:
        reason = f"{error}"
    except OSError as error:
        reason = message("cannot be read: {reason}", reason=system_reason(error))
    except (ValueError, IndexError):
        reason = message("cannot be understood")
    raise EngineFailure(
        Failure(
            message("Apertium's mode {name} {reason}", name=mode.name, reason=reason),
            FailureKind.GIVE_UP,
        )
    ) from None


def _route_text(route: Sequence[ApertiumMode]) -> str:
    return " → ".join([route[0].source, *(mode.target for mode in route)])


def _describe_routes(settings: EngineSettings, source: str, locales: Sequence[str]) -> str:
    """The routes to the locales for a person, and the locales that none leads to."""
    modes = installed_modes(_folder(settings))
    found = {locale: find_route(modes, source, locale) for locale in locales}
    routes = [_route_text(route) for route in found.values() if route]
    lost = [locale for locale, route in found.items() if not route]
    said = [message("installed: {routes}", routes=", ".join(routes))] if routes else []
    return "; ".join(
        said + ([message("no pairs for {languages}", languages=", ".join(lost))] if lost else [])
    )


def _missing_requirement(settings: EngineSettings, environment: Mapping[str, str]) -> str:
    folders = system_search_path(environment)
    missing = [name for name in _PROGRAMS if find_program(name, folders, environment) is None]
    if missing:
        return message(
            "Apertium is not installed: there is no program {missing}", missing=missing[0]
        )
    if not installed_modes(_folder(settings)):
        return message("Apertium has no pair of languages in {folder}", folder=_folder(settings))
    return ""


def _folder(settings: EngineSettings) -> Path:
    return Path(settings.options.get("data", SYSTEM_DATA[0]))


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return message(
            "Apertium cannot be started: {reason}",
            reason=system_reason(error),
        )
    return str(error)


ENGINE = EngineRow(
    "apertium",
    translatable(
        "Rule-based translation by programs on this machine, for the pairs that are installed."
    ),
    needs_network=False,
    origin=Origin.MACHINE,
    open=_open,
    shapes=(BRACKETS, WORDS),
    limits=CallLimits(texts=100, characters=50_000, text_characters=20_000),
    options={"data": FolderOption(SYSTEM_DATA)},
    # One call at a time keeps all cores busy.
    defaults=EngineSettings(timeout=120.0, concurrency=1),
    missing_requirement=_missing_requirement,
    describe_routes=_describe_routes,
)
