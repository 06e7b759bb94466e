"""A block in surroundings that do as they please, and what is claimed of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from amaranth.asserts import AnyConst, Initial
from amaranth.back import rtlil
from amaranth.hdl import Assert, Assume, Cover, Module, ResetSignal, Signal, Value, ValueLike
from amaranth.lib.wiring import Out

from bitline.periphery.block import Block

Engine = Literal["pdr", "induction", "bounded", "deep"]
"""How a claim is proven: by invariants that ABC finds, by induction over ``depth`` cycles, or for the first ``depth`` cycles alone.

Multipliers and long sums want the solver of the second and third, which knows arithmetic; ``deep`` is ABC's, for many cycles.
"""


class Claim:
    """What a proof writes into: assumptions, what holds under them, and what can be reached.

    The block is reset in the first cycle and never again; registers that no reset touches begin as anything. Inputs that nobody
    drives are free in every cycle.

    Parameters
    ----------
    dut : Block

    Attributes
    ----------
    m : Module
        Beside the block; for counters, references and drivers of its inputs.
    inside : Module
        The block's own; ``inside.submodules`` has its parts by their names.
    """

    def __init__(self, dut: Block) -> None:
        self.dut, self.m, self.inside = dut, Module(), dut.built(None)
        self.m.submodules.dut = self.inside
        self._free = [value for _, value, is_input in dut.ports() if is_input]
        # all of them, whatever the claim uses, so that the block is the same in all claims about it
        self._shown = [value for _, value, is_input in dut.ports() if not is_input]
        self._free += self._array_pins()
        self._running = Signal()
        self.m.d.comb += self._running.eq(~Initial())
        self.m.d.comb += Assume(ResetSignal() ^ self._running)

    def _array_pins(self) -> Iterator[Value]:
        """What an array answers, if the block has one: anything."""
        array = getattr(self.inside.submodules, "u_array", None)
        yield from (value for _, member, value in array.signature.flatten(array) if member.flow == Out) if array else ()

    def assume(self, condition: ValueLike) -> None:
        """From the cycle after the reset on."""
        self._always(Assume, condition)

    def stands(self, port: Any) -> None:
        """Assume that a beat offered at a stream of the block's inputs stands until it is taken."""
        beat = Value.cast(port.payload)
        self.assume(~self.past(port.valid & ~port.ready) | (port.valid & (beat == self.past(beat))))

    def holds(self, condition: ValueLike) -> None:
        """From the cycle after the reset on."""
        self._always(Assert, condition)

    def reaches(self, condition: ValueLike) -> None:
        """It can be so: without it, what holds might hold of nothing."""
        self._always(Cover, self._running & condition)

    def past(self, value: ValueLike) -> Signal:
        """The value in the cycle before; zero in the first one."""
        before = Signal.like(Value.cast(value), name=f"past_{id(value):x}")
        self.m.d.sync += before.eq(value)
        return before

    def free(self, shape: Any, name: str) -> Signal:
        """Anything, each cycle."""
        return self.frees(Signal(shape, name=name))

    def frees(self, signal: Any) -> Any:
        """Make a signal that nobody drives, such as a pin of an array, anything each cycle."""
        self._free.append(Value.cast(signal))
        return signal

    def constant(self, shape: Any) -> Value:
        """Anything, but always the same."""
        return AnyConst(shape)

    def held(self, port: Any) -> Any:
        """Keep an input as it is."""
        self.drives(port, AnyConst(Value.cast(port).shape()))
        return port

    def drives(self, port: Any, value: ValueLike) -> None:
        """Take an input of the block for oneself."""
        self._free = [each for each in self._free if each is not Value.cast(port)]
        self.m.d.comb += port.eq(value)

    def text(self) -> str:
        """RTLIL of the whole, its top called ``top``."""
        return rtlil.convert(self.m, name="top", ports=[*self._free, *self._shown], emit_src=False)

    def _always(self, kind: Any, condition: ValueLike) -> None:
        with self.m.If(self._running):
            self.m.d.comb += kind(condition)


@dataclass(frozen=True)
class Proof:
    """A claim about a block, and how it is proven.

    Attributes
    ----------
    block : callable
        Makes the block.
    claim : callable
        Writes the claim.
    engine : "pdr", "induction", "bounded" or "deep"
    depth : int
        Cycles of an induction or a bounded proof, and within which what can be reached is reached.
    quick : bool
        Whether it takes a few seconds, as the tests can afford.
    complete : bool
        Whether it and others of the same block say all of it, so that they find any fault in it.
    """

    block: Callable[[], Block]
    claim: Callable[[Claim], None]
    engine: Engine = "pdr"
    depth: int = 12
    quick: bool = True
    complete: bool = True

    def text(self) -> str:
        """RTLIL of the claim."""
        claim = Claim(self.block())
        self.claim(claim)
        return claim.text()
