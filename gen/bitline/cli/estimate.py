"""``bitline estimate``"""

import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

import click

from .. import params
from ..estimate.conditions import Conditions
from ..estimate.costs import PARTS, PHASES, Comparison, Estimate
from .conditions import conditions_options
from .options import json_option, on_option
from .screen import result, screen, table


@click.command()
@click.argument("network")
@on_option
@conditions_options
@json_option
def estimate(network: str, target: str, as_json: bool, **chosen: Any) -> None:
    """Estimate cycles, energy and area of a network. NETWORK is a topology's name or an ONNX file."""
    from ..estimate.summary import summary

    begun = time.perf_counter()
    found = estimated(network, target, Conditions(**chosen))
    values = {**summary(found), "seconds": round(time.perf_counter() - begun, 3)}
    result(as_json, values, lambda: _show(found))


def estimated(network: str, target: str, conditions: Conditions) -> Estimate:
    """An estimate for the command line."""
    from ..estimate import networks
    from ..network.idx import DataError

    try:
        return networks.estimate(params.load(target), network, conditions)
    except DataError as error:
        raise click.ClickException(str(error)) from None


def show_mapping(comparisons: Sequence[Comparison]) -> None:
    """What the mapper has chosen for the network, with every alternative; and what for how many layers."""
    for each in comparisons:
        if each.what == "network":
            rows = [[name, f"{cost:,.4g}", "taken" if name == each.taken else ""] for name, cost in each.costs.items()]
            screen.print(table(["mapping", f"cost, {each.unit}", ""], rows))
    layers = Counter(each.taken for each in comparisons if each.what != "network")
    if layers:
        screen.print(table(["dataflow that moves the fewest bits", "layers"], [[name, str(of)] for name, of in layers.items()]))


def _show(found: Estimate) -> None:
    from ..estimate.summary import headline

    screen.print(f"{found.network} on {found.target}, {found.conditions.mode}, {found.technology.title}")
    screen.print(table(["", "for one image"], [[name, f"{value:,.6g}"] for name, value in headline(found).items()]))
    show_mapping(found.comparisons)
    phases = [phase for phase in PHASES if any(step.phase == phase for step in found.steps)]
    energies = [found.energy_by_part(step for step in found.steps if step.phase == phase) for phase in phases]
    rows = [[part, f"{found.area_mm2.get(part, 0):,.4g}", *(f"{energy[part]:,.4g}" for energy in energies)] for part in PARTS]
    screen.print(table(["part", "mm²", *(f"{phase}, µJ" for phase in phases)], rows))
    rows = [[each.name, f"{each.value:g} {each.unit}", each.source] for each in found.constants]
    screen.print(table(["constant", "value", "source"], rows))
