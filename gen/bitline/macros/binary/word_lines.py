"""What stands on the word lines."""

from typing import Any

from amaranth.hdl import Cat, Const, Module, Mux, Signal, Value
from amaranth.lib import data
from amaranth.lib.wiring import In, Out

from ...params.binary import Binary
from ...periphery.block import Block
from .shapes import Source, drive


class WordLines(Block):
    """Chooses the code of every row, and puts it on its line straight from flip-flops.

    ``row_code`` changes in the cycle after ``load``.

    Members
    -------
    load : In(1)
    drive : In(drive)
    page : In(ArrayLayout(code_bits, data rows))
        The input page.
    hidden : In(data rows)
        The hidden page that ``drive`` names.
    codes : In(ArrayLayout(code_bits, bias rows))
        The bias entry that ``drive`` names.
    row_code : Out(rows * code_bits)
    """

    def __init__(self, p: Binary) -> None:
        self.p = p
        bits = p.array.code_bits
        super().__init__(
            {
                "load": In(1),
                "drive": In(drive(p)),
                "page": In(data.ArrayLayout(bits, p.data_rows)),
                "hidden": In(p.data_rows),
                "codes": In(data.ArrayLayout(bits, p.bias.rows)),
                "row_code": Out(p.array.rows * bits),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        full = self.drive.full.replicate(self.p.array.code_bits)
        lines = []
        for row, code in enumerate([*self._data(), *self._bias(), *self._trim()]):
            line = Signal(self.p.array.code_bits, name=f"line_{row}")
            with m.If(self.load):
                m.d.sync += line.eq(code | full)
            lines.append(line)
        m.d.comb += self.row_code.eq(Cat(lines))

    def _data(self) -> list[Value]:
        """Codes of the data rows: the input page's, or one code for each hidden bit that is 1."""
        chosen = self.drive
        from_input = chosen.source == Source.INPUT
        one_code = Mux(chosen.source == Source.HIDDEN, chosen.one_code, 0)
        return [Mux(from_input, code, Mux(bit, one_code, 0)) for code, bit in zip(self.page, self.hidden, strict=True)]

    def _bias(self) -> list[Value]:
        return [Mux(row < self.drive.bias_stop, code, 0) for row, code in enumerate(self.codes)]

    def _trim(self) -> list[Value]:
        codes = self.p.trim_digits.codes
        return [Mux(row < self.drive.trim_stop, Const(code, self.p.array.code_bits), 0) for row, code in enumerate(codes)]
