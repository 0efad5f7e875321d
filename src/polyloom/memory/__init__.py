"""Translation memory: what the project has translated before."""

from polyloom.memory.exact import Match, Memory, build_memory

__all__ = ["Match", "Memory", "build_memory"]
