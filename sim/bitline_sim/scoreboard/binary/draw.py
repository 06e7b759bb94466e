"""Programs and operands at random."""

import dataclasses

import numpy as np

from bitline.params import ParameterError
from bitline.params.binary import ACTIONS, KINDS, SOURCES, Bias, Binary, Program, Step, binary_digits, check_program

from .script import Script, Stimulus

MOST_STEPS = 12
"""Steps of a program at random: enough that each kind follows each."""


def random_stimulus(p: Binary, count: int, seed: int) -> Stimulus:
    """A self-test, all rows written, a trim, that many runs of random programs, and some rows read and verified."""
    rng = np.random.default_rng([seed, 2])
    script = Script(p, use_trim=bool(rng.integers(2)), trim_repeats=int(rng.integers(min(len(p.repeats), 3))))
    cells = rng.integers(0, 2, (p.array.rows, p.array.columns))
    script.test()
    script.write_all(cells)
    script.trim()
    for number in range(count):
        if number % 2 == 0:
            program = random_program(p, rng)
            script.load(program)
        inputs = random_codes(p, rng, (program.pages, p.data_rows))
        script.run(inputs, rng.integers(0, 2, (len(program.reloaded), p.array.columns)))
    for row in rng.integers(0, p.array.rows, 4):
        script.read(int(row))
        script.verify(int(row), cells[row])
    return script.stimulus()


def random_codes(p: Binary, rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    """Codes, a good share of them none or the highest."""
    codes = rng.integers(0, len(p.codes), shape)
    special = rng.choice([0, p.codes[-1]], shape)
    return np.where(rng.random(shape) < rng.choice([0.1, 0.5, 0.9]), special, codes)


def random_program(p: Binary, rng: np.random.Generator) -> Program:
    """A program that the macro takes, of steps of every kind."""
    program = Program(
        steps=(),
        biases=tuple(_bias(p, rng) for _ in range(rng.integers(1, p.bias.entries + 1))),
        masked=frozenset(np.flatnonzero(rng.random(p.array.columns) < rng.choice([0, 0.1])).tolist()),
    )
    wanted = rng.integers(1, min(p.program.steps, MOST_STEPS) + 1)
    for _ in range(20 * wanted):
        longer = _released(dataclasses.replace(program, steps=(*program.steps, _step(p, rng, program))))
        try:
            check_program(p, longer)
        except ParameterError:
            continue
        program = longer
        if len(program.steps) == wanted:
            break
    return program


def _released(program: Program) -> Program:
    """The program with its last input page released."""
    steps = list(program.steps)
    driven = [number for number, step in enumerate(steps) if step.kind != "reload" and step.source == "input"]
    if driven:
        steps[driven[-1]] = dataclasses.replace(steps[driven[-1]], release=True)
    return dataclasses.replace(program, steps=tuple(steps))


def _bias(p: Binary, rng: np.random.Generator) -> Bias:
    """Constant codes, and as likely as not the digits of a search."""
    digits = binary_digits(int(rng.integers(1, 6)), int(rng.integers(1, min(3, p.codes[-1]) + 1)), p.codes[-1])
    constant = random_codes(p, rng, (int(rng.integers(p.bias.rows + 1)),)).tolist()
    if rng.integers(2) and digits.rows <= p.bias.rows:
        return Bias.searching(tuple(constant[: p.bias.rows - digits.rows]), digits)
    return Bias(tuple(constant))


def _step(p: Binary, rng: np.random.Generator, program: Program) -> Step:
    """A step that may well be refused."""

    def below(bound: int) -> int:
        return int(rng.integers(max(1, bound)))

    def maybe() -> bool:
        return bool(rng.integers(2))

    kind = KINDS[rng.choice(3, p=(0.6, 0.25, 0.15))]
    action = ACTIONS[rng.choice(4, p=(0.15, 0.4, 0.35, 0.1))]
    bias = below(len(program.biases))
    accumulate, classes = maybe(), 1 + below(p.program.classes)
    first = below(min(p.array.rows, p.array.columns))
    room = {"vote": (p.array.columns - first) // classes, "store": min(p.array.columns - first, p.data_rows)}
    count = 1 + below(min(4, p.array.rows - first) if kind == "reload" else room.get(action, p.array.columns))
    place = len(program.biases[bias].weights) if kind == "search" else below(min(p.accumulator.bits, 4))
    return Step(
        kind=kind,
        source=SOURCES[below(3)],
        page=below(p.program.pages),
        one_code=int(rng.choice([1, p.codes[-1], below(len(p.codes))])),
        bias=bias,
        release=maybe(),
        accumulate=accumulate,
        fresh=maybe(),
        initial=int(rng.integers(p.accumulators[0] // 4, p.accumulators[-1] // 4 + 1)),
        place=place,
        repeats=below(min(len(p.repeats), 3)) if accumulate else 0,
        action=action,
        first=first,
        count=count,
        to_page=below(p.program.pages),
        to=below(p.data_rows - count + 1),
        classes=classes,
        keep=rng.random() < 0.3,
        send=rng.random() < 0.7,
    )
