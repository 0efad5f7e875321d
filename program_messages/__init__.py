"""How the catalogs of the program's own messages are made: ``make messages``."""
