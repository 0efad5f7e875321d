"""``make messages``: source code → template → catalogs → checks, by Polyloom's own commands."""

from __future__ import annotations

import sys

from program_messages.catalog_project import catalog_project, run, take_back


def main() -> int:
    with catalog_project() as root:
        updated = run(root, "update")
        print(updated.stdout + updated.stderr, end="")
        if updated.returncode == 0:
            take_back(root)
        checked = run(root, "check")
        print(checked.stdout + checked.stderr, end="")
        return updated.returncode or checked.returncode


if __name__ == "__main__":
    sys.exit(main())
