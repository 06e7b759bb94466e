# amaranth: UnusedElaboratable=no
"""Blocks that keep sums, counts and words: what they show is what a reference has gathered beat by beat."""

from functools import reduce
from operator import add

from amaranth.hdl import Array, Mux, Signal, Value

from bitline.params import formats
from bitline.periphery.input_buffer import InputBuffer
from bitline.periphery.max_pool import MaxPool
from bitline.periphery.page_buffer import PageBuffer
from bitline.periphery.queue import Queue
from bitline.periphery.serial_accumulators import SerialAccumulators
from bitline.periphery.shift_add import ShiftAdd

from .claim import Claim, Proof


def reads_add_up(claim: Claim) -> None:
    """Horner's rule over weighted codes, as long as the exact total stays in its format."""
    dut, m = claim.dut, claim.m
    weighed = reduce(add, (code * weight for code, weight in zip(dut.codes, dut.weights, strict=True)))
    if dut.correction_shift is not None:
        weighed = weighed - (dut.correction << dut.correction_shift)
    kept = Signal(dut.weighted)
    total = Signal(dut.accumulator)
    known = Signal(2)
    after = Mux(dut.first, 0, total << dut.shift) + Mux(dut.negative, -kept, kept)
    claim.assume(~dut.add | (known[0] & (dut.first | known[1])))
    with m.If(dut.sum):
        m.d.sync += [kept.eq(weighed), known[0].eq(1)]
    with m.If(dut.add):
        m.d.sync += [total.eq(after), known[1].eq((after >= dut.accumulator[0]) & (after <= dut.accumulator[-1]))]
    claim.holds(~known[1] | (dut.total == total))
    claim.reaches(known[1] & (dut.total < -16))


def accumulators_are_sums(claim: Claim) -> None:
    """Every sign is that of a sum modulo ``2**width``; the inputs stand from ``add`` to ``done``."""
    dut, m = claim.dut, claim.m
    busy = Signal()
    known = Signal()
    with m.If(dut.add):
        m.d.sync += busy.eq(1)
    with m.Elif(dut.done):
        m.d.sync += busy.eq(0)
    claim.assume(~(busy & dut.add))
    for port in (dut.bits, dut.place, dut.fresh, dut.start_at):
        claim.assume(~busy | (Value.cast(port) == claim.past(port)))
    claim.assume(dut.place < dut.width)
    claim.assume(~dut.add | known | dut.fresh)
    for k in range(dut.count):
        total = Signal(dut.width, name=f"total_{k}")
        begins = Mux(dut.fresh, dut.start_at.as_unsigned(), total)
        with m.If(dut.add):
            m.d.sync += [total.eq(begins + (dut.bits[k] << dut.place)), known.eq(1)]
        claim.holds(~dut.done | (dut.negative[k] == total[-1]))
    since = Signal(range(dut.width + 3))
    m.d.sync += since.eq(Mux(dut.add, 1, Mux(since == dut.width + 2, since, since + 1)))
    claim.holds(~busy | (dut.done == (since == dut.width + 1)))
    claim.reaches(dut.done & dut.negative.all() & ~dut.fresh)


def comes_out_as_it_went_in(claim: Claim) -> None:
    """The beat of any one number leaves as the beat of that number."""
    dut, m = claim.dut, claim.m
    chosen = claim.constant(3)
    gone_in = Signal(4)
    gone_out = Signal(4)
    beat = Signal.like(Value.cast(dut.i.payload))
    with m.If(dut.i.valid & dut.i.ready):
        m.d.sync += gone_in.eq(gone_in + ~gone_in[-1])
        with m.If(gone_in == chosen):
            m.d.sync += beat.eq(dut.i.payload)
    with m.If(dut.o.valid & dut.o.ready):
        m.d.sync += gone_out.eq(gone_out + ~gone_out[-1])
    claim.assume(~gone_in[-1])
    claim.holds(gone_out <= gone_in)
    claim.holds(gone_in <= gone_out + dut.depth)
    claim.holds(~dut.o.valid | (gone_out != chosen) | (Value.cast(dut.o.payload) == beat))
    claim.reaches(dut.o.valid & dut.o.ready & (gone_out == chosen) & (chosen == 2))


def page_is_its_beats(claim: Claim) -> None:
    dut, m = claim.dut, claim.m
    size = len(Value.cast(dut.i.payload))
    page = Signal(dut.beats * size)
    taken = Signal(range(dut.beats + 1))
    claim.assume(~dut.free | dut.full)
    with m.If(dut.i.valid & dut.i.ready):
        m.d.sync += [page.word_select(taken, size).eq(dut.i.payload), taken.eq(taken + 1)]
    with m.If(dut.free):
        m.d.sync += taken.eq(0)
    claim.holds(dut.full == (taken == dut.beats))
    claim.holds(~dut.full | (dut.page.as_value() == page[: len(dut.page.as_value())]))
    claim.holds(~dut.i.ready | ~dut.full)
    claim.reaches(dut.full & dut.page.as_value().all())


def words_are_the_inputs(claim: Claim) -> None:
    """Each group as it came, in the form in which its digits are driven."""
    dut, m = claim.dut, claim.m
    signed = claim.held(dut.is_signed)
    groups = claim.held(dut.groups)
    claim.assume((groups >= 1) & (groups <= dut.depth))
    beats = Array(Signal.like(Value.cast(dut.i.payload), name=f"beat_{k}") for k in range(dut.depth))
    taken = Signal.like(dut.groups)
    claim.assume(~dut.done | (taken == groups))
    with m.If(dut.i.valid & dut.i.ready):
        m.d.sync += [beats[taken].eq(dut.i.payload), taken.eq(taken + 1)]
    with m.If(dut.done):
        m.d.sync += taken.eq(0)
    claim.holds(dut.loaded == taken)
    claim.holds(dut.i.ready == (dut.open & (taken != groups)))
    for k, word in enumerate(dut.words):
        given = beats[dut.group].word_select(k, dut.bits)
        claim.holds((dut.group >= taken) | (word == _driven(dut, given, signed)))
    claim.reaches((dut.group == 1) & (taken == 2) & (dut.words[0] == 1) & (dut.words[1] == 3))


def _driven(dut: InputBuffer, given: Value, signed: Value) -> Value:
    negative = signed & given[-1]
    if dut.sign == "offset_binary":
        return Mux(signed, (given.as_signed() + (1 << dut.bits - 1))[: dut.bits], given)
    if dut.sign == "sign_magnitude":
        return Mux(negative, (-given.as_signed())[: dut.bits], given) | negative << dut.bits
    return given


def largest_of_the_window(claim: Claim) -> None:
    dut, m, i = claim.dut, claim.m, claim.dut.i.payload
    largest = Array(Signal(dut.pooled, name=f"reference_{k}") for k in range(dut.slots))
    under_way = Signal(dut.slots)
    begun = under_way.bit_select(i.slot, 1)
    claim.assume(~dut.i.valid | ((i.slot < dut.slots) & (begun ^ i.first)))
    # a window of several values has them in the narrower format
    claim.assume((i.first & i.last) | ((i.value >= dut.pooled[0]) & (i.value <= dut.pooled[-1])))
    now = Mux(i.first | (i.value > largest[i.slot]), i.value, largest[i.slot])
    with m.If(dut.i.valid & dut.i.ready):
        m.d.sync += [largest[i.slot].eq(now), begun.eq(~i.last)]
    claim.holds(dut.o.valid == (dut.i.valid & i.last))
    claim.holds(~dut.o.valid | (dut.o.payload == now))
    claim.reaches(dut.o.valid & ~i.first & (dut.o.payload != i.value))


def _shift_add(correction: tuple[range, int] | None) -> ShiftAdd:
    weights = (1, 2, -4)
    weighted = formats.total([formats.scaled(range(4), weight) for weight in weights])
    if correction:
        weighted = formats.total([weighted, formats.scaled(correction[0], -(1 << correction[1]))])
    return ShiftAdd(
        code_bits=2, weights=weights, weighted=weighted, accumulator=range(-64, 64), correction=correction, role="forward"
    )


PROOFS = {
    "shift-and-add": Proof(lambda: _shift_add(None), reads_add_up, quick=False),
    "shift-and-add, correction": Proof(lambda: _shift_add((range(-3, 4), 1)), reads_add_up),
    "serial accumulators": Proof(lambda: SerialAccumulators(2, range(-4, 4)), accumulators_are_sums, depth=20),
    "queue": Proof(lambda: Queue(2, 3, "result"), comes_out_as_it_went_in),
    "queue of one place": Proof(lambda: Queue(2, 1, "result"), comes_out_as_it_went_in, quick=False),
    "page buffer": Proof(lambda: PageBuffer(words=5, bits=2, beat=2, role="input"), page_is_its_beats),
    **{
        f"input buffer, {sign}": Proof(
            lambda sign=sign: InputBuffer(groups=2, lines=2, bits=3, sign=sign), words_are_the_inputs, quick=sign == "offset_binary"
        )
        for sign in ("twos_complement", "sign_magnitude", "offset_binary")
    },
    "max pool": Proof(lambda: MaxPool(range(-4, 4), range(-2, 2), 2), largest_of_the_window),
}
