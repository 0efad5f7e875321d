"""The outside: where things lie on disk, reading and writing them, the lock, the clock."""
