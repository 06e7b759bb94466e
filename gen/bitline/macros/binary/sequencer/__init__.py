"""The order of operations, and the steps of a program."""

from .sequencer import Sequencer

__all__ = ["Sequencer"]
