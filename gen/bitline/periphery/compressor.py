"""Multi-operand addition by compressor trees of full adders, ordered by delay.

The bits to be added stand in columns by weight. A full adder replaces three bits of a column by one there and one in the next
column; always the three that arrive first are taken (Oklobdzija's three-greedy rule). Reduced to one bit a column, n bits cost
n - ceil(log2(n+1)) full adders and ceil(log2(n+1)) - ones(n) half adders, and nothing can do with less.
"""

import heapq
import itertools
from collections.abc import Iterable

from amaranth.hdl import Cat, Const, Module, Signal, Value
from amaranth.lib.wiring import In, Out

from ..params import formats
from .adders import FullAdder, HalfAdder, IncrementedHalfAdder
from .block import Block

# Relative delays of an adder cell's pins: through two exclusive-ors to the sum, through one gate from the last input.
SUM_DELAY, CARRY_DELAY, LAST_INPUT_DELAY = 2, 1, 1


class BitHeap:
    """Columns of bits on their way to one sum, modulo ``2**width``.

    Parameters
    ----------
    m : Module
        Receives the adders.
    width : int
        Columns, and bits of the result.
    """

    def __init__(self, m: Module, width: int) -> None:
        self._m = m
        self._columns: list[list[tuple[int, int, Value]]] = [[] for _ in range(width)]
        self._constant = 0
        self._serial = itertools.count()
        self.adders = {FullAdder: 0, HalfAdder: 0, IncrementedHalfAdder: 0}

    def add_bits(self, bits: Iterable[Value], exponent: int, negative: bool = False) -> None:
        """Add (or subtract) an unsigned number, given as its bits from the lowest on, times ``2**exponent``."""
        for place, bit in enumerate(bits, exponent):
            # -b = (1 - b) - 1: the complement and a constant
            self._push(place, ~bit if negative else bit, 0)
            self._constant -= (1 << place) if negative else 0

    def add_signed(self, value: Value, exponent: int, negative: bool = False) -> None:
        """Add (or subtract) a two's-complement number times ``2**exponent``: its highest bit counts the other way round."""
        bits = list(Value.cast(value))
        self.add_bits(bits[:-1], exponent, negative)
        self.add_bits(bits[-1:], exponent + len(bits) - 1, not negative)

    def counted(self) -> Value:
        """The sum with every column reduced to one bit: least area, the carry ripples through the last adders."""
        return Cat(*(self._reduced(place, 1)[0] if self._columns[place] else Const(0, 1) for place in self._places()))

    def added(self) -> Value:
        """The sum by one carry-propagating addition of the two rows that the tree leaves: least delay."""
        rows = [self._reduced(place, 2) for place in self._places()]
        pair = [Cat(*(row[k] if len(row) > k else Const(0, 1) for row in rows)) for k in (0, 1)]
        split = next((place for place, row in enumerate(rows) if len(row) == 2), len(rows))
        if split == len(rows):
            return pair[0]
        upper = Signal(len(rows) - split, name="upper_sum")
        self._m.d.comb += upper.eq(pair[0][split:] + pair[1][split:])
        return Cat(pair[0][:split], upper)

    def _places(self) -> range:
        constant = self._constant % (1 << len(self._columns))
        for place in range(len(self._columns)):
            if constant >> place & 1:
                self._push(place, Const(1, 1), -1)
        self._constant = 0
        return range(len(self._columns))

    def _push(self, place: int, bit: Value, arrival: int) -> None:
        if place < len(self._columns):
            heapq.heappush(self._columns[place], (arrival, next(self._serial), bit))

    def _reduced(self, place: int, height: int) -> list[Value]:
        column = self._columns[place]
        while len(column) > height:
            if len(column) == 2:
                self._adder(HalfAdder, place, [heapq.heappop(column) for _ in range(2)])
            else:
                self._adder(FullAdder, place, [heapq.heappop(column) for _ in range(3)])
        return [bit for _, _, bit in sorted(column, key=lambda entry: entry[:2])]

    def _adder(self, kind: type, place: int, taken: list[tuple[int, int, Value]]) -> None:
        constants = [entry for entry in taken if isinstance(entry[2], Const)]
        live = [entry for entry in taken if not isinstance(entry[2], Const)]
        if constants and len(live) == 1:  # a + 1: the complement, and a itself carried on
            arrival, _, bit = live[0]
            self._push(place, ~bit, arrival)
            self._push(place + 1, bit, arrival)
            return
        if constants:
            kind = IncrementedHalfAdder
        if kind is HalfAdder and place == len(self._columns) - 1:  # the carry would leave the sum
            self._push(place, live[0][2] ^ live[1][2], max(live)[0] + 1)
            return
        adder = kind()
        self._m.submodules[f"{adder.module_name}_{place}_{self.adders[kind]}"] = adder
        self.adders[kind] += 1
        self._m.d.comb += [getattr(adder, pin).eq(bit) for pin, (_, _, bit) in zip("abc", live, strict=False)]
        *early, last = [arrival for arrival, _, _ in live]
        ready = max([last + LAST_INPUT_DELAY, *(arrival + SUM_DELAY for arrival in early)])
        self._push(place, adder.total, ready)
        self._push(place + 1, adder.carry, max(last, *early) + CARRY_DELAY)


class PopulationCount(Block):
    """How many of ``n`` bits are set. Combinational.

    Built of n - ceil(log2(n+1)) full and ceil(log2(n+1)) - ones(n) half adders, the least there is.
    """

    def __init__(self, n: int, role: str = "") -> None:
        self.n, self.role = n, role
        super().__init__({"i": In(n), "o": Out(range(n + 1))})

    def body(self, m: Module, platform) -> None:
        heap = BitHeap(m, len(self.o))
        for bit in self.i:
            heap.add_bits([bit], 0)
        m.d.comb += self.o.eq(heap.counted())


def weighted_sum(m: Module, codes: Iterable[Value], weights: Iterable[int], fmt: range, correction: tuple[Value, int] | None) -> Value:
    """``Σ weight·code`` for weights ``±2**k`` and unsigned codes, less ``correction[0] << correction[1]``, in the format given.

    Combinational: a compressor tree in ``m`` and one carry-propagating addition.
    """
    heap = BitHeap(m, formats.width(fmt))
    for code, weight in zip(codes, weights, strict=True):
        heap.add_bits(list(Value.cast(code)), abs(weight).bit_length() - 1, weight < 0)
    if correction is not None:
        heap.add_signed(correction[0], correction[1], negative=True)
    total = heap.added()
    return total.as_signed() if formats.signed(fmt) else total
