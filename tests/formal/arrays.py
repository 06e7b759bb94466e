# amaranth: UnusedElaboratable=no
"""Whole macros: an array is never evaluated while it is accessed, and no queue behind it ever overflows."""

import importlib
from collections.abc import Callable

from amaranth.hdl import Cat

from bitline.params import MacroParameters
from macros.binary.cases import ENDS
from parameters import two_way

from . import streams
from .claim import Claim, Proof
from .streams import LANES

SMALL = two_way(
    array={"rows": 4, "columns": 2, "lines_per_read": 2}, input={"bits": 2}, weight={"bits": 2}, adc={"bits": 2, "share": 2}
)


def evaluated_or_accessed(claim: Claim) -> None:
    streams.beats_come_by_the_rules(claim)
    array = claim.inside.submodules.u_array
    evaluates = Cat(getattr(array, pin.name) for pin in array.pins if pin.role == "phase").any()
    claim.holds(~(evaluates & (array.write | array.read)))
    claim.holds(~(array.write & array.read))
    claim.reaches(evaluates & claim.past(claim.past(claim.past(~evaluates))))


def searched_or_written(claim: Claim) -> None:
    """No word of a half of the store is searched while that half is accessed."""
    streams.beats_come_by_the_rules(claim)
    parts = claim.inside.submodules
    searched = parts.picker.go & parts.picker.at.live.any()
    for half in range(parts.store_port.p.halves):
        size = parts.store_port.p.half_words
        of_the_half = parts.picker.at.word[half * size : (half + 1) * size].any()
        claim.holds(~(searched & of_the_half & parts.store_port.busy & (parts.store_port.half == half)))
    claim.reaches(searched & parts.store_port.busy)


def has_a_place(part: str) -> Callable[[Claim], None]:
    """What comes to the part that queues results, which cannot refuse it, finds a place."""

    def claimed(claim: Claim) -> None:
        streams.beats_come_by_the_rules(claim)
        port = getattr(claim.inside.submodules, part).i
        claim.holds(~port.valid | port.ready)

    return claimed


def macro(p: MacroParameters) -> Callable[[], object]:
    return lambda: importlib.import_module(f"bitline.macros.{p.family}").Macro(p)


PROOFS = {
    "two-way array": Proof(macro(SMALL), evaluated_or_accessed, depth=20, quick=False),
    "binary array": Proof(macro(ENDS), evaluated_or_accessed, depth=20, quick=False),
    "entry-counting lanes": Proof(macro(LANES), searched_or_written, depth=20, quick=False),
    "two-way results": Proof(macro(SMALL), has_a_place("results"), depth=30, quick=False),
    "entry-counting results": Proof(macro(LANES), has_a_place("results"), depth=30, quick=False),
}
