"""Entry-counting macro."""

from .macro import Macro

__all__ = ["Macro"]
