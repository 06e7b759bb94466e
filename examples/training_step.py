"""One step of learning in the emitted Verilog: a batch of digits forward, their errors backward, gradients, every weight updated.

    python examples/training_step.py cnn                    two convolutions and a layer of scores
    python examples/training_step.py mlp --array typical    a perceptron, on arrays that are not ideal

Digits are scikit-learn's, 8 x 8 pixels. Held against the reference are every line that is driven, every word that is written to a
memory, every weight and every cycle. Exit status 0: all are right; 1: one is not; 2: the engine does not hold the network.
"""

import argparse
import sys
import time

from bitline import params
from bitline.cli.verdict import judged
from bitline.emit.bundle import hardware
from bitline.network.training import BUILT_IN
from bitline.params.two_way_training import TwoWayTraining
from bitline_sim import runner
from bitline_sim.scoreboard.two_way_training import evaluations, judge
from bitline_sim.scoreboard.two_way_training.draw import BATCH, steps

SIDE, CLASSES = 8, 10


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("network", choices=BUILT_IN)
    parser.add_argument("--on", default="two_way_training", metavar="TARGET", help="a preset or a TOML file of an engine")
    parser.add_argument("--batch", type=int, default=BATCH, help=f"digits of the batch (default: {BATCH})")
    parser.add_argument("--array", choices=["ideal", "typical"], default="ideal")
    parser.add_argument("--seed", type=int, default=0, help="of weights, digits and chips")
    parser.add_argument("--simulator", choices=runner.SIMULATORS, help="default: whichever is there and sooner done")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    options = parser.parse_args()
    begun = time.perf_counter()
    try:
        p = params.load(options.on)
        if not isinstance(p, TwoWayTraining):
            raise params.ParameterError(options.on, f"is of the family {p.family}, whose networks do not learn")
        stimulus = steps(p, BUILT_IN[options.network](SIDE, SIDE, CLASSES), 1, options.seed, options.batch)
        simulator = runner.choose(options.simulator, evaluations(p, stimulus))
    except (params.ParameterError, runner.SimulatorError) as error:
        print(error, file=sys.stderr)
        return 2
    run = runner.run(p, hardware(p), stimulus, simulator=simulator, array=options.array, seed=options.seed)
    verdict = judge(p, stimulus, run.outcome, ideal=options.array == "ideal", full_rate=True)
    return judged(p, verdict, time.perf_counter() - begun, options.json)


if __name__ == "__main__":
    sys.exit(main())
