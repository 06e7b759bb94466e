"""Networks of ±1 weights on the binary macro, as they are mapped: evaluations and rows written, cycles of the whole program."""

import dataclasses
from collections import Counter
from pathlib import Path

from ...network import builtin
from ...network.binary.drives import drives
from ...network.binary.layers import BinaryNetwork, Layer, Votes
from ...network.binary.mapping import Mapping, mapped
from ...network.binary.placement import Faults, visits
from ...network.binary.qonnx import imported
from ...network.binary.store import load
from ...network.idx import DataError
from ...params import MacroParameters, ParameterError
from ...params.binary import Binary
from ..binary_network import decision
from ..conditions import Conditions
from ..costs import Comparison, Counts, Estimate, Event, Part, Step
from ..placement import alternatives, called
from ..pricing import area_mm2, constants, prices
from ..technology import table

SETTINGS = ("product_fj", "access_fj", "cell_f2", "edge_f2", "periphery_f2")
"""Settings of the array that energy and area rest on."""

_READERS = {".npz": load, ".onnx": imported}

REFERENCE = "mnist_binary"
"""What a macro is shown with where no network is named."""


def estimate(p: MacroParameters, network: str, conditions: Conditions) -> Estimate:
    """See :class:`bitline.estimate.networks.OnFamily`."""
    assert isinstance(p, Binary)
    check(conditions)
    mapping = mapped(p, _named(network))
    steps = tuple(_steps(mapping))
    ways = alternatives(dataclasses.replace(conditions, order="images"), ["none", "network"] if conditions.macros > 1 else ["none"])
    found = {called(each): _priced(p, mapping, steps, each) for each in ways}
    compared = Comparison("network", {name: one.cost for name, one in found.items()}, "nJ·s")
    return dataclasses.replace(found[compared.taken], comparisons=(compared,))


def _priced(p: Binary, mapping: Mapping, steps: tuple[Step, ...], conditions: Conditions) -> Estimate:
    technology, macros = table(p.physical.technology), conditions.macros or 1
    area: dict[Part, float] = {part: macros * mm2 for part, mm2 in _area(p).items()}
    inside: dict[Event, float] = {"products": p.physical.product_fj, "cell accesses": p.physical.access_fj}
    return Estimate(
        network=mapping.network.name,
        target=p.name,
        conditions=conditions,
        technology=technology,
        clock_mhz=p.clock_mhz,
        copies=macros if conditions.duplication == "network" else 1,
        macros=macros,
        steps=steps,
        prices=inside | prices(technology, sum(area.values()) / macros),
        area_mm2=area,
        constants=constants(technology, p.physical, *SETTINGS),
    )


def check(conditions: Conditions) -> None:
    """A macro runs whole programs: several have an image each, and the size of a batch makes no difference.

    Raises
    ------
    ParameterError
        For conditions under which it cannot.
    """
    if conditions.mode == "training":
        raise ParameterError("mode", "binary macros have no backward products; training is estimated on two-way macros")
    if conditions.pipeline != "none" or conditions.duplication == "layers" or conditions.order == "layers":
        why = "a binary macro runs a network's whole program image by image, and others copies of it: no layers side by side"
        raise ParameterError("pipeline", why)


def _named(name: str) -> BinaryNetwork:
    """A built-in network, or the one in a file."""
    file = builtin.path(name) or Path(name)
    if file.suffix not in _READERS:
        raise DataError(f"{name}: neither a file nor a network of ±1 weights that comes with Bitline")
    return _READERS[file.suffix](file)


def _area(p: Binary) -> dict[Part, float]:
    """The array, its converters and comparators, and the periphery with its store of hidden bits and programs."""
    cells, *edges = p.array_parts
    f2: dict[Part, float] = {
        "array": cells.count * cells.f2,
        "converters": sum(edge.count * edge.f2 for edge in edges),
        "accumulation": sum(pin.width for pin in p.array_pins) * p.physical.periphery_f2 / p.physical.utilization,
    }
    return area_mm2(table(p.physical.technology), f2, 0)


def _steps(mapping: Mapping) -> list[Step]:
    """Layers share the program's cycles as they share its evaluations."""
    whole, made = decision(mapping), _evaluations(mapping)
    first = mapping.network.layers[0]
    steps = []
    for number, layer in enumerate(mapping.network.layers):
        share = made[number] / whole.evaluations
        steps.append(
            Step(
                layer=f"layer {number + 1}",
                phase="forward",
                cycles=whole.cycles * share,
                operations=2 * layer.places * layer.fan_in * layer.outputs,
                macros=1,
                peak=2 * mapping.cells.size / mapping.p.slot,
                fill=layer.weights.size / mapping.cells.size,
                counts=_counts(mapping, layer, made[number], share, layer is first),
            )
        )
    return steps


def _evaluations(mapping: Mapping) -> Counter[int]:
    """Array evaluations by layer: a visit of a block is one step, or in a vote one for each comparison."""
    p, network = mapping.p, mapping.network
    head, last = network.head, len(network.layers) - 1
    comparisons = len(head.shifts) if isinstance(head, Votes) else 1
    at_work = visits(p, network, drives(p, network)[0], Faults.none(p))
    owners = [visit.block.layer for visit in at_work for _ in range(comparisons if visit.block.layer == last else 1)]
    steps = [step for step in mapping.program.steps if step.kind != "reload"]
    made: Counter[int] = Counter()
    for layer, step in zip(owners, steps, strict=True):
        made[layer] += step.evaluations
    return made


def _counts(mapping: Mapping, layer: Layer, evaluations: int, share: float, first: bool) -> Counts:
    """Every cell of the array takes part in an evaluation; hidden bits are kept in registers, rows are written bit by bit."""
    p = mapping.p
    bits = layer.places * layer.fan_in * (p.array.code_bits if first else 1) + layer.places * layer.outputs
    written = mapping.row_writes * share * p.array.columns
    fetched = len(mapping.program.reloaded) * share * p.array.columns
    return {
        "products": evaluations * p.array.rows * p.array.columns,
        "additions": evaluations * p.array.columns,
        "cell accesses": written,
        "buffer bits": bits,
        "moved bits": bits + written,
        "memory bits": fetched + (len(set(mapping.network.entry.pixels.tolist())) * p.array.code_bits if first else 0),
    }
