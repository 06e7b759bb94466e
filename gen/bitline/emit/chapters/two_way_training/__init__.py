"""The training engine's own chapters."""

from .text import chapters

__all__ = ["chapters"]
