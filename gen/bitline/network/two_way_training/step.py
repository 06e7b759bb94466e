"""A step of training as a program: forward, errors, gradients and updates of every layer, and what the host gives to it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ...params.two_way_training import Instruction, instruction
from ..training import POOL
from .mapped import Mapped
from .placement import Block
from .regions import Region
from .walks import walk, window

Tile = tuple[int, int, int]
"""Layer, and row and column of the tile."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How weights are updated.

    Attributes
    ----------
    annealing : int
        Added to every learning rate's shift.
    stochastic : bool
        Where the engine can round so.
    """

    annealing: int = 0
    stochastic: bool = True


@dataclass
class Step:
    """The program of a step, and what of the host's it takes and gives, in order.

    Attributes
    ----------
    program : list of Instruction
    loaded, stored : list of Tile
        Tiles whose weights the program takes and gives.
    """

    program: list[Instruction] = field(default_factory=list)
    loaded: list[Tile] = field(default_factory=list)
    stored: list[Tile] = field(default_factory=list)


def step(mapped: Mapped, rule: Rule) -> Step:
    """A step on one batch: it takes inputs and targets, and, where macros are fewer than tiles, weights in between."""
    out = Step()
    where = mapped.regions
    out.program += [_take(where.inputs[0]), _take(where.targets)]
    last = len(mapped.layers) - 1
    for number in range(last + 1):
        _forward(mapped, number, out)
    for number in range(last, -1, -1):
        _learn(mapped, number, rule, out)
    return out


def _take(region: Region) -> Instruction:
    return instruction("take", space=0, address=region.first, count=region.words)


def _zero(region: Region, words: int) -> Instruction:
    return instruction("zero", space=1, address=region.first, count=words)


# ---- forward


def _forward(mapped: Mapped, number: int, out: Step) -> None:
    each, where = mapped.layers[number], mapped.regions
    layer, last = each.layer, number == len(mapped.layers) - 1
    words = mapped.batch * layer.placed.positions * each.output_words
    out.program.append(_zero(where.products, words))
    for block in mapped.blocks(number):
        _load(mapped, number, block, out)
        out.program += [window(mapped, number, where.inputs[number], block.row), _product(mapped, number, block, "forward")]
    if last:
        out.program.append(
            instruction(
                "error",
                source=where.products.first,
                to=where.errors[number].first,
                targets=where.targets.first,
                count=words,
                shift=layer.shift,
            )
        )
        return
    to = where.placed[number] or where.inputs[number + 1]
    out.program.append(instruction("activate", source=where.products.first, to=to.first, count=words, shift=layer.shift))
    out.program += _pooling(mapped, number, "pool", to, where.inputs[number + 1])


def _pooling(mapped: Mapped, number: int, kind: str, wide: Region, narrow: Region) -> Iterator[Instruction]:
    """Pooling of a layer's map, or its way back, word by word of a point; nothing where the layer does not pool."""
    each, where = mapped.layers[number], mapped.regions.indices[number]
    if where is None:
        return
    layer, words = each.layer, each.output_words
    row = layer.placed.width * words
    for word in range(words):
        yield walk(
            mapped,
            positions=(layer.made.height, layer.made.width),
            sides=(layer.placed.height, layer.placed.width),
            kernel=POOL,
            stride=POOL,
            padding=0,
            groups=1,
            corner=wide.first + word,
            point=words,
            row=row,
            x_step=words,
            y_step=row - (POOL - 1) * words,
        )
        fields = {"dense": narrow.first + word, "dense_step": words, "indices": where.first + word}
        yield instruction("pool", **fields) if kind == "pool" else instruction("route", **fields)


def _product(mapped: Mapped, number: int, block: Block, kind: str) -> Instruction:
    """The product of a block's tiles, in either direction."""
    p, each, where = mapped.p, mapped.layers[number], mapped.regions
    groups = p.array.rows // each.lanes
    backward = kind == "backward"
    first = (_errors(mapped, number) if backward else where.products).first + block.column * p.word_groups
    fields = {
        "macro": block.macro,
        "row_tiles": block.rows,
        "column_tiles": block.columns,
        "signed": int(backward),
        "window_words": min(block.rows * groups, each.input_words - block.row * groups),
        "dense": first,
        "dense_step": each.output_words,
        "dense_words": min(block.columns * p.word_groups, each.output_words - block.column * p.word_groups),
    }
    return instruction("backward", **fields) if backward else instruction("forward", **fields)


# ---- backward


def _errors(mapped: Mapped, number: int) -> Region:
    """Where a layer's errors lie when its gradient is made: before pooling."""
    return mapped.regions.routed if mapped.layers[number].layer.pool else mapped.regions.errors[number]


def _learn(mapped: Mapped, number: int, rule: Rule, out: Step) -> None:
    """A layer's gradient, the errors of the layer below by the old weights, and the new weights."""
    each, where = mapped.layers[number], mapped.regions
    below = number > mapped.learner.frozen
    out.program += _pooling(mapped, number, "route", _errors(mapped, number), where.errors[number])
    if number >= mapped.learner.frozen:
        out.program += _gradient(mapped, number)
    if below:
        out.program.append(_zero(where.products, mapped.batch * each.map_words))
    for block in mapped.blocks(number):
        if number < mapped.learner.frozen:
            continue
        _load(mapped, number, block, out)
        if below:
            out.program += [window(mapped, number, where.products, block.row), _product(mapped, number, block, "backward")]
        out.program += [_update(mapped, number, tile, rule) for tile in block.tiles]
        _store(mapped, number, block, out)
    if below:
        out.program.append(_rescale(mapped, number))


def _gradient(mapped: Mapped, number: int) -> Iterator[Instruction]:
    each, where = mapped.layers[number], mapped.regions
    outputs = {"outputs": each.layer.columns} if mapped.p.gradient_macro else {}
    yield _zero(where.gradients, len(each.lines) * each.output_words)
    yield window(mapped, number, where.inputs[number], 0)
    yield instruction(
        "gradient",
        window_words=each.input_words,
        dense=_errors(mapped, number).first,
        dense_step=each.output_words,
        dense_words=each.output_words,
        to=where.gradients.first,
        **outputs,
    )


def _rescale(mapped: Mapped, number: int) -> Instruction:
    """Products become the errors of the layer below, where it was cut neither above nor below."""
    where, last = mapped.regions, len(mapped.layers) - 1
    return instruction(
        "rescale",
        source=where.products.first,
        to=where.errors[number - 1].first,
        masks=where.inputs[number].first,
        count=where.inputs[number].words,
        exponent_from=0 if number == last else number + 1,
        exponent_to=number,
    )


def _update(mapped: Mapped, number: int, tile: Tile, rule: Rule) -> Instruction:
    p, each, where = mapped.p, mapped.layers[number], mapped.regions
    row, column, macro = tile
    offset = row * p.array.rows * each.output_words + column * p.word_groups
    fields = {
        "macro": macro,
        "tile_rows": each.tile_rows(row),
        "tile_words": each.tile_words(column),
        "source": where.gradients.first + offset,
        "row_step": each.output_words,
        "shift": mapped.learner.update_shift(number) + rule.annealing,
        "exponent": 0 if number == len(mapped.layers) - 1 else number + 1,
    }
    if p.random_words:
        fields["stochastic"] = int(rule.stochastic)
    if p.momenta:
        velocity = where.velocities[number].first + offset
        decay, scale = mapped.learner.decay, max(0, p.training.momentum_bits - p.weight.bits)
        fields |= {"velocity": velocity, "decay": decay, "scale": scale, "shift": fields["shift"] + decay - scale}
    return instruction("update", **fields)


# ---- tiles that come and go


def _load(mapped: Mapped, number: int, block: Block, out: Step) -> None:
    if not mapped.resident:
        for row, column, macro in block.tiles:
            out.program.append(instruction("load", macro=macro, tile_rows=mapped.p.array.rows))
            out.loaded.append((number, row, column))


def _store(mapped: Mapped, number: int, block: Block, out: Step) -> None:
    if not mapped.resident:
        for row, column, macro in block.tiles:
            out.program.append(instruction("store", macro=macro, tile_rows=mapped.p.array.rows))
            out.stored.append((number, row, column))
