"""Bench of the training engine."""

from .bench import operations

__all__ = ["operations"]
