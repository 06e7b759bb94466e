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
from .adders import FullAdder, HalfAdder, IncrementedHalfAdder, carry_bit, sum_bit
from .block import Block


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
            if isinstance(bit, Const):
                self._constant += (-bit.value if negative else bit.value) << place
                continue
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
        return Cat(self._reduced(place, 1)[0] if self._columns[place] else Const(0, 1) for place in self._places())

    def added(self) -> Value:
        """The sum by one carry-propagating addition of the two rows that the tree leaves: least delay.

        Its carries are written out, since a mapper that sees gates makes an adder of them that suits the rows' arrival.
        """
        total: list[Value] = []
        carry: list[Value] = []
        for place, row in enumerate([self._reduced(place, 2) for place in self._places()]):
            bits = [*row, *carry]
            total.append(sum_bit(*bits))
            carry = [Signal(name=f"carry_{place}")] if len(bits) > 1 else []
            self._m.d.comb += [wire.eq(carry_bit(*bits)) for wire in carry]
        return Cat(total)

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
        """A column's last bits. A column that needs a half adder has it first: the bits that come late pass fewer adders."""
        column = self._columns[place]
        while len(column) > height:
            kind, inputs = (HalfAdder, 2) if height == 1 and len(column) % 2 == 0 else (FullAdder, 3)
            self._adder(kind, place, [heapq.heappop(column) for _ in range(inputs)])
        return [bit for _, _, bit in sorted(column, key=lambda entry: entry[:2])]

    def _adder(self, kind: type, place: int, taken: list[tuple[int, int, Value]]) -> None:
        bits = [bit for _, _, bit in taken]
        live = [bit for bit in bits if not isinstance(bit, Const)]
        if len(live) == 1 or place == len(self._columns) - 1:  # a constant makes wires of it; here the carry would leave the sum
            total, carry = sum_bit(*bits), carry_bit(*bits)
        else:
            adder = kind() if len(live) == len(bits) else IncrementedHalfAdder()
            self._m.submodules[f"{adder.module_name}_{place}_{self.adders[type(adder)]}"] = adder
            self.adders[type(adder)] += 1
            self._m.d.comb += [getattr(adder, pin).eq(bit) for pin, bit in zip("abc", live, strict=False)]
            total, carry = adder.total, adder.carry
        latest = max(arrival for arrival, _, _ in taken)
        self._push(place, total, latest + kind.delays.total)
        self._push(place + 1, carry, latest + kind.delays.carry)


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


def weighted_sum(
    m: Module, codes: Iterable[Value], weights: Iterable[int], fmt: range, correction: tuple[Value, int] | None
) -> Value:
    """``Σ weight·code`` for weights ``±2**k`` and unsigned codes, less ``correction[0] << correction[1]``, in the format given.

    Combinational: a compressor tree in ``m`` and one carry-propagating addition.
    """
    heap = BitHeap(m, formats.width(fmt))
    for code, weight in zip(codes, weights, strict=True):
        heap.add_bits(list(Value.cast(code)), abs(weight).bit_length() - 1, weight < 0)
    if correction is not None:
        subtrahend = Value.cast(correction[0])
        if subtrahend.shape().signed:
            heap.add_signed(subtrahend, correction[1], negative=True)
        else:
            heap.add_bits(list(subtrahend), correction[1], negative=True)
    total = heap.added()
    return total.as_signed() if formats.signed(fmt) else total
