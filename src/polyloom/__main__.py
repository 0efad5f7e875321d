"""``python -m polyloom``."""

from polyloom.cli.main import program

program()
