"""The stages of the pipeline, one file a command: load, compute, save, and return a report.

A stage prints nothing and knows no command line. What stands in its way it reports as problems, and
does the rest.
"""
