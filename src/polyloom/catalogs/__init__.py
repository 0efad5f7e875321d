"""Gettext catalogs: reading, writing, reconciling."""
