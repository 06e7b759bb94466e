"""The lowest set bits of a word, several at once."""

from functools import reduce
from operator import or_
from typing import Any

from amaranth.hdl import Cat, Const, Module, Signal, Value
from amaranth.lib import data
from amaranth.lib.wiring import In, Out

from .block import Block

Thermometer = list[Value]
"""A number that stops at a bound: bit k - 1 says that it is at least k."""

NEVER, ALWAYS = Const(0, 1), Const(1, 1)


class LowestBits(Block):
    """Chooses the ``count`` lowest of the bits that are set. Combinational; its depth grows with the logarithm of ``n``.

    A bit's rank, which is how many lower ones are set, comes from a prefix network of population counts that stop at ``count``.
    With a choice for every bit there is nothing to rank: bit k is choice k.

    Parameters
    ----------
    n : int
        Bits to choose from.
    count : int
        Bits chosen at the most.

    Members
    -------
    i : In(n)
    chosen : Out(ArrayLayout(n, count))
        Each choice one-hot, the lowest bit first; zero where no more bits are set.
    rest : Out(n)
        The bits that are not chosen.
    """

    def __init__(self, n: int, count: int) -> None:
        self.n, self.count = n, count
        super().__init__({"i": In(n), "chosen": Out(data.ArrayLayout(n, count)), "rest": Out(n)})

    def body(self, m: Module, platform: Any) -> None:
        if self.count >= self.n:
            m.d.comb += [*(choice.eq(self.i & 1 << k) for k, choice in enumerate(self.chosen)), self.rest.eq(0)]
            return
        bits = list(zip(self.i, [[], *self._prefixes(m, 0, self.n - 1)], strict=True))
        for rank, choice in enumerate(self.chosen):
            m.d.comb += choice.eq(
                Cat(_both(_both(bit, _at_least(set_below, rank)), _below(set_below, rank + 1)) for bit, set_below in bits)
            )
        m.d.comb += self.rest.eq(Cat(_both(bit, _at_least(set_below, self.count)) for bit, set_below in bits))

    def _prefixes(self, m: Module, low: int, high: int) -> list[Thermometer]:
        """How many bits are set from ``low`` to each place below ``high``, itself included."""
        if high - low == 1:
            return [[self.i[low]]]
        middle = (low + high) // 2
        left, right = self._prefixes(m, low, middle), self._prefixes(m, middle, high)
        return [*left, *(self._sum(m, f"set_{low}_to_{middle + k}", left[-1], count) for k, count in enumerate(right))]

    def _sum(self, m: Module, name: str, a: Thermometer, b: Thermometer) -> Thermometer:
        total = Signal(min(len(a) + len(b), self.count), name=name)
        for k, bit in enumerate(total, 1):
            splits = range(max(0, k - len(b)), min(k, len(a)) + 1)
            m.d.comb += bit.eq(reduce(or_, (_both(_at_least(a, x), _at_least(b, k - x)) for x in splits)))
        return list(total)


def _at_least(number: Thermometer, k: int) -> Value:
    if k == 0:
        return ALWAYS
    return number[k - 1] if k <= len(number) else NEVER


def _below(number: Thermometer, k: int) -> Value:
    return ~number[k - 1] if k <= len(number) else ALWAYS


def _both(a: Value, b: Value) -> Value:
    if a is NEVER or b is NEVER:
        return NEVER
    if a is ALWAYS or b is ALWAYS:
        return b if a is ALWAYS else a
    return a & b
