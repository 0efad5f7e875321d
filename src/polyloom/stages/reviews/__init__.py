"""Reviewing: what awaits whom, what is said of texts, and the edits that are made on the way."""
