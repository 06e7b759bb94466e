"""One direction's converters and lanes."""

from typing import Any

from amaranth.hdl import Cat, Module, Value
from amaranth.lib import data
from amaranth.lib.wiring import In, Out

from ...params import formats
from ...params.two_way import Side as SideParameters
from ...periphery.block import Block
from ...periphery.sar import Sar
from ...periphery.shift_add import ShiftAdd
from ...periphery.thermometer import Thermometer


class Side(Block):
    """The output side of one direction: the logic of every converter, and a shift-and-add lane for each result made at once.

    Codes are complete in the cycle of ``sum``; ``add`` follows in the next one, and ``totals`` show the result in the one after.

    Members
    -------
    above, trial (successive approximation) or level (flash)
        The array's pins.
    step, decide : In
        From the conversion sequencer.
    sum, mid, correct : In(1)
        Codes are complete; whether the mid-level line and the kept sums count in them.
    corrections : In(ArrayLayout(kept sum, lanes))
    add, first, shift, negative : In
        As :class:`ShiftAdd`.
    totals : Out(ArrayLayout(accumulator, lanes))
    """

    def __init__(self, side: SideParameters) -> None:
        self.side, self.role = side, side.direction
        self.adc = side.macro.adc
        sar = self.adc.kind == "sar"
        pins = (
            {"above": In(side.converters), "trial": Out(side.converters * self.adc.bits), "step": In(self.adc.bits)}
            if sar
            else {"level": In(side.converters * side.macro.codes[-1])}
        )
        corrections = data.ArrayLayout(side.weight_sums, side.lanes)
        super().__init__(
            {
                **pins,
                "decide": In(1),
                "sum": In(1),
                **({"mid": In(1)} if side.macro.has_mid_line else {}),
                **({"correct": In(1), "corrections": In(corrections)} if side.macro.keeps_sums else {}),
                "add": In(1),
                "first": In(1),
                "shift": In(range(3)),
                "negative": In(1),
                "totals": Out(data.ArrayLayout(side.accumulator, side.lanes)),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        codes = self._converters(m)
        planes = len(self.side.planes)
        mid = [codes[-1] & self.mid.replicate(self.adc.bits)] if self.side.macro.has_mid_line else []
        lanes = [self._lane() for _ in self.totals]
        # one assignment of all bits: Amaranth looks at the whole of a signal for each assignment to a part of it
        m.d.comb += Value.cast(self.totals).eq(Cat(lane.total for lane in lanes))
        for number, lane in enumerate(lanes):
            m.submodules[f"lane_{number}"] = lane
            m.d.comb += [
                lane.codes.eq(Cat(*codes[number * planes : (number + 1) * planes], *mid)),
                *(getattr(lane, name).eq(getattr(self, name)) for name in ("sum", "add", "first", "shift", "negative")),
            ]
            if self.side.macro.keeps_sums:
                kept = Value.cast(self.corrections[number])
                due = kept & self.correct.replicate(len(kept))
                m.d.comb += lane.correction.eq(due.as_signed() if formats.signed(self.side.weight_sums) else due)

    def _converters(self, m: Module) -> list[Value]:
        codes, trials = [], []
        for number in range(self.side.converters):
            if self.adc.kind == "sar":
                converter = Sar(self.adc.bits)
                m.d.comb += [converter.step.eq(self.step), converter.above.eq(self.above[number])]
                trials.append(converter.trial)
            else:
                converter = Thermometer(self.adc.bits)
                levels = self.side.macro.codes[-1]
                m.d.comb += converter.level.eq(self.level[number * levels : (number + 1) * levels])
            m.submodules[f"converter_{number}"] = converter
            m.d.comb += converter.decide.eq(self.decide)
            codes.append(converter.code)
        if trials:
            m.d.comb += self.trial.eq(Cat(*trials))
        return codes

    def _lane(self) -> ShiftAdd:
        side, macro = self.side, self.side.macro
        return ShiftAdd(
            code_bits=self.adc.bits,
            weights=tuple(weight * self.adc.step for weight in side.terms),
            weighted=side.weighted_sum(),
            accumulator=side.accumulator,
            correction=(side.weight_sums, side.correction_shift) if macro.keeps_sums else None,
            role=side.direction,
        )
