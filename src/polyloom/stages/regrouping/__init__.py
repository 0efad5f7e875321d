"""From catalogs of one grouping to those of another, once the project asks for another one.

A project says what has a catalog of its own: each document, each folder, or the project. Where it
changes its mind, the catalogs that a locale has already (``previous_catalogs``) give their
translations to those of the grouping that is asked for now (``migration``), and go once nothing is
in them that is not there, too (``preserved_work``, ``removal``).
"""
