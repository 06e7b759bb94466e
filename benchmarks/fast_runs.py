"""Products of a 128 x 128 matrix with vectors of 8 bits as a macro's converters give them: time, and error against integers.

    python benchmarks/fast_runs.py

The problem is the one that simulators of analog in-memory computing were measured on: bit-serial inputs, all 128 lines at once,
ternary weights in two rails or 8-bit weights in planes of one bit, a conversion for each input bit and line. What CrossSim 3.2.0
took and how far it was from the integers is beside it; those figures were measured once on two cores, one thread, and are repeated
here, since CrossSim is not on the package index. Times are of the processor, the least of several runs. Where converters are exact
the plain product is made, which is what the macro gives; elsewhere every conversion is. Below, images of scikit-learn's digits a
second through ``digits_lsq`` on the preset's typical array, every read of every tile with its noise.

Exit status 0: every product that is checked equals the golden model's, code by code, products are exact where converters are, and
each case takes less time than CrossSim's; 1: not so.
"""

import argparse
import dataclasses
import json
import sys
import time
from collections.abc import Callable, Iterator

import numpy as np
from rich.console import Console
from rich.table import Table
from threadpoolctl import threadpool_limits

from bitline import params
from bitline.network import datasets
from bitline.network.convolution import Layer
from bitline.network.integers import BYTES, INPUT, Entry, Head, IntegerNetwork, Product
from bitline.params.two_way import TwoWay
from bitline_sim.golden import two_way as golden
from bitline_sim.network.chips import Chips
from bitline_sim.network.converters import Converters
from bitline_sim.network.integers import scores
from bitline_sim.runs.integer import network_of

SIZE = 128
REPEATS = 5


@dataclasses.dataclass(frozen=True)
class Case:
    """A kind of weights and converters, and CrossSim's figures for the like: seconds for 1000 vectors, and its error."""

    name: str
    weight_bits: int
    weight_sign: str
    codes: int
    step: int
    largest_weight: int
    peer_seconds: float
    peer_error: str


CASES = (
    Case("ternary, 8-bit converters", 2, "differential", 8, 1, 1, 0.083, "18 of 4,574"),
    Case("ternary, 5-bit converters", 2, "differential", 5, 4, 1, 0.085, "980 of 4,574"),
    Case("8-bit weights, 8-bit converters", 8, "twos_complement", 8, 1, 127, 0.18, "11,254 of 464,405"),
    Case("8-bit weights, 6-bit converters", 8, "twos_complement", 6, 2, 127, 0.18, ""),
)


@dataclasses.dataclass(frozen=True)
class Row:
    """What was found; times in seconds, for all vectors and for one."""

    case: str
    exact: bool
    seconds: float
    seconds_of_one: float
    error: int
    largest: int
    differing: int
    peer_seconds: float
    peer_error: str


def macro(case: Case) -> TwoWay:
    """A macro of the case's numbers, which reads all its lines at once."""
    p = params.from_choices(
        {
            "family": "two_way",
            "array": {"rows": SIZE, "columns": SIZE, "lines_per_read": SIZE},
            "weight": {"bits": case.weight_bits, "sign": case.weight_sign},
            "adc": {"bits": case.codes, "step": case.step},
        }
    )
    assert isinstance(p, TwoWay)
    return p


def matrix_network(weights: np.ndarray) -> IntegerNetwork:
    """A network of one matrix, (inputs, outputs)."""
    layer = Layer(name="matrix", weights=weights.T[:, None, None, :], stride=1, padding=0, rescale=None)
    entry = Entry(table=np.arange(BYTES)[:, None], channels=len(weights), size=(1, 1))
    head = Head(np.ones(weights.shape[1]), np.zeros(weights.shape[1]))
    return IntegerNetwork(name="matrix", entry=entry, nodes=(Product(name="matrix", sources=(INPUT,), layer=layer),), head=head)


def measured(case: Case, count: int, held: int) -> Row:
    """One case, on vectors drawn from a fixed seed."""
    rng, p = np.random.default_rng(0), macro(case)
    weights = rng.integers(-case.largest_weight, case.largest_weight + 1, (SIZE, SIZE))
    vectors = rng.integers(0, BYTES, (count, SIZE), dtype=np.uint8)
    network = matrix_network(weights)
    sums = Converters(p, network)
    made = scores(network, vectors, sums)
    wanted = vectors.astype(np.int64) @ weights
    codes = golden.ideal_codes(p, weights, vectors[:held], "forward", False)
    differing = int(np.count_nonzero(golden.results_of_codes(p, codes, weights, "forward", False) != made[:held]))
    return Row(
        case=case.name,
        exact=p.exact,
        seconds=_least(lambda: scores(network, vectors, sums)),
        seconds_of_one=_least(lambda: scores(network, vectors[:1], sums)),
        error=int(np.abs(made - wanted).max()),
        largest=int(np.abs(wanted).max()),
        differing=differing,
        peer_seconds=case.peer_seconds * count / 1000,
        peer_error=case.peer_error,
    )


def _least(run: Callable[[], object]) -> float:
    taken = []
    for _ in range(REPEATS):
        begun = time.process_time()
        run()
        taken.append(time.process_time() - begun)
    return min(taken)


def typical(count: int) -> float:
    """Images a second through a convolutional network on arrays with every non-ideality, which are made before."""
    p, network = params.preset("two_way"), network_of("digits_lsq")
    assert isinstance(p, TwoWay)
    chips, images = Chips(p, network, "typical"), datasets.digits().test.images[:count]
    scores(network, images[:1], chips)
    return count / _least(lambda: scores(network, images, chips))


def missed(row: Row) -> Iterator[str]:
    """Bounds that a row misses."""
    if row.differing:
        yield f"{row.case}: {row.differing} products are not the golden model's"
    if row.exact and row.error:
        yield f"{row.case}: off by {row.error} where converters are exact"
    if row.seconds > row.peer_seconds:
        yield f"{row.case}: {row.seconds:.3f} s, and CrossSim {row.peer_seconds:.3f} s"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--vectors", type=int, default=1000, help="vectors (default: 1000)")
    parser.add_argument("--held", type=int, default=50, help="of them held against the golden model (default: 50)")
    parser.add_argument("--images", type=int, default=10, help="through typical arrays (default: 10)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    options = parser.parse_args()
    with threadpool_limits(1):
        rows, rate = [measured(case, options.vectors, options.held) for case in CASES], typical(options.images)
    sentences = [sentence for row in rows for sentence in missed(row)]
    if options.json:
        values = {"ok": not sentences, "missed": sentences, "rows": [dataclasses.asdict(row) for row in rows]}
        print(json.dumps({**values, "typical_images_per_second": rate}))
    else:
        _show(rows, options.vectors, rate, sentences)
    return 1 if sentences else 0


def _show(rows: list[Row], count: int, rate: float, sentences: list[str]) -> None:
    table = Table(title=f"{count} vectors of 8 bits, {SIZE} x {SIZE} weights")
    for heading in ("case", "ms", "ms, one vector", "largest error", "of", "differing codes", "CrossSim, ms", "its largest error"):
        table.add_column(heading, justify="left" if heading == "case" else "right")
    for row in rows:
        times = f"{1e3 * row.seconds:.1f}", f"{1e3 * row.seconds_of_one:.2f}"
        peer = f"{1e3 * row.peer_seconds:.0f}", row.peer_error or "not measured"
        table.add_row(row.case, *times, f"{row.error:,}", f"{row.largest:,}", f"{row.differing:,}", *peer)
    console = Console(width=None if sys.stdout.isatty() else 140, highlight=False)
    console.print(table)
    console.print(f"digits_lsq on typical arrays: {rate:.1f} images a second")
    for sentence in sentences:
        console.print(sentence)


if __name__ == "__main__":
    sys.exit(main())
