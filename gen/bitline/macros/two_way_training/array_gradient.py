"""Gradients of weights: activations stored in a one-way array, which errors are driven into."""

from typing import Any

from amaranth.hdl import Module, Mux, Signal
from amaranth.lib.wiring import In, Out, connect

from ...params.two_way import PHASES
from ...params.two_way_training import TwoWayTraining
from ..two_way import Macro
from ..two_way.shapes import Kind
from .activation_rows import ActivationRows
from .error_lanes import ErrorLanes
from .gradient_rows import GradientRows
from .gradient_unit import GradientUnit
from .shapes import layout, outputs


class ArrayGradient(GradientUnit):
    """Carries out ``gradient`` with a macro of its own, in which a row is a position and a column an input under the kernel.

    As many inputs at a time as the array has columns, and as many positions at a time as it has rows: the positions' activations
    are written; then for each output its errors are driven onto the rows, and what the columns give are its gradients, which are
    added to its lane of the inputs' words. The next output's errors are gathered while the results of the one before are added.

    Members
    -------
    stretch_precharge, stretch_evaluate, stretch_sample, evaluations
        The macro's.
    """

    def __init__(self, p: TwoWayTraining) -> None:
        stretch = {f"stretch_{phase}": In(p.timing.stretch_bits) for phase in PHASES}
        super().__init__(p, **(stretch if p.timing.stretch_bits else {}), evaluations=Out(32))

    def body(self, m: Module, platform: Any) -> None:
        macro = self.p.gradient_macro
        assert macro is not None
        self._given = Signal(layout(self.p, "gradient"), name="given")
        m.d.comb += self._given.as_value().eq(self.fields)
        m.submodules.macro = self._macro = Macro(macro, scope="gradient")
        m.submodules.rows = self._rows = ActivationRows(self.p, macro)
        m.submodules.lanes = self._lanes = ErrorLanes(self.p, macro)
        m.submodules.results = self._results = GradientRows(self.p, macro)
        self._last_output = Signal(name="last_output")
        self._next_output = Signal(name="next_output")
        self._last_tile = Signal(name="last_tile")
        self._connect(m)
        self._sequence(m)
        self._inputs(m)
        self._outputs(m)

    def _connect(self, m: Module) -> None:
        """The parts with each other and with what is outside."""
        macro, rows, lanes = self._macro, self._rows, self._lanes
        connect(m, rows.w, macro.w)
        connect(m, lanes.x, macro.x)
        connect(m, macro.y, self._results.y)
        m.d.comb += [
            *(getattr(self, name).eq(getattr(rows, name)) for name in ("step", "advance")),
            *(getattr(rows, name).eq(getattr(self, name)) for name in ("address", "on_map", "last")),
            self.add.eq(self._results.add),
            self.evaluations.eq(macro.evaluations),
            macro.r.ready.eq(1),
        ]
        if self.p.timing.stretch_bits:
            m.d.comb += [getattr(macro, name).eq(getattr(self, name)) for name in map("stretch_{}".format, PHASES)]
        for part in (rows, lanes):
            m.d.comb += part.value_word.eq(self.value_word)
            with m.If(part.read_values.enable):
                m.d.comb += self.read_values.eq(part.read_values)

    def _sequence(self, m: Module) -> None:
        """Block by block of inputs and positions: rows are written, then products are made output by output.

        Where sums of weights are kept, each block begins with a clear: cells may have lost bits since they were counted.
        """
        macro, rows, lanes, results, op = self._macro, self._rows, self._lanes, self._results, self._macro.op
        m.d.comb += [op.payload.kind.eq(Kind.WRITE), op.payload.row.eq(rows.row), op.payload.signed.eq(1)]
        begin = "CLEAR" if macro.p.keeps_sums else "BLOCK"
        with self.fsm(m, "phase"):
            with m.State("IDLE"), m.If(self.start):
                m.d.comb += self.restart.eq(1)
                m.next = begin
            if macro.p.keeps_sums:
                with m.State("CLEAR"):
                    m.d.comb += [op.valid.eq(1), op.payload.kind.eq(Kind.CLEAR)]
                    with m.If(op.ready):
                        m.next = "BLOCK"
            with m.State("BLOCK"):
                m.d.comb += rows.start.eq(1)
                m.next = "WRITE"
            with m.State("WRITE"):
                m.d.comb += [op.valid.eq(rows.asks), rows.written.eq(rows.asks & op.ready)]
                with m.If(rows.done):
                    m.d.comb += [lanes.start.eq(1), results.start.eq(1)]
                    m.next = "MULTIPLY"
            with m.State("MULTIPLY"):
                m.d.comb += [op.valid.eq(1), op.payload.kind.eq(Kind.FORWARD)]
                with m.If(op.ready):
                    m.d.comb += [self._next_output.eq(1), lanes.start.eq(~self._last_output)]
                    with m.If(self._last_output):
                        m.next = "ADD"
            with m.State("ADD"), m.If(results.done):
                m.next = begin
                with m.If(rows.ended):
                    m.d.comb += [self.restart.eq(~self._last_tile), self.done.eq(self._last_tile)]
                    with m.If(self._last_tile):
                        m.next = "IDLE"

    def _inputs(self, m: Module) -> None:
        """Which inputs the array holds, and where their gradients lie."""
        given, rows, results = self._given, self._rows, self._results
        words, lanes = rows.macro.word_groups, self.p.array.lines_per_read
        first = Signal.like(rows.first, name="first_word", reset_less=True)
        left = Signal.like(rows.window_words, name="words_left")
        row = Signal.like(results.row, name="row", reset_less=True)
        m.d.comb += [
            left.eq(given.window_words - first),
            self._last_tile.eq(left <= words),
            rows.first.eq(first),
            rows.window_words.eq(given.window_words),
            results.row.eq(row),
            results.columns.eq(Mux(self._last_tile, left * lanes, words * lanes)),
            results.dense_words.eq(given.dense_words),
            results.outputs.eq(given.outputs),
        ]
        with m.If(self.start):
            m.d.sync += [first.eq(0), row.eq(given.to)]
        with m.Elif(self.restart):
            m.d.sync += [first.eq(first + words), row.eq(row + words * lanes * given.dense_words)]

    def _outputs(self, m: Module) -> None:
        """Which output's errors are gathered, and where they lie; as rows are written, ``following`` goes to the next block's."""
        given, rows, lanes = self._given, self._rows, self._lanes
        output = Signal(outputs(self.p), reset_less=True)
        following = Signal.like(lanes.first, name="following_errors", reset_less=True)
        last_lane = Signal()
        m.d.comb += [
            last_lane.eq(lanes.lane == self.p.array.lines_per_read - 1),
            self._last_output.eq(output == given.outputs - 1),
            lanes.address_step.eq(given.dense_step),
            lanes.count.eq(rows.count),
        ]
        with m.If(self.restart):
            m.d.sync += following.eq(given.dense)
        with m.Elif(rows.written):
            m.d.sync += following.eq(following + given.dense_step)
        lane = Signal.like(lanes.lane, name="lane", reset_less=True)
        errors = Signal.like(lanes.first, name="errors", reset_less=True)
        m.d.comb += [lanes.lane.eq(lane), lanes.first.eq(errors)]
        with m.If(rows.start):
            m.d.sync += [output.eq(0), lane.eq(0), errors.eq(following)]
        with m.Elif(self._next_output):
            m.d.sync += [output.eq(output + 1), lane.eq(Mux(last_lane, 0, lane + 1)), errors.eq(errors + last_lane)]
