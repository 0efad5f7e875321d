"""Translation memory: what the project has translated before."""

from polyloom.memory.exact_matches import Match, Memory, build_memory

__all__ = ["Match", "Memory", "build_memory"]
