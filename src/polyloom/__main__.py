"""``python -m polyloom``."""

import sys

from polyloom.cli.main import main

sys.exit(main())
