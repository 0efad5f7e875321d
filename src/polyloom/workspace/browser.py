"""The web browser of the person at the machine."""

from __future__ import annotations

import sys
import webbrowser
from collections.abc import Mapping


def open_in_browser(address: str, environment: Mapping[str, str]) -> bool:
    """Have the person's browser show an address; whether there is one.

    Browsers that draw in the terminal are none: they would take it from the program.
    """
    has_screen = sys.platform in ("win32", "darwin", "cygwin") or any(
        environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    )
    if not has_screen:
        return False
    try:
        return webbrowser.open(address)
    except (webbrowser.Error, OSError):
        return False
