"""Cycles of the training engine: when each instruction is done, exactly, with full streams."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ...params.two_way import Direction
from ...params.two_way_training import Instruction, Program, TwoWayTraining
from .gradient_array import GradientArray

Operation = tuple[Program, int]
"""A run of a program, or loading so many words where the program is empty."""

RESCALER_LATENCY = 5
"""Cycles from the last word that is read to the end."""


@dataclass
class Spent:
    """Cycles of one instruction from the one in which it is taken, and of how many macros converters worked for how long.

    Attributes
    ----------
    cycles : int
    converting : int
        Cycles in which converters of a macro worked, added up over macros.
    """

    given: Instruction
    cycles: int
    converting: int = 0


@dataclass
class Clock:
    """What passes while a program runs.

    Attributes
    ----------
    stretch : three int
        Cycles added to precharge, evaluate and sample.
    now : int
        The cycle in which the next operation stands at ``op``.
    idle : list of int
        For each macro the first cycle in which no evaluation is under way.
    next_start : list of int
        For each macro the first cycle in which an evaluation can start.
    gradients : GradientArray or None
        What gradients are made in, where it is an array.
    shape : Instruction or None
        The window that was set last.
    """

    p: TwoWayTraining
    stretch: tuple[int, int, int] = (0, 0, 0)
    now: int = 0
    idle: list[int] = field(init=False)
    next_start: list[int] = field(init=False)
    gradients: GradientArray | None = field(init=False)
    shape: Instruction | None = None

    def __post_init__(self) -> None:
        self.gradients = GradientArray(self.p.gradient_macro, self.stretch) if self.p.gradient_macro else None
        self.idle = [0] * self.p.training.macros
        self.next_start = [0] * self.p.training.macros

    def load(self, words: int) -> None:
        self.now += words + 2

    def run(self, program: Program) -> Iterator[Spent]:
        """Carry out a program, whose end takes a cycle of its own; without one the operation is dropped at once."""
        self.now += 1
        for each in program:
            begun = self.now
            converting = self._carry_out(each, begun + 1)
            yield Spent(each, self.now - begun, converting)
        self.now += bool(program)

    def _carry_out(self, given: Instruction, start: int) -> int:
        """An instruction that starts in this cycle; afterwards it is the cycle after its last one."""
        if given.kind in ("forward", "backward"):
            return self._product(given, start)
        if given.kind == "gradient" and self.gradients:
            assert self.shape is not None, "no window has been set"
            self.now, converting = self.gradients.gradient(given, positions(self.shape), start)
            return converting
        self.now = start + 1 + _other(self.p, given, self.shape)
        if given.kind == "window":
            self.shape = given
        if given.kind in ("load", "store", "clear", "update"):
            self.now += max(0, self.idle[given["macro"]] - (start + 1))
        return 0

    # ---- products

    def _product(self, given: Instruction, start: int) -> int:
        """Position by position: inputs to the tiles, the macros' evaluations, results to sums beside the next position."""
        p, shape = self.p, self.shape
        assert shape is not None, "no window has been set"
        direction: Direction = "forward" if given.kind == "forward" else "backward"
        rows, columns = given["row_tiles"], given["column_tiles"]
        words = rows * given["dense_words"] if direction == "forward" else columns * given["window_words"]
        begin, converting = start + rows * columns + 1, 0
        arrived = begin
        for _ in range(positions(shape)):
            arrived = begin
            for row in range(rows):
                for column in range(columns):
                    tile = row if direction == "forward" else column
                    inputs = begin + 3 + tile * p.sides[direction].groups
                    macro = given["macro"] + column * rows + row
                    arrived = max(arrived, self._evaluate(macro, direction, bool(given["signed"]), inputs) + 1)
                    converting += p.sides[direction].evaluations(bool(given["signed"])) * p.conversion_cycles
            begin = arrived + 1 + max(0, words - p.first_result)
        self.now = arrived + words + 1
        return converting

    def _evaluate(self, macro: int, direction: Direction, signed: bool, inputs: int) -> int:
        """The cycle of a product's last result, where its inputs stand from that cycle on."""
        p, (precharge, evaluate, sample) = self.p, self._phases
        period = p.period + sum(self.stretch)
        first = max(inputs + 1, self.next_start[macro])
        last = first + (p.sides[direction].evaluations(signed) - 1) * period
        settled = precharge + evaluate
        self.next_start[macro] = last + period
        self.idle[macro] = last + 1 + max(settled + p.conversion_cycles + 1, settled + sample, period)
        return last + settled + p.conversion_cycles + 4

    @property
    def _phases(self) -> tuple[int, int, int]:
        timing, (precharge, evaluate, sample) = self.p.timing, self.stretch
        return timing.precharge + precharge, timing.evaluate + evaluate, timing.sample + sample


def _other(p: TwoWayTraining, given: Instruction, shape: Instruction | None) -> int:
    """Cycles from an instruction's start to its end, where it makes no product and finds the macro idle."""
    count, rows, groups = given["count"], given["tile_rows"], p.word_groups
    match given.kind:
        case "take" | "zero":
            return count
        case "send":
            return 2 * count + 1
        case "activate" | "error":
            return count + RESCALER_LATENCY
        case "rescale":
            return 2 * count + RESCALER_LATENCY + 3
        case "load":
            return rows * p.access_cycles("write")
        case "store":
            return rows * p.access_cycles("read")
        case "clear":
            return p.access_cycles("clear")
        case "update":
            step = 7 if p.momenta else 4
            accesses = sum(map(p.access_cycles, ("read", "write", "verify")))
            return rows * (accesses + step * min(groups, given["tile_words"]))
        case "gradient":
            return _gradient(p, given, shape)
        case "pool" | "route":
            assert shape is not None
            return positions(shape) * (shape["kernel"] ** 2 + (4 if given.kind == "pool" else 3))
    return 0


def _gradient(p: TwoWayTraining, given: Instruction, shape: Instruction | None) -> int:
    """Of outer products: a cycle for each word under the kernel, and for each on the map its products with all dense words."""
    assert shape is not None, "no window has been set"
    seen = words_on_map(shape, given["window_words"])
    return positions(shape) * given["window_words"] + seen * given["dense_words"] * (2 + p.array.lines_per_read)


def positions(shape: Instruction) -> int:
    """Positions of a walk."""
    return shape["images"] * shape["rows"] * shape["columns"]


def words_on_map(shape: Instruction, words: int) -> int:
    """How many of so many words under the kernel lie on the map, over all positions."""
    kernel, groups = shape["kernel"], shape["groups"]
    first = (shape["first_y"] * kernel + shape["first_x"]) * groups + shape["first_group"]
    across = _on_map(shape, "width", "columns")
    down = _on_map(shape, "height", "rows")
    points = ((number // groups) for number in range(first, first + words))
    return shape["images"] * sum(down[point // kernel] * across[point % kernel] for point in points if point < kernel**2)


def _on_map(shape: Instruction, side: str, places: str) -> list[int]:
    """For each row, or column, of the kernel how many positions have it on the map."""
    offsets = [place * shape["stride"] - shape["padding"] for place in range(shape[places])]
    return [sum(0 <= offset + at < shape[side] for offset in offsets) for at in range(shape["kernel"])]


def accepted(p: TwoWayTraining, operations: Sequence[Operation], stretch: tuple[int, int, int] = (0, 0, 0)) -> list[int]:
    """For each operation the cycle in which it leaves ``op``, counted from the one in which the first stands there."""
    clock, out = Clock(p, stretch), []
    for program, words in operations:
        if words:
            clock.load(words)
        else:
            for _ in clock.run(program):
                pass
        out.append(clock.now - 1)
    return out
