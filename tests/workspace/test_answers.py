from __future__ import annotations

import multiprocessing
import os
from pathlib import Path

import pytest

from polyloom.errors import UserError
from polyloom.mt.api.contract import Answer
from polyloom.workspace.answers import stored_answers

FILE = ".polyloom/answers.sqlite"


def test_answers_are_there_in_the_next_run(tmp_path: Path) -> None:
    with stored_answers(tmp_path) as answers:
        answers.keep({b"a": Answer("Hola", "en-es"), b"b": Answer("Adiós")})
        answers.keep({b"b": Answer("Adiós.")})
    with stored_answers(tmp_path) as answers:
        found = answers.look_up([b"a", b"b", b"c"])
    assert found == {b"a": Answer("Hola", "en-es"), b"b": Answer("Adiós.")}


def test_many_at_once(tmp_path: Path) -> None:
    many = {str(number).encode(): Answer(str(number)) for number in range(1_234)}
    with stored_answers(tmp_path) as answers:
        answers.keep(many)
        assert answers.look_up(list(many)) == many
        assert answers.look_up([]) == {}


def keep_and_die(root: Path, name: int) -> None:
    with stored_answers(root) as answers:
        for number in range(50):
            answers.keep({f"{name}-{number}".encode(): Answer(str(number))})
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
    with stored_answers(tmp_path) as answers:
        assert len(answers.look_up(keys)) == 100


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.parent.mkdir()
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(UserError, match="remove the file") as caught, stored_answers(tmp_path):
        pass
    assert caught.value.where == FILE
