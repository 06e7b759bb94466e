"""Expressions become nodes of integers where a quantizer, a layer or the end of the network asks for integers."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ...params import formats
from ..convolution import Rescale
from ..integers import INPUT, ONE, Concat, Entry, Head, MaxPool, Node, Product, Rescaled, Window
from ..rescaling import RescaleError, Widths, nearest, sign
from .expressions import Expression, Image, Levels, MisfitError, Sums, WindowSums
from .grids import on_grid

FRACTION = 8
"""Places by which integers are shifted left where they are rescaled without a layer, so that biases are fine enough."""

FRACTION_OF_SUM = 4
"""The same where a residual is added, whose multiplier is that much larger: then the other one must not become too coarse."""

NEAR = 1e-4
"""Of a level: what single precision may leave of a whole number."""


class Emitter:
    """Collects nodes.

    Attributes
    ----------
    entry : Entry or None
        How images become integers; None until they do.
    """

    def __init__(self, widths: Widths) -> None:
        self.entry: Entry | None = None
        self._widths = widths
        self._nodes: list[Node] = []

    # ---- quantizers

    def quantized(self, x: Expression | Image, scale: np.ndarray, zero: int, to: range) -> Expression:
        """The integers ``clip(round(x / scale) + zero, to)``."""
        if isinstance(x, Image):
            levels = np.clip(np.rint(x.table / scale.astype(np.float32)) + zero, to[0], to[-1])
            return self._entered(x, levels, scale, -zero * scale)
        to = _narrowed(x, scale, zero, to)
        factor, offset = x.scale / scale, x.offset / scale
        scale = np.broadcast_to(scale, (x.channels,))
        if _stays(x, factor, offset + zero, to):
            return Expression.of(x.base, scale, -zero * scale, x.size, x.flat)
        x = _without_dead_channels(x)
        fraction = 0 if isinstance(x.base, Sums) else FRACTION_OF_SUM if x.residual else FRACTION
        residual = alike(x.residual[1] / scale, "the other side of an addition is scaled") if x.residual else 0.0
        try:
            rescale = nearest(self._widths, factor / 2**fraction, offset, residual, zero, to)
        except RescaleError as error:
            raise MisfitError(f"cannot be rescaled: {error}") from None
        return Expression.of(self._rescaled(x, rescale, fraction), scale, -zero * scale, x.size, x.flat)

    def signs(self, x: Expression | Image, scale: float) -> Expression:
        """``scale`` where ``x`` is not negative, ``-scale`` elsewhere."""
        if isinstance(x, Image):
            return self._entered(x, x.table >= 0, np.array([2 * scale]), np.array([-scale]))
        if x.bounded or x.residual:
            raise MisfitError("of a clipped value, or of a sum of two, is not understood")
        x = _without_dead_channels(x)
        base = self._rescaled(x, sign(np.where(x.scale == 0, 1, x.scale), x.offset), 0)
        return Expression.of(base, np.full(x.channels, 2 * scale), np.full(x.channels, -scale), x.size, x.flat)

    def _rescaled(self, x: Expression, rescale: Rescale, fraction: int) -> Levels:
        """The expression's integers, rescaled, and the largest of its windows."""
        sources = (x.base.source, *((x.residual[0],) if x.residual else ()))
        if isinstance(x.base, Sums):
            name = self._name(x.base.layer.name)
            node = Product(name=name, sources=sources, layer=replace(x.base.layer, name=name, rescale=rescale))
        else:
            window = x.base.window if isinstance(x.base, WindowSums) else ONE
            node = Rescaled(name=self._name("rescale"), sources=sources, window=window, fraction=fraction, rescale=rescale)
        base = self._added(node, rescale.to)
        for window in x.pools:
            base = self._largest(base, window)
        return base

    def _entered(self, x: Image, levels: np.ndarray, scale: np.ndarray, offset: np.ndarray) -> Expression:
        """The image as levels (256, channels), each channel with its scale and offset."""
        entry = Entry(table=levels.astype(np.int64), channels=x.channels, size=x.size)
        if self.entry is not None and not np.array_equal(self.entry.table, entry.table):
            raise MisfitError("quantizes the image in another way than it was before")
        self.entry = entry
        scale, offset = (np.broadcast_to(each, (x.channels,)).astype(np.float64) for each in (scale, offset))
        return Expression.of(Levels(INPUT, entry.to), scale, offset, x.size, x.flat)

    # ---- what works on integers

    def whole(self, x: Expression | Image) -> Expression:
        """The same as integers of a node, a scale and an offset, and nothing else; an image's bytes are such integers."""
        if isinstance(x, Image):
            return self._on_grid(x)
        if not isinstance(x.base, Levels) or x.residual:
            raise MisfitError("needs a quantized input; put a quantizer before it")
        base = self._bounded(x, x.base) if x.bounded else x.base
        if x.pools and (x.scale <= 0).any():
            raise MisfitError("needs a quantized input; put a quantizer behind the MaxPool before it")
        for window in x.pools:
            base = self._largest(base, window)
        return Expression.of(base, x.scale, x.offset, x.size, x.flat)

    def _bounded(self, x: Expression, base: Levels) -> Levels:
        """Levels within the bounds."""
        ends = np.stack([x.scale * end + x.offset for end in (base.to[0], base.to[-1])])
        if (ends >= x.low).all() and (ends <= x.high).all():
            return base
        bounds = np.sort([(bound - x.offset) / x.scale for bound in (x.low, x.high)], axis=0)
        low, high = (alike(np.clip(bound, base.to[0], base.to[-1]), "it is clipped") for bound in bounds)
        if max(abs(low - round(low)), abs(high - round(high))) > NEAR:
            raise MisfitError("needs an input that is clipped at one of its levels; put a quantizer before it")
        every = np.ones(x.channels, np.int64)
        rescale = Rescale(bias=0 * every, multiplier=every, shift=0, low=round(low), high=round(high))
        return self._rescaled(replace(x, base=base, pools=()), rescale, 0)

    def _on_grid(self, x: Image) -> Expression:
        """Bytes, or what was rounded of them: levels from 0 on."""
        lowest = x.table.min().astype(np.float64)
        grid = on_grid(x.table - lowest)
        if grid is None or np.ptp(grid.scale) > 0:
            raise MisfitError("needs a quantized input; put a quantizer behind the image")
        return self._entered(x, grid.levels, grid.scale[0, :1], lowest.reshape(1))

    def rounded(self, x: Expression) -> Expression:
        """The nearest integers, within the bounds."""
        if not (np.isfinite(x.low).all() and np.isfinite(x.high).all()):
            raise MisfitError("has no Clip before it, which tells how many levels there are")
        low, high = alike(x.low, "it is clipped"), alike(x.high, "it is clipped")
        return self.quantized(x, np.ones(1), 0, formats.span(round(low), round(high)))

    def pooled(self, x: Expression, window: Window) -> Expression:
        """The largest of each window: of integers that are known at once, else of those to come."""
        known = isinstance(x.base, Levels) and not (x.residual or x.bounded or x.pools) and bool((x.scale > 0).all())
        pooled = replace(x, pools=(*x.pools, window), size=window.results(x.size))
        return self.whole(pooled) if known else pooled

    def joined(self, several: Sequence[Expression]) -> Expression:
        """Channels one after the other."""
        several = [self.whole(x) for x in several]
        if len({(x.size, x.flat) for x in several}) > 1 or (several[0].flat and several[0].size != (1, 1)):
            raise MisfitError("joins images of different sizes, or flattened ones")
        node = Concat(name=self._name("concat"), sources=tuple(x.base.source for x in several))
        base = self._added(node, formats.hull(x.base.to for x in several if isinstance(x.base, Levels)))
        scale, offset = (np.concatenate([getattr(x, name) for x in several]) for name in ("scale", "offset"))
        return Expression.of(base, scale, offset, several[0].size, several[0].flat)

    def _largest(self, base: Levels, window: Window) -> Levels:
        return self._added(MaxPool(name=self._name("pool"), sources=(base.source,), window=window), base.to)

    # ---- the end

    def ended(self, x: Expression) -> tuple[tuple[Node, ...], Head]:
        """The nodes that the expression needs, the last of which gives its integers, and what these are worth."""
        if x.size != (1, 1):
            raise MisfitError(f"gives an image of {x.size[0]} x {x.size[1]}, not one score a class")
        if isinstance(x.base, Sums) and not (x.bounded or x.residual or x.pools):
            name = self._name(x.base.layer.name)
            self._nodes.append(Product(name=name, sources=(x.base.source,), layer=replace(x.base.layer, name=name)))
            return self._needed(name), Head.of(x.scale, x.offset)
        x = self.whole(x)
        return self._needed(x.base.source), Head.of(x.scale, x.offset)

    def _needed(self, last: str) -> tuple[Node, ...]:
        needed, kept = {last}, []
        for node in reversed(self._nodes):
            if node.name in needed:
                kept.append(node)
                needed |= set(node.sources)
        if not kept:
            raise MisfitError("is the input, and nothing is computed")
        return tuple(reversed(kept))

    def _name(self, kind: str) -> str:
        return f"{kind} {len(self._nodes) + 1}"

    def _added(self, node: Node, to: range) -> Levels:
        self._nodes.append(node)
        return Levels(node.name, to)


def alike(values: np.ndarray, what: str) -> float:
    """The one value of all channels."""
    if np.ptp(values) > 1e-6 * np.abs(values).max():
        raise MisfitError(f"does not fit: {what} differently from channel to channel; put a quantizer of one scale before it")
    return float(values[0])


def _narrowed(x: Expression, scale: np.ndarray, zero: int, to: range) -> range:
    """The format that bounds before the quantizer leave."""
    if not x.bounded:
        return to
    low, high = (np.clip(np.rint(bound / scale) + zero, to[0], to[-1]) for bound in (x.low, x.high))
    return formats.span(round(alike(low, "it is clipped")), round(alike(high, "it is clipped")))


def _stays(x: Expression, factor: np.ndarray, offset: np.ndarray, to: range) -> bool:
    """Whether a quantizer gives the integers that there are."""
    if not isinstance(x.base, Levels) or x.residual or x.pools or x.base.to[0] < to[0] or x.base.to[-1] > to[-1]:
        return False
    return bool(np.abs(factor - 1).max() * len(x.base.to) < NEAR and np.abs(offset).max() < NEAR)


def _without_dead_channels(x: Expression) -> Expression:
    """Channels whose scale is 0 have weights of 0, so that their offset alone is left."""
    dead = x.scale == 0
    if not dead.any():
        return x
    if not isinstance(x.base, Sums):
        raise MisfitError("multiplies a channel by 0")
    weights = np.where(dead[:, None, None, None], 0, x.base.layer.weights)
    return replace(x, base=replace(x.base, layer=replace(x.base.layer, weights=weights)))
