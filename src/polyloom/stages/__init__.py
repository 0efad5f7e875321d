"""The steps of the pipeline: load, compute, save, return a report."""
