"""Dataflows of the entry-counting macro as rounds of operations and how often each comes, however large the layer.

They are the operations of :func:`bitline.network.entry_counting.dataflows.plans`, which lists every one of them.
"""

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..network.entry_counting.dataflows import Dataflow, Task
from ..params.entry_counting import EntryCounting, Operation
from .entry_counting import timeline

SETTLED = 8
"""Repetitions after which a product's words follow one another as they go on, and a multiple of the periods in which they do."""


@dataclass(frozen=True)
class Round:
    """Operations that follow one another, so many times."""

    operations: tuple[Operation, ...]
    times: int


@dataclass(frozen=True)
class Flow:
    """A layer in one dataflow."""

    dataflow: Dataflow
    rounds: tuple[Round, ...]


def flows(p: EntryCounting, task: Task) -> Iterator[Flow]:
    """All that are possible."""
    sums, entries = p.accumulator.count, min(p.requantizer.entries, task.channels)
    words = min(p.half_words // task.steps, sums)
    if channels := min(words, entries):
        yield Flow("weight", tuple(_weights_stay(task, channels)))
    if pixels := words // task.window * task.window:
        yield Flow("input", tuple(_inputs_stay(task, entries, pixels)))
    for channels in range(1, min(sums, p.half_words, entries) + 1):
        if pixels := min(sums // channels, task.pixels) // task.window * task.window:
            yield Flow("output", tuple(_outputs_stay(p, task, channels, pixels)))


def _weights_stay(task: Task, most: int) -> Iterator[Round]:
    for channels, times in _parts(task.channels, most):
        write = Operation(kind="write", steps=channels * task.steps)
        yield Round((*_scale(task, channels), write, _product(task, task.steps, channels, task.pixels)), times)


def _inputs_stay(task: Task, entries: int, most: int) -> Iterator[Round]:
    """Scales stay where there is room for those of all channels."""
    groups = [channels for channels, times in _parts(task.channels, entries) for _ in range(times)]
    if len(groups) == 1:
        yield Round(_scale(task, task.channels), 1)
    for pixels, times in _parts(task.pixels, most):
        operations = [Operation(kind="write", steps=pixels * task.steps)]
        for channels in groups:
            operations += _scale(task, channels) if len(groups) > 1 else ()
            operations.append(_product(task, task.steps, pixels, channels, by_repetition=True))
        yield Round(tuple(operations), times)


def _outputs_stay(p: EntryCounting, task: Task, most_channels: int, most_pixels: int) -> Iterator[Round]:
    for channels, blocks in _parts(task.channels, most_channels):
        steps = [size for size, times in _parts(task.steps, p.half_words // channels) for _ in range(times)]
        scale = _scale(task, channels)
        for pixels, times in _parts(task.pixels, most_pixels):
            operations: list[Operation] = []
            for number, size in enumerate(steps):
                begins: dict[str, Any] = {"begin": "continue"} if number else {}
                ends: dict[str, Any] = {"end": "hold"} if number < len(steps) - 1 else {}
                operations.append(Operation(kind="write", steps=channels * size))
                operations.append(_product(task, size, channels, pixels, **begins, **ends))
            if scale:
                yield Round((*scale, *operations), blocks)
            yield Round(tuple(operations), blocks * (times - bool(scale)))
            scale = ()


def _parts(total: int, most: int) -> list[tuple[int, int]]:
    """Sizes of the parts of a whole, and how many parts have each."""
    parts = [(most, total // most), (total % most, 1)]
    return [(size, times) for size, times in parts if size and times]


def _scale(task: Task, channels: int) -> tuple[Operation, ...]:
    return (Operation(kind="scale", steps=channels),) if task.rescaled else ()


def _product(task: Task, steps: int, outputs: int, repetitions: int, **fields: Any) -> Operation:
    fields = {"end": "finish" if task.rescaled else "spill"} | fields
    finishes = fields["end"] == "finish"
    return Operation(
        kind="product",
        steps=steps,
        outputs=outputs,
        repetitions=repetitions,
        pool=task.window if finishes else 1,
        residual=task.residual and finishes,
        **fields,
    )


def cycles(p: EntryCounting, flow: Flow) -> int:
    """Cycles of a flow with every class live, each round after one like it."""
    return sum(each.times * _round_cycles(p, each.operations) for each in flow.rounds if each.times and each.operations)


def _round_cycles(p: EntryCounting, operations: Sequence[Operation]) -> int:
    """Long products are cut short: each repetition more takes what the last ones took."""
    short = [_shortened(operation, 0) for operation in operations]
    added = 0
    for number, (operation, cut) in enumerate(zip(operations, short, strict=True)):
        if left := operation.repetitions - cut.repetitions:
            longer = [*short[:number], _shortened(operation, SETTLED), *short[number + 1 :]]
            added += (_following(p, longer) - _following(p, short)) * (left // SETTLED)
    return _following(p, short) + added


def _shortened(operation: Operation, more: int) -> Operation:
    if operation.repetitions < 3 * SETTLED:
        return operation
    return dataclasses.replace(operation, repetitions=SETTLED + operation.repetitions % SETTLED + more)


def _following(p: EntryCounting, operations: Sequence[Operation]) -> int:
    """Cycles from the end of a round to that of another like it, either half of the store having its turn."""
    once, twice = (_dense_cycles(p, _in_turn(p, [*operations] * times * p.halves)) for times in (1, 2))
    return (twice - once) // p.halves


def _in_turn(p: EntryCounting, operations: Sequence[Operation]) -> list[Operation]:
    """Loads go to the halves of the store in turn, each ahead of the products of the load before."""
    if p.halves == 1:
        return [*operations]
    out: list[Operation] = []
    half, place = -1, 0
    for operation in operations:
        half = (half + (operation.kind == "write")) % 2
        placed = operation if operation.kind == "scale" else dataclasses.replace(operation, word=half * p.half_words)
        if operation.kind == "write":
            out.insert(place, placed)
            place = len(out)
        else:
            out.append(placed)
    return out


def _dense_cycles(p: EntryCounting, operations: Sequence[Operation]) -> int:
    dots = sum(each.sums * each.steps for each in operations if each.kind == "product")
    return timeline(p, operations, [len(p.classes)] * dots).cycles
