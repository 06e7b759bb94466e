"""What a report shows, gathered from a network's runs."""

from collections.abc import Mapping

import numpy as np

from bitline.network.datasets import Examples
from bitline.network.layers import Network
from bitline.network.quantize import Perceptron
from bitline.params.two_way import TwoWay
from bitline.report.results import About, Accuracy, Check, Deviation, Recording, Results, Shown

from ..transfer import transfer
from .cosimulation import CoSimulation
from .passes import Forward, Ran, exact


def gather(
    p: TwoWay,
    perceptron: Perceptron,
    network: Network,
    test: Examples,
    ran: Mapping[str, Ran],
    chosen: Examples,
    held: Mapping[str, CoSimulation],
    about: About,
) -> Results:
    """The results of a network's runs.

    Parameters
    ----------
    test, ran
        Examples, and what became of them, by what ran them: the last is the typical array.
    chosen, held
        Those that ran through the Verilog, and what became of them, by the array: the last is the typical one.
    """
    sums, typical, verilog = perceptron.sums(test.images), list(ran.values())[-1].forward, list(held.values())[-1]
    gradient = perceptron.gradients(sums, test.labels)[0]
    named = {"floating point": sums[-1].argmax(axis=1), **{name: one.forward.classes for name, one in ran.items()}}
    return Results(
        p=p,
        about=about,
        accuracies=[Accuracy(name, int((classes == test.labels).sum()), len(test)) for name, classes in named.items()],
        agreement={name: _cosine(one.backward.products[0], gradient) for name, one in ran.items()},
        checks=[
            Check(array, what, tally.compared, tally.wrong)
            for array, one in held.items()
            for what, tally in one.verdict.held.items()
        ],
        cycles=verilog.cycles,
        transfer=transfer(p, "typical", about.seed),
        recording=_recording(p, network, verilog),
        shown=[_shown(network, chosen, held, number) for number in range(len(chosen))],
        deviations=_deviations(network, typical),
        confusion=_confusion(test.labels, typical.classes, typical.scores.shape[1]),
        first_wrong=next((one.verdict.first_wrong for one in held.values() if one.verdict.first_wrong), ""),
    )


def _cosine(a: np.ndarray, b: np.ndarray) -> float:
    size = np.linalg.norm(a) * np.linalg.norm(b)
    return float((a * b).sum() / size) if size else 0.0


def _recording(p: TwoWay, network: Network, held: CoSimulation) -> Recording:
    """Of the tile whose recorded product drives most lines."""
    run = max(held.turns, key=lambda run: int(np.unpackbits(run.outcome["wave_row_drive"]).sum()))
    rows, columns = run.place.tile.rows, run.place.tile.columns
    part = f"inputs {rows.start}–{rows.stop - 1}, outputs {columns.start}–{columns.stop - 1}"
    waves = {name.removeprefix("wave_"): wave for name, wave in run.outcome.items() if name.startswith("wave_")}
    codes = run.outcome["codes"][:, : p.sides["forward"].converters]
    return Recording(f"Forward product of the first image, {network.layers[run.turn.layer].name}, {part}", waves, codes)


def _shown(network: Network, chosen: Examples, held: Mapping[str, CoSimulation], number: int) -> Shown:
    """An image, with what the Verilog's own products say of it."""
    image, bias = chosen.images[number], network.layers[-1].bias
    scores = {array: one.products["forward"][-1][number, 0] + bias for array, one in held.items()}
    returned = {array: one.products["backward"][0][number].reshape(image.shape) for array, one in held.items()}
    return Shown(image, int(chosen.labels[number]), {array: int(of.argmax()) for array, of in scores.items()}, returned)


def _deviations(network: Network, ran: Forward) -> list[Deviation]:
    out = []
    for number, layer in enumerate(network.layers):
        wanted = exact(network)(number, "forward", ran.inputs[number])
        size = np.sqrt(np.mean(wanted.astype(float) ** 2)) or 1
        out.append(Deviation(layer.name, ((ran.sums[number] - layer.bias - wanted) / size).ravel()))
    return out


def _confusion(labels: np.ndarray, named: np.ndarray, classes: int) -> np.ndarray:
    out = np.zeros((classes, classes), np.int64)
    np.add.at(out, (labels, named), 1)
    return out
