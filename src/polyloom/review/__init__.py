"""Quality: what a reviewer would say of a translation."""
