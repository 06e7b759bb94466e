# amaranth: UnusedElaboratable=no
"""Blocks that take an array through its phases: each has its length, and every order comes to an end."""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import add
from typing import Any

from amaranth.hdl import Array, Cat, Const, Mux, Signal, Value
from amaranth.lib import data

from bitline.periphery.array_port import Access, ArrayPort
from bitline.periphery.conversion import Conversion
from bitline.periphery.march import MARCH_C_MINUS, Element, March
from bitline.periphery.phases import Phases
from bitline.periphery.shapes import index
from bitline.periphery.vote import STAGES, Vote

from .claim import Claim, Proof

LONGEST = 63
"""Cycles that a reference counts."""


def phases_have_their_lengths(claim: Claim) -> None:
    """By the age of the evaluation, which is one in the cycle after it was accepted."""
    dut = claim.dut
    lengths = list(_lengths(claim, dut))
    precharge, evaluate, strobe = lengths
    accepted = dut.i.valid & dut.i.ready
    age = _age(claim, accepted)
    _follow(claim, dut, age, lengths)
    period = sum(lengths, Const(0)) + dut.rest
    claim.holds(dut.i.ready == ((age == 0) | (age >= period)))
    claim.holds(dut.idle == ((age == 0) | (age > period)))
    claim.holds(dut.strobing == ((age != 0) & (age == precharge + evaluate)))
    claim.holds(dut.ending == ((age != 0) & (age == precharge + evaluate + strobe)))
    claim.holds((age == 0) | (Value.cast(dut.tag) == _kept(claim, accepted, dut.i.payload)))
    claim.reaches(claim.past(accepted) & (age == 1) & (claim.past(age) == period))


def conversions_have_their_lengths(claim: Claim) -> None:
    """Phases by the age of the evaluation; steps, tag and answer by that of its sample."""
    dut = claim.dut
    lengths = list(_lengths(claim, dut))
    accepted = dut.i.valid & dut.i.ready
    age = _age(claim, accepted)
    _follow(claim, dut, age, lengths)
    period = sum(lengths, Const(0)) + dut.rest
    claim.holds(dut.i.ready == ((age == 0) | (age >= period)))
    sampling = (age != 0) & (age == lengths[0] + lengths[1])
    since = _age(claim, sampling)
    steps, each = len(dut.step), dut.compare_cycles
    for number in range(steps):
        trying = (since > number * each) & (since <= (number + 1) * each)
        claim.holds(dut.step[steps - 1 - number] == trying)
    claim.holds(dut.decide == _any((since == (number + 1) * each) for number in range(steps)))
    claim.holds(dut.o_valid == claim.past(since == steps * each))
    claim.holds(dut.idle == (((age == 0) | (age > period)) & ((since == 0) | (since > steps * each + 1))))
    tag = _kept(claim, accepted, dut.i.payload)
    converting = _kept(claim, sampling, tag)
    answered = _kept(claim, since == steps * each, converting)
    claim.holds(~dut.step.any() | (Value.cast(dut.converting) == converting))
    claim.holds(~dut.o_valid | (Value.cast(dut.o_tag) == answered))
    claim.reaches(dut.o_valid & (dut.precharge | dut.evaluate))


def accesses_come_to_an_end(claim: Claim) -> None:
    """Strobes have their lengths, never two at once; address and data stand still from the cycle before to the cycle after."""
    dut, m = claim.dut, claim.m
    claim.assume(dut.w.valid & dut.r.ready)
    claim.stands(dut.i)
    claim.assume(dut.i.payload.row < dut.rows)
    claim.holds(~(dut.write & dut.read))
    claim.holds((dut.word_group & (dut.word_group - 1))[: dut.groups] == 0)
    strobe = dut.write | dut.read
    for port in (dut.row, dut.word_group, dut.write_data):
        claim.holds(~(strobe | claim.past(dut.write)) | (port == claim.past(port)))
    for name, length in dut.lengths.items():
        ran = Signal(range(length + 2), name=f"{name}_ran")
        line = getattr(dut, name)
        m.d.sync += ran.eq(Mux(line, ran + 1, 0))
        claim.holds(~line | (ran < length))
        claim.holds(line | (ran == 0) | (ran == length))
    _cells_are_those(claim)
    waiting = Signal(range(LONGEST + 1))
    m.d.sync += waiting.eq(Mux(dut.i.valid & ~dut.i.ready, waiting + (waiting != LONGEST), 0))
    read, write = dut.lengths["read"], dut.lengths["write"]
    access = dut.i.payload.access
    each = {
        Access.WRITE: 4 + write + 2 * read if dut.follow else 3 + write,
        Access.READ: 3 + read,
        Access.VERIFY: 3 + read,
        Access.CLEAR: 4 + write + read if dut.follow else 3 + write,
    }
    for kind, cycles in each.items():
        groups = dut.groups * (dut.rows if kind == Access.CLEAR else 1)
        claim.holds(~dut.i.valid | (access != kind) | (dut.i.ready == (waiting == groups * cycles)))
        claim.reaches(dut.i.valid & dut.i.ready & (access == kind))


def _cells_are_those(claim: Claim) -> None:
    """Those of the beat are written, and verified against; those read are shown."""
    dut = claim.dut
    beat = _kept(claim, dut.w.valid & dut.w.ready, dut.w.payload)
    wanted = Mux(dut.i.payload.access == Access.CLEAR, dut.cleared, beat)
    claim.holds(~dut.write | (dut.write_data == wanted))
    shown = _kept(claim, dut.read, dut.read_data)
    claim.holds(~dut.r.valid | (dut.r.payload.cells == shown))
    verifies = dut.i.payload.access == Access.VERIFY
    claim.holds(~dut.r.valid | (dut.r.payload.difference == Mux(verifies, shown ^ beat, 0)))


def rows_in_the_order_of_the_march(claim: Claim) -> None:
    """The orders are those of the elements from the first to the last, as a list."""
    dut, m = claim.dut, claim.m
    orders, begins = _march(dut.rows, dut.elements)
    entry = data.StructLayout({"access": Access, "row": index(dut.rows), "one": 1})
    table = Array(entry.const(order).as_bits() for order in orders)
    first, last = claim.held(dut.first), claim.held(dut.last)
    claim.assume((first <= last) & (last < len(dut.elements)))
    begin, end = (Array(begins)[number] for number in (first, last + 1))
    number = Signal(range(len(orders) + 1))
    running = Signal()
    claim.assume(~(dut.start & running))
    moves = dut.o.valid & dut.o.ready
    with m.If(dut.start):
        m.d.sync += [number.eq(begin), running.eq(1)]
    with m.Elif(moves):
        m.d.sync += [number.eq(number + 1), running.eq(~dut.done)]
    wanted = Signal(entry)
    m.d.comb += wanted.as_value().eq(table[number])
    claim.assume(dut.o.valid | ~dut.o.ready)
    claim.holds(dut.o.valid == running)
    claim.holds(~running | (Value.cast(dut.o.payload) == Value.cast(wanted)[: len(Value.cast(dut.o.payload))]))
    claim.holds(~running | (dut.one == wanted.one))
    claim.holds(~running | (dut.done == (dut.o.ready & (number == end - 1))))
    claim.reaches(dut.done & (first == 1) & (last == 3))


def scores_are_votes(claim: Claim) -> None:
    """Class by class the weighed count of its columns, and the first of the highest; done after as many cycles as it says."""
    dut, m, at = claim.dut, claim.m, claim.dut.o.payload
    claim.assume(dut.o.ready)
    claim.assume(~dut.load | ~dut.busy)
    claim.assume((dut.classes >= 1) & (dut.classes <= dut.most) & (dut.count <= dut.columns))
    scores = _expected_scores(claim)
    sends = _kept(claim, dut.load, dut.send)
    classes = _kept(claim, dut.load, dut.classes)
    number = Signal(range(dut.most + 1))
    with m.If(dut.load):
        m.d.sync += number.eq(0)
    with m.Elif(dut.o.valid):
        m.d.sync += number.eq(number + 1)
    right = (at.score == scores[number]) & (at.last == (number == classes - 1))
    claim.holds(~dut.o.valid | (sends & (number < classes) & right))
    for k, score in enumerate(scores):
        loses = (scores[at.label] > score) | ((scores[at.label] == score) & (at.label <= k))
        claim.holds(~dut.o.valid | (k > number) | loses)
    age = _age(claim, dut.load)
    claim.holds(dut.busy == ((age != 0) & (age < STAGES + classes)))
    claim.reaches(at.last & dut.o.valid & (at.label == 1))


def _expected_scores(claim: Claim) -> Array:
    """What the classes have after the last load; a score is added to only where there is one."""
    dut, m = claim.dut, claim.m
    scores = Array(Signal(dut.scores, name=f"expected_{k}") for k in range(dut.most))
    known = Signal(dut.most)
    for k, score in enumerate(scores):
        low = dut.first + k * dut.count
        fired = _sum((place >= low) & (place < low + dut.count) & bit for place, bit in enumerate(dut.bits))
        claim.assume(~(dut.load & (k < dut.classes) & dut.keep) | known[k])
        with m.If(dut.load & (k < dut.classes)):
            m.d.sync += [score.eq(Mux(dut.keep, score, 0) + (fired << dut.place)), known[k].eq(1)]
    return scores


def _any(conditions: Iterable[Value]) -> Value:
    return Cat(*conditions).any()


def _sum(bits: Iterable[Value]) -> Value:
    return reduce(add, bits)


def _lengths(claim: Claim, dut: Any) -> Iterator[Value]:
    """The length of each phase with its stretch, which stands still."""
    for phase, length in dut.lengths.items():
        yield length + (claim.held(getattr(dut, f"stretch_{phase}")) if dut.stretch_bits else Const(0))


def _follow(claim: Claim, dut: Any, age: Signal, lengths: Sequence[Value]) -> None:
    """The three lines by the age of the evaluation; the strobe falls with the second of them."""
    (precharge, evaluate, strobe), names = lengths, list(dut.lengths)
    rise, end = precharge + evaluate, precharge + evaluate + strobe
    for name, low, high in ((names[0], Const(0), precharge), (names[1], precharge, end), (names[2], rise, end)):
        claim.holds(getattr(dut, name) == ((age > low) & (age <= high)))


def _age(claim: Claim, event: Value) -> Signal:
    """Cycles since an event, one in the cycle after it; zero where there has been none."""
    age = Signal(range(LONGEST + 1), name=f"age_{id(event):x}")
    with claim.m.If(event):
        claim.m.d.sync += age.eq(1)
    with claim.m.Elif((age != 0) & (age != LONGEST)):
        claim.m.d.sync += age.eq(age + 1)
    return age


def _kept(claim: Claim, event: Value, value: Any) -> Signal:
    """The value that was there with the event."""
    kept = Signal.like(Value.cast(value), name=f"kept_{id(value):x}")
    with claim.m.If(event):
        claim.m.d.sync += kept.eq(value)
    return kept


def _march(rows: int, elements: Sequence[Element]) -> tuple[list[dict[str, Any]], list[int]]:
    """All orders, and the place of each element's first one; after the last element that of the end."""
    orders, begins = [], []
    for element in elements:
        begins.append(len(orders))
        for row in reversed(range(rows)) if element.downwards else range(rows):
            for access, one in ((Access.VERIFY, element.verifies), (Access.WRITE, element.writes)):
                if one is not None:
                    orders.append({"access": access, "row": row, "one": one})
    return orders, [*begins, len(orders)]


def _conversion(**choices: int) -> Conversion:
    usual = {"precharge": 1, "evaluate": 2, "hold": 1, "steps": 3, "compare_cycles": 1, "stretch_bits": 0, "tag": 2}
    return Conversion(**usual | choices)


def _phases(rest: int, stretch_bits: int) -> Phases:
    return Phases({"precharge": 2, "evaluate": 1, "compare": 2}, rest=rest, stretch_bits=stretch_bits, tag=2)


def _port(**choices: Any) -> ArrayPort:
    usual = {"rows": 2, "groups": 2, "cells": 2, "cleared": 1, "write": 1, "read": 2, "follow": False}
    return ArrayPort(**usual | choices)


def _vote() -> Vote:
    return Vote(columns=4, classes=3, places=range(2), scores=range(8))


PROOFS = {
    "phases": Proof(lambda: _phases(0, 0), phases_have_their_lengths, depth=16, quick=False),
    "phases, rest and stretch": Proof(lambda: _phases(2, 1), phases_have_their_lengths, depth=16),
    "conversion": Proof(_conversion, conversions_have_their_lengths, depth=16, quick=False),
    "conversion, slow": Proof(
        lambda: _conversion(steps=3, compare_cycles=3, hold=2), conversions_have_their_lengths, depth=24, quick=False
    ),
    "conversion, stretch": Proof(lambda: _conversion(steps=1, stretch_bits=1), conversions_have_their_lengths, depth=16),
    "array port": Proof(_port, accesses_come_to_an_end, depth=28),
    "array port, follow": Proof(lambda: _port(follow=True, write=2, read=1), accesses_come_to_an_end, depth=36, quick=False),
    "march": Proof(lambda: March(3, MARCH_C_MINUS), rows_in_the_order_of_the_march, depth=24),
    "vote": Proof(_vote, scores_are_votes, "bounded", 14),
    "vote, for all time": Proof(_vote, scores_are_votes, depth=14, quick=False, complete=False),
}
