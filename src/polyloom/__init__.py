"""Polyloom: one source text, many languages, woven together."""

__version__ = "0.1.0"
