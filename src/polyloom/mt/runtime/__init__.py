"""Engines at work: in their order, within their limits, with checks of what they respond."""
