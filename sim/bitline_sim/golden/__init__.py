"""Exact integer references, one module a family. They import no hardware."""
