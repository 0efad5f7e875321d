"""Apertium: rule-based translation by programs on this machine, without a network."""

from polyloom.mt.providers.apertium.engine import ENGINE

__all__ = ["ENGINE"]
