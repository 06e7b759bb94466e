"""A network's tiles in the emitted Verilog: real images forward, their errors backward, every number held against the reference."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from bitline.network.datasets import Examples
from bitline.network.layers import Network
from bitline.params.two_way import DIRECTIONS, Direction, TwoWay
from bitline.report.results import Cycles

from ..runner import Simulation
from ..scoreboard import two_way as scoreboard
from ..scoreboard.verdict import Verdict
from .macros import Macros, Placed, placed
from .passes import run

WORKERS = 2
"""Simulations side by side."""

PHASES = ("write", "forward", "backward")


@dataclass(frozen=True, eq=False)
class TileRun:
    """One tile's run: cleared and written, all products forward, then all backward.

    Attributes
    ----------
    place : Placed
    outcome : dict of arrays
        What the bench left, with the waves of the first product's first four evaluations.
    cycles : dict
        Predicted and counted cycles of each phase.
    verdict : Verdict
        Of the scoreboard.
    """

    place: Placed
    outcome: dict[str, np.ndarray]
    cycles: dict[str, tuple[int, int]]
    verdict: Verdict


@dataclass(frozen=True, eq=False)
class CoSimulation:
    """A network's run in the emitted Verilog.

    Attributes
    ----------
    tiles : tuple of TileRun
    products : dict of lists of int64 arrays, (n, outputs)
        By the direction, of each layer: the sums of its tiles' results.
    verdict : Verdict
        The tiles' verdicts, and the layers' products held against the run on the array models alone.
    cycles : tuple of Cycles
    """

    tiles: tuple[TileRun, ...]
    products: dict[Direction, list[np.ndarray]]
    verdict: Verdict
    cycles: tuple[Cycles, ...]


def evaluations(p: TwoWay, network: Network) -> int:
    """Array evaluations that one image takes, forward and backward."""
    each = p.sides["forward"].evaluations(False) + p.sides["backward"].evaluations(True)
    return len(placed(p, network)) * each


def cosimulate(
    simulation: Simulation, network: Network, examples: Examples, array: str, seed: int, done: Callable[[], None] = lambda: None
) -> CoSimulation:
    """Run examples through every tile of a network; ``done`` is called after each tile.

    The array models run the network first, which tells every tile's inputs; each tile's Verilog then makes all its products
    with an array of the same seed, and must come to the same. The errors are those of the classes' scores.

    Raises
    ------
    SimulatorError
        Where a simulation ends before its time.
    """
    p = simulation.p
    assert isinstance(p, TwoWay)
    ran = run(network, examples, Macros(p, network, array, seed), p.inputs[True])

    def run_tile(place: Placed) -> TileRun:
        vectors: dict[Direction, np.ndarray] = {
            "forward": ran.forward.inputs[place.layer],
            "backward": ran.backward.errors[place.layer],
        }
        tile = _run_tile(simulation, p, place, vectors, array)
        done()
        return tile

    with ThreadPoolExecutor(WORKERS) as pool:
        tiles = tuple(pool.map(run_tile, placed(p, network, seed)))
    products: dict[Direction, list[np.ndarray]] = {
        "forward": [sums - layer.bias for sums, layer in zip(ran.forward.sums, network.layers, strict=True)],
        "backward": ran.backward.products,
    }
    return _gathered(network, tiles, products)


def _run_tile(simulation: Simulation, p: TwoWay, place: Placed, vectors: dict[Direction, np.ndarray], array: str) -> TileRun:
    products: list[tuple[Direction, bool, np.ndarray]] = [
        (direction, direction == "backward", vector)
        for direction in DIRECTIONS
        for vector in place.vectors(p, direction, vectors[direction])
    ]
    stimulus = scoreboard.stimulus(p, place.tile.weights, products)
    foreseen = scoreboard.predicted(p, stimulus)
    first_product = foreseen.accepted[p.array.rows] + 1
    outcome = simulation.run(stimulus, array=array, seed=place.seed, record=[first_product, 4 * p.period + 6]).outcome
    verdict = scoreboard.judge(p, stimulus, outcome, ideal=array == "ideal", full_rate=True)
    ends = np.cumsum([1 + p.array.rows, len(vectors["forward"]), len(vectors["backward"])]) - 1
    predicted = _phases(np.array(foreseen.accepted)[ends] + 1, foreseen.cycles)
    counted = _phases(outcome["op_cycle"][ends], verdict.cycles_counted)
    return TileRun(place, outcome, dict(zip(PHASES, zip(predicted, counted, strict=True), strict=True)), verdict)


def _phases(ends: np.ndarray, last: int) -> list[int]:
    """Cycles of each phase, of which the last ends with its last result."""
    return np.diff([0, *ends[:-1], last]).tolist()


def _gathered(network: Network, tiles: tuple[TileRun, ...], wanted: dict[Direction, list[np.ndarray]]) -> CoSimulation:
    """What the tiles come to together, held against the products wanted."""
    verdict = Verdict.of(tile.verdict for tile in tiles)
    products: dict[Direction, list[np.ndarray]] = {direction: [] for direction in DIRECTIONS}
    cycles = []
    for number, layer in enumerate(network.layers):
        mine = [tile for tile in tiles if tile.place.layer == number]
        for direction in DIRECTIONS:
            products[direction].append(_added(mine, direction, wanted[direction][number].shape))
            verdict.hold("layers' products", products[direction][-1], wanted[direction][number], f"{layer.name} {direction}")
        for phase in PHASES:
            predicted, counted = zip(*(tile.cycles[phase] for tile in mine), strict=True)
            cycles.append(Cycles(layer.name, phase, sum(predicted), sum(counted)))
    return CoSimulation(tiles, products, verdict, tuple(cycles))


def _added(tiles: list[TileRun], direction: Direction, shape: tuple[int, ...]) -> np.ndarray:
    """The sums of tiles' results."""
    out, count = np.zeros(shape, np.int64), shape[0]
    first = count if direction == "backward" else 0
    for tile in tiles:
        at = tile.place.outputs(direction)
        out[:, at] += tile.outcome["results"][first : first + count, : at.stop - at.start]
    return out
