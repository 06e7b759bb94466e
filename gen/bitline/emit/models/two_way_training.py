"""The arrays of a training engine in Verilog: those of two-way macros."""

from .two_way import link, model

__all__ = ["link", "model"]
