"""Machine translation: one file an engine."""
