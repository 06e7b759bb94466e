"""Population counts: our compressor tree beside Amaranth's sum(), a balanced tree of +, and a Verilog loop.

    python benchmarks/population_count.py
    python benchmarks/population_count.py --platform osu018 --liberty /usr/share/qflow/tech/osu018/osu018_stdcells.lib

Exit status 0: built of adder cells, ours has exactly n - ceil(log2(n+1)) full and ceil(log2(n+1)) - ones(n) half adders, the least
there is, and is the smallest of all; 1: it has not, or is not; 2: there is no library.
"""

import sys

import comparison
from amaranth.hdl import Module, Value
from amaranth.lib.wiring import Component, In, Out
from synthesis import Source, amaranth

from bitline.flow.synthesis import Description
from bitline.periphery.compressor import PopulationCount

SIZES = (16, 32, 64, 128, 256, 512)


class Plain(Component):
    """A population count as one writes it in Amaranth."""

    def __init__(self, n: int, total) -> None:
        self._total = total
        super().__init__({"i": In(n), "o": Out(range(n + 1))})

    def elaborate(self, platform) -> Module:
        m = Module()
        m.d.comb += self.o.eq(self._total(list(self.i)))
        return m


def tree(terms: list[Value]) -> Value:
    """A balanced tree of additions."""
    half = len(terms) // 2
    return tree(terms[:half]) + tree(terms[half:]) if half else terms[0]


def loop(n: int) -> str:
    """A population count as one writes it in Verilog."""
    return f"""
module plain (input [{n - 1}:0] i, output reg [{n.bit_length() - 1}:0] o);
  integer k;
  always @* begin
    o = 0;
    for (k = 0; k < {n}; k = k + 1) o = o + i[k];
  end
endmodule
"""


def case(n: int) -> comparison.Case:
    """The population count of ``n`` bits, described in every way."""
    return comparison.Case(
        name=str(n),
        ours=lambda: PopulationCount(n),
        plain=[
            Source("Amaranth, sum()", amaranth(Plain(n, sum))),
            Source("Amaranth, tree of +", amaranth(Plain(n, tree))),
            Source("Verilog, for loop", Description("plain", loop(n))),
        ],
        bound=(n - n.bit_length(), n.bit_length() - n.bit_count()),
    )


def main() -> int:
    parser = comparison.parser("Population counts: our compressor tree beside plain additions.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help=f"bits (default: {SIZES})")
    options = parser.parse_args()
    sys.setrecursionlimit(20 * max(1000, *options.sizes))  # Amaranth walks a chain of additions as deep as it is long
    return comparison.run([case(n) for n in options.sizes], options)


if __name__ == "__main__":
    sys.exit(main())
