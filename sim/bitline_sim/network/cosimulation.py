"""A network's tiles in the emitted Verilog: real images forward, their errors backward, every number held against the reference."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from bitline.network.datasets import Examples
from bitline.network.layers import Network
from bitline.params.two_way import DIRECTIONS, Direction, TwoWay

from ..runner import Simulation
from ..scoreboard import two_way as scoreboard
from ..scoreboard.verdict import Verdict
from .macros import Macros, Placed, placed
from .passes import Ran, run

WORKERS = 2
"""Simulations side by side."""

RECORDED = 26
"""Cycles of each tile's first product whose waves are recorded."""

PHASES = ("write", "forward", "backward")


@dataclass(frozen=True)
class PhaseCycles:
    """Clock cycles of one phase of a layer, all its tiles one after the other."""

    layer: str
    phase: str
    predicted: int
    counted: int


@dataclass(frozen=True, eq=False)
class TileRun:
    """One tile's run: cleared and written, all products forward, then all backward.

    Attributes
    ----------
    place : Placed
    outcome : dict of arrays
        What the bench left.
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
    """A network's run in the emitted Verilog, and the same run on the array models alone.

    Attributes
    ----------
    ran : Ran
        The run on the array models.
    tiles : tuple of TileRun
        The runs of the Verilog.
    verdict : Verdict
        Of everything: the tiles' verdicts, and the sums of the tiles' results held against the run on the array models.
    cycles : tuple of PhaseCycles
    """

    ran: Ran
    tiles: tuple[TileRun, ...]
    verdict: Verdict
    cycles: tuple[PhaseCycles, ...]


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
    return CoSimulation(ran, tiles, _joined(network, tiles, ran), _layer_cycles(network, tiles))


def _run_tile(simulation: Simulation, p: TwoWay, place: Placed, vectors: dict[Direction, np.ndarray], array: str) -> TileRun:
    products: list[tuple[Direction, bool, np.ndarray]] = [
        (direction, direction == "backward", vector)
        for direction in DIRECTIONS
        for vector in place.vectors(p, direction, vectors[direction])
    ]
    stimulus = scoreboard.stimulus(p, place.tile.weights, products)
    foreseen = scoreboard.predicted(p, stimulus)
    first_product = foreseen.accepted[p.array.rows] + 1
    outcome = simulation.run(stimulus, array=array, seed=place.seed, record=[first_product, RECORDED]).outcome
    verdict = scoreboard.judge(p, stimulus, outcome, ideal=array == "ideal", full_rate=True)
    ends = np.cumsum([1 + p.array.rows, len(vectors["forward"]), len(vectors["backward"])]) - 1
    predicted = _phases(np.array(foreseen.accepted)[ends] + 1, foreseen.cycles)
    counted = _phases(outcome["op_cycle"][ends], verdict.cycles_counted)
    return TileRun(place, outcome, dict(zip(PHASES, zip(predicted, counted, strict=True), strict=True)), verdict)


def _phases(ends: np.ndarray, last: int) -> list[int]:
    """Cycles of each phase, of which the last ends with its last result."""
    return np.diff([0, *ends[:-1], last]).tolist()


def _joined(network: Network, tiles: tuple[TileRun, ...], ran: Ran) -> Verdict:
    verdict = Verdict.of(tile.verdict for tile in tiles)
    for number, layer in enumerate(network.layers):
        products: dict[Direction, np.ndarray] = {
            "forward": ran.forward.sums[number] - layer.bias,
            "backward": ran.backward.products[number],
        }
        for direction, wanted in products.items():
            got = _added([tile for tile in tiles if tile.place.layer == number], direction, wanted.shape)
            verdict.hold("layers' products", got, wanted, f"{layer.name} {direction}")
    return verdict


def _added(tiles: list[TileRun], direction: Direction, shape: tuple[int, ...]) -> np.ndarray:
    """A layer's products of the Verilog: the sums of its tiles' results."""
    out, count = np.zeros(shape, np.int64), shape[0]
    first = count if direction == "backward" else 0
    for tile in tiles:
        at = tile.place.outputs(direction)
        out[:, at] += tile.outcome["results"][first : first + count, : at.stop - at.start]
    return out


def _layer_cycles(network: Network, tiles: tuple[TileRun, ...]) -> tuple[PhaseCycles, ...]:
    out = []
    for number, layer in enumerate(network.layers):
        for phase in PHASES:
            pairs = [tile.cycles[phase] for tile in tiles if tile.place.layer == number]
            out.append(PhaseCycles(layer.name, phase, *(sum(column) for column in zip(*pairs, strict=True))))
    return tuple(out)
