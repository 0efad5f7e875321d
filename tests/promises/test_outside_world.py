"""Only ``workspace`` and ``mt`` know an environment, a clock or chance: all else is handed them.

Which modules a room may import is import-linter's business (pyproject.toml); what it takes from
those that it may import is looked at here.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import polyloom

SOURCE = Path(polyloom.__file__).parent
ROOMS = {"workspace", "mt"}
# What of a module tells of the machine, the moment or chance, by the name that modules give it.
OUTSIDE = {
    ("os", "environ"),
    ("os", "environb"),
    ("os", "getenv"),
    ("os", "getpid"),
    ("os", "system"),
    ("os", "uname"),
    ("os", "urandom"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("sys", "platform"),
    ("sys", "executable"),
    ("Path", "home"),
    ("Path", "cwd"),
}


def taken_from_outside(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The line and the name of whatever a module takes from outside."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
            if (owner, node.attr) in OUTSIDE:
                yield node.lineno, f"{owner}.{node.attr}"
        elif isinstance(node, ast.ImportFrom):
            names = [each.name for each in node.names if (node.module, each.name) in OUTSIDE]
            yield from ((node.lineno, f"{node.module}.{name}") for name in names)


def modules() -> list[Path]:
    paths = (path.relative_to(SOURCE) for path in SOURCE.rglob("*.py"))
    return sorted(path for path in paths if path.parts[0] not in ROOMS)


def test_no_room_but_two_looks_outside() -> None:
    found = [
        f"{path}:{line} {name}"
        for path in modules()
        for line, name in taken_from_outside(ast.parse((SOURCE / path).read_text("utf-8")))
    ]
    assert not found, "hand it in, from cli/main.py on, as other modules are handed theirs"


@pytest.mark.parametrize(
    "code",
    [
        "import os\nkey = os.environ['KEY']",
        "from os import environ",
        "from datetime import datetime\nnow = datetime.now()",
        "import datetime\nnow = datetime.datetime.now()",
        "import sys\nprint(sys.executable)",
    ],
)
def test_the_look_outside_is_seen(code: str) -> None:
    assert list(taken_from_outside(ast.parse(code)))
