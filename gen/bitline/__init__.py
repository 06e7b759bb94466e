"""Bitline: a generator for the digital half of compute-in-memory macros."""

__version__ = "0.1.0"
