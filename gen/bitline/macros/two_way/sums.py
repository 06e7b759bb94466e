"""The sums of the weights, kept on chip for each direction: what offset-binary inputs are corrected by."""

from typing import Any

from amaranth.hdl import Array, Module, Mux, Signal, Value
from amaranth.lib import data
from amaranth.lib.wiring import In, Out

from ...params import formats
from ...params.two_way import TwoWay
from ...periphery.block import Block
from ...periphery.compressor import BitHeap
from .shapes import row_bits, words


class WeightSums(Block):
    """Follows every write, so that no pass over the array is needed.

    ``update`` adds what a written word group changed to the sums of its columns and of its row, in one cycle; ``clear`` zeroes
    them all. Both weights come from the cells, so a stuck one counts as what it holds. ``forward`` and ``backward`` show the sums
    of the outputs that ``slot`` chooses, lane by lane; combinational.
    """

    def __init__(self, p: TwoWay) -> None:
        self.p = p
        self.formats = {direction: side.weight_sums for direction, side in p.sides.items()}
        super().__init__(
            {
                "clear": In(1),
                "update": In(1),
                "row": In(row_bits(p)),
                "word_group": In(p.word_groups),
                "replaced": In(words(p, p.weight.bits)),
                "written": In(words(p, p.weight.bits)),
                "slot": In(p.adc.share),
                **{direction: Out(data.ArrayLayout(self.formats[direction], side.lanes)) for direction, side in p.sides.items()},
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        p = self.p
        changes = []
        for k, (replaced, written) in enumerate(zip(self.replaced, self.written, strict=True)):
            change = Signal(formats.total([p.weights, formats.scaled(p.weights, -1)]), name=f"change_{k}")
            new, old = (word.as_signed() if formats.signed(p.weights) else word for word in (written, replaced))
            m.d.comb += change.eq(new - old)
            changes.append(change)
        columns = [Signal(self.formats["forward"], name=f"column_{c}") for c in range(p.array.columns)]
        rows = [Signal(self.formats["backward"], name=f"row_{r}") for r in range(p.array.rows)] if "backward" in p.sides else []
        self._follow_columns(m, columns, changes)
        if rows:
            self._follow_rows(m, rows, changes)
        with m.If(self.clear):
            m.d.sync += [total.eq(0) for total in (*columns, *rows)]
        for direction, sums in zip(p.sides, (columns, rows), strict=False):
            for lane, chosen in enumerate(getattr(self, direction)):
                group = sums[lane * p.adc.share : (lane + 1) * p.adc.share]
                m.d.comb += chosen.eq(_one_of(self.slot, group))

    def _follow_columns(self, m: Module, columns: list[Signal], changes: list[Signal]) -> None:
        size = self.p.array.lines_per_read
        for c, total in enumerate(columns):
            with m.If(self.update & self.word_group[c // size]):
                m.d.sync += total.eq(total + changes[c % size])

    def _follow_rows(self, m: Module, rows: list[Signal], changes: list[Signal]) -> None:
        """The last word group may be a short one, whose missing words count nothing."""
        size = self.p.array.lines_per_read
        heap = BitHeap(m, formats.width(self.formats["backward"]))
        present = self.p.array.columns - (self.p.word_groups - 1) * size
        for k, change in enumerate(changes):
            counted = Signal.like(change, name=f"counted_{k}")
            m.d.comb += counted.eq(Mux(self.word_group[-1], 0, change) if k >= present else change)
            if k < self.p.array.columns:
                heap.add_signed(counted, 0)
        change, old, total = (Signal(self.formats["backward"], name=name) for name in ("row_change", "old_row", "new_row"))
        m.d.comb += [change.eq(heap.added().as_signed()), old.eq(Array(rows)[self.row]), total.eq(old + change)]
        for r, row in enumerate(rows):
            with m.If(self.update & (self.row == r)):
                m.d.sync += row.eq(total)


def _one_of(choice: Value, values: list[Signal]) -> Value:
    """The value whose bit of the one-hot choice is set."""
    out = values[-1]
    for bit, value in reversed(list(zip(choice[:-1], values[:-1], strict=True))):
        out = Mux(bit, value, out)
    return out
