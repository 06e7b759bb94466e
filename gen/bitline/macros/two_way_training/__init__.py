"""Training engine of two-way macros."""

from .engine import Engine as Macro

__all__ = ["Macro"]
