"""Macros as parts of a system: host interface and registers."""
