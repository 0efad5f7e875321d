"""One file a check: what is wrong with a translation of a source text, and what to do about it."""
