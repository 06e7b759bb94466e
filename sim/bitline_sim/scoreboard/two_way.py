"""Operations for the two-way bench, and the judgement of what came of them."""

from collections.abc import Callable, Iterator

import numpy as np

from bitline.estimate.two_way import Timeline, timeline
from bitline.params.two_way import DIRECTIONS, Direction, TwoWay

from ..golden import two_way as golden
from .verdict import Verdict

KINDS = ("forward", "backward", "write", "read", "verify", "clear")
FORWARD, BACKWARD, WRITE, READ, VERIFY, CLEAR = range(len(KINDS))

Stimulus = dict[str, np.ndarray]

Fault = tuple[str, str, str]
"""A change of the emitted Verilog: the file, a text in it, and what replaces it."""


def _flipped_shift(p: TwoWay) -> Fault:
    return f"rtl/{p.name}.v", "total << shift", "total << (shift ^ 2'd1)"


def _stuck_converter(p: TwoWay, direction: Direction) -> Fault:
    code = f"{direction}_code[{p.adc.bits - 1}:0]"
    if p.adc.kind == "sar":
        return f"sim/{p.array_name}_link.v", f"{code} >= {direction}_trial[{p.adc.bits - 1}:0]", "1'b1"
    return f"sim/{p.array_name}_link.v", f"~({{{p.codes[-1]}{{1'b1}}}} << {code})", f"{{{p.codes[-1]}{{1'b1}}}}"


FAULTS: dict[str, Callable[[TwoWay], Fault]] = {
    "shift": _flipped_shift,
    "column": lambda p: _stuck_converter(p, "forward"),
    "row": lambda p: _stuck_converter(p, "backward"),
}
"""Faults that can be put in, to see that the bench finds them: a shift by one too few or many, a converter stuck at its top."""


def evaluations(p: TwoWay, s: Stimulus) -> int:
    """Array evaluations of a stimulus."""
    return sum(p.sides[direction].evaluations(signed) for _, direction, signed, _, _ in products(p, s))


def stimulus(
    p: TwoWay, weights: np.ndarray, products: list[tuple[Direction, bool, np.ndarray]], accesses: bool = False
) -> Stimulus:
    """Clear the array, write the weights, and make the products; with ``accesses`` verify and read every row afterwards.

    Parameters
    ----------
    weights : int array, (rows, columns)
    products : list of (direction, signed, vector)
    """
    rows = p.array.rows
    golden.check_weights(p, weights)
    tail = [VERIFY, READ] * rows if accesses else []
    kind = [CLEAR] + [WRITE] * rows + [DIRECTIONS.index(direction) for direction, _, _ in products] + tail
    signed = [0] * (1 + rows) + [int(signed) for _, signed, _ in products] + [0] * len(tail)
    row = [0, *range(rows), *[0] * len(products), *(list(np.repeat(np.arange(rows), 2)) if accesses else [])]
    vectors = np.zeros((len(products), max(rows, p.array.columns)), np.int64)
    for number, (direction, is_signed, vector) in enumerate(products):
        golden.check_input(p, vector, is_signed)
        vectors[number, : p.sides[direction].lines] = vector
    written = np.concatenate([weights, weights]) if accesses else weights
    return {
        "kind": np.array(kind),
        "signed": np.array(signed),
        "row": np.array(row),
        "vectors": vectors,
        "weights": written,
    }


def random_stimulus(p: TwoWay, count: int, seed: int) -> Stimulus:
    """That many products of random weights and inputs in random order, the ends of every range among them."""
    rng = np.random.default_rng([seed, 2])
    weights = _drawn(rng, p.weights, (p.array.rows, p.array.columns))
    products, ways = [], tuple(p.sides)
    for number in range(count):
        direction = ways[number % len(ways)] if number < 4 else ways[rng.integers(len(ways))]
        signed = bool(number // 2 % 2) if number < 4 else bool(rng.integers(2))
        products.append((direction, signed, _drawn(rng, p.inputs[signed], p.sides[direction].lines)))
    return stimulus(p, weights, products, accesses=True)


def _drawn(rng: np.random.Generator, fmt: range, shape: int | tuple[int, ...]) -> np.ndarray:
    """Values of a format, a good share of them its ends and zero."""
    values = rng.integers(fmt[0], fmt[-1] + 1, shape)
    special = np.array([fmt[0], fmt[-1], 0, 0])[rng.integers(4, size=shape)]
    return np.where(rng.random(shape) < rng.choice([0.1, 0.5, 1.0]), special, values)


def products(p: TwoWay, s: Stimulus) -> Iterator[tuple[int, Direction, bool, np.ndarray, int]]:
    """Each product: its number, direction, signedness, vector and first evaluation."""
    number, evaluation = 0, 0
    for kind, signed in zip(s["kind"], s["signed"], strict=True):
        if kind in (FORWARD, BACKWARD):
            direction = DIRECTIONS[kind]
            side = p.sides[direction]
            yield number, direction, bool(signed), s["vectors"][number, : side.lines], evaluation
            number += 1
            evaluation += side.evaluations(bool(signed))


def judge(
    p: TwoWay, s: Stimulus, outcome: Stimulus, *, ideal: bool, full_rate: bool, stretch: tuple[int, int, int] = (0, 0, 0)
) -> Verdict:
    """Hold an outcome against the reference.

    Every result must be what the periphery makes of the codes that the array gave; with an ideal array whose converters cover
    every sum it must be the exact product besides. What is read back must be what was written, and no verify may differ, with an
    ideal array. At full rate every operation and result must come in the cycle predicted.
    """
    verdict = Verdict(len(s["kind"]), array_evaluations=len(outcome["codes"]))
    written, held = s["weights"][: p.array.rows], outcome["held"][: p.array.rows]
    for number, direction, signed, vector, first in products(p, s):
        side = p.sides[direction]
        got = outcome["results"][number, : side.outputs]
        codes = outcome["codes"][first : first + side.evaluations(signed), : side.converters]
        name = f"product {number} ({direction}, {'signed' if signed else 'unsigned'})"
        verdict.hold("results for the codes given", got, golden.results_of_codes(p, codes, held, direction, signed)[0], name)
        if ideal:
            verdict.hold("codes", codes, golden.ideal_codes(p, written, vector, direction, signed), name)
            if p.exact:
                verdict.hold("exact results", got, golden.product(p, written, vector, direction), name)
    if ideal and len(outcome["read"]):
        verify_first = np.repeat(written, 2, axis=0)
        verdict.hold("weights read back", outcome["read"], verify_first)
        verdict.hold("weights verified", outcome["differs"], np.zeros_like(outcome["differs"]))
    count_cycles(p, verdict, s, outcome, full_rate, stretch)
    return verdict


def predicted(p: TwoWay, s: Stimulus, stretch: tuple[int, int, int] = (0, 0, 0)) -> Timeline:
    """The timeline of a stimulus at full rate."""
    return timeline(p, [(KINDS[kind], bool(signed)) for kind, signed in zip(s["kind"], s["signed"], strict=True)], stretch)


def count_cycles(
    p: TwoWay, verdict: Verdict, s: Stimulus, outcome: Stimulus, full_rate: bool = True, stretch: tuple[int, int, int] = (0, 0, 0)
) -> None:
    """Count an outcome's cycles, and at full rate hold that of every operation and result against the prediction."""
    verdict.cycles_counted = int(max(outcome["op_cycle"].max(initial=0), outcome["y_cycle"].max(initial=0)))
    if not full_rate:
        return
    foreseen = predicted(p, s, stretch)
    verdict.cycles_predicted = foreseen.cycles
    # an edge ends the cycle before it
    verdict.hold("cycles in which operations are done", outcome["op_cycle"] - 1, np.array(foreseen.accepted))
    verdict.hold("cycles in which results are taken", outcome["y_cycle"] - 1, np.array(foreseen.results))
