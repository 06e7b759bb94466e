"""The main job on real digits: emit a macro, run a trained network through its Verilog, write a report with pictures.

    python examples/demo.py                    scikit-learn's digits
    python examples/demo.py --data mnist       MNIST, from the folder of its four idx.gz files

Exit status 0: every value is right; 1: some are not; 2: bad input, or no simulator.
"""

import argparse
import shlex
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from threadpoolctl import threadpool_limits

from bitline import params
from bitline.emit.bundle import bundle
from bitline.emit.write import OutputError, write_bundle, write_file
from bitline.estimate.placement import resident
from bitline.network import datasets
from bitline.network.idx import DataError
from bitline.network.layers import Network
from bitline.network.quantize import quantized
from bitline.network.workloads import workload_of_dense
from bitline.params.two_way import TwoWay
from bitline.report.page import page
from bitline.report.results import About, Results
from bitline_sim import runner
from bitline_sim.network import passes, training
from bitline_sim.network.cosimulation import WORKERS, cosimulate, evaluations
from bitline_sim.network.findings import gather
from bitline_sim.network.macros import Macros

ARRAYS = ("ideal", "typical")
HIDDEN, EPOCHS = {"digits": 64, "MNIST": 128}, {"digits": 60, "MNIST": 8}
IMAGES = 6  # through the Verilog, if the simulator makes their evaluations in about a minute
IN_A_MINUTE = {"icarus": 20_000, "verilator": 60_000}


def run(options: argparse.Namespace, stage: "Stages") -> Results:
    """The main job, from parameters to results."""
    data = datasets.load(options.data)

    # the macro: parameters, and everything that is emitted of them
    p = params.preset("two_way")
    assert isinstance(p, TwoWay)
    with stage("emit the macro"):
        files = bundle(p)
        write_bundle(files, options.output / p.name)

    # the network: trained in floating point, then in integers of the macro's formats
    with stage("train the network", EPOCHS[data.name]) as done:
        perceptron = training.train(data.train, HIDDEN[data.name], EPOCHS[data.name], options.seed, done)
    calibration = data.train.at(slice(5000))
    network = quantized(perceptron, calibration, inputs=p.inputs[False], weights=p.weights, errors=p.inputs[True])

    # test images forward, and their errors backward: in plain integers, and with the codes that the arrays' converters give
    test = data.test.at(slice(options.samples))
    products = {"8-bit integers": passes.exact(network)}
    products |= {f"{array} array": Macros(p, network, array, options.seed) for array in ARRAYS}
    ran = {}
    for name, product in products.items():
        with stage(f"test: {name}", 2 * len(test)) as done:
            ran[name] = passes.run(network, test, product, p.inputs[True], done)

    # some of them through the Verilog: those of which the network is least sure, since they have errors to send back
    simulator, count = affordable(p, network, min(IMAGES, len(test)))
    scores = np.sort(perceptron.sums(test.images)[-1], axis=1)
    chosen = test.at((scores[:, -1] - scores[:, -2]).argsort()[:count])
    steps = 1 + len(ARRAYS) * resident(workload_of_dense(network).products, p).macros
    with stage(f"run in {simulator}", steps) as done, runner.simulation(p, files, simulator) as simulation:
        done()
        held = {array: cosimulate(simulation, network, chosen, array, options.seed, done) for array in ARRAYS}

    about = About(
        network=network.name,
        data=data.name,
        simulator=simulator,
        command=shlex.join(["python", *sys.argv]),
        seed=options.seed,
        seconds=stage.seconds,
    )
    return gather(p, perceptron, network, test, ran, chosen, held, about)


def affordable(p: TwoWay, network: Network, wanted: int) -> tuple[runner.Simulator, int]:
    """The simulator that will be done first, and how many of the images wanted it can be given."""
    each = len(ARRAYS) * evaluations(p, network)
    simulator = runner.choose(None, wanted * each // WORKERS)
    return simulator, max(1, min(wanted, IN_A_MINUTE[simulator] // each))


class Stages:
    """Stages of a run: each shows its progress, and notes its time."""

    def __init__(self, progress: Progress) -> None:
        self.seconds: dict[str, float] = {}
        self._progress = progress

    @contextmanager
    def __call__(self, what: str, steps: int = 1) -> Iterator[Callable[..., None]]:
        """A stage; what it gives is to be called as steps are done."""
        task, begun = self._progress.add_task(what, total=steps), time.perf_counter()
        yield lambda steps=1: self._progress.advance(task, steps)
        self.seconds[what] = time.perf_counter() - begun
        self._progress.update(task, completed=steps)


def arguments() -> argparse.Namespace:
    """What the user asks for."""
    parser = argparse.ArgumentParser(description="Run a network of real digits through a macro's Verilog, and write a report.")
    parser.add_argument("--data", type=Path, metavar="DIR", help="MNIST's four idx.gz files; default: scikit-learn's digits")
    parser.add_argument("--samples", type=int, default=400, metavar="N", help="test images (default: 400)")
    parser.add_argument("--output", type=Path, default=Path("build/demo"), metavar="DIR", help="default: build/demo")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of everything drawn at random (default: 0)")
    options = parser.parse_args()
    if options.samples < 1:
        parser.error(f"--samples: {options.samples} is below 1")
    if not 0 <= options.seed < 1 << 32:
        parser.error(f"--seed: {options.seed} is not in 0 … {(1 << 32) - 1}")
    return options


def main() -> int:
    """Run, and say what came of it."""
    options, screen = arguments(), Console(highlight=False, soft_wrap=True)
    try:
        runner.choose(None, 0)  # a missing simulator is better found now than after minutes
        columns = TextColumn("{task.description:<24}"), BarColumn(), TimeElapsedColumn()
        # matrices this small are multiplied sooner by one thread than by several
        with threadpool_limits(1), Progress(*columns, console=screen) as progress:
            results = run(options, Stages(progress))
        write_file(page(results), options.output / "report.html")
    except (DataError, OutputError, runner.SimulatorError) as error:
        print(f"demo: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    screen.print("accuracy: " + ", ".join(f"{one.name} {one.share:.2%}" for one in results.accuracies))
    screen.print(f"Verilog: {results.wrong:,} of {results.compared:,} values wrong", style="" if results.ok else "bold red")
    screen.print(f"cycles: {results.cycles_counted:,} counted, {results.cycles_predicted:,} predicted")
    screen.print(f"report: {options.output / 'report.html'}")
    return 0 if results.ok else 1


if __name__ == "__main__":
    sys.exit(main())
