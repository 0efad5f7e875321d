"""What an engine is written against: what it is given and gives back, settings, HTTP."""
