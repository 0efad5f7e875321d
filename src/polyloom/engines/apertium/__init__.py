"""Apertium: rule-based translation by programs on this machine, without a network."""
