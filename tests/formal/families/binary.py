# amaranth: UnusedElaboratable=no
"""The binary macro's sequencer, in surroundings that answer now and then: all that is asked for in the same cycle, or nothing."""

from amaranth.hdl import Signal

from bitline.macros.binary.sequencer import Sequencer
from bitline.macros.binary.shapes import Kind, StepKind
from parameters import binary

from ..claim import Claim, Proof

MACRO = binary(
    array={"rows": 4, "columns": 2, "code_bits": 1, "word": 1},
    bias={"rows": 1, "entries": 1},
    trim={"digits": 1, "step": 1},
    program={"steps": 2, "pages": 1, "classes": 1},
    accumulator={"bits": 2},
    input={"lines": 2},
)
ANSWERS = {Kind.RUN: 33, Kind.LOAD: 6, Kind.WRITE: 2, Kind.READ: 2, Kind.VERIFY: 2, Kind.TRIM: 8, Kind.TEST: 56}
"""Cycles with answers that an operation stands for, at most: a run of two steps, a program of two words."""


def operations_come_to_an_end(claim: Claim) -> None:
    """After so many answers, whenever they come."""
    dut, m = claim.dut, claim.m
    answers = _surroundings(claim)
    waited = Signal(range(max(ANSWERS.values()) + 2))
    with m.If(~dut.op.valid | dut.op.ready):
        m.d.sync += waited.eq(0)
    with m.Elif(answers):
        m.d.sync += waited.eq(waited + 1)
    for kind, most in ANSWERS.items():
        here = dut.op.valid & (dut.op.payload.kind == kind)
        claim.holds(~here | (waited <= most))
    claim.reaches(dut.op.valid & dut.op.ready & (dut.op.payload.kind == Kind.TRIM))


def _surroundings(claim: Claim) -> Signal:
    """Whether they answer; programs have two words and two steps, nothing is asked for by registers."""
    dut, m, step = claim.dut, claim.m, claim.dut.step
    answers = claim.free(1, "answers")
    claim.stands(dut.op)
    for port in (dut.start_trim, dut.start_test, dut.vote_busy):
        claim.drives(port, 0)
    claim.drives(dut.page_full, 1)
    for port in (dut.start_ready, dut.idle, dut.summed, dut.taken, dut.voted, dut.shown):
        claim.drives(port, answers)
    claim.drives(dut.order.ready, dut.order.valid & answers)
    coming = Signal()
    claim.drives(dut.word, coming & answers)
    m.d.sync += coming.eq(dut.open | (coming & ~answers))
    words = Signal(2, name="words_loaded")
    with m.If(dut.op.ready | ~dut.op.valid):
        m.d.sync += words.eq(0)
    with m.Elif(dut.word):
        m.d.sync += words.eq(words + 1)
    claim.assume(~dut.word | (dut.last_word == (words == 1)))
    claim.assume(step.last | (dut.number != 1))
    claim.assume((step.kind == StepKind.EVALUATE) | (step.kind == StepKind.SEARCH) | (step.kind == StepKind.RELOAD))
    claim.assume((step.count >= 1) & (step.count <= dut.p.array.rows))
    return answers


PROOFS = {
    "binary operations": Proof(lambda: Sequencer(MACRO), operations_come_to_an_end, depth=24, quick=False, complete=False),
}
