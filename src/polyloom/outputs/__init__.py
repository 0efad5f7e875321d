"""What is published besides the source's own format."""
