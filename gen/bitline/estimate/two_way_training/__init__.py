"""What the training engine's instructions cost: exact cycles, and events."""

from .cycles import Clock, Spent, accepted, positions, words_on_map
from .steps import steps

__all__ = ["Clock", "Spent", "accepted", "positions", "steps", "words_on_map"]
