"""A macro's turn at a layer in the emitted Verilog: the tiles that it holds one after the other, and all products with each."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bitline.network.placement import Job, Placement
from bitline.params.two_way import Direction, TwoWay

from ..runner import Simulation
from ..scoreboard import two_way as scoreboard
from ..scoreboard.two_way import Stimulus
from ..scoreboard.verdict import Verdict
from .macros import Bank, Placed


@dataclass(frozen=True, eq=False)
class Work:
    """What is asked of a layer's macros.

    Attributes
    ----------
    name : str
    vectors, wanted : mapping of int64 arrays, (images, positions, …)
        By the direction: what is driven, and the products.
    signed : mapping
        Whether what is driven can be negative.
    """

    name: str
    vectors: Mapping[Direction, np.ndarray]
    wanted: Mapping[Direction, np.ndarray]
    signed: Mapping[Direction, bool]


@dataclass(frozen=True)
class Turn:
    """What a macro does before its next layer has its turn.

    Attributes
    ----------
    part, layer : int
        Which images of which layer.
    jobs : tuple of Job
        All of one macro.
    directions : tuple of str
    loads : bool
        Whether the tiles come and go, so that writing them is part of the turn.
    """

    part: int
    layer: int
    jobs: tuple[Job, ...]
    directions: tuple[Direction, ...]
    loads: bool

    @property
    def macro(self) -> int:
        return self.jobs[0].macro


def turns(placement: Placement, images: int, directions: Sequence[tuple[Direction, ...]]) -> Iterator[Turn]:
    """All turns; where tiles come and go, products in each direction of a layer have a turn of their own."""
    for number, part in enumerate(placement.parts(images)):
        for layer in range(len(placement.places)):
            apart: list[tuple[Direction, ...]] = [(each,) for each in directions[layer]]
            together = [directions[layer]] if placement.resident else apart
            by_macro = [tuple(jobs) for _, jobs in itertools.groupby(placement.jobs(layer, part), lambda job: job.macro)]
            for ways, jobs in itertools.product(together, by_macro):
                yield Turn(number, layer, jobs, ways, not placement.resident)


@dataclass(frozen=True, eq=False)
class TurnRun:
    """A turn's run.

    Attributes
    ----------
    turn : Turn
    place : Placed
        Of the first job.
    outcome : dict of arrays
        What the bench left, with the waves of the first product's first four evaluations.
    cycles : dict
        Predicted and counted cycles of each phase: writing, the array's clearing before the first of it included, and products.
    took : int
        Cycles counted of the turn itself: without what comes before the first image.
    verdict : Verdict
        Of the scoreboard.
    """

    turn: Turn
    place: Placed
    outcome: dict[str, np.ndarray]
    cycles: dict[str, tuple[int, int]]
    took: int
    verdict: Verdict

    def add(self, bank: Bank, direction: Direction, total: np.ndarray) -> None:
        """Add this macro's results to a layer's products, (images, positions, outputs)."""
        first = 0
        for job, way in itertools.product(self.turn.jobs, self.turn.directions):
            count = len(job.images) * len(job.positions)
            if way == direction:
                at = bank.placed(self.turn.layer, job).outputs(direction)
                made = self.outcome["results"][first : first + count, : at.stop - at.start]
                total[(*np.ix_(job.images, job.positions), at)] += made.reshape(len(job.images), len(job.positions), -1)
            first += count


def run_turn(simulation: Simulation, bank: Bank, turn: Turn, work: Work, array: str) -> TurnRun:
    """Run a turn in one simulation: the array is cleared, then each tile written and its products made."""
    p = bank.p
    stimuli = [_stimulus(bank, turn, job, work) for job in turn.jobs]
    whole = _joined(stimuli)
    foreseen = scoreboard.predicted(p, whole)
    first_product = foreseen.accepted[p.array.rows] + 1
    place = bank.placed(turn.layer, turn.jobs[0])
    outcome = simulation.run(whole, array=array, seed=place.seed, record=[first_product, 4 * p.period + 6]).outcome
    verdict = Verdict.of(
        scoreboard.judge(p, each, part, ideal=array == "ideal", full_rate=False)
        for each, part in zip(stimuli, _apart(p, stimuli, outcome), strict=True)
    )
    verdict.operations = len(whole["kind"])
    scoreboard.count_cycles(p, verdict, whole, outcome)
    predicted = _phases(whole, np.array(foreseen.accepted) + 1, foreseen.cycles)
    counted = _phases(whole, outcome["op_cycle"], verdict.cycles_counted)
    before = outcome["op_cycle"][0 if turn.loads else p.array.rows]
    cycles = {phase: (predicted[phase], counted[phase]) for phase in predicted}
    return TurnRun(turn, place, outcome, cycles, int(verdict.cycles_counted - before), verdict)


def _stimulus(bank: Bank, turn: Turn, job: Job, work: Work) -> Stimulus:
    """A tile's: the array cleared and written, its products in each direction."""
    place = bank.placed(turn.layer, job)
    products: list[tuple[Direction, bool, np.ndarray]] = []
    for direction in turn.directions:
        mine = work.vectors[direction][np.ix_(job.images, job.positions)]
        driven = place.vectors(bank.p, direction, mine.reshape(-1, mine.shape[-1]))
        products.extend((direction, work.signed[direction], vector) for vector in driven)
    return scoreboard.stimulus(bank.p, place.tile.weights, products)


def _joined(stimuli: Sequence[Stimulus]) -> Stimulus:
    """One after the other, the array cleared once."""
    operations = ("kind", "signed", "row")
    first, *others = stimuli
    rest = [{name: each[name][1:] if name in operations else each[name] for name in each} for each in others]
    return {name: np.concatenate([first[name], *(each[name] for each in rest)]) for name in first}


def _apart(p: TwoWay, stimuli: Sequence[Stimulus], outcome: Stimulus) -> Iterator[Stimulus]:
    """What belongs to each of the stimuli; cells that were written over held what was told."""
    result = evaluation = 0
    for each in stimuli:
        results, evaluations = len(each["vectors"]), scoreboard.evaluations(p, each)
        yield {
            **outcome,
            "results": outcome["results"][result : result + results],
            "codes": outcome["codes"][evaluation : evaluation + evaluations],
            "held": outcome["held"] if each is stimuli[-1] else each["weights"],
        }
        result, evaluation = result + results, evaluation + evaluations


def _phases(whole: Stimulus, ends: np.ndarray, last: int) -> dict[str, int]:
    """Cycles of operations of each phase by the cycles in which they end; the last one ends with its last result."""
    spans, kinds = np.diff([0, *ends[:-1], last]), np.array(scoreboard.KINDS)[whole["kind"]]
    kinds[kinds == "clear"] = "write"
    return {phase: int(spans[kinds == phase].sum()) for phase in dict.fromkeys(kinds.tolist())}
