"""Programs, instruction by instruction."""

from typing import Any

from amaranth.hdl import Module, Mux, Signal
from amaranth.lib import stream
from amaranth.lib.wiring import In, Out

from ...params.two_way_training import KIND_BITS, KINDS, STATES, TwoWayTraining
from ...periphery.block import Block
from ...periphery.shapes import index
from .shapes import Operation, operation


class ProgramSequencer(Block):
    """Loads programs and runs them.

    The first instruction is fetched as its operation comes, each other one as that before it starts. An instruction that has been
    fetched is taken in one cycle, the next one after the end of that before it, and starts in the one after. An operation is done
    in the cycle after its last instruction's end.

    A program of which a word is refused is taken to its end, and puts the engine in the state ILLEGAL, in which it runs nothing
    until a program has been loaded all of whose words are instructions.

    Members
    -------
    op : In(stream of operation)
        Stands until it is done.
    open, restart, checked, last, refused, taken
        Of the program store.
    fetch, number, take : Out
        The instruction that is fetched; what has been fetched is taken.
    kind : In
        That of the instruction taken last.
    start : Out(kinds)
        It starts, one-hot.
    done : In(1)
        It is done; of a window in the cycle of its start.
    busy, state, illegal, bad_word, instructions : Out
        Fields of the registers.
    """

    def __init__(self, p: TwoWayTraining) -> None:
        self.p = p
        super().__init__(
            {
                "op": In(stream.Signature(operation())),
                "open": Out(1),
                "restart": Out(1),
                "checked": In(1),
                "last": In(1),
                "refused": In(1),
                "taken": In(16),
                "fetch": Out(1),
                "number": Out(index(p.training.program_words)),
                "take": Out(1),
                "kind": In(KIND_BITS),
                "start": Out(len(KINDS)),
                "done": In(1),
                "busy": Out(1),
                "state": Out(2),
                "illegal": Out(1),
                "bad_word": Out(16),
                "instructions": Out(32),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        ready = Signal()
        bad = Signal()
        final = Signal.like(self.number, name="final_number", reset_less=True)
        last_fetched = Signal(reset_less=True)
        last = Signal(name="last_taken", reset_less=True)
        m.d.comb += [self.busy.eq(self.op.valid), self.state.eq(Mux(bad, STATES.index("ILLEGAL"), STATES.index("IDLE")))]
        with self.fsm(m, "phase"):
            with m.State("IDLE"), m.If(self.op.valid):
                with m.If(self.op.payload.kind == Operation.LOAD):
                    m.d.comb += self.restart.eq(1)
                    m.d.sync += [ready.eq(0), bad.eq(0)]
                    m.next = "LOAD"
                with m.Elif(ready):
                    m.d.comb += self.fetch.eq(1)
                    m.next = "TAKE"
                with m.Else():
                    m.d.comb += self.op.ready.eq(1)
                    m.d.sync += self.illegal.eq(1)
            with m.State("LOAD"):
                self._load(m, ready, bad, final)
            with m.State("TAKE"):
                m.d.comb += [self.take.eq(1), self.state.eq(STATES.index("RUNNING"))]
                m.d.sync += last.eq(last_fetched)
                m.next = "START"
            with m.State("START"):
                m.d.comb += [self.start.eq(1 << self.kind), self.fetch.eq(~last), self.state.eq(STATES.index("RUNNING"))]
                m.next = "WAIT"
                self._finish(m, last)
            with m.State("WAIT"):
                m.d.comb += self.state.eq(STATES.index("RUNNING"))
                self._finish(m, last)
            with m.State("END"):
                m.d.comb += [self.op.ready.eq(1), self.state.eq(STATES.index("RUNNING"))]
                m.d.sync += self.number.eq(0)
                m.next = "IDLE"
        with m.If(self.fetch):
            m.d.sync += [self.number.eq(self.number + 1), last_fetched.eq(self.number == final)]

    def _load(self, m: Module, ready: Signal, bad: Signal, final: Signal) -> None:
        m.d.comb += [self.open.eq(~(self.checked & self.last)), self.state.eq(STATES.index("LOADING"))]
        with m.If(self.refused & ~bad):
            m.d.sync += [bad.eq(1), self.bad_word.eq(self.taken)]
        with m.If(self.checked & self.last):
            m.d.comb += self.op.ready.eq(1)
            m.d.sync += [final.eq(self.taken), ready.eq(~bad & ~self.refused)]
            m.next = "IDLE"

    def _finish(self, m: Module, last: Signal) -> None:
        with m.If(self.done):
            m.d.sync += self.instructions.eq(self.instructions + 1)
            m.next = "TAKE"
            with m.If(last):
                m.next = "END"
