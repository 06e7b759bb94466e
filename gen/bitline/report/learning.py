"""The report of a network's training: one HTML file that needs no other, with the learning curves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.ticker import MaxNLocator

from .. import __version__
from ..network.training import Learner
from ..params import MacroParameters
from .drawing import MARKS, picture
from .html import embedded, template


@dataclass(frozen=True, eq=False, kw_only=True)
class Learned:
    """A run of training, in plain values.

    Attributes
    ----------
    curves : mapping of sequences of float
        Accuracy after each epoch, by the numbers the network was trained with; the engine's integers come first.
    images : int
        Test images.
    """

    p: MacroParameters
    learner: Learner
    data: str
    images: int
    array: str
    curves: Mapping[str, Sequence[float]]
    steps: int
    seconds: float
    command: str


def page(found: Learned) -> str:
    """The report, as HTML."""
    picture = embedded(curves(found.curves), "Share of test images that are misclassified, after each epoch")
    return template("learning.html").render(r=found, version=__version__, curves=picture)


def curves(found: Mapping[str, Sequence[float]]) -> str:
    """Share of test images that are misclassified after each epoch, a line a curve."""
    with picture(4) as (figure, out):
        axes = figure.subplots()
        for (name, accuracies), (colour, marker, dashes) in zip(found.items(), MARKS, strict=False):
            wrong = [100 * (1 - accuracy) for accuracy in accuracies]
            label = f"{name}: {100 * accuracies[-1]:.2f} %"
            axes.plot(range(1, len(wrong) + 1), wrong, dashes, color=colour, marker=marker, markersize=5, label=label)
        axes.set(xlabel="epoch", ylabel="test images misclassified, %", yscale="log")
        axes.yaxis.set_major_formatter("{x:g}")
        axes.yaxis.set_minor_formatter("{x:g}")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        figure.legend(loc="outside upper left", ncols=len(found), fontsize=9)
    return out[0]
