# amaranth: UnusedElaboratable=no
"""Whole macros with streams that never pause: any two operations are done in the cycles that the estimate predicts,
whatever the array answers."""

from collections.abc import Callable, Mapping

from amaranth.hdl import Cat, Mux, Signal, Value

from bitline.estimate import binary as binary_cycles
from bitline.estimate import two_way as two_way_cycles
from bitline.macros.binary.shapes import Kind as BinaryKind
from bitline.macros.two_way.shapes import Kind
from macros.binary.cases import ENDS

from . import arrays
from .arrays import SMALL
from .claim import Claim, Proof

LONGEST = 127
"""Cycles that two operations take, at most."""


def two_way_operations(claim: Claim) -> None:
    """All of them, with signed inputs and with others."""
    kinds = {kind.name.lower(): kind for kind in Kind}
    cases = {(name, signed): (kinds[name], signed) for name in kinds for signed in (False, True)}
    payload = claim.dut.op.payload
    matches = {case: (payload.kind == kind) & (payload.signed == signed) for case, (kind, signed) in cases.items()}
    claim.assume(payload.row < claim.dut.p.array.rows)
    _in_time(claim, matches, lambda *operations: two_way_cycles.timeline(claim.dut.p, operations).accepted)


def binary_operations(claim: Claim) -> None:
    """Accesses and trims."""
    kinds = (BinaryKind.WRITE, BinaryKind.READ, BinaryKind.VERIFY, BinaryKind.TRIM)
    payload = claim.dut.op.payload
    matches = {binary_cycles.Operation(kind.name.lower()): payload.kind == kind for kind in kinds}
    claim.assume(payload.row < claim.dut.p.array.rows)
    for port in (claim.dut.start_trim, claim.dut.start_test, claim.dut.trim_repeats):
        claim.drives(port, 0)
    _in_time(claim, matches, lambda *operations: binary_cycles.timeline(claim.dut.p, operations).accepted)


def _in_time(claim: Claim, matches: Mapping[object, Value], accepted: Callable[..., list[int]]) -> None:
    """Hold two operations of these, one after the other, against the cycles in which they are done."""
    dut, m = claim.dut, claim.m
    for name in ("x", "w"):
        claim.drives(getattr(dut, name).valid, 1)
    for name in ("y", "r"):
        claim.drives(getattr(dut, name).ready, 1)
    for name in dut.signature.members:
        if name.startswith("stretch"):
            claim.drives(getattr(dut, name), 0)
    done = Signal(range(3))
    cycle = Signal(range(LONGEST + 1))
    claim.drives(dut.op.valid, done != 2)
    claim.stands(dut.op)
    m.d.sync += [cycle.eq(cycle + 1), done.eq(done + dut.op.ready)]
    claim.assume((done == 2) | Cat(matches.values()).any())
    first = {case: Signal(name=f"first_{number}") for number, case in enumerate(matches)}
    for case, match in matches.items():
        m.d.sync += first[case].eq(Mux(done == 0, match, first[case]))
        claim.holds(~(match & (done == 0)) | (dut.op.ready == (cycle == accepted(case)[0])))
        for before, was in first.items():
            claim.holds(~(was & match & (done == 1)) | (dut.op.ready == (cycle == accepted(before, case)[1])))
    claim.reaches(done == 1)


PROOFS = {
    "two-way timelines": Proof(arrays.macro(SMALL), two_way_operations, "deep", 80, quick=False),
    "binary timelines": Proof(arrays.macro(ENDS), binary_operations, "deep", 60, quick=False),
}
