"""The outside: files and where they lie, the lock, git, the clock, the machine and its processes.

Together with ``mt`` it is the only room that knows any of these; all others are handed them.
"""
