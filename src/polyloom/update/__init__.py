"""Bring a catalog in line with its template without losing a translation."""
