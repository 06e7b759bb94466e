"""A network that has learned is taught another task on the chip: its last layers learn anew, the others keep their weights.

    python examples/transfer_learning.py                 scikit-learn's digits
    python examples/transfer_learning.py --data mnist    MNIST, from the folder of its four idx.gz files

Two tasks: digits turned by a quarter, after upright ones; and the upper half of the classes, after the lower half. All steps are
those of the engine's integers; the last layer alone, the last two, and all layers learn.

Exit status 0: every re-trained network is better than before; 1: one is not; 2: bad input.
"""

import argparse
import dataclasses
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from bitline.network import datasets
from bitline.network.datasets import Dataset, Examples
from bitline.network.idx import DataError
from bitline.network.training import cnn
from bitline.params.two_way_training import TwoWayTraining
from bitline_sim.network.two_way_training.course import accuracy, learn
from bitline_sim.network.two_way_training.run import course_of, trainer_of


@dataclasses.dataclass(frozen=True)
class Row:
    """A task, how much of the network has learned it, and what came of it."""

    task: str
    layers: int
    weights: int
    before: float
    after: float


def turned(part: Examples) -> Examples:
    """Images turned by a quarter."""
    return Examples(np.rot90(part.images, axes=(1, 2)), part.labels)


def classes(part: Examples, chosen: range) -> Examples:
    """Examples of some classes, counted from the first of them."""
    part = part.at(np.isin(part.labels, chosen))
    return Examples(part.images, part.labels - chosen[0])


def tasks(data: Dataset) -> Iterator[tuple[str, Dataset, Dataset]]:
    """Each task's name, what the network knows, and what it is to learn."""
    half = data.classes // 2
    lower, upper = (
        Dataset(data.name, classes(data.train, chosen), classes(data.test, chosen))
        for chosen in (range(half), range(half, 2 * half))
    )
    yield "turned by a quarter", data, Dataset(data.name, turned(data.train), turned(data.test))
    yield f"classes {half} to {2 * half - 1}", lower, upper


def taught(task: str, known: Dataset, new: Dataset, options: argparse.Namespace) -> Iterator[Row]:
    """Learn what is to be known, then the new task with ever more layers."""
    p, seed = TwoWayTraining(name="engine"), options.seed
    _, height, width = known.train.images.shape
    learner = cnn(height, width, known.classes)
    first = trainer_of(p, learner, options.array, seed)
    learn(first, course_of(learner, known, options.epochs, seed))
    before = accuracy(first, new.test)
    for frozen in reversed(range(len(learner.layers))):
        part = dataclasses.replace(learner, frozen=frozen)
        second = trainer_of(p, part, options.array, seed)
        second.write(first.state.weights)
        weights = sum(layer.rows * layer.columns for layer in part.layers[frozen:])
        yield Row(task, len(part.layers) - frozen, weights, before, learn(second, course_of(part, new, options.epochs, seed))[-1])


def main() -> int:
    options = arguments()
    try:
        data = datasets.load(options.data)
    except DataError as error:
        print(f"transfer_learning: {error}", file=sys.stderr)
        return 2
    if options.examples:
        data = dataclasses.replace(data, train=data.train.at(slice(options.examples)))
    rows = [row for task in tasks(data) for row in taught(*task, options)]
    ok = all(row.after > row.before for row in rows)
    if options.json:
        print(json.dumps({"ok": ok, "rows": [dataclasses.asdict(row) for row in rows]}))
    else:
        show(rows)
    return 0 if ok else 1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, help="folder of MNIST's four files; default: BITLINE_DATA, or scikit-learn's digits")
    parser.add_argument("--examples", type=int, help="training examples, from the first; default: all")
    parser.add_argument("--epochs", type=int, help="of each training; default: as many as suffice")
    parser.add_argument("--array", choices=["ideal", "typical"], default="ideal", help="what makes the products")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true", help="print one object")
    return parser.parse_args()


def show(rows: Sequence[Row]) -> None:
    table = Table("task", "layers that learn", "weights", "before", "after")
    for row in rows:
        table.add_row(row.task, str(row.layers), f"{row.weights:,}", f"{100 * row.before:.1f} %", f"{100 * row.after:.1f} %")
    Console(width=None if sys.stdout.isatty() else 120).print(table)


if __name__ == "__main__":
    sys.exit(main())
