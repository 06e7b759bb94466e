# amaranth: UnusedElaboratable=no
"""The two-way macro's sequencer."""

from collections.abc import Iterator

from amaranth.hdl import Array, Cat, Const, Signal, Value

from bitline.macros.two_way.sequencer import Sequencer
from bitline.macros.two_way.shapes import Kind, tag
from bitline.params.two_way import DIRECTIONS, Side
from parameters import two_way

from ..claim import Claim, Proof

MACRO = two_way(
    array={"rows": 4, "columns": 2, "lines_per_read": 2}, input={"bits": 2}, weight={"bits": 2}, adc={"bits": 2, "share": 2}
)
MAGNITUDES = two_way(
    array={"rows": 4, "columns": 2, "lines_per_read": 2, "layout": "interleaved"},
    input={"bits": 2, "sign": "sign_magnitude"}, weight={"bits": 2}, adc={"bits": 2, "share": 1},
)  # fmt: skip
PRODUCTS = {Kind.FORWARD: "forward", Kind.BACKWARD: "backward"}
ACCESSES = (Kind.WRITE, Kind.READ, Kind.VERIFY)


def evaluations_of_the_schedule(claim: Claim) -> None:
    """The start of each number is that of the schedule, one comes whenever it may, and the last one ends the operation."""
    dut, room = claim.dut, _begun(claim) != claim.dut.p.queue_depth
    starts = dut.start_valid & dut.start_ready
    count = Signal(range(1 + max(side.evaluations(signed) for side in dut.p.sides.values() for signed in (False, True))))
    with claim.m.If(starts):
        claim.m.d.sync += count.eq(count + 1)
    with claim.m.If(dut.op.ready):
        claim.m.d.sync += count.eq(0)
    for kind, direction in PRODUCTS.items():
        for signed in (False, True):
            here = dut.product & (dut.op.payload.kind == kind) & (dut.op.payload.signed == signed)
            table = list(_schedule(dut, dut.p.sides[direction], signed))
            claim.holds(~(here & starts) | (_started(dut) == Array(table)[count]))
            claim.holds(~here | (dut.done == (starts & (count == len(table) - 1))))
            claim.holds(~here | (dut.groups == dut.p.sides[direction].groups))
            claim.reaches(here & dut.done)
    claim.holds(~dut.product | (dut.op.ready == dut.done))
    claim.holds(dut.start_valid == (dut.product & (dut.group < dut.loaded) & (room | ~dut.start_tag.end)))


def accesses_wait_and_end(claim: Claim) -> None:
    """They are handed on while no evaluation is under way; what does not exist is dropped."""
    dut, kind = claim.dut, claim.dut.op.payload.kind
    _begun(claim)
    exists = (kind == Kind.CLEAR) | (Cat(kind == each for each in ACCESSES).any() & (dut.op.payload.row < dut.p.array.rows))
    product = (kind == Kind.FORWARD) | (kind == Kind.BACKWARD)
    claim.holds(dut.access_valid == (dut.op.valid & exists & dut.idle))
    claim.holds(~(dut.op.valid & ~product) | (dut.op.ready == Cat(exists & dut.idle & dut.access_ready, ~exists).any()))
    claim.holds(dut.op.valid | ~dut.op.ready)
    claim.reaches(dut.access_valid & dut.access_ready)


def status_is_told(claim: Claim) -> None:
    """Evaluations are counted, and what was dropped is remembered."""
    dut, m = claim.dut, claim.m
    begun, kind = _begun(claim), claim.dut.op.payload.kind
    evaluations = Signal(32)
    dropped = Signal()
    m.d.sync += [
        evaluations.eq(evaluations + claim.past(dut.start_valid & dut.start_ready)),
        dropped.eq(dropped | (dut.op.valid & ~dut.product & ~dut.access_valid & dut.op.ready)),
    ]
    claim.holds(dut.evaluations == evaluations)
    claim.holds(dut.illegal == dropped)
    claim.holds(dut.product == (dut.op.valid & ((kind == Kind.FORWARD) | (kind == Kind.BACKWARD))))
    claim.holds(dut.busy == (dut.op.valid | (begun != 0)))
    claim.reaches(dropped & (evaluations == 2))


def _begun(claim: Claim) -> Value:
    """Operations stand, results come after they were begun; how many of these have not left yet."""
    dut = claim.dut
    claim.stands(dut.op)
    begun = Signal(range(dut.p.queue_depth + 1), name="begun")
    claim.m.d.sync += begun.eq(begun + (dut.start_valid & dut.start_ready & dut.start_tag.end) - dut.taken)
    claim.assume(~dut.taken | (begun != 0))
    claim.holds(begun <= dut.p.queue_depth)
    return begun


def _started(dut: Sequencer) -> Value:
    return Cat(dut.start_tag, dut.group, dut.digit, dut.polarity, dut.plane)


def _schedule(dut: Sequencer, side: Side, signed: bool) -> Iterator[Value]:
    """What is started, one after the other: slot by slot, in each all reads, in each all line groups."""
    p, reads = dut.p, side.reads(signed)
    for slot in range(p.adc.share):
        for number, read in enumerate(reads):
            for group in range(side.groups):
                end = number == len(reads) - 1 and group == side.groups - 1
                of_the_tag = {
                    "backward": DIRECTIONS.index(side.direction), "first": number == 0 and group == 0, "slot": 1 << slot,
                    "shift": 0 if group else read.shift, "negative": read.negative, "mid": read.mid,
                    "correct": read.correct and not group, "end": end, "last": slot == p.adc.share - 1,
                }  # fmt: skip
                of_the_drive = {
                    "group": group, "digit": dut.digits.index((read.low, read.bits)),
                    "polarity": read.polarity < 0, "plane": 1 << read.plane,
                }  # fmt: skip
                driven = (Const(value, len(getattr(dut, name))) for name, value in of_the_drive.items())
                yield Cat(Const(tag(p).const(of_the_tag).as_bits(), len(Value.cast(dut.start_tag))), *driven)


def _sequencer() -> Sequencer:
    return Sequencer(MACRO)


PROOFS = {
    "two-way products": Proof(_sequencer, evaluations_of_the_schedule, depth=20),
    "two-way accesses": Proof(_sequencer, accesses_wait_and_end),
    "two-way status": Proof(_sequencer, status_is_told),
    "two-way products, interleaved": Proof(
        lambda: Sequencer(MAGNITUDES), evaluations_of_the_schedule, depth=30, quick=False, complete=False
    ),
}
