# amaranth: UnusedElaboratable=no
"""The training engine: programs from their first instruction to their last, and sums that are added to."""

from amaranth.hdl import Cat, Mux, Signal, Value

from bitline.macros.two_way_training.accumulator import Accumulator
from bitline.macros.two_way_training.program_sequencer import ProgramSequencer
from bitline.macros.two_way_training.shapes import Operation
from bitline.params.two_way_training import KINDS, STATES
from macros.two_way_training.cases import variant

from ..claim import Claim, Proof

ENGINE = variant(training={"program_words": 24})
FEW_SUMS = variant(array={"lines_per_read": 2}, training={"sum_bits": 16, "sum_words": 64})


def programs_run_to_their_end(claim: Claim) -> None:
    """Every instruction from the first to the last starts two cycles after its operation comes, or after the one before it ends.

    It has been fetched before it is taken, and is taken before it starts. The operation is done a cycle after the last one.
    """
    dut, m, run = claim.dut, claim.m, claim.dut.op.valid & (claim.dut.op.payload.kind == Operation.RUN)
    loading, legal, last = _loaded(claim)
    working = Signal()
    begun = Signal(range(ENGINE.training.program_words))
    starts, ends = dut.start.any(), Signal()
    m.d.comb += ends.eq(dut.done & (starts | working))
    m.d.sync += [working.eq((starts | working) & ~dut.done), begun.eq(Mux(run & ~dut.op.ready, begun + ends, 0))]
    ended = claim.past(ends & (begun == last))
    idle = ~(loading | dut.take | starts | working | ended)
    claim.assume(dut.kind < len(KINDS))
    claim.holds(dut.start == Mux(claim.past(dut.take), 1 << dut.kind, 0))
    claim.holds(dut.take == claim.past((idle & run & legal) | (ends & (begun != last))))
    claim.holds(dut.fetch == ((idle & run & legal) | (starts & (begun != last))))
    claim.holds(~dut.fetch | (run & (dut.number == Mux(idle, 0, begun + 1))))
    claim.holds(~run | (dut.op.ready == Mux(idle, ~legal, ended)))
    claim.holds((dut.state == STATES.index("RUNNING")) == (dut.take | starts | working | ended))
    dropped = Signal()
    instructions = Signal(32)
    m.d.sync += [dropped.eq(dropped | (idle & run & ~legal)), instructions.eq(instructions + ends)]
    claim.holds(dut.illegal == dropped)
    claim.holds(dut.instructions == instructions)
    claim.holds(dut.busy == dut.op.valid)
    claim.reaches(dut.op.ready & run & (begun == 2))


def programs_are_loaded(claim: Claim) -> None:
    """Words are taken until the last one, with which the operation ends; one that is refused leaves nothing to run."""
    dut, load = claim.dut, claim.dut.op.valid & (claim.dut.op.payload.kind == Operation.LOAD)
    loading, legal, _ = _loaded(claim)
    end = dut.checked & dut.last
    claim.holds(dut.open == (loading & ~end))
    claim.holds(~load | (dut.op.ready == (loading & end)))
    claim.holds(dut.restart == (load & ~loading))
    claim.holds((dut.state == STATES.index("LOADING")) == loading)
    bad_word = Signal(16)
    refused = Signal()
    first = loading & dut.refused & ~refused
    claim.m.d.sync += [bad_word.eq(Mux(first, dut.taken, bad_word)), refused.eq((refused | first) & ~dut.restart)]
    claim.holds(dut.bad_word == bad_word)
    claim.holds(loading | (dut.state == STATES.index("RUNNING")) | ((dut.state == STATES.index("ILLEGAL")) == refused))
    claim.reaches(claim.past(load & dut.op.ready) & legal)


def sums_are_added_to(claim: Claim) -> None:
    """Of any one word: what is written is all that was asked for, whatever the memory shows of a word that is being written."""
    dut, m, i, write = claim.dut, claim.m, claim.dut.i, claim.dut.write
    address = claim.constant(len(i.address))
    asked, written = i.enable & (i.address == address), write.enable & (write.address == address)
    kept, shown, total = (Signal.like(dut.word.as_value(), name=name) for name in ("kept", "shown", "total"))
    known = dut.read.enable & (dut.read.address == address) & ~written
    m.d.sync += shown.eq(Mux(known, kept, claim.free(len(shown), "anything")))
    claim.drives(dut.word, claim.past(shown))
    with m.If(written):
        m.d.sync += kept.eq(write.word)
    overflow = Signal()
    sums = [old.as_signed() + new for old, new in zip(_lanes(dut, total), i.word, strict=True)]
    with m.If(asked):
        m.d.sync += [total.eq(Cat(each[:-1] for each in sums)), overflow.eq(Cat(each[-1] ^ each[-2] for each in sums).any())]
    later = claim.past(Mux(asked, i.word.as_value(), 0))
    under_way = (later, claim.past(later))
    for old, new, *adding in zip(*(_lanes(dut, word) for word in (kept, total, *under_way)), strict=True):
        claim.holds(new == sum(adding, old)[: len(new)])
    claim.holds(write.enable == claim.past(claim.past(i.enable)))
    claim.holds(written == claim.past(claim.past(asked)))
    claim.holds(~written | (write.word.as_value() == claim.past(total)))
    claim.holds(~written | (dut.overflow == claim.past(overflow)))
    claim.holds(~dut.overflow | write.enable)
    claim.reaches(written & claim.past(written) & claim.past(claim.past(written)) & dut.overflow)


def _lanes(dut: Accumulator, word: Value) -> list[Value]:
    bits = len(word) // len(dut.i.word)
    return [word.word_select(number, bits) for number in range(len(dut.i.word))]


def _loaded(claim: Claim) -> tuple[Value, Value, Value]:
    """Operations stand; whether words are taken, whether there is a program, and the number of its last word."""
    dut, m = claim.dut, claim.m
    claim.stands(dut.op)
    loading = Signal(name="loading")
    refused = Signal(name="refused_some")
    legal = Signal(name="legal")
    last = Signal.like(dut.number, name="last_number")
    end = loading & dut.checked & dut.last
    with m.If(dut.restart):
        m.d.sync += [loading.eq(1), refused.eq(0), legal.eq(0)]
    with m.If(loading & dut.refused):
        m.d.sync += refused.eq(1)
    with m.If(end):
        m.d.sync += [loading.eq(0), legal.eq(~refused & ~dut.refused), last.eq(dut.taken)]
    return loading, legal, last


def _sequencer() -> ProgramSequencer:
    return ProgramSequencer(ENGINE)


PROOFS = {
    "training programs": Proof(_sequencer, programs_run_to_their_end, depth=16),
    "training programs, loading": Proof(_sequencer, programs_are_loaded, depth=8),
    "training sums": Proof(lambda: Accumulator(FEW_SUMS), sums_are_added_to, engine="induction", depth=6),
}
