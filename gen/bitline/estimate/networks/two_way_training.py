"""Networks on the training engine: the instructions of a step, or of a batch's forward pass, each with its exact cycles.

The engine carries out a program on a batch: every layer forward, then from the last to the first backward, gradient and update.
Its memories are as deep as a step asks for, the parameters' depths at the least. Where it has fewer macros than there are tiles,
weights come from off-chip memory and go back there within the step.
"""

import dataclasses
from collections.abc import Sequence

from ...network.learners import learner_named
from ...network.training import Learner
from ...network.two_way_training.mapped import Mapped
from ...network.two_way_training.regions import Region
from ...params import MacroParameters, ParameterError
from ...params.two_way_training import TwoWayTraining
from ..conditions import Conditions
from ..costs import Estimate, Part
from ..pricing import area_mm2, constants
from ..technology import table
from ..two_way_training import steps
from .two_way import SETTINGS, macro_prices, macros_f2

REFERENCE = "cnn"
"""What an engine is shown with where no network is named."""

DEEPEST = 1 << 20
"""Words of the largest memory."""


def estimate(p: MacroParameters, network: str, conditions: Conditions) -> Estimate:
    """See :class:`bitline.estimate.networks.OnFamily`; a batch is the network's own, or less where less is asked for or fits."""
    assert isinstance(p, TwoWayTraining)
    _check(conditions)
    learner = learner_named(network)
    if conditions.macros:
        p = dataclasses.replace(p, training=dataclasses.replace(p.training, macros=conditions.macros))
    mapped = _fitted(p, learner, min(conditions.batch, learner.batch))
    area = _area(mapped.p)
    return Estimate(
        network=learner.name,
        target=p.name,
        conditions=dataclasses.replace(conditions, batch=mapped.batch, order="layers", duplication="none"),
        technology=table(p.physical.technology),
        clock_mhz=p.clock_mhz,
        copies=1,
        macros=p.training.macros,
        steps=tuple(steps(mapped, training=conditions.mode == "training")),
        prices=macro_prices(p, sum(area.values())),
        area_mm2=area,
        constants=constants(table(p.physical.technology), p.physical, *SETTINGS),
    )


def _check(conditions: Conditions) -> None:
    if conditions.pipeline != "none" or conditions.duplication not in ("cheapest", "none") or conditions.order == "images":
        raise ParameterError("pipeline", "a training engine takes a batch through one layer after the other, without copies")


def _fitted(p: TwoWayTraining, learner: Learner, batch: int) -> Mapped:
    """The network on an engine whose memories are as deep as they must be, with as large a batch as the deepest ones hold."""
    deepest = _with_memories(p, DEEPEST, DEEPEST)
    while True:
        try:
            where = Mapped(deepest, learner, batch).regions
            break
        except ParameterError:
            if batch == 1:
                raise
            batch //= 2
    values = _end([*where.inputs, *where.placed, *where.indices, *where.errors, where.targets, where.routed])
    sums = _end([where.products, where.gradients, *where.velocities])
    return Mapped(_with_memories(p, max(values, p.training.value_words), max(sums, p.training.sum_words)), learner, batch)


def _end(regions: Sequence[Region | None]) -> int:
    """The power of two behind the last word of all regions."""
    last = max(region.first + region.words for region in regions if region)
    return 1 << (last - 1).bit_length()


def _with_memories(p: TwoWayTraining, values: int, sums: int) -> TwoWayTraining:
    return dataclasses.replace(p, training=dataclasses.replace(p.training, value_words=values, sum_words=sums))


def _area(p: TwoWayTraining) -> dict[Part, float]:
    """Macros, with the one in which gradients are made where there is one, and memories."""
    bits = sum(memory.words * memory.bits for memory in p.memories.values())
    partners = len(p.all_macros) - p.training.macros
    return area_mm2(table(p.physical.technology), macros_f2(p, p.training.macros, partners), bits)
