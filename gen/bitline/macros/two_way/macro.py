"""The two-way macro: its array and all of its periphery."""

from typing import Any

from amaranth.hdl import Cat, Module, Signal, Value
from amaranth.lib import stream
from amaranth.lib.wiring import In, Out, connect, flipped

from ...params.two_way import PHASES, TwoWay
from ...periphery.array_instance import ArrayInstance
from ...periphery.array_port import Access, ArrayPort
from ...periphery.block import Block
from ...periphery.conversion import Conversion
from ...periphery.input_buffer import InputBuffer
from ...periphery.line_driver import DigitSelector, LineDriver
from ...periphery.queue import Queue
from .sequencer import Sequencer
from .shapes import Kind, operation, read_back, results, tag, words
from .side import Side
from .sums import WeightSums
from .weights import WeightDecoder, WeightEncoder


class Macro(Block):
    """A transposable array with its drivers, converters, shift-and-add lanes, memory port and sequencer.

    With full streams a product of E evaluations takes ``E * period`` cycles and the next one follows without a gap; its slots
    leave at ``y`` ``result_latency`` cycles after the start of their last evaluation. All of these are properties of the
    parameters (:class:`bitline.params.two_way.TwoWay`).

    Parameters
    ----------
    p : TwoWay
    scope : str
        Part of the names of all modules of the macro, where a design has macros with different parameters.

    Members
    -------
    op : In(stream of operation)
        What to do, in order; stands until it is done.
    x : In(stream of words)
        Input vectors, a line group a beat.
    y : Out(stream of results)
        Results, a slot a beat: lane j of slot s is output ``j * share + s``.
    w : In(stream of words)
        Weights to write or to verify against, a word group a beat.
    r : Out(stream of read_back)
        Weights read or verified.
    stretch_precharge, stretch_evaluate, stretch_sample : In(stretch_bits)
        Cycles added to a phase; stable while an evaluation is under way.
    busy, illegal, sums_valid, evaluations : Out
        Status.
    """

    def __init__(self, p: TwoWay, scope: str = "") -> None:
        self.p, self.scope = p, scope
        stretch = {f"stretch_{phase}": In(p.timing.stretch_bits) for phase in PHASES}
        super().__init__(
            {
                "op": In(stream.Signature(operation(p))),
                "x": In(stream.Signature(words(p, p.input.bits))),
                "y": Out(stream.Signature(results(p))),
                "w": In(stream.Signature(words(p, p.weight.bits))),
                "r": Out(stream.Signature(read_back(p))),
                **(stretch if p.timing.stretch_bits else {}),
                "busy": Out(1),
                "illegal": Out(1),
                **({"sums_valid": Out(1)} if p.keeps_sums else {}),
                "evaluations": Out(32),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        p, timing = self.p, self.p.timing
        m.submodules.u_array = array = ArrayInstance(p.array_name, tuple(p.array_pins))
        m.submodules.sequencer = sequencer = Sequencer(p)
        m.submodules.conversion = conversion = Conversion(
            precharge=timing.precharge,
            evaluate=timing.evaluate,
            hold=timing.sample,
            steps=p.adc.bits if p.adc.kind == "sar" else 1,
            compare_cycles=p.adc.compare_cycles,
            stretch_bits=timing.stretch_bits,
            tag=tag(p),
        )
        connect(m, flipped(self.op), sequencer.op)
        m.d.comb += [
            conversion.i.valid.eq(sequencer.start_valid),
            conversion.i.payload.eq(sequencer.start_tag),
            sequencer.start_ready.eq(conversion.i.ready),
            sequencer.idle.eq(conversion.idle),
            sequencer.taken.eq(self.y.valid & self.y.ready),
            *(getattr(array, strobe).eq(getattr(conversion, strobe)) for strobe in ("precharge", "evaluate", "sample")),
            self.busy.eq(sequencer.busy),
            self.illegal.eq(sequencer.illegal),
            self.evaluations.eq(sequencer.evaluations),
        ]
        if timing.stretch_bits:
            m.d.comb += [getattr(conversion, name).eq(getattr(self, name)) for name in map("stretch_{}".format, conversion.lengths)]
        self._inputs(m, array, sequencer)
        sums = self._memory(m, array, sequencer)
        self._outputs(m, array, conversion, sums)

    def _inputs(self, m: Module, array: ArrayInstance, sequencer: Sequencer) -> None:
        """From ``x`` to the array's lines."""
        p = self.p
        m.submodules.input_buffer = buffer = InputBuffer(
            groups=max(side.groups for side in p.sides.values()), lines=p.array.lines_per_read, bits=p.input.bits, sign=p.input.sign
        )
        m.submodules.digit_selector = selector = DigitSelector(
            lines=p.array.lines_per_read,
            bits=p.input.bits,
            signs=p.input.sign == "sign_magnitude",
            digits=sequencer.digits,
            digit_bits=p.input.digit_bits,
        )
        connect(m, flipped(self.x), buffer.i)
        start = Signal()
        m.d.comb += [
            start.eq(sequencer.start_valid & sequencer.start_ready),
            buffer.open.eq(sequencer.product),
            buffer.is_signed.eq(self.op.payload.signed),
            buffer.groups.eq(sequencer.groups),
            buffer.done.eq(sequencer.done),
            buffer.group.eq(sequencer.group),
            sequencer.loaded.eq(buffer.loaded),
            selector.words.eq(buffer.words),
            selector.digit.eq(sequencer.digit),
        ]
        if selector.signs:
            m.d.comb += selector.negative.eq(sequencer.polarity)
        for (direction, side), pin in zip(p.sides.items(), ("row", "column"), strict=False):
            driver = LineDriver(lines=side.lines, group_lines=p.array.lines_per_read, digit_bits=p.input.digit_bits, role=pin)
            m.submodules[f"{pin}_driver"] = driver
            m.d.comb += [
                driver.load.eq(start),
                driver.enable.eq(sequencer.start_tag.backward == (direction == "backward")),
                driver.group.eq(sequencer.group),
                driver.digits.eq(selector.o),
                getattr(array, f"{pin}_drive").eq(driver.drive),
            ]
        self._selects(m, array, sequencer, start)

    def _selects(self, m: Module, array: ArrayInstance, sequencer: Sequencer, start: Signal) -> None:
        """Direction, slot and bit group, which change with the lines."""
        chosen = {"slot": sequencer.start_tag.slot}
        if "backward" in self.p.sides:
            chosen = {"backward": sequencer.start_tag.backward, **chosen}
        if self.p.drives_planes:
            chosen["plane"] = sequencer.plane
        for name, value in chosen.items():
            held = Signal(len(value), name=f"held_{name}")
            with m.If(start):
                m.d.sync += held.eq(value)
            m.d.comb += getattr(array, name).eq(held)

    def _memory(self, m: Module, array: ArrayInstance, sequencer: Sequencer) -> WeightSums | None:
        """The ``w`` and ``r`` side; gives back the kept sums, where there are any."""
        p = self.p
        m.submodules.encoder, m.submodules.decoder = encoder, decoder = WeightEncoder(p), WeightDecoder(p)
        m.submodules.array_port = port = ArrayPort(
            rows=p.array.rows,
            groups=p.word_groups,
            cells=len(encoder.cells),
            cleared=self._cleared(),
            write=p.timing.write,
            read=p.timing.read,
            follow=p.keeps_sums,
        )
        kind = self.op.payload.kind
        with m.Switch(kind):
            for each in (Kind.READ, Kind.VERIFY, Kind.CLEAR):
                with m.Case(each):
                    m.d.comb += port.i.payload.access.eq(Access[each.name])
        m.d.comb += [
            port.i.valid.eq(sequencer.access_valid),
            port.i.payload.row.eq(self.op.payload.row),
            sequencer.access_ready.eq(port.i.ready),
            encoder.weights.eq(self.w.payload),
            port.w.payload.eq(encoder.cells),
            port.w.valid.eq(self.w.valid),
            self.w.ready.eq(port.w.ready),
            decoder.cells.eq(port.r.payload.cells),
            self.r.payload.weights.eq(decoder.weights),
            self.r.payload.differs.eq(self._differs(port)),
            self.r.valid.eq(port.r.valid),
            port.r.ready.eq(self.r.ready),
            *(getattr(array, name).eq(getattr(port, name)) for name in ("row", "word_group", "write_data", "write", "read")),
            port.read_data.eq(array.read_data),
        ]
        return self._kept_sums(m, port, decoder, sequencer) if p.keeps_sums else None

    def _kept_sums(self, m: Module, port: ArrayPort, decoder: WeightDecoder, sequencer: Sequencer) -> WeightSums:
        """They follow what the array's memory side writes."""
        m.submodules.sums = sums = WeightSums(self.p)
        m.submodules.written = written = WeightDecoder(self.p)
        m.d.comb += [
            sums.clear.eq(port.clearing),
            sums.update.eq(port.update),
            sums.row.eq(port.row),
            sums.word_group.eq(port.word_group),
            sums.replaced.eq(decoder.weights),
            written.cells.eq(port.fresh),
            sums.written.eq(written.weights),
        ]
        with m.If(sequencer.access_valid & sequencer.access_ready & (self.op.payload.kind == Kind.CLEAR)):
            m.d.sync += self.sums_valid.eq(1)
        return sums

    def _differs(self, port: ArrayPort) -> Value:
        """Whether each word's cells differ from those verified against; words beyond the row's end are none that could."""
        p, size = self.p, self.p.array.lines_per_read
        present = p.array.columns - (p.word_groups - 1) * size
        differs = [port.r.payload.difference.word_select(k, len(p.planes)).any() for k in range(size)]
        return Cat(each if k < present else each & ~port.word_group[-1] for k, each in enumerate(differs))

    def _cleared(self) -> int:
        """The cells of a word group of zero weights."""
        word = 1 << self.p.weight.bits - 1 if self.p.weight.sign == "offset_binary" else 0
        return sum(word << k * len(self.p.planes) for k in range(self.p.array.lines_per_read))

    def _outputs(self, m: Module, array: ArrayInstance, conversion: Conversion, sums: WeightSums | None) -> None:
        """From the converters to ``y``: weigh, add a cycle later, and where that ends a slot put the result in the queue."""
        p, weigh = self.p, conversion.o_tag
        adding = Signal(tag(p), reset_less=True)
        ended = Signal(tag(p), reset_less=True)
        add = Signal()
        end = Signal()
        m.d.sync += [adding.eq(weigh), add.eq(conversion.o_valid), ended.eq(adding), end.eq(add & adding.end)]
        m.submodules.results = queue = Queue(results(p), p.queue_depth, role="result")
        connect(m, queue.o, flipped(self.y))
        m.d.comb += [queue.i.valid.eq(end), queue.i.payload.last.eq(ended.last)]
        if sums is not None:
            m.d.comb += sums.slot.eq(weigh.slot)
        for direction, described in p.sides.items():
            m.submodules[f"{direction}_side"] = side = Side(described)
            mine = direction == "backward"
            working = conversion.converting.backward == mine
            m.d.comb += [
                side.decide.eq(conversion.decide & working),
                side.sum.eq(conversion.o_valid & (weigh.backward == mine)),
                side.add.eq(add & (adding.backward == mine)),
                side.first.eq(adding.first),
                side.shift.eq(adding.shift),
                side.negative.eq(adding.negative),
            ]
            if p.adc.kind == "sar":
                m.d.comb += [
                    side.step.eq(conversion.step & working.replicate(p.adc.bits)),
                    side.above.eq(getattr(array, f"{direction}_above")),
                    getattr(array, f"{direction}_trial").eq(side.trial),
                ]
            else:
                m.d.comb += side.level.eq(getattr(array, f"{direction}_level"))
            if p.has_mid_line:
                m.d.comb += side.mid.eq(weigh.mid)
            if sums is not None:
                m.d.comb += [side.correct.eq(weigh.correct), side.corrections.eq(getattr(sums, direction))]
            with m.If(ended.backward == mine):
                m.d.comb += [to.eq(total) for to, total in zip(queue.i.payload.results, side.totals, strict=False)]
