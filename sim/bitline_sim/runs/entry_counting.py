"""Networks of few levels on entry-counting macros."""

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bitline.estimate.costs import Estimate
from bitline.estimate.entry_counting import timeline
from bitline.estimate.entry_counting_network import choose
from bitline.estimate.networks.entry_counting import mapped
from bitline.network.convolution import Rescale
from bitline.network.datasets import Dataset
from bitline.network.entry_counting.dataflows import Plan, Task
from bitline.network.entry_counting.layers import LsqNetwork
from bitline.network.entry_counting.store import load
from bitline.network.idx import DataError
from bitline.network.integers import IntegerNetwork, Node, Product, Rescaled
from bitline.network.rescaling import Widths
from bitline.network.workload import Layer
from bitline.network.workloads import workload_of
from bitline.params import MacroParameters, formats
from bitline.params.entry_counting import EntryCounting

from ..network.dataflows import layer_program
from ..network.entry_counting import counted
from ..network.integers import levels, scores
from ..scoreboard.entry_counting import Program
from . import Outcome, Trial, integer, network_named

MOST_DOT_PRODUCTS = 1 << 16
"""Of a layer, for which a program is carried out step by step."""


def network_of(name: str) -> LsqNetwork:
    """A built-in network of few levels, or the one in a file of this package's own.

    Raises
    ------
    DataError
        Where there is none.
    """
    return network_named(name, {".npz": load})


def run(p: MacroParameters, name: str, data: Dataset, trial: Trial, done: Callable[[], None] = lambda: None) -> Outcome:
    """Run a network, see :mod:`bitline_sim.runs`: in integers, and by the counts of the macro, which are the same on every chip."""
    assert isinstance(p, EntryCounting)
    network = integer.network_of(name, Widths(p.requantizer.multiplier_bits, p.requantizer.shift_bits))
    check(p, network)
    found = mapped(p, workload_of(network), trial.conditions)
    test = data.test.at(slice(trial.samples))
    images = integer.images_of(network, data, test)
    wanted, rate = integer.timed(network, images)
    got = scores(network, images, counted(p))
    done()
    return Outcome(
        samples=len(test),
        reference=integer.accuracy(network, wanted, test),
        accuracies=(integer.accuracy(network, got, test),),
        mismatches=int((wanted != got).any(axis=1).sum()),
        figures={
            **network.figures,
            **image_figures(p, network, found, images),
            "images_per_cpu_second": rate,
        },
        comparisons=found.comparisons,
    )


def check(p: EntryCounting, network: IntegerNetwork) -> None:
    """Refuse a network that the macro cannot take.

    Raises
    ------
    DataError
        Naming the first layer, or what stands between layers, that does not fit.
    """
    for node in network.nodes:
        entering = network.formats[node.sources[0]]
        if isinstance(node, Product):
            weights = node.layer.matrix
            _fit(network, node, "weights", formats.span(int(weights.min()), int(weights.max())), p.operands["weight"].levels, p)
            _fit(network, node, "inputs", entering, p.operands["activation"].levels, p)
            reach = int(np.abs(weights).sum(axis=1).max()) * max(-entering[0], entering[-1])
            _fit_rescale(p, network, node, formats.span(-reach, reach), node.layer.rescale)
        elif isinstance(node, Rescaled):
            _fit_rescale(p, network, node, formats.scaled(entering, node.window.area << node.fraction), node.rescale)


def _fit_rescale(p: EntryCounting, network: IntegerNetwork, node: Node, sums: range, rescale: Rescale | None) -> None:
    _fit(network, node, "sums", sums, p.sums, p)
    if rescale is not None:
        _fit(network, node, "biases", formats.span(int(rescale.bias.min()), int(rescale.bias.max())), p.sums, p)
        multipliers = [*rescale.multiplier.tolist(), rescale.residual_multiplier]
        _fit(network, node, "multipliers", formats.span(min(multipliers), max(multipliers)), p.scale_fields["multiplier"], p)
        _fit(network, node, "results", rescale.to, p.outputs, p)
        if rescale.residual_multiplier and not p.requantizer.residual:
            raise DataError(f"{network.name}: {node.name} adds a residual, and {p.name} has requantizer.residual = false")


def _fit(network: IntegerNetwork, node: Node, what: str, found: range, taken: range, p: EntryCounting) -> None:
    if found[0] not in taken or found[-1] not in taken:
        raise DataError(
            f"{network.name}: {node.name} has {what} of {found[0]} … {found[-1]}, and {p.name} takes {taken[0]} … {taken[-1]}"
        )


@dataclass(frozen=True)
class Share:
    """What one macro makes of a layer: a program, and the live classes of each of its dot products."""

    plan: Plan
    program: Program
    live: Sequence[int]


def shares(
    p: EntryCounting, sized: Layer, macros: int, product: Product, values: np.ndarray, residual: Sequence[np.ndarray] = ()
) -> Iterator[Share]:
    """The programs of a layer's macros for images that go through it together, in the dataflow that the mapper takes."""
    whole = Task.together(p, sized, len(values))
    parts = whole.shares(macros)
    dataflow = choose(p, dataclasses.replace(whole, pixels=len(parts[0]))).dataflow
    for part in parts:
        plan = choose(p, dataclasses.replace(whole, pixels=len(part))).plans[dataflow]
        program = layer_program(p, plan, product.layer, values, *residual, share=part)
        yield Share(plan, program, program.reference().live)


def image_figures(p: EntryCounting, network: IntegerNetwork, found: Estimate, images: np.ndarray) -> dict[str, float]:
    """What an image costs as the mapper has placed the network; nothing for networks that would take minutes."""
    together = min(len(images), found.conditions.batch if found.conditions.order == "layers" else 1)
    sized = workload_of(network).products
    tasks = [Task.together(p, layer, together) for layer in sized]
    if any(each.in_size[0] != each.in_size[1] for each in sized) or max(map(_dot_products, tasks)) > MOST_DOT_PRODUCTS:
        return {}
    entering, live = levels(network, images[:together]), []
    cycles = 0
    for node, layer, step in zip(network.products, sized, found.steps, strict=True):
        values, *residual = (entering[source] for source in node.sources)
        made = list(shares(p, layer, step.macros, node, values, residual))
        cycles += max(timeline(p, share.program.operations, share.live).cycles for share in made)
        live += [count for share in made for count in share.live]
    return {
        "cycles_per_image": cycles / together,
        "images_per_second": p.clock_mhz * 1e6 / cycles * together,
        "searches_per_dot_product": sum(live) / len(live),
        "searches_saved": 1 - sum(live) / len(live) / len(p.classes),
    }


def _dot_products(task: Task) -> int:
    return task.pixels * task.channels * task.steps
