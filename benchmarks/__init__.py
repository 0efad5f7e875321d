"""Whole commands beside their peers."""
