"""What decisions repeated against noise buy: accuracy on training digits, by the repeats of each layer of ``mnist_binary``.

    python benchmarks/binary_repeats.py --data mnist

Where half of some noisy decisions must fire, the noise that decides has a mean of its own, for which the network's thresholds are
moved. Digits and chips are none of those on which results are reported: those are the test digits, and chips from seed 0 on.

Exit status 0: the repeats of the built-in network reach its bound; 1: they do not; 2: the data are missing.
"""

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from bitline import params
from bitline.estimate.binary_network import decision
from bitline.network import builtin
from bitline.network.binary.layers import BinaryNetwork
from bitline.network.binary.mapping import mapped
from bitline.network.binary.store import load
from bitline.network.datasets import Examples, mnist
from bitline.network.idx import DataError
from bitline.params.binary import Binary
from bitline_sim.arrays.binary import model
from bitline_sim.arrays.noise import majority
from bitline_sim.network.binary import OnMacro
from bitline_sim.runs.binary import TRIM_REPEATS

REPEATS = ((0, 0, 0), (1, 1, 1), (2, 2, 2), (3, 2, 2), (3, 3, 3), (4, 3, 3))
"""Logarithms of the decisions of each layer."""

FIRST_CHIP = 1000

LOSS = 0.01
"""Largest loss on typical chips: the bound of the built-in network's own repeats."""


def repeated(p: Binary, network: BinaryNetwork, repeats: tuple[int, ...]) -> BinaryNetwork:
    """The network with other repeats, and thresholds moved along."""
    layers = []
    for number, (layer, wanted) in enumerate(zip(network.layers, repeats, strict=True)):
        moves = majority(wanted)[0] - majority(layer.repeats)[0]
        products = p.nonideal.noise_sigma * network.highest(number)
        layers.append(replace(layer, repeats=wanted, thresholds=layer.thresholds + products * moves))
    return replace(network, layers=tuple(layers))


def row(p: Binary, network: BinaryNetwork, examples: Examples, chips: int) -> dict[str, Any]:
    """What a network costs, and how well it does."""
    mapping = mapped(p, network)
    cost = decision(mapping)

    def accuracy(kind: str, seed: int, trim: int | None) -> float:
        return float((OnMacro(mapping, model(p, kind, seed), trim).labels(examples.images) == examples.labels).mean())

    return {
        "repeats": [layer.repeats for layer in network.layers],
        "evaluations": cost.evaluations,
        "energy_nj": round(cost.energy_nj, 2),
        "ideal": accuracy("ideal", 0, None),
        "typical": float(np.mean([accuracy("typical", FIRST_CHIP + chip, TRIM_REPEATS) for chip in range(chips)])),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with the four idx.gz files of MNIST")
    parser.add_argument("--digits", type=int, default=10_000, help="training digits, from the first")
    parser.add_argument("--chips", type=int, default=2)
    parser.add_argument("--json", action="store_true", help="print one object instead of a table")
    options = parser.parse_args()
    p, file = params.preset("binary"), builtin.path("mnist_binary")
    assert isinstance(p, Binary) and file is not None
    network = load(file)
    try:
        examples = mnist(options.data).train.at(slice(options.digits))
    except DataError as error:
        print(f"binary_repeats: {error}", file=sys.stderr)
        return 2
    rows = [row(p, repeated(p, network, repeats), examples, options.chips) for repeats in REPEATS]
    if options.json:
        print(json.dumps({"rows": rows}))
    else:
        shown = Table("repeats", "evaluations", "nJ", "ideal", "typical")
        for one in rows:
            decisions = ", ".join(str(1 << repeats) for repeats in one["repeats"])
            figures = (f"{one[name]:.2%}" for name in ("ideal", "typical"))
            shown.add_row(decisions, str(one["evaluations"]), f"{one['energy_nj']:.2f}", *figures)
        Console().print(shown)
    own = next(one for one in rows if one["repeats"] == [layer.repeats for layer in network.layers])
    return int(own["ideal"] - own["typical"] > LOSS)


if __name__ == "__main__":
    sys.exit(main())
