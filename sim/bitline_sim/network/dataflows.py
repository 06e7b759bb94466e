"""Layers as programs of the entry-counting macro: what its streams bring, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bitline.network.convolution import Layer, Rescale
from bitline.network.entry_counting.dataflows import Items, Order, Plan
from bitline.params.entry_counting import EVENTS, EntryCounting

from ..golden.entry_counting import Scale
from ..runner import Simulation
from ..scoreboard.entry_counting import Program, judge
from ..scoreboard.verdict import Verdict

NOTHING = np.zeros(0, np.int64)


def pixel_order(layer: Layer, side: int) -> np.ndarray:
    """Places of a layer's results, window by window: (pixels,), as indices of results of an image in rows."""
    whole = layer.size(side)
    places = np.arange(whole * whole).reshape(whole, whole)[: whole // layer.pool * layer.pool, : whole // layer.pool * layer.pool]
    windows = places.reshape(whole // layer.pool, layer.pool, -1, layer.pool).swapaxes(1, 2)
    return windows.ravel()


def words(p: EntryCounting, entries: np.ndarray) -> np.ndarray:
    """Vectors as words of all lanes, zeros where none are left: (n, entries) to (n, steps, lanes)."""
    steps = -(-entries.shape[1] // p.store.lanes)
    padded = np.pad(entries, ((0, 0), (0, steps * p.store.lanes - entries.shape[1])))
    return padded.reshape(len(entries), steps, p.store.lanes)


def program_of(p: EntryCounting, plan: Plan, layer: Layer, patches: np.ndarray, residual: np.ndarray = NOTHING) -> Program:
    """The program that makes a layer's results.

    Parameters
    ----------
    patches : int array, (pixels, entries)
        Window by window.
    residual : int array, (pixels, channels)
        What is added, for layers with a residual.
    """
    levels = {"weight": words(p, layer.matrix), "activation": words(p, patches)}
    program = Program(p)
    for order in plan.orders:
        op = order.operation
        if op.kind == "scale" and layer.rescale is not None:
            program.scale(0, [scale_of(layer.rescale, channel) for channel in order.scaled])
        elif order.stored is not None:
            stored = _chosen(levels, order.stored, order.steps)
            program.write(op.word, stored.swapaxes(0, 1).reshape(-1, p.store.lanes), order.stored[0])
        elif order.streamed is not None:
            streamed = _chosen(levels, order.streamed, order.steps).reshape(-1, p.store.lanes)
            fields = {name: value for name, value in vars(op).items() if name not in ("kind", "residual")}
            program.product(streamed, order.streamed[0], residual=_added(order, residual), **fields)
    return program


def layer_program(
    p: EntryCounting,
    plan: Plan,
    layer: Layer,
    images: np.ndarray,
    residual: np.ndarray | None = None,
    *,
    share: range | None = None,
) -> Program:
    """The program that makes a layer's results for images, (n, height, width, inputs), and what is added to them.

    ``share`` are the pixels, image by image and window by window, that the plan is for; without, all of them.
    """
    order, entries = pixel_order(layer, images.shape[1]), layer.matrix.shape[1]
    at = slice(None) if share is None else slice(share.start, share.stop)
    patches = layer.patches(images).reshape(len(images), -1, entries)[:, order].reshape(-1, entries)[at]
    added = NOTHING
    if residual is not None:
        added = residual.reshape(len(images), -1, layer.channels)[:, order].reshape(-1, layer.channels)[at]
    return program_of(p, plan, layer, patches, added)


def gathered(plan: Plan, beats: np.ndarray) -> np.ndarray:
    """A program's beats as a layer's results: (windows, channels), int64."""
    task, start = plan.task, 0
    out = np.zeros((task.pixels // task.window, task.channels), np.int64)
    for order in plan.orders:
        count = order.operation.beats if order.operation.kind == "product" else 0
        if count:
            windows = slice(order.pixels[0] // task.window, (order.pixels[-1] + 1) // task.window)
            shape = (windows.stop - windows.start, len(order.channels))
            some = beats[start : start + count]
            made = some.reshape(shape[::-1]).T if order.operation.by_repetition else some.reshape(shape)
            out[windows, order.channels[0] : order.channels[-1] + 1] = made
            start += count
    return out


def scale_of(rescale: Rescale, channel: int) -> Scale:
    """A channel's beat of stream ``scales``."""
    return Scale(
        bias=int(rescale.bias[channel]),
        multiplier=int(rescale.multiplier[channel]),
        residual_multiplier=rescale.residual_multiplier,
        shift=rescale.shift,
        zero_point=rescale.zero_point,
        low=rescale.low,
        high=rescale.high,
    )


def _chosen(levels: dict[str, np.ndarray], items: Items, steps: range) -> np.ndarray:
    """Words of some channels or pixels: (items, steps, lanes)."""
    operand, some = items
    return levels[operand][some.start : some.stop, steps.start : steps.stop]


def _added(order: Order, residual: np.ndarray) -> list[int]:
    """Residuals in the order of the sums that leave."""
    if not order.operation.residual:
        return []
    some = residual[order.pixels.start : order.pixels.stop, order.channels.start : order.channels.stop]
    return (some.T if order.operation.by_repetition else some).ravel().tolist()


@dataclass(frozen=True, eq=False)
class LayerRun:
    """What the emitted Verilog made of a layer's program.

    Attributes
    ----------
    verdict : Verdict
    results : int64 array, (windows, channels)
    events : mapping
        The event counters.
    """

    verdict: Verdict
    results: np.ndarray
    events: Mapping[str, int]


def cosimulated(simulation: Simulation, plan: Plan, program: Program) -> LayerRun:
    """Run a layer's program in the emitted Verilog, at full rate."""
    stimulus = program.stimulus()
    outcome = simulation.run(stimulus).outcome
    verdict = judge(program.p, stimulus, outcome, ideal=True, full_rate=True)
    return LayerRun(verdict, gathered(plan, outcome["results"]), dict(zip(EVENTS, outcome["events"].tolist(), strict=True)))
