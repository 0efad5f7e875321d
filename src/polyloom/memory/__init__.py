"""Translation memory: what the project has translated before."""

from polyloom.memory.exact_matches import ExactMatch, TranslationMemory, build_memory

__all__ = ["ExactMatch", "TranslationMemory", "build_memory"]
