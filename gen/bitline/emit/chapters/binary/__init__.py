"""The binary macro's own chapters."""

from .text import chapters

__all__ = ["chapters"]
