# amaranth: UnusedElaboratable=no
"""The rules of streams, for any block: a beat that is offered stands until it is taken."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from amaranth.hdl import Cat, Value
from amaranth.lib.wiring import In, Out

from bitline.emit.verilog import Emission
from bitline.params import MacroParameters
from bitline.periphery.block import Block
from bitline.system.top import Top
from macros.binary import cases as binary
from macros.entry_counting import cases as entry_counting
from macros.two_way import cases as two_way
from macros.two_way_training import cases as two_way_training

from . import definitions, sequences, sums
from .claim import Claim, Proof

LANES = entry_counting.small(
    store={"lanes": 2, "words": 2, "double_buffer": True, "lanes_per_beat": 1}, requantizer={"multiplier_bits": 2}
)
ENGINE = two_way_training.variant(
    array={"rows": 4, "columns": 2},
    input={"bits": 3},
    weight={"bits": 2},
    adc={"bits": 2, "share": 1},
    timing={"stretch_bits": 0},
    training={"macros": 2, "activation_bits": 2, "error_bits": 3, "sum_bits": 12, "random_bits": 2, "momentum_bits": 4,
              "value_words": 16, "sum_words": 16},
)  # fmt: skip
MACROS = (two_way.TINY, LANES, binary.SMALL, ENGINE)
"""Small ones, of which proofs come to an end, those of whole macros too."""
LARGER = (entry_counting.CASES["plain"], two_way_training.OTHER)
"""Of other choices and sizes; their macros as a whole take too long."""


class Placed(Emission):
    """An emission that remembers the blocks that it has described."""

    def __init__(self, prefix: str) -> None:
        super().__init__(prefix)
        self.blocks: dict[str, Block] = {}

    def describe(self, block: Block, name: str) -> None:
        self.blocks.setdefault(name, block)
        super().describe(block, name)


def beats_come_by_the_rules(claim: Claim) -> None:
    """Assume that beats at the inputs stand until they are taken."""
    for port, outwards in _streams(claim.dut):
        if not outwards:
            claim.stands(port)


def keeps_the_rules(claim: Claim) -> None:
    """Where those at the inputs stand, so do those at the outputs."""
    beats_come_by_the_rules(claim)
    for port, outwards in _streams(claim.dut):
        if outwards:
            waits = claim.past(port.valid & ~port.ready)
            claim.holds(~waits | (port.valid & (Value.cast(port.payload) == claim.past(port.payload))))
            claim.reaches(waits & port.ready)


def keeps_the_rules_if_let(claim: Claim, pulses: tuple[str, ...]) -> None:
    """The same of a block that offers a beat only while other parts of its macro let it: these do not change their mind.

    ``pulses`` are inputs that begin or end something, and do not come while a beat waits.
    """
    keeps_the_rules(claim)
    waits = Cat(port.valid & ~port.ready for port, outwards in _streams(claim.dut) if outwards).any()
    waited = claim.past(waits)
    for name, member in claim.dut.signature.members.items():
        if member.is_port and member.flow == In:
            port = Value.cast(getattr(claim.dut, name))
            claim.assume(~waited | (port == claim.past(port)))
            claim.assume(~waits | ~port.any() if name in pulses else 1)


LET: dict[str, tuple[str, ...]] = {
    "sequencer": (),
    "dot_products": (),
    "store_port": (),
    "march": ("start",),
    "vote": ("load",),
    "transfer": ("take", "send", "zero"),
    "worker": ("start", "appoint", "dismiss"),
}
"""Blocks whose beats wait for what other parts say, and are withdrawn where these change their mind; with their pulses. In entry
counting it is the half of the store that a beat concerns, and its taker looks at nothing before it takes; in the others they never
do."""

NOT_BY_THEMSELVES = ("two_way_training_engine", "two_way_training_product", "two_way_training_weight_access")
"""Blocks whose beats stand only because of the order in which macros answer; the whole is too large for a proof."""


def deep() -> dict[str, Proof]:
    """One for each block of each family that a stream leaves; the tops' streams are those of their macros."""
    wholes = {f"{p.family}_macro" for p in LARGER}
    larger = {f"{name}, larger": proof for p in LARGER for name, proof in _blocks(p).items() if name not in wholes}
    return {name: proof for p in MACROS for name, proof in _blocks(p).items()} | larger


def _blocks(p: MacroParameters) -> dict[str, Proof]:
    """By the names of their modules."""
    emission = Placed(p.family)
    emission.describe(Top(p), p.family)
    return {
        name: Proof(lambda block=block: _another(block), _rules_of(block), depth=40)
        for name, block in emission.blocks.items()
        if not isinstance(block, Top) and name not in NOT_BY_THEMSELVES and any(outwards for _, outwards in _streams(block))
    }


def _rules_of(block: Block) -> Callable[[Claim], None]:
    for kind, pulses in LET.items():
        if block.module_name.endswith(kind):
            return partial(keeps_the_rules_if_let, pulses=pulses)
    return keeps_the_rules


def _another(block: Block) -> Block:
    """One that is not part of an elaboration yet."""
    positional, named = block.arguments
    return type(block)(*positional, **dict(named))


def _streams(block: Block) -> Iterator[tuple[Any, bool]]:
    """Each stream, and whether it leaves."""
    for name, member in block.signature.members.items():
        if member.is_signature:
            yield getattr(block, name), member.flow == Out


_SHARED = {**definitions.PROOFS, **sums.PROOFS, **sequences.PROOFS}

PROOFS = {
    f"stream rules, {name}": Proof(block, _rules_of(block()), depth=_SHARED[name].depth, quick=name in ("queue", "requantizer"))
    for block, name in {proof.block: name for name, proof in reversed(_SHARED.items())}.items()
    if any(outwards for _, outwards in _streams(block()))
}
"""Of the shared periphery."""
