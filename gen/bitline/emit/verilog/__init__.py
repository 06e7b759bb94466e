"""Verilog."""

from .emission import Emission

__all__ = ["Emission"]
