"""Binary-network SRAM macro."""

from .macro import Macro

__all__ = ["Macro"]
