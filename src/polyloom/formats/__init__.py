"""Source formats: bytes to Document, and Document with translations to bytes."""
