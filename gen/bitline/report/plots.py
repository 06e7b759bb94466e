"""The pictures of a report of a network's run."""

from collections.abc import Sequence
from itertools import cycle

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from .drawing import BLUE, INK, MARKS, PALE, VERMILION, picture
from .results import Accuracy, Cycles, Deviation, Shown, Transfer


def accuracy(found: Sequence[Accuracy]) -> str:
    """One line a way of running the network: the share found right, and the interval around it."""
    with picture(0.5 * len(found) + 0.8) as (figure, out):
        axes = figure.subplots()
        for at, (one, (colour, marker, _)) in enumerate(zip(reversed(found), cycle(MARKS))):
            low, high = one.interval
            axes.plot([100 * low, 100 * high], [at, at], color=colour, linewidth=2, alpha=0.45, solid_capstyle="butt")
            axes.plot(100 * one.share, at, marker, color=colour, markersize=9)
            axes.annotate(
                f"{100 * one.share:.2f} %", (100 * high, at), (8, 0), textcoords="offset points", va="center", weight="bold"
            )
        axes.set_yticks(range(len(found)), [one.name for one in reversed(found)], color=INK)
        axes.set_ylim(-0.6, len(found) - 0.4)
        axes.set_xlabel("test images classified correctly, %")
        axes.grid(visible=False, axis="y")
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
    return out[0]


def converters(chip: Transfer, step: int) -> str:
    """What converters make of a sum: three codes' staircases, all converters' deviations, and the share of misread sums."""
    codes = np.arange(1, chip.begins.shape[1] + 1)
    reached = codes * step <= chip.sums[-1]
    off = (chip.begins - (codes - 0.5) * step)[:, reached] / step
    order = off.mean(axis=1).argsort()
    chosen = [int(order[0]), int(order[len(order) // 2]), int(order[-1])]
    with picture(3.6) as (figure, out):
        stairs, deviation, misread = figure.subplots(1, 3, width_ratios=(1.35, 1, 0.9))
        _stairs(stairs, (codes - 0.5) * step, codes, reached, PALE, 5, "ideal")
        for (colour, _, _), converter in zip(MARKS, chosen, strict=False):
            _stairs(stairs, chip.begins[converter], codes, reached, colour, 1.3, f"converter {converter}")
        stairs.set(title="Code given", xlabel="line sum, products of 1 by 1", ylabel="code")
        stairs.legend(loc="upper left", fontsize=9)
        deviation.plot(codes[reached], off.T, color=PALE, linewidth=0.8)
        for (colour, marker, _), converter in zip(MARKS, chosen, strict=False):
            deviation.plot(codes[reached], off[converter], color=colour, marker=marker, markersize=4, linewidth=1.3)
        deviation.axhline(0, color=INK, linewidth=0.8)
        deviation.set(title=f"Where a code begins, {len(off)} converters", xlabel="code", ylabel="late by, steps")
        misread.bar(chip.sums, 100 * chip.misread, color=BLUE, width=0.7)
        misread.set(title="Misread, cells and noise included", xlabel="line sum", ylabel="conversions, %")
        misread.grid(visible=False, axis="x")
        for axes in (stairs, deviation, misread):
            axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    return out[0]


def _stairs(axes: Axes, begins: np.ndarray, codes: np.ndarray, reached: np.ndarray, colour: str, width: float, label: str) -> None:
    last = codes[reached][-1]
    edges = [0, *begins[reached], begins[reached][-1] + 1]
    axes.stairs(np.arange(last + 1), edges, baseline=None, color=colour, linewidth=width, label=label)


def cycles(found: Sequence[Cycles]) -> str:
    """A bar a phase of a layer, with the predicted count as a diamond on it."""
    with picture(0.34 * len(found) + 0.9) as (figure, out):
        axes = figure.subplots()
        at = np.arange(len(found))[::-1]
        axes.barh(at, [one.counted for one in found], 0.62, color="#9ccbe6", label="counted in the Verilog")
        axes.plot([one.predicted for one in found], at, "D", color=INK, markersize=5, label="predicted from the parameters")
        for y, one in zip(at, found, strict=True):
            text = f"{one.counted:,}" if one.counted == one.predicted else f"{one.counted:,}, predicted {one.predicted:,}"
            axes.annotate(text, (max(one.counted, one.predicted), y), (9, 0), textcoords="offset points", va="center")
        axes.set_yticks(at, [f"{one.layer}, {one.phase}" for one in found], color=INK)
        axes.set_xlabel("clock cycles, all tiles of a layer one after the other")
        axes.set_xlim(0, 1.14 * max(one.counted for one in found))
        axes.xaxis.set_major_formatter("{x:,.0f}")
        axes.grid(visible=False, axis="y")
        axes.tick_params(axis="y", length=0)
        figure.legend(loc="outside upper right", ncols=2, fontsize=9)
    return out[0]


def deviations(found: Sequence[Deviation], confusion: np.ndarray) -> str:
    """How far products are off, and which images are taken for which."""
    with picture(4.1) as (figure, out):
        spread, mistaken = figure.subplots(1, 2, width_ratios=(1.25, 1))
        reach = 100 * max(float(np.abs(one.share).max(initial=0)) for one in found) or 1
        for one, (colour, _, dashes) in zip(found, cycle(MARKS)):
            label = f"{one.name}: {100 * (one.share**2).mean() ** 0.5:.1f} % rms, {100 * (one.share == 0).mean():.0f} % exact"
            weights = np.full(one.share.size, 100 / one.share.size)
            bins = np.linspace(-reach, reach, 52)
            spread.hist(
                100 * one.share, bins, weights=weights, histtype="step", color=colour, linestyle=dashes, linewidth=1.6, label=label
            )
        spread.set(
            title="Products less the exact ones", xlabel="% of the layer's root mean square", ylabel="products, %", yscale="log"
        )
        spread.yaxis.set_major_formatter("{x:g}")
        figure.legend(loc="outside upper left", ncols=len(found), fontsize=9)
        _confusion(mistaken, confusion)
    return out[0]


def _confusion(axes: Axes, confusion: np.ndarray) -> None:
    wrong = confusion - np.diag(np.diag(confusion))
    axes.imshow(wrong, cmap="Blues", vmin=0, vmax=max(2, 2 * wrong.max()))
    for label, predicted in np.argwhere(confusion):
        colour = "#9aa5b1" if label == predicted else INK
        axes.text(predicted, label, str(confusion[label, predicted]), ha="center", va="center", fontsize=9, color=colour)
    classes = range(len(confusion))
    axes.set(title="Classified on the typical array", xlabel="predicted", ylabel="label", xticks=classes, yticks=classes)
    axes.grid(visible=False)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def images(shown: Sequence[Shown]) -> str:
    """The images that ran through the Verilog, and below each what came back to its pixels, on the scale of the first array."""
    arrays = list(shown[0].returned)
    with picture(1.4 * (1 + len(arrays)) + 0.2) as (figure, out):
        grid = figure.subplots(1 + len(arrays), max(len(shown), 6), squeeze=False)
        for axes in grid.flat:
            axes.set(xticks=[], yticks=[])
            axes.spines[:].set(visible=True, color=PALE)
        for column, one in zip(grid.T, shown, strict=False):
            _image(column[0], one)
            most = max(np.abs(one.returned[arrays[0]]).max(), 1)
            for axes, array in zip(column[1:], arrays, strict=True):
                axes.imshow(one.returned[array], cmap="PuOr_r", vmin=-most, vmax=most)
        for axes, name in zip(grid[:, 0], ["image", *(f"{array} array" for array in arrays)], strict=True):
            axes.set_ylabel(name, color=INK)
        for axes in grid[:, len(shown) :].flat:
            axes.set_visible(False)
    return out[0]


def _image(axes: Axes, one: Shown) -> None:
    predicted = list(one.predicted.values())
    colour, weight = (INK, "normal") if {*predicted} == {one.label} else (VERMILION, "bold")
    axes.imshow(255 - one.image, cmap="gray", vmin=0, vmax=255)
    title = f"{one.label}, predicted {' / '.join(map(str, predicted))}"
    axes.set_title(title, loc="center", fontsize=10, weight=weight, color=colour)
