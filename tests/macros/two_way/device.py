"""The two-way macro as a function from operations to answers, with an array model on its pins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from amaranth.hdl import ResetInserter, Signal

from bitline.macros.two_way.macro import Macro
from bitline.macros.two_way.shapes import Kind
from bitline.params.two_way import DIRECTIONS, Direction, TwoWay
from bitline.system.top import Top
from bitline_sim.arrays.two_way import Array
from hardware import Bench, receiver, sender, simulate

PRODUCTS = {"forward": Kind.FORWARD, "backward": Kind.BACKWARD}


@dataclass(frozen=True)
class Operation:
    """A beat at ``op``, with the vector that follows at ``x`` or the row of weights that follows at ``w``."""

    kind: Kind
    signed: bool = False
    row: int = 0
    words: tuple[int, ...] = ()


def product(direction: Direction, x: Iterable[int], signed: bool) -> Operation:
    return Operation(PRODUCTS[direction], signed, words=tuple(map(int, x)))


def writing(weights: np.ndarray) -> list[Operation]:
    """Operations that fill the array, row by row."""
    return [Operation(Kind.WRITE, row=row, words=tuple(words)) for row, words in enumerate(weights.tolist())]


@dataclass
class Outcome:
    """What some operations gave.

    Attributes
    ----------
    results : list of list of int
        Of each product.
    answers : list of (weights, differs)
        Of each row read or verified.
    cycles : dict
        Of each stream the cycles of its transfers.
    beside : list
        What the caller's own benches returned.
    """

    results: list[list[int]] = field(default_factory=list)
    answers: list[tuple[list[int], list[int]]] = field(default_factory=list)
    cycles: dict[str, list[int]] = field(default_factory=dict)
    beside: list[Any] = field(default_factory=list)


class Device:
    """A macro, by itself or behind its registers, with an array model on its pins.

    Attributes
    ----------
    dut : Macro or Top
    reset : Signal
    simulated : Elaboratable
        The device under its reset, to be simulated together with ``array_side``.
    codes : list of list of int
        What the model gave, evaluation by evaluation.
    """

    def __init__(self, p: TwoWay, array: Array, registers: bool = False) -> None:
        self.p, self.array = p, array
        self.dut = Top(p) if registers else Macro(p)
        macro = self.dut.macro if registers else self.dut
        built = macro.built(None)
        self.pins = built.submodules.u_array
        self.reset = Signal()
        self.simulated = ResetInserter(self.reset)(self.dut)
        macro.elaborate = lambda platform: built  # so that the pins of these very contents are at hand
        self.codes: list[list[int]] = []
        self._held = {direction: [0] * side.converters for direction, side in p.sides.items()}

    def run(self, operations: Sequence[Operation], *benches: Bench, **pauses: Sequence[int]) -> Outcome:
        """Carry out operations, with pauses of the streams named, beside benches of the caller's."""
        streams = self.streams(operations, pauses)
        op, x, w, y, r, *beside = simulate(self.simulated, *streams, *benches, answers=self.array_side)
        return Outcome(
            results=self.results(operations, [beat for _, beat in y]),
            answers=self._answers([beat for _, beat in r]),
            cycles={"op": op, "x": x, "w": w, "y": [cycle for cycle, _ in y], "r": [cycle for cycle, _ in r]},
            beside=beside,
        )

    # ---- the array's side of the pins

    @property
    def array_side(self) -> list[Bench]:
        return [self._evaluations, self._accesses]

    async def _evaluations(self, ctx: Any) -> None:
        """The model is evaluated at the rise of ``sample``; the comparators hold its codes against each trial."""
        pins, directions = self.pins, tuple(self.p.sides) if self.p.adc.kind == "sar" else ()
        at_rest = Signal()
        beside = (pins.column_drive, pins.backward) if "backward" in self.p.sides else (at_rest, at_rest)
        change = ctx.posedge(pins.sample)
        for direction in directions:
            change = change.changed(getattr(pins, f"{direction}_trial"))
        plane = pins.plane if self.p.drives_planes else pins.sample
        async for sampled, *trials, rows, columns, backward, slot, group in change.sample(
            pins.row_drive, *beside, pins.slot, plane
        ):
            if sampled:
                self._evaluate(DIRECTIONS[backward], (rows, columns), slot, group)
            for direction, trial in zip(directions, trials, strict=True):
                codes = self._held[direction]
                above = [code >= t for code, t in zip(codes, unpacked(trial, self.p.adc.bits, len(codes)), strict=True)]
                ctx.set(getattr(pins, f"{direction}_above"), packed(above, 1))
            if not directions:
                for direction, codes in self._held.items():
                    ctx.set(getattr(pins, f"{direction}_level"), packed([(1 << code) - 1 for code in codes], self.p.codes[-1]))

    def _evaluate(self, direction: Direction, drives: tuple[int, int], slot: int, plane: int) -> None:
        p, backward = self.p, direction == "backward"
        assert not drives[not backward], "the lines of the side that is read are at rest"
        assert slot.bit_count() == plane.bit_count() == 1, "selects are one-hot"
        digits = unpacked(drives[backward], p.input.digit_bits, p.sides[direction].lines)
        codes = self.array.evaluate(direction, np.array([digits]), *np.array([[slot.bit_length() - 1], [plane.bit_length() - 1]]))
        self._held[direction] = codes[0].tolist()
        self.codes.append(self._held[direction])

    async def _accesses(self, ctx: Any) -> None:
        pins = self.pins
        strobes = ctx.posedge(pins.write).posedge(pins.read)
        async for written, fetched, row, group, data in strobes.sample(pins.row, pins.word_group, pins.write_data):
            if written:
                self.array.write(row, group.bit_length() - 1, np.array(unpacked(data, 1, len(pins.write_data))))
            if fetched:
                ctx.set(pins.read_data, packed(self.array.read(row, group.bit_length() - 1).tolist(), 1))

    # ---- the user's side of the streams

    def streams(self, operations: Sequence[Operation], pauses: dict[str, Sequence[int]]) -> list[Bench]:
        """Benches of ``op``, ``x``, ``w``, ``y`` and ``r``."""
        p, dut = self.p, self.dut
        legal = [each for each in operations if each.row < p.array.rows]
        multiplied = self._products(operations)
        stored = [each for each in legal if each.kind in (Kind.WRITE, Kind.VERIFY)]
        answered = [each for each in legal if each.kind in (Kind.READ, Kind.VERIFY)]
        beats = [{"kind": each.kind, "signed": each.signed, "row": each.row} for each in operations]
        return [
            sender(dut.op, beats, pauses.get("op", [0])),
            sender(dut.x, self._beats(multiplied, p.input.bits), pauses.get("x", [0])),
            sender(dut.w, self._beats(stored, p.weight.bits), pauses.get("w", [0])),
            receiver(dut.y, len(multiplied) * p.adc.share, pauses.get("y", [0])),
            receiver(dut.r, len(answered) * p.word_groups, pauses.get("r", [0])),
        ]

    def _products(self, operations: Sequence[Operation]) -> list[Operation]:
        """Those of the directions that there are."""
        kinds = [PRODUCTS[direction] for direction in self.p.sides]
        return [each for each in operations if each.kind in kinds]

    def _beats(self, operations: Sequence[Operation], bits: int) -> list[list[int]]:
        size = self.p.array.lines_per_read
        rows = [[word % (1 << bits) for word in each.words] for each in operations]
        return [(row[start:] + [0] * size)[:size] for row in rows for start in range(0, len(row), size)]

    def results(self, operations: Sequence[Operation], beats: list[dict[str, Any]]) -> list[list[int]]:
        """Lane j of slot s is output ``j * share + s``."""
        share, out = self.p.adc.share, []
        for number, each in enumerate(self._products(operations)):
            side = self.p.sides["backward" if each.kind == Kind.BACKWARD else "forward"]
            slots = beats[number * share : (number + 1) * share]
            assert [beat["last"] for beat in slots] == [0] * (share - 1) + [1]
            assert not any(any(beat["results"][side.lanes :]) for beat in slots)
            out.append([slots[output % share]["results"][output // share] for output in range(side.outputs)])
        return out

    def _answers(self, beats: list[dict[str, Any]]) -> list[tuple[list[int], list[int]]]:
        groups, columns, top = self.p.word_groups, self.p.array.columns, 1 << self.p.weight.bits - 1
        out = []
        for start in range(0, len(beats), groups):
            row = beats[start : start + groups]
            weights = [(word ^ top) - top for beat in row for word in beat["weights"]]
            differs = [beat["differs"] >> k & 1 for beat in row for k in range(self.p.array.lines_per_read)]
            assert not any(differs[columns:]), "words beyond the row's end"
            out.append((weights[:columns], differs[:columns]))
        return out


def packed(words: Iterable[int], bits: int) -> int:
    """Words of that many bits as one value, the first lowest."""
    return sum(word << place * bits for place, word in enumerate(words))


def unpacked(value: int, bits: int, count: int) -> list[int]:
    """The inverse of :func:`packed`."""
    return [value >> place * bits & (1 << bits) - 1 for place in range(count)]
