"""The weighted sum of a lane: our compressor tree beside plain additions in Amaranth and in Verilog.

    python benchmarks/multi_operand.py

Exit status 0: built of adder cells, ours is the smallest of all; 1: it is not; 2: there is no library.
"""

import dataclasses
import functools
import operator
import sys

import comparison
from amaranth.hdl import Module, Value
from amaranth.lib import data
from amaranth.lib.wiring import Component, In, Out
from population_count import tree
from synthesis import Source, amaranth

from bitline import params
from bitline.flow.synthesis import Description
from bitline.params import formats
from bitline.params.two_way import TwoWay
from bitline.periphery.block import Block
from bitline.periphery.compressor import weighted_sum


@dataclasses.dataclass(frozen=True)
class Addition:
    """``Σ weight·code``, less ``correction << shift`` where there is a correction.

    Attributes
    ----------
    code_bits : int
        Width of the unsigned codes.
    weights : tuple of int
        ``±2**k``, one a code.
    correction : (range, int) or None
        Its format, and the shift.
    """

    code_bits: int
    weights: tuple[int, ...]
    correction: tuple[range, int] | None = None

    @property
    def total(self) -> range:
        """The format of the sum."""
        parts = [formats.scaled(formats.unsigned(self.code_bits), weight) for weight in self.weights]
        if self.correction:
            parts.append(formats.scaled(self.correction[0], -(1 << self.correction[1])))
        return formats.hull([formats.span(0, 0), formats.total(parts)])

    @property
    def ports(self) -> dict:
        """The ports of every description of it."""
        correction = {"correction": In(self.correction[0])} if self.correction else {}
        return {"codes": In(data.ArrayLayout(self.code_bits, len(self.weights))), **correction, "o": Out(self.total)}


class Ours(Block):
    """The sum by a compressor tree, as a lane has it."""

    def __init__(self, addition: Addition) -> None:
        self._addition = addition
        super().__init__(addition.ports)

    def body(self, m: Module, platform) -> None:
        correction = (self.correction, self._addition.correction[1]) if self._addition.correction else None
        m.d.comb += self.o.eq(weighted_sum(m, self.codes, self._addition.weights, self._addition.total, correction))


class Plain(Component):
    """The sum as one writes it in Amaranth."""

    def __init__(self, addition: Addition, balanced: bool) -> None:
        self._addition, self._balanced = addition, balanced
        super().__init__(addition.ports)

    def elaborate(self, platform) -> Module:
        m = Module()
        added = [code << _place(weight) for code, weight in zip(self.codes, self._addition.weights, strict=True) if weight > 0]
        taken = [code << _place(weight) for code, weight in zip(self.codes, self._addition.weights, strict=True) if weight < 0]
        if self._addition.correction:
            taken.append(self.correction << self._addition.correction[1])
        m.d.comb += self.o.eq(self._total(added, taken))
        return m

    def _total(self, added: list[Value], taken: list[Value]) -> Value:
        if not self._balanced:
            return functools.reduce(operator.sub, taken, sum(added))
        return tree(added) - tree(taken) if taken else tree(added)


def verilog(addition: Addition) -> str:
    """The sum as one writes it in Verilog."""
    size, width = addition.code_bits, formats.width(addition.total)
    ports = [f"input [{size * len(addition.weights) - 1}:0] codes", f"output signed [{width - 1}:0] o"]
    terms = [
        f"{'-' if weight < 0 else '+'} ($signed({{1'b0, codes[{size * k}+:{size}]}}) <<< {_place(weight)})"
        for k, weight in enumerate(addition.weights)
    ]
    if addition.correction:
        ports.append(f"input signed [{formats.width(addition.correction[0]) - 1}:0] correction")
        terms.append(f"- (correction <<< {addition.correction[1]})")
    return f"module plain ({', '.join(ports)});\n  assign o = {' '.join(terms)};\nendmodule\n"


def _place(weight: int) -> int:
    return abs(weight).bit_length() - 1


def lane(**choices: str) -> Addition:
    """The sum of a forward lane of the two-way macro, with these settings changed."""
    p = params.from_choices({"extends": "two_way", **{key: {"sign": value} for key, value in choices.items()}})
    assert isinstance(p, TwoWay)
    side = p.sides["forward"]
    return Addition(p.adc.bits, side.terms, (side.weight_sums, side.correction_shift) if p.keeps_sums else None)


SUMS = {
    "two_way": lane(),
    "two_way, offset-binary inputs": lane(input="offset_binary"),
    "two_way, differential weights": lane(weight="differential"),
    "15 codes of 6 bits": Addition(6, (1,) * 15),
    "15 codes of 6 bits, corrected": Addition(6, (1,) * 15, (formats.twos_complement(12), 0)),
    "15 codes of 6 bits, of either sign": Addition(6, (1, -1) * 7 + (1,)),
}


def case(name: str) -> comparison.Case:
    """A sum described in every way."""
    addition = SUMS[name]
    return comparison.Case(
        name=name,
        ours=lambda: Ours(addition),
        plain=[
            Source("Amaranth, sum", amaranth(Plain(addition, balanced=False))),
            Source("Amaranth, tree of +", amaranth(Plain(addition, balanced=True))),
            Source("Verilog, expression", Description("plain", verilog(addition))),
        ],
    )


def main() -> int:
    parser = comparison.parser("Weighted sums: our compressor tree beside plain additions.")
    parser.add_argument("--sums", nargs="+", default=list(SUMS), choices=list(SUMS), metavar="NAME", help="which (default: all)")
    options = parser.parse_args()
    return comparison.run([case(name) for name in options.sums], options)


if __name__ == "__main__":
    sys.exit(main())
