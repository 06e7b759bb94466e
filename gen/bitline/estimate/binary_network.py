"""What a decision of a network costs on the binary macro."""

from dataclasses import dataclass

from ..network.binary.mapping import Mapping
from .binary import Operation, timeline


@dataclass(frozen=True)
class Decision:
    """One image, others before and after it, input pages and cells there in time.

    Attributes
    ----------
    evaluations, row_writes : int
    cycles : int
    microseconds : float
        At the clock of the parameters.
    energy_nj : float
        The array's: evaluations, and rows written.
    products : int
        Weights times values that the network asks for.
    tops, tops_per_w : float
        Those products, two operations each, by time and by energy: less than the array's own, as far as its cells are idle.
    """

    evaluations: int
    row_writes: int
    cycles: int
    microseconds: float
    energy_nj: float
    products: int
    tops: float
    tops_per_w: float


def decision(mapping: Mapping) -> Decision:
    """The cost of a decision of a mapped network."""
    p = mapping.p
    ends = timeline(p, [Operation("load", mapping.program), *[Operation("run")] * 3]).accepted
    cycles = ends[-1] - ends[-2]
    microseconds = cycles / p.clock_mhz
    strobes = p.strobes
    energy_pj = mapping.evaluations * strobes["compare"].energy_pj + mapping.row_writes * p.word_groups * strobes["write"].energy_pj
    products = sum(layer.places * layer.fan_in * layer.outputs for layer in mapping.network.layers)
    return Decision(
        evaluations=mapping.evaluations,
        row_writes=mapping.row_writes,
        cycles=cycles,
        microseconds=microseconds,
        energy_nj=energy_pj / 1000,
        products=products,
        tops=2 * products / microseconds / 1e6,
        tops_per_w=2 * products / energy_pj,
    )
