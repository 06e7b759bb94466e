"""Open process kits as data: one TOML file each, every table with the source of its numbers."""

from .platform import Layer, Platform, load, names

__all__ = ["Layer", "Platform", "load", "names"]
