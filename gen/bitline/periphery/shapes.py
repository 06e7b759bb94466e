"""Shapes that several blocks need."""

from ..params.formats import index

__all__ = ["index"]
