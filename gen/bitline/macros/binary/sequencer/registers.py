"""What the sequencer remembers, and what its states say."""

from amaranth.hdl import Signal

from ....params.binary import Binary
from ....periphery.shapes import index
from ..shapes import step


class Registers:
    """Registers, and below them what the states say of themselves."""

    def __init__(self, p: Binary) -> None:
        self.step = Signal(step(p))
        self.begun = Signal()
        self.started = Signal()
        self.remaining = Signal(range(1 << p.repeats[-1]))
        self.place = Signal(range(p.accumulator.bits))
        self.driven = Signal(range(max(p.bias.rows, p.trim_digits.rows) + 1))
        self.row = Signal(index(p.array.rows))
        self.left = Signal(range(p.array.rows + 1))
        self.words = Signal(16)
        self.bad = Signal()
        self.adding = Signal()
        self.from_register = Signal()
        self.trimming = Signal()
        self.testing = Signal()
        self.second = Signal()
        self.trim_requested = Signal()
        self.test_requested = Signal()
        self.waiting = Signal()
        self.offer = Signal()
        self.still_adding = Signal()
