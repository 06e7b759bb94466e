"""A network in the emitted Verilog, as the mapper has placed it: every macro's turns, each number held against the reference."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from bitline.estimate.placement import resident
from bitline.network.datasets import Examples
from bitline.network.integers import IntegerNetwork
from bitline.network.layers import Network
from bitline.network.placement import Placement
from bitline.network.workloads import workload_of_dense
from bitline.params.two_way import Direction, TwoWay
from bitline.report.results import Cycles

from ..runner import Simulation
from ..scoreboard.verdict import Verdict
from .chips import Chips
from .integers import levels
from .macros import Bank, Macros
from .passes import run
from .turns import Turn, TurnRun, Work, run_turn, turns

WORKERS = 2
"""Simulations side by side."""


@dataclass(frozen=True, eq=False)
class CoSimulation:
    """A network's run in the emitted Verilog.

    Attributes
    ----------
    turns : tuple of TurnRun
    products : dict of lists of int64 arrays, (images, positions, outputs)
        By the direction, of each layer: the sums of its tiles' results.
    verdict : Verdict
        The turns' verdicts, and the layers' products held against the run on the array models alone.
    cycles : tuple of Cycles
        Of all macros of a layer together, by what they do.
    """

    turns: tuple[TurnRun, ...]
    products: dict[Direction, list[np.ndarray]]
    verdict: Verdict
    cycles: tuple[Cycles, ...]

    def cycles_in_turn(self, directions: tuple[Direction, ...] = ("forward",)) -> list[int]:
        """Cycles of all turns of each layer in these directions, each turn as long as that of its slowest macro."""
        slowest: Counter[tuple[int, int]] = Counter()
        for each in self.turns:
            if each.turn.directions == directions:
                key = each.turn.layer, each.turn.part
                slowest[key] = max(slowest[key], each.took)
        layers = range(len(self.products["forward"]))
        return [sum(took for (layer, _), took in slowest.items() if layer == number) for number in layers]


def evaluations(p: TwoWay, network: Network) -> int:
    """Array evaluations that one image takes, forward and backward."""
    each = p.sides["forward"].evaluations(False) + p.sides["backward"].evaluations(True)
    return resident(workload_of_dense(network).products, p).macros * each


def cosimulate(
    simulation: Simulation,
    network: Network,
    examples: Examples,
    array: str,
    seed: int,
    done: Callable[[], None] = lambda: None,
    placement: Placement | None = None,
) -> CoSimulation:
    """Run examples forward and the errors of their scores backward; ``done`` is called after each turn of a macro.

    The array models run the network first, which tells every tile's inputs; each tile's Verilog then makes all its products
    with an array of the same seed, and must come to the same. Without a placement every tile has a macro of its own.

    Raises
    ------
    SimulatorError
        Where a simulation ends before its time.
    """
    p = simulation.p
    assert isinstance(p, TwoWay)
    macros = Macros(p, network, array, seed, placement)
    ran = run(network, examples, macros, p.inputs[True])
    works = [
        Work(
            name=layer.name,
            vectors={"forward": ran.forward.inputs[number][:, None], "backward": ran.backward.errors[number][:, None]},
            wanted={
                "forward": (ran.forward.sums[number] - layer.bias)[:, None],
                "backward": ran.backward.products[number][:, None],
            },
            signed={"forward": False, "backward": True},
        )
        for number, layer in enumerate(network.layers)
    ]
    return carried_out(simulation, works, macros.bank, array, done)


def inference(simulation: Simulation, network: IntegerNetwork, images: np.ndarray, placement: Placement) -> CoSimulation:
    """Run images through a network on ideal arrays, placed as told; see :func:`cosimulate`."""
    p = simulation.p
    assert isinstance(p, TwoWay)
    chips = Chips(p, network, "ideal", placement=placement)
    values, works = levels(network, images, chips), []
    for number, node in enumerate(network.products):
        vectors, signed = chips.driven(node.layer, node.layer.patches(values[node.sources[0]])), chips.signed[node.layer.name]
        wanted = chips.bank.products(number, "forward", vectors, signed=signed)
        works.append(Work(node.name, {"forward": vectors}, {"forward": wanted}, {"forward": signed}))
    return carried_out(simulation, works, chips.bank, "ideal")


def carried_out(
    simulation: Simulation, works: Sequence[Work], bank: Bank, array: str, done: Callable[[], None] = lambda: None
) -> CoSimulation:
    """Run what is asked of each layer on the macros of a bank; arrays that are not ideal must have a single turn each."""

    def carry_out(turn: Turn) -> TurnRun:
        made = run_turn(simulation, bank, turn, works[turn.layer], array)
        done()
        return made

    images = len(next(iter(works[0].vectors.values())))
    every = list(turns(bank.placement, images, [tuple(work.vectors) for work in works]))
    if array != "ideal" and len({turn.macro for turn in every}) < len(every):
        raise ValueError("noise goes on from turn to turn: arrays that are not ideal must have one turn each")
    with ThreadPoolExecutor(WORKERS) as pool:
        ran = tuple(pool.map(carry_out, every))
    return _gathered(works, bank, ran)


def _gathered(works: Sequence[Work], bank: Bank, ran: tuple[TurnRun, ...]) -> CoSimulation:
    """What the turns come to together, held against the products wanted."""
    verdict = Verdict.of(each.verdict for each in ran)
    products: dict[Direction, list[np.ndarray]] = {direction: [] for direction in works[0].vectors}
    cycles = []
    for number, work in enumerate(works):
        mine = [each for each in ran if each.turn.layer == number]
        for direction, wanted in work.wanted.items():
            total = np.zeros(wanted.shape, np.int64)
            for each in mine:
                each.add(bank, direction, total)
            products[direction].append(total)
            verdict.hold("layers' products", total, wanted, f"{work.name} {direction}")
        for phase in ("write", *work.vectors):
            predicted, counted = zip(*(each.cycles[phase] for each in mine if phase in each.cycles), strict=True)
            cycles.append(Cycles(work.name, phase, sum(predicted), sum(counted)))
    return CoSimulation(ran, products, verdict, tuple(cycles))
