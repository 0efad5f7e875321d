"""Quality checks of translations: the rules, and what they find in a catalog."""
