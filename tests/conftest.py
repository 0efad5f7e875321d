"""Settings that all tests share."""

from __future__ import annotations

from hypothesis import settings

# No deadline: machines are slow at times, and the tests time nothing. The same examples in every
# run, so that a failure is of the change at hand; ``--hypothesis-profile=thorough`` looks for more.
settings.register_profile("default", deadline=None, derandomize=True)
settings.register_profile("thorough", deadline=None, max_examples=4000)
settings.load_profile("default")
