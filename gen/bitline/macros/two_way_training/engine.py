"""The training engine: two-way macros, memories, and the units that carry out a program's instructions."""

from collections.abc import Sequence
from typing import Any

from amaranth.hdl import Array, Cat, Module, Signal
from amaranth.lib import stream
from amaranth.lib.wiring import In, Out, connect, flipped

from ...params.two_way import PHASES
from ...params.two_way_training import KIND_BITS, KINDS, TwoWayTraining
from ...periphery.block import Block
from ...periphery.memory import Memory
from ..two_way import Macro
from .accumulator import Accumulator
from .array_gradient import ArrayGradient
from .generator import Generator
from .gradient_unit import GradientUnit
from .outer_product import OuterProduct
from .pooling import Pooling
from .product import Product
from .program_sequencer import ProgramSequencer
from .program_store import ProgramStore
from .rescaler import Rescaler
from .shapes import operation, program_word, read, sum_address, sums, value_address, values, write
from .transfer import Transfer
from .weight_access import WeightAccess
from .window import Window


class Engine(Block):
    """Macros, the memories of values and of sums, and one unit for each group of instructions; one instruction at a time.

    How many cycles each takes follows from its fields and the parameters (:mod:`bitline.estimate.two_way_training`).

    Parameters
    ----------
    p : TwoWayTraining

    Members
    -------
    op : In(stream of operation)
        What to do, in order; stands until it is done.
    program : In(stream of program_word)
        A program, word by word.
    x : In(stream of sums)
        What a program takes: values, sums, weights, bits of the rounding generator.
    y : Out(stream of sums)
        What it sends.
    stretch_precharge, stretch_evaluate, stretch_sample : In(stretch_bits)
        Cycles added to a phase of every macro; stable while a program runs.
    busy, state, illegal, overflow, bad_word, evaluations, faults, instructions : Out
        Fields of the registers.
    """

    def __init__(self, p: TwoWayTraining) -> None:
        self.p = p
        stretch = {f"stretch_{phase}": In(p.timing.stretch_bits) for phase in PHASES}
        super().__init__(
            {
                "op": In(stream.Signature(operation())),
                "program": In(stream.Signature(program_word(p))),
                "x": In(stream.Signature(sums(p))),
                "y": Out(stream.Signature(sums(p))),
                **(stretch if p.timing.stretch_bits else {}),
                "busy": Out(1),
                "state": Out(2),
                "illegal": Out(1),
                "overflow": Out(1),
                "bad_word": Out(16),
                **{name: Out(32) for name in ("evaluations", "faults", "instructions")},
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        p = self.p
        m.submodules.transfer = transfer = Transfer(p)
        m.submodules.window = window = Window(p)
        m.submodules.product = product = Product(p)
        m.submodules.rescaler = rescaler = Rescaler(p)
        gradient = ArrayGradient(p) if p.gradient_macro else OuterProduct(p)
        m.submodules["array_gradient" if p.gradient_macro else "outer_product"] = gradient
        m.submodules.pooling = pooling = Pooling(p)
        m.submodules.weight_access = access = WeightAccess(p)
        units = (transfer, product, rescaler, gradient, pooling, access)
        self._control(m, units, window, gradient, access)
        self._walk(m, window, (product, gradient, pooling))
        self._values(m, transfer, product, rescaler, gradient, pooling)
        self._sums(m, transfer, product, rescaler, gradient, access)
        self._streams(m, transfer, access)
        self._macros(m, product, gradient, access)
        self._exponents(m, rescaler, access)
        if p.random_words:
            self._random(m, transfer, access)

    def _control(self, m: Module, units: Sequence[Any], window: Window, gradient: GradientUnit, access: WeightAccess) -> None:
        """Fetched instructions to the units."""
        m.submodules.sequencer = sequencer = ProgramSequencer(self.p)
        m.submodules.program_store = store = ProgramStore(self.p)
        connect(m, flipped(self.op), sequencer.op)
        connect(m, flipped(self.program), store.i)
        start = {kind: sequencer.start[code] for code, kind in enumerate(KINDS)}
        m.d.comb += [
            *(getattr(store, name).eq(getattr(sequencer, name)) for name in ("open", "restart", "fetch", "number", "take")),
            *(getattr(sequencer, name).eq(getattr(store, name)) for name in ("checked", "last", "refused", "taken")),
            *(
                getattr(self, name).eq(getattr(sequencer, name))
                for name in ("busy", "state", "illegal", "bad_word", "instructions")
            ),
            sequencer.kind.eq(store.word),
            sequencer.done.eq(start["window"] | Cat(unit.done for unit in units).any()),
            window.set.eq(start["window"]),
            gradient.start.eq(start["gradient"]),
            *(unit.fields.eq(store.word[KIND_BITS:]) for unit in (*units, window)),
        ]
        for kind, pulse in start.items():
            m.d.comb += [getattr(unit, kind).eq(pulse) for unit in units if kind in unit.signature.members]
        m.d.sync += self.faults.eq(self.faults + access.faults)

    def _walk(self, m: Module, window: Window, walkers: Sequence[Any]) -> None:
        """The window, to the unit that walks."""
        for name in ("restart", "step", "rewind", "advance"):
            moves = [getattr(walker, name) for walker in walkers if name in walker.signature.members]
            m.d.comb += getattr(window, name).eq(Cat(moves).any())
        for walker in walkers:
            shown = [name for name in ("address", "on_map", "number", "last_point", "last") if name in walker.signature.members]
            m.d.comb += [getattr(walker, name).eq(getattr(window, name)) for name in shown]

    def _values(self, m: Module, *users: Any) -> None:
        """The memory of values: one unit at a time asks for it."""
        asked = Signal(read(value_address(self.p)))
        given = Signal(write(value_address(self.p), values(self.p)))
        shown = self._memory(m, "values", asked, given)
        for user in users:
            _granted(m, asked, user, "read_values")
            _granted(m, given, user, "write_values")
            m.d.comb += user.value_word.as_value().eq(shown)

    def _sums(
        self, m: Module, transfer: Transfer, product: Product, rescaler: Rescaler, gradient: GradientUnit, access: Any
    ) -> None:
        """The memory of sums, with what adds to it."""
        asked = Signal(read(sum_address(self.p)))
        given = Signal(write(sum_address(self.p), sums(self.p)))
        shown = self._memory(m, "sums", asked, given)
        m.submodules.accumulator = accumulator = Accumulator(self.p)
        for unit in (product, gradient):
            with m.If(unit.add.enable):
                m.d.comb += accumulator.i.eq(unit.add)
        with m.If(accumulator.overflow):
            m.d.sync += self.overflow.eq(1)
        m.d.comb += accumulator.word.as_value().eq(shown)
        for reader in (transfer, rescaler, access):
            m.d.comb += reader.sum_word.as_value().eq(shown)
            _granted(m, asked, reader, "read_sums")
            _granted(m, given, reader, "write_sums")
        with m.If(accumulator.read.enable):
            m.d.comb += asked.eq(accumulator.read)
        with m.If(accumulator.write.enable):
            m.d.comb += given.eq(accumulator.write)

    def _memory(self, m: Module, role: str, asked: Any, given: Any) -> Signal:
        """What has been read, caught in flip-flops: a memory takes most of a cycle to show it."""
        described = self.p.memories[role]
        m.submodules[role] = memory = Memory(described.name, described.words, described.bits)
        shown = Signal(described.bits, name=f"{role}_shown", reset_less=True)
        m.d.sync += shown.eq(memory.read_data)
        m.d.comb += [
            memory.read_enable.eq(asked.enable),
            memory.read_address.eq(asked.address),
            memory.write_enable.eq(given.enable),
            memory.write_address.eq(given.address),
            memory.write_data.eq(given.word),
        ]
        return shown

    def _streams(self, m: Module, transfer: Transfer, access: WeightAccess) -> None:
        """One unit at a time takes from ``x`` or gives to ``y``."""
        users = (transfer, access)
        m.d.comb += self.x.ready.eq(Cat(user.x.ready for user in users).any())
        for user in users:
            m.d.comb += [user.x.valid.eq(self.x.valid), user.x.payload.eq(self.x.payload), user.y.ready.eq(self.y.ready)]
            with m.If(user.y.valid):
                m.d.comb += [self.y.valid.eq(1), self.y.payload.eq(user.y.payload)]

    def _macros(self, m: Module, product: Product, gradient: GradientUnit, access: WeightAccess) -> None:
        p = self.p
        macros = [Macro(p) for _ in range(p.training.macros)]
        for k, macro in enumerate(macros):
            m.submodules[f"macro_{k}"] = macro
            connect(m, getattr(product, f"x_{k}"), macro.x)
            connect(m, macro.y, getattr(product, f"y_{k}"))
            ask = getattr(product, f"op_{k}")
            mine = Signal(name=f"access_{k}")
            m.d.comb += [
                mine.eq(access.op.valid & (access.macro == k)),
                macro.op.valid.eq(ask.valid | mine),
                macro.op.payload.eq(ask.payload),
                ask.ready.eq(macro.op.ready),
                macro.w.valid.eq(access.w.valid & mine),
                macro.w.payload.eq(access.w.payload),
                macro.r.ready.eq(access.r.ready & mine),
            ]
            with m.If(mine):
                m.d.comb += macro.op.payload.eq(access.op.payload)
        m.d.comb += [
            access.op.ready.eq(Array(macro.op.ready for macro in macros)[access.macro]),
            access.w.ready.eq(Array(macro.w.ready for macro in macros)[access.macro]),
            access.r.valid.eq(Array(macro.r.valid for macro in macros)[access.macro]),
            access.r.payload.as_value().eq(Array(macro.r.payload.as_value() for macro in macros)[access.macro]),
        ]
        evaluating = [*macros, *([gradient] if isinstance(gradient, ArrayGradient) else [])]
        m.d.sync += self.evaluations.eq(sum(each.evaluations for each in evaluating))
        for name in map("stretch_{}".format, PHASES) if p.timing.stretch_bits else ():
            m.d.comb += [getattr(each, name).eq(getattr(self, name)) for each in evaluating]

    def _exponents(self, m: Module, rescaler: Rescaler, access: WeightAccess) -> None:
        """Powers of two by which errors have been divided; number 0 is none."""
        kept = [Signal(len(rescaler.exponent), name=f"exponent_{k + 1}") for k in range(self.p.training.exponents)]
        for number, each in enumerate(kept, 1):
            with m.If(rescaler.keep & (rescaler.exponent_to == number)):
                m.d.sync += each.eq(rescaler.new_exponent)
        choices = Array([0, *kept])
        m.d.comb += [
            rescaler.exponent.eq(choices[rescaler.exponent_from]),
            access.exponent.eq(choices[access.exponent_number]),
        ]

    def _random(self, m: Module, transfer: Transfer, access: WeightAccess) -> None:
        m.submodules.generator = generator = Generator(self.p)
        m.d.comb += [
            access.random.eq(generator.bits),
            generator.take.eq(access.draw),
            generator.load.eq(transfer.random_load),
            generator.number.eq(transfer.random_number),
            generator.word.eq(self.x.payload),
            transfer.random_state.eq(generator.state),
        ]


def _granted(m: Module, port: Any, user: Any, name: str) -> None:
    """A unit's request to a memory, where the unit makes such requests and makes one now."""
    if name in user.signature.members:
        request = getattr(user, name)
        with m.If(request.enable):
            m.d.comb += port.eq(request)
