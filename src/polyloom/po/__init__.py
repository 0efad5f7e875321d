"""PO files in and out, exactly, and what Polyloom writes into their comments."""
