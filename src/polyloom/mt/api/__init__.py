"""What an engine is written against: requests and responses, settings, HTTP."""
