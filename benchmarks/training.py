"""What converters and a typical array do to learning.

    python benchmarks/training.py
    python benchmarks/training.py --sign sign_magnitude --bits 8

A perceptron 64-32-10 learns scikit-learn's digits on macros of 64x64 weights, all lines in one read, with converters of 4 to 8 bits
whose codes span the lines' sums: a code is 4 products with 4 bits, 2 with 5, 1 with more. "Not trained through" takes the weights
that exact products have given; "trained through" has the arrays make all three products, forward, backward and gradient.

Exit status 0: trained through is within two points of exact products wherever converters have 6 bits or more; 1: it is not.
"""

import argparse
import dataclasses
import json
import sys
from collections.abc import Sequence
from typing import Literal, get_args

from rich.console import Console
from rich.progress import track
from rich.table import Table
from threadpoolctl import threadpool_limits

from bitline.network import datasets
from bitline.network.training import Learner, mlp
from bitline.params.two_way import Adc, Array, Input
from bitline.params.two_way_training import Training, TwoWayTraining
from bitline_sim.network.two_way_training.arithmetic import Integers
from bitline_sim.network.two_way_training.course import Course, accuracy, learn
from bitline_sim.network.two_way_training.macros import OnMacros
from bitline_sim.network.two_way_training.run import course_of, trainer_of
from bitline_sim.network.two_way_training.trainer import Trainer

Sign = Literal["twos_complement", "sign_magnitude", "offset_binary"]

LINES = 64
ENOUGH, ALLOWED = 6, 0.02
"""Bits of converters that are held to a bound, and the bound."""


@dataclasses.dataclass(frozen=True)
class Row:
    """Accuracies with converters of so many bits, on one kind of array."""

    adc_bits: int
    step: int
    array: str
    not_trained_through: float
    trained_through: float


def engine(bits: int, sign: Sign) -> TwoWayTraining:
    """An engine whose converters' codes span the sum of all lines, and which drives errors so."""
    adc = Adc(bits=bits, step=max(1, LINES >> bits), share=8)
    array = Array(rows=LINES, columns=LINES, lines_per_read=LINES)
    return TwoWayTraining(name="engine", array=array, input=Input(sign=sign), adc=adc, training=Training(gradient="array"))


def on(p: TwoWayTraining, learner: Learner, array: str, seed: int) -> Trainer:
    """A network whose products an array makes, exact or not."""
    return Trainer(learner, Integers(p, learner), OnMacros(p, learner, array, seed), seed)


def measured(learner: Learner, course: Course, exact: Trainer, bits: int, array: str, sign: Sign) -> Row:
    """Both accuracies on one array."""
    p = engine(bits, sign)
    worse = on(p, learner, array, course.seed)
    worse.write(exact.state.weights)
    without = accuracy(worse, course.data.test)
    return Row(bits, p.adc.step, array, without, learn(on(p, learner, array, course.seed), course)[-1])


def main() -> int:
    options = arguments()
    data = datasets.digits()
    if options.examples:
        data = dataclasses.replace(data, train=data.train.at(slice(options.examples)))
    learner = dataclasses.replace(mlp(8, 8, data.classes), batch=32)
    course = course_of(learner, data, options.epochs, options.seed)
    with threadpool_limits(1):
        exact = trainer_of(engine(8, options.sign), learner, "ideal", options.seed)
        best = learn(exact, course)[-1]
        cases = [(bits, array) for bits in options.bits for array in ("ideal", "typical")]
        steps = track(cases, console=Console(stderr=True), transient=True, disable=options.json)
        rows = [measured(learner, course, exact, bits, array, options.sign) for bits, array in steps]
    missed = [row for row in rows if row.adc_bits >= ENOUGH and row.trained_through < best - ALLOWED]
    if options.json:
        print(json.dumps({"ok": not missed, "exact": best, "rows": [dataclasses.asdict(row) for row in rows]}))
    else:
        show(best, rows)
    return 1 if missed else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument(
        "--bits", type=int, nargs="+", default=[4, 5, 6, 7, 8], choices=range(1, 9), metavar="N", help="of converters"
    )
    parser.add_argument("--sign", choices=get_args(Sign), default="twos_complement", help="how errors are driven")
    parser.add_argument("--epochs", type=int, default=8, help="passes over the examples")
    parser.add_argument("--examples", type=int, help="training examples, from the first; default: all")
    parser.add_argument("--seed", type=int, default=0, help="of weights, orders, roundings and chips")
    parser.add_argument("--json", action="store_true", help="print one object")
    return parser.parse_args()


def show(best: float, rows: Sequence[Row]) -> None:
    table = Table("converter bits", "products a code", "array", "not trained through", "trained through")
    for row in rows:
        shares = [f"{100 * share:.1f} %" for share in (row.not_trained_through, row.trained_through)]
        table.add_row(str(row.adc_bits), str(row.step), row.array, *shares)
    console = Console(width=None if sys.stdout.isatty() else 120)
    console.print(table)
    console.print(f"exact products: {100 * best:.1f} %")


if __name__ == "__main__":
    sys.exit(main())
