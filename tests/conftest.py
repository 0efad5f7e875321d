"""Settings that all tests share."""

from __future__ import annotations

from hypothesis import settings

# No deadline: machines are slow at times, and the tests time nothing.
settings.register_profile("default", deadline=None)
settings.register_profile("thorough", deadline=None, max_examples=4000)
settings.load_profile("default")
