"""``python -m polyloom``."""

import sys
from pathlib import Path

# Python looks for modules in the current folder first, which may be a project that nobody trusts.
if not sys.flags.safe_path and sys.path and sys.path[0] in ("", str(Path().absolute())):
    del sys.path[0]

from polyloom.cli.main import program

program()
