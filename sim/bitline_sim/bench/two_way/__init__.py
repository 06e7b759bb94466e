"""Bench of the two-way macro."""

from .bench import operations

__all__ = ["operations"]
