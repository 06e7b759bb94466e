"""Weights as cells: the weight sign schemes, on the way in and on the way out."""

from typing import Any

from amaranth.hdl import Cat, Module, Mux, Value
from amaranth.lib.wiring import In, Out

from ...params.two_way import TwoWay
from ...periphery.block import Block
from .shapes import words


class WeightEncoder(Block):
    """A beat of two's-complement weights as the cells that keep them, word by word, lowest plane first. Combinational."""

    def __init__(self, p: TwoWay) -> None:
        self.p = p
        super().__init__({"weights": In(words(p, p.weight.bits)), "cells": Out(p.array.lines_per_read * len(p.planes))})

    def body(self, m: Module, platform: Any) -> None:
        m.d.comb += self.cells.eq(Cat(self._cells(word) for word in self.weights))

    def _cells(self, word: Value) -> Value:
        if self.p.weight.sign == "offset_binary":
            return Cat(word[:-1], ~word[-1])
        if self.p.weight.sign == "differential":
            # W+ needs a bit less than W-, which alone reaches 2**(m-1)
            return Cat(Mux(word[-1], 0, word[:-1]), Mux(word[-1], -word, 0)[: len(word)])
        return word


class WeightDecoder(Block):
    """The inverse of :class:`WeightEncoder`, for whatever the cells hold. Combinational."""

    def __init__(self, p: TwoWay) -> None:
        self.p = p
        super().__init__({"cells": In(p.array.lines_per_read * len(p.planes)), "weights": Out(words(p, p.weight.bits))})

    def body(self, m: Module, platform: Any) -> None:
        size = len(self.p.planes)
        for k, word in enumerate(self.weights):
            m.d.comb += word.eq(self._word(self.cells[k * size : (k + 1) * size]))

    def _word(self, cells: Value) -> Value:
        bits = self.p.weight.bits
        if self.p.weight.sign == "offset_binary":
            return Cat(cells[:-1], ~cells[-1])
        if self.p.weight.sign == "differential":
            return cells[: bits - 1] - cells[bits - 1 :]
        return cells
