"""A step of training, or a batch's forward pass, by layers and phases: exact cycles and events, for one image."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ...network.two_way_training.mapped import Mapped
from ...network.two_way_training.step import Rule, step
from ...params.two_way import Direction
from ...params.two_way_training import Instruction, Kind, Program, TwoWayTraining
from ..costs import PHASES, Event, Phase, Step
from .cycles import Clock, Spent
from .events import events

PHASE_OF: dict[Kind, Phase] = {
    "update": "update",
    "store": "update",
    "gradient": "gradient",
    "backward": "backward",
    "route": "backward",
    "rescale": "backward",
}
"""Phases of the instructions that tell them; the others prepare the next one that does. Before the errors all is forward."""

Key = tuple[int, Phase]
"""A layer, by its number, and a phase."""


@dataclass
class Share:
    """What a phase of a layer takes of a batch."""

    cycles: int = 0
    counts: dict[Event, float] = field(default_factory=dict)


def steps(mapped: Mapped, *, training: bool) -> Iterator[Step]:
    """Every phase of every layer; together they take the cycles from an operation at ``op`` to the program's end."""
    clock, shares = Clock(mapped.p), {}
    shape: Instruction | None = None
    for key, spent in _by_phase(clock.run(_program(mapped, training))):
        shape = spent.given if spent.given.kind == "window" else shape
        share = shares.setdefault(key, Share())
        share.cycles += spent.cycles
        for event, count in events(mapped.p, spent.given, shape).items():
            share.counts[event] = share.counts.get(event, 0) + count
    shares[0, "forward"].cycles += 2  # in which the operation comes, and ends
    for number, phase in sorted(shares, key=lambda key: (key[0], PHASES.index(key[1]))):
        yield _step(mapped, number, phase, shares[number, phase])


def _program(mapped: Mapped, training: bool) -> Program:
    """A step's instructions; of a forward pass those before the errors, without targets."""
    program = step(mapped, Rule()).program
    if training:
        return program
    inputs, _, *others = program
    return [inputs, *others[: [given.kind for given in others].index("error")]]


def _by_phase(program: Iterator[Spent]) -> Iterator[tuple[Key, Spent]]:
    """Each instruction with the layer and phase that it belongs to: a layer begins forward with zeros, and ends with errors."""
    layer, learning = -1, False
    waiting: list[Spent] = []
    for spent in program:
        kind = spent.given.kind
        layer += kind == "zero" and not learning
        waiting.append(spent)
        if not learning or kind in PHASE_OF:
            phase: Phase = PHASE_OF[kind] if learning else "forward"
            for each in waiting:
                yield (max(layer, 0), phase), each
            waiting.clear()
        layer -= kind == "rescale"
        learning = learning or kind == "error"


def _step(mapped: Mapped, number: int, phase: Phase, share: Share) -> Step:
    p, placed, batch = mapped.p, mapped.layers[number], mapped.batch
    layer, cells = placed.layer, p.array.rows * p.array.columns
    return Step(
        layer=layer.name,
        phase=phase,
        cycles=share.cycles / batch,
        operations=0 if phase == "update" else 2 * layer.rows * layer.columns * layer.placed.positions,
        macros=1 if phase == "gradient" else min(placed.tiles, p.training.macros),
        peak=_peak(p, phase),
        partner=phase == "gradient",
        fill=layer.rows * layer.columns / (placed.tiles * cells),
        counts={event: count / batch for event, count in share.counts.items()},
    )


def _peak(p: TwoWayTraining, phase: Phase) -> float:
    """Operations a cycle: of a macro, or of what makes gradients."""
    if phase == "gradient" and p.gradient_macro is None:
        return 2 * p.array.lines_per_read
    macro = p.gradient_macro if phase == "gradient" and p.gradient_macro else p
    way: Direction = "backward" if phase == "backward" else "forward"
    return 2 * macro.array.rows * macro.array.columns / macro.product_cycles(way, phase in ("backward", "gradient"))
