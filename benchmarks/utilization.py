"""In how many cycles of a step of training converters work, phase by phase, and what the other cycles are.

    python benchmarks/utilization.py
    python benchmarks/utilization.py --batch 8
    python benchmarks/utilization.py --gradient array --rows 16

Cycles are those of :mod:`bitline.estimate.two_way_training`, which co-simulations hold exactly. Every tile has a macro of its own;
an array that gradients are made in counts as one more.

Exit status 0.
"""

import argparse
import dataclasses
import json
import sys
from collections import Counter
from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

from bitline import params
from bitline.estimate.two_way_training import Clock
from bitline.network.training import Layer, Learner, Map, mlp
from bitline.network.two_way_training.mapped import Mapped
from bitline.network.two_way_training.placement import placed
from bitline.network.two_way_training.step import Rule, step
from bitline.params.two_way_training import Kind, TwoWayTraining

PHASES: dict[str, tuple[Kind, ...]] = {
    "forward": ("forward",),
    "backward": ("backward",),
    "gradient": ("gradient",),
    "update": ("update",),
    "rescaling, pooling": ("activate", "error", "rescale", "pool", "route"),
    "words in and zeros": ("take", "zero", "window"),
}

BLOCK = Layer(name="first", map=Map(16, 16, 32), filters=32, kernel=3, padding=1)
NETWORKS = {
    "perceptron 64-32-10": mlp(8, 8, 10),
    "perceptron 784-128-10": mlp(28, 28, 10),
    "ResNet block, 16×16×32": Learner(name="block", layers=(BLOCK, dataclasses.replace(BLOCK, name="second")), batch=4, epochs=1),
}
"""Of the basic block the two convolutions; the second one's errors are taken as those of scores, of as many words."""


@dataclasses.dataclass(frozen=True)
class Phase:
    """One phase of a step.

    Attributes
    ----------
    share : float
        Of the step's cycles.
    converting, at_work : float
        Share of the phase's cycles in which a macro's converters work: the mean over all macros, and over those that are at
        work: that hold tiles of the layer, or activations.
    """

    network: str
    macros: int
    phase: str
    cycles: int
    share: float
    converting: float
    at_work: float


def phases(name: str, learner: Learner, batch: int, gradient: str, rows: int) -> Iterator[Phase]:
    """The phases of a step of a network, on as many macros as it has tiles."""
    p = engine(sum(each.tiles for each in placed(engine(1, gradient, rows), learner.layers)), gradient, rows)
    macros = len(p.all_macros)
    spent = {phase: Counter() for phase in (*PHASES, "step")}
    for each in Clock(p).run(step(Mapped(p, learner, batch), Rule()).program):
        made_in_array = p.gradient_macro is not None and each.given.kind == "gradient"
        tiles = each.given["row_tiles"] * each.given["column_tiles"] or (1 if made_in_array else macros)
        phase = next(phase for phase, kinds in PHASES.items() if each.given.kind in kinds)
        for counted in (phase, "step"):
            spent[counted] += Counter(cycles=each.cycles, converting=each.converting, capacity=each.cycles * tiles)
    total = spent["step"]["cycles"]
    for phase, of in spent.items():
        every = of["converting"] / (of["cycles"] * macros)
        yield Phase(name, macros, phase, of["cycles"], of["cycles"] / total, every, of["converting"] / of["capacity"])


def engine(macros: int, gradient: str, rows: int) -> TwoWayTraining:
    """The preset with so many macros, that unit for gradients, and memories that hold a step."""
    memories = {"value_words": 1 << 18, "sum_words": 1 << 18}
    training = {"macros": macros, "gradient": gradient, "gradient_rows": rows, **memories}
    p = params.from_choices({"extends": "two_way_training", "training": training})
    assert isinstance(p, TwoWayTraining)
    return p


def main() -> int:
    parser = argparse.ArgumentParser(description="In how many cycles of a step of training converters work.")
    parser.add_argument("--batch", type=int, default=4, help="examples of a step (default: 4)")
    parser.add_argument("--gradient", choices=("outer_product", "array"), default="outer_product", help="what makes gradients")
    parser.add_argument("--rows", type=int, default=0, help="of the array that makes gradients (default: a macro's)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    options = parser.parse_args()
    found = [
        phase
        for name, learner in NETWORKS.items()
        for phase in phases(name, learner, options.batch, options.gradient, options.rows)
    ]
    if options.json:
        print(json.dumps({"batch": options.batch, "phases": [dataclasses.asdict(phase) for phase in found]}))
        return 0
    table = Table(title=f"A step on {options.batch} examples")
    for heading in ("network", "macros", "phase", "cycles", "of the step", "converters work", "where at work"):
        table.add_column(heading, justify="left" if heading in ("network", "phase") else "right")
    for each in found:
        table.add_row(
            each.network,
            str(each.macros),
            each.phase,
            f"{each.cycles:,}",
            *(f"{share:.1%}" for share in (each.share, each.converting, each.at_work)),
        )
    Console(width=None if sys.stdout.isatty() else 132, highlight=False).print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
