"""Coverage and its views."""
