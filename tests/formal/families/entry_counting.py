# amaranth: UnusedElaboratable=no
"""The entry-counting macro's sequencer, its loops, the choice of classes and the store's port."""

from functools import reduce
from operator import add

from amaranth.hdl import Cat, Const, Mux, Signal, Value

from bitline.macros.entry_counting.loops import Loops
from bitline.macros.entry_counting.search import Picker
from bitline.macros.entry_counting.sequencer import Sequencer
from bitline.macros.entry_counting.shapes import Kind
from bitline.macros.entry_counting.store_port import StorePort
from macros.entry_counting.cases import small

from ..claim import Claim, Proof

LANES = small(store={"lanes": 2, "words": 2, "double_buffer": True, "lanes_per_beat": 1}, requantizer={"multiplier_bits": 2})
PAIRS = small(store={"lanes": 2, "words": 2, "lanes_per_beat": 1}, search={"per_cycle": 2}, requantizer={"multiplier_bits": 2})


def operations_are_handed_on(claim: Claim) -> None:
    """Each that exists to the part that carries it out, as soon as it may, and others to none; it ends where that part takes it."""
    dut, p, op = claim.dut, claim.dut.p, claim.dut.op.payload
    claim.stands(dut.op)
    some = op.steps.any() & op.outputs.any() & op.repetitions.any() & op.pool.any()
    halves = [range(first, first + p.half_words) for first in range(0, p.store.words, p.half_words)]
    within = [(op.word >= half.start) & (op.word + op.steps <= half.stop) for half in halves]
    searched = Cat(here & dut.searching[half] for half, here in enumerate(within)).any()
    accesses = Cat(op.kind == kind for kind in (Kind.WRITE, Kind.READ, Kind.VERIFY)).any()
    exists = {
        "product": some & (op.kind == Kind.PRODUCT),
        "access": some & accesses & Cat(within).any(),
        "scale": some & (op.kind == Kind.SCALE) & (op.entry + op.steps <= p.requantizer.entries),
    }
    may = {"product": Const(1), "access": ~searched, "scale": dut.quiet}
    taken = Cat(port.valid & port.ready for port in (dut.product, dut.access, dut.scale))
    for name, there in exists.items():
        claim.holds(getattr(dut, name).valid == (dut.op.valid & there & may[name]))
    claim.holds(dut.illegal == (dut.op.valid & ~Cat(exists.values()).any()))
    claim.holds(dut.op.ready == (dut.illegal | taken.any()))
    for port in (dut.product, dut.access, dut.scale):
        for name, _ in port.payload.shape():
            claim.holds(Value.cast(port.payload[name]) == Value.cast(dut.op.payload[name]))
    claim.reaches(dut.access.valid & dut.access.ready & dut.searching.any())


def dot_products_of_a_product(claim: Claim) -> None:
    """Outputs times steps times repetitions of them; in each repetition words one after the other, and then the next product."""
    dut, m, op = claim.dut, claim.m, claim.dut.op
    claim.assume(op.outputs.any() & op.steps.any() & op.repetitions.any() & op.pool.any())
    for name, fmt in dut.p.operation_fields.items():
        claim.assume(Value.cast(op[name]) <= fmt[-1])
        claim.assume(~claim.past(~(_ends(dut) & dut.move)) | (Value.cast(op[name]) == claim.past(op[name])))
    number = Signal(16)
    repetition = Signal(op.repetitions.shape())
    each = op.outputs * op.steps
    with m.If(dut.move):
        m.d.sync += number.eq(Mux(number == each - 1, 0, number + 1))
    with m.If(dut.move & (number == each - 1)):
        m.d.sync += repetition.eq(Mux(repetition == op.repetitions - 1, 0, repetition + 1))
    claim.holds(dut.at.word == op.word + number)
    claim.holds(_ends(dut) == ((number == each - 1) & (repetition == op.repetitions - 1)))
    claim.holds(dut.at.last_repetition == (repetition == op.repetitions - 1))
    claim.holds(dut.at.first_step == (number < op.outputs))
    claim.reaches(_ends(dut) & (number == 3) & (repetition == 1))


def _ends(dut: Loops) -> Value:
    return dut.at.last_step & dut.at.last_output & dut.at.last_repetition


def every_live_class_is_searched_once(claim: Claim) -> None:
    """In as few cycles as there can be, one at least; the dot product is left with its last class."""
    dut, m = claim.dut, claim.m
    claim.stands(dut.i)
    outstanding = Signal(range(dut.p.queue_depth + 1))
    m.d.sync += outstanding.eq(outstanding + (dut.go & dut.at.tag.leaves) - dut.taken)
    claim.assume(~dut.taken | (outstanding != 0))
    live = Signal.like(dut.i.payload.live)
    taken = Signal(dut.i.payload.shape())
    first = Signal()
    under_way = Signal()
    chosen = reduce(lambda one, other: one | other, dut.chosen)
    with m.If(dut.i.valid & dut.i.ready):
        m.d.sync += [live.eq(dut.i.payload.live), taken.eq(dut.i.payload), first.eq(1), under_way.eq(1)]
    with m.Elif(dut.go):
        m.d.sync += [live.eq(live & ~chosen), first.eq(0), under_way.eq(~dut.last)]
    count = reduce(add, chosen)
    most = Const(dut.p.search.per_cycle)
    left = reduce(add, live)
    claim.holds(dut.active == under_way)
    claim.holds(~dut.active | ((chosen & ~live) == 0))
    claim.holds(~dut.active | (count == Mux(left < most, left, most)))
    claim.holds(~dut.active | (dut.last == (left <= most)))
    at, tag = dut.at, dut.at.tag
    for name in ("word", "stored", "half", "frees"):
        claim.holds(~dut.active | (Value.cast(at[name]) == Value.cast(taken[name])))
    claim.holds(~dut.active | ((tag.accumulator == taken.tag.accumulator) & (tag.addend == taken.tag.addend)))
    claim.holds(~dut.active | (Value.cast(tag.leaving) == Value.cast(taken.tag.leaving)))
    claim.holds(~dut.active | ((tag.anew == (taken.tag.anew & first)) & (tag.last == dut.last)))
    claim.holds(~dut.active | (tag.leaves == (taken.tag.leaves & dut.last)))
    waits = dut.at.tag.leaves & (outstanding == dut.p.queue_depth)
    claim.holds(dut.go == (dut.active & ~waits))
    claim.holds(dut.i.ready == (~dut.active | (dut.go & dut.last)))
    claim.holds(dut.empty == (outstanding == 0))
    claim.reaches(dut.go & ~dut.last & (live != dut.i.payload.live))


def words_of_an_access(claim: Claim) -> None:
    """A write takes a beat a cycle, read and verify three cycles a beat, of as many words as were asked for; strobes are one."""
    dut, m, p = claim.dut, claim.m, claim.dut.p
    claim.stands(dut.access)
    asked = dut.access.payload
    claim.assume(~dut.access.valid | (asked.steps.any() & (asked.word + asked.steps <= p.store.words)))
    claim.assume(Cat(asked.kind == kind for kind in (Kind.WRITE, Kind.READ, Kind.VERIFY)).any())
    claim.assume(dut.w.valid & dut.r.ready)
    age = Signal(range(3 * p.store.words * p.beats + 2))
    length = Signal.like(age)
    begins = dut.access.valid & dut.access.ready
    beats = asked.steps * p.beats
    with m.If(begins):
        m.d.sync += [age.eq(1), length.eq(Mux(asked.kind == Kind.WRITE, beats, 3 * beats))]
    with m.Elif(age == length):
        m.d.sync += age.eq(0)
    with m.Elif(age != 0):
        m.d.sync += age.eq(age + 1)
    strobes = Cat(dut.write)
    claim.holds((strobes & (strobes - 1))[: len(strobes)] == 0)
    claim.holds((age == 0) | dut.busy)
    claim.holds(~dut.access.ready | (age == 0))
    idle = Signal(range(4))
    m.d.sync += idle.eq(Mux((age == 0) & ~begins, idle + (idle != 3), 0))
    claim.holds((idle != 3) | dut.access.ready)
    claim.reaches(begins & (asked.kind == Kind.VERIFY) & claim.past(claim.past(claim.past(dut.write[-1].any()))))


PROOFS = {
    "entry-counting operations": Proof(lambda: Sequencer(LANES), operations_are_handed_on),
    "entry-counting loops": Proof(lambda: Loops(LANES), dot_products_of_a_product, depth=16, quick=False, complete=False),
    "entry-counting choices": Proof(lambda: Picker(PAIRS), every_live_class_is_searched_once, depth=16),
    "entry-counting accesses": Proof(lambda: StorePort(LANES), words_of_an_access, depth=16, complete=False),
}
