"""Engines at work: asked in order, in time, within their limits, and their answers checked."""
