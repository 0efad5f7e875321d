from __future__ import annotations

import multiprocessing
import os
from pathlib import Path

import pytest

from polyloom.errors import UserError
from polyloom.mt.api.engine_contract import TranslationResponse
from polyloom.workspace.response_store import open_response_store

FILE = ".polyloom/answers.sqlite"


def test_answers_are_there_in_the_next_run(tmp_path: Path) -> None:
    with open_response_store(tmp_path) as stored:
        stored.store(
            {b"a": TranslationResponse("Hola", "en-es"), b"b": TranslationResponse("Adiós")}
        )
        stored.store({b"b": TranslationResponse("Adiós.")})
    with open_response_store(tmp_path) as stored:
        found = stored.look_up([b"a", b"b", b"c"])
    assert found == {
        b"a": TranslationResponse("Hola", "en-es"),
        b"b": TranslationResponse("Adiós."),
    }


def test_many_at_once(tmp_path: Path) -> None:
    many = {str(number).encode(): TranslationResponse(str(number)) for number in range(1_234)}
    with open_response_store(tmp_path) as stored:
        stored.store(many)
        assert stored.look_up(list(many)) == many
        assert stored.look_up([]) == {}


def keep_and_die(root: Path, name: int) -> None:
    with open_response_store(root) as stored:
        for number in range(50):
            stored.store({f"{name}-{number}".encode(): TranslationResponse(str(number))})
        os._exit(9)


def test_processes_that_write_at_once_and_are_killed_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=keep_and_die, args=(tmp_path, name)) for name in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        assert process.exitcode == 9
    keys = [f"{name}-{number}".encode() for name in range(2) for number in range(50)]
    with open_response_store(tmp_path) as stored:
        assert len(stored.look_up(keys)) == 100


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.parent.mkdir()
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(UserError, match="remove the file") as caught, open_response_store(tmp_path):
        pass
    assert caught.value.where == FILE
