"""Combinational engines that make a dot product of 128 weights and activations, a part of it in each cycle.

Weights are -3 … 3 and activations 0 … 3; both stand still until the dot product is whole, and the parts add up to it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from amaranth.hdl import Array, Cat, Module, Signal, signed
from amaranth.lib.wiring import In, Out

from bitline.params import formats
from bitline.periphery.block import Block
from bitline.periphery.compressor import BitHeap
from bitline.periphery.signed_digits import Multiples
from bitline.periphery.up_down_count import UpDownCount

LANES = 128
MAGNITUDES = range(1, 4)
CLASSES = [(i, j) for i in MAGNITUDES for j in MAGNITUDES]
BIT_PAIRS = [(i, j) for i in range(2) for j in range(2)]
PART = formats.span(-LANES * 9, LANES * 9)
COUNT = formats.span(-LANES, LANES)
CLASS_PRODUCTS = Multiples(COUNT, (i * j for i, j in CLASSES))

IDLE = 255, 0
"""Search lines on which nothing matches, and no constant."""

Step = Mapping[str, int]
"""Settings of an engine's control inputs in a cycle."""


class Engine(Block):
    """An engine: words of weights ``w`` and of activations ``a``, control inputs, and the part ``o`` of their dot product.

    Parameters
    ----------
    at_once : int
        What it does in a cycle: see each engine.
    controls : mapping
        Control inputs and their shapes.
    """

    magnitudes = True
    """Whether weights are sign and magnitude; else they are two's complement."""

    def __init__(self, at_once: int, controls: Mapping[str, Any]) -> None:
        self.at_once = at_once
        inputs = {name: In(shape) for name, shape in controls.items()}
        super().__init__({"w": In(3 * LANES), "a": In(2 * LANES), **inputs, "o": Out(PART)})

    def steps(self, weights: np.ndarray, activations: np.ndarray) -> Iterator[Step]:
        """The cycles of a dot product."""
        raise NotImplementedError

    def body(self, m: Module, platform: Any) -> None:
        heap = BitHeap(m, len(self.o))
        for place in range(self.at_once):
            self.add(m, heap, place)
        m.d.comb += self.o.eq(heap.added())

    def add(self, m: Module, heap: BitHeap, place: int) -> None:
        """Add one of the things that are done at once."""
        raise NotImplementedError

    def lanes(self) -> Iterator[tuple[Any, Any]]:
        """Each lane's weight and activation."""
        return ((self.w[3 * lane : 3 * lane + 3], self.a[2 * lane : 2 * lane + 2]) for lane in range(LANES))

    def counted(self, m: Module, found: list[Any], place: int) -> Signal:
        """Lanes that are found, those of negative weights counted down."""
        counter = m.submodules[f"counter_{place}"] = UpDownCount(LANES)
        count = Signal(COUNT, name=f"count_{place}")
        m.d.comb += [counter.i.eq(Cat(found)), counter.down.eq(Cat(weight[2] for weight, _ in self.lanes())), count.eq(counter.o)]
        return count


class Counting(Engine):
    """So many searches: the lanes that hold a class, counted up or down, times a constant.

    Classes that are absent are left out, unless all are searched at once, each by a search of its own.
    """

    def __init__(self, at_once: int) -> None:
        self.all_at_once = at_once == len(CLASSES)
        controls = {f"lines_{place}": 8 for place in range(at_once)}
        controls |= {f"constant_{place}": CLASS_PRODUCTS.choice for place in range(at_once)}
        super().__init__(at_once, {} if self.all_at_once else controls)

    def add(self, m: Module, heap: BitHeap, place: int) -> None:
        lines = Signal(8, name=f"searched_{place}")
        constant = Signal(CLASS_PRODUCTS.choice, name=f"multiple_{place}")
        if self.all_at_once:
            fixed = self.search(*CLASSES[place])
            m.d.comb += [lines.eq(fixed[0]), constant.as_value().eq(fixed[1])]
        else:
            m.d.comb += [lines.eq(getattr(self, f"lines_{place}")), constant.eq(getattr(self, f"constant_{place}"))]
        bits = (Cat(weight[:2], activation) for weight, activation in self.lanes())
        found = [~((word & lines[4:]) | (~word & lines[:4])).any() for word in bits]
        CLASS_PRODUCTS.add(m, heap, self.counted(m, found, place), constant, f"product_{place}")

    @staticmethod
    def search(i: int, j: int) -> tuple[int, int]:
        """Search lines and constant of a class."""
        key = i | j << 2
        return key | (~key & 15) << 4, CLASS_PRODUCTS.of(i * j).as_bits()

    def steps(self, weights: np.ndarray, activations: np.ndarray) -> Iterator[Step]:
        if self.all_at_once:
            yield {}
            return
        present = [{magnitude for magnitude in MAGNITUDES if (np.abs(word) == magnitude).any()} for word in (weights, activations)]
        live = [(i, j) for i, j in CLASSES if i in present[0] and j in present[1]]
        for start in range(0, max(1, len(live)), self.at_once):
            searches = [self.search(*each) for each in live[start : start + self.at_once]]
            searches += [IDLE] * (self.at_once - len(searches))
            step: dict[str, int] = {}
            for place, (lines, constant) in enumerate(searches):
                step |= {f"lines_{place}": lines, f"constant_{place}": constant}
            yield step


class Turns(Engine):
    """An engine whose cycles are always the same number.

    Parameters
    ----------
    turns : int
        Cycles of a dot product.
    """

    def __init__(self, at_once: int, turns: int) -> None:
        self.turns = turns
        super().__init__(at_once, {"turn": range(turns)} if turns > 1 else {})

    def chosen(self, values: Sequence[Any]) -> Any:
        """The value of this turn, 0 where none is left."""
        return Array([*values, *[0] * (self.turns - len(values))])[self.turn] if self.turns > 1 else values[0]

    def steps(self, weights: np.ndarray, activations: np.ndarray) -> Iterator[Step]:
        return ({"turn": turn} if self.turns > 1 else {} for turn in range(self.turns))


class BitPlanes(Turns):
    """So many pairs of a magnitude bit of the weights and a bit of the activations: lanes with both, counted, shifted."""

    def __init__(self, at_once: int) -> None:
        self.pairs = [BIT_PAIRS[place::at_once] for place in range(at_once)]
        super().__init__(at_once, len(self.pairs[0]))

    def add(self, m: Module, heap: BitHeap, place: int) -> None:
        pairs = self.pairs[place]
        found = [self.chosen([weight[i] & activation[j] for i, j in pairs]) for weight, activation in self.lanes()]
        count = self.counted(m, found, place)
        shifted = Signal(formats.scaled(COUNT, 4), name=f"shifted_{place}")
        m.d.comb += shifted.eq(self.chosen([count << i + j for i, j in pairs]))
        heap.add_signed(shifted, 0)


class AdderTree(Turns):
    """So many multipliers: entries one after the other, their products added by a compressor tree."""

    magnitudes = False

    def __init__(self, at_once: int) -> None:
        super().__init__(at_once, -(-LANES // at_once))

    def add(self, m: Module, heap: BitHeap, place: int) -> None:
        weight = Signal(signed(3), name=f"weight_{place}")
        activation = Signal(2, name=f"activation_{place}")
        product = Signal(formats.span(-9, 9), name=f"product_{place}")
        weights, activations = zip(*list(self.lanes())[place :: self.at_once], strict=True)
        m.d.comb += [weight.eq(self.chosen(weights)), activation.eq(self.chosen(activations)), product.eq(weight * activation)]
        heap.add_signed(product, 0)
