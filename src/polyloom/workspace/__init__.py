"""The outside: paths, files, the lock, the clock."""
