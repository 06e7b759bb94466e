"""Open process kits as data: one TOML file each, every table with the source of its numbers."""

from .platform import Layer, Library, Platform, load, names

__all__ = ["Layer", "Library", "Platform", "load", "names"]
