"""Coverage and its views, and findings as text and JSON. Nothing here reads or writes a file."""
