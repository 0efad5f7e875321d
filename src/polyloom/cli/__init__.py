"""The command line: argv in, messages and exit code out; one file a command."""
