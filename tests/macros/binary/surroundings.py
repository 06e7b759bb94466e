"""What surrounds the sequencer, as far as it notices: a program, an array that takes its time, rows that are accessed."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bitline.macros.binary.sequencer import Sequencer
from bitline.macros.binary.shapes import Action, Cells
from bitline.params import formats
from bitline.params.binary import Bias, Binary, Program, step_fields
from hardware import plain, set_ports

SLOT, ADDITION, VOTE = 5, 4, 3
"""Cycles of an evaluation, of an addition and of a vote: any will do."""

Event = tuple[Any, ...]
"""``("start", tag, drive)``, ``("order", access, row, cells)`` or ``("show", group)``."""


@dataclass
class Surroundings:
    """Answers the sequencer cycle by cycle, and notes what it does.

    Parameters
    ----------
    ready, page, rows, shown : sequence of int
        In which cycles, in turn, an evaluation may start, an input page is there, an access ends, and a beat of ``r`` is taken.
    words : sequence of int
        Words of the programs loaded: 0 a good one, 1 one that is refused; each program has ``program_words`` of them.
    """

    device: Sequencer
    program: Program = field(default_factory=lambda: Program(steps=()))
    ready: Sequence[int] = (1,)
    page: Sequence[int] = (1,)
    rows: Sequence[int] = (1,)
    shown: Sequence[int] = (1,)
    words: Sequence[int] = ()
    program_words: int = 1
    events: list[Event] = field(default_factory=list)

    async def __call__(self, ctx: Any) -> list[Event]:
        """As long as something is under way; the first cycles pass before anything is."""
        self._due: dict[int, dict[str, int]] = {}
        self._free, self._quiet, self._words = 0, 0, iter(enumerate(self.words, 1))
        patterns = (itertools.cycle(each) for each in (self.ready, self.page, self.rows, self.shown))
        for cycle, (ready, page, rows, shown) in enumerate(zip(*patterns, strict=False)):
            now = {"taken": 0, "summed": 0, "voted": 0} | self._due.pop(cycle, {})
            free = cycle >= self._free
            set_ports(ctx, self.device, now | self._stored(ctx) | self._loaded(ctx))
            set_ports(ctx, self.device, {"idle": free, "start_ready": free and ready, "page_full": page, "shown": shown})
            set_ports(ctx, self.device, {"order.ready": rows and ctx.get(self.device.order.valid)})
            self._note(ctx, cycle)
            self._quiet = 0 if ctx.get(self.device.busy) or self._due else self._quiet + 1
            await ctx.tick()
            if self._quiet > 10:
                return self.events
        raise AssertionError

    def _stored(self, ctx: Any) -> dict[str, Any]:
        """The step that is asked for, and the rows of its bias entry that begin a digit, or follow the last one."""
        number, entry = ctx.get(self.device.number), ctx.get(self.device.searched)
        if number >= len(self.program.steps):
            return {}
        step = self.program.steps[number]
        bias = self.program.biases[entry] if entry < len(self.program.biases) else Bias()
        marks = {*bias.begins, *({len(bias.codes)} if bias.begins else ())}
        begins = sum(1 << row for row in marks if row < self.device.p.bias.rows)
        return {"step": step_fields(step, number == len(self.program.steps) - 1), "begins": begins}

    def _loaded(self, ctx: Any) -> dict[str, int]:
        number, refused = next(self._words, (0, 0)) if ctx.get(self.device.open) else (0, 0)
        last = number > 0 and number % self.program_words == 0
        return {"word": number > 0, "last_word": last, "refused": refused}

    def _note(self, ctx: Any, cycle: int) -> None:
        device = self.device
        if ctx.get(device.start_valid) and ctx.get(device.start_ready):
            tag, driven = numbers(ctx.get(device.start_tag)), numbers(ctx.get(device.start_drive))
            self.events.append(("start", tag, driven))
            self._started(cycle, tag)
        if ctx.get(device.order.valid) and ctx.get(device.order.ready):
            order = numbers(ctx.get(device.order.payload))
            self.events.append(("order", order["access"], order["row"], Cells(ctx.get(device.cells)).name))
        if ctx.get(device.show) and ctx.get(device.shown):
            self.events.append(("show", ctx.get(device.group)))

    def _started(self, cycle: int, tag: dict[str, int]) -> None:
        """What will come of an evaluation, and when."""
        self._free, taken = cycle + SLOT, cycle + SLOT
        pulses = [(taken, "taken")]
        if tag["accumulate"]:
            pulses.append((taken + ADDITION, "summed"))
        if tag["action"] == Action.VOTE.value:
            acting = taken + ADDITION if tag["deferred"] else taken
            pulses += [(acting, "voted")]
            self._due.setdefault(acting + 1, {})["vote_busy"] = 1
            self._due.setdefault(acting + VOTE, {})["vote_busy"] = 0
        for at, name in pulses:
            self._due.setdefault(at, {})[name] = 1


def numbers(value: Any) -> dict[str, int]:
    """A sampled struct, its choices as numbers."""
    return {name: getattr(number, "value", number) for name, number in plain(value).items()}


def run_events(p: Binary, program: Program, use_trim: bool) -> Iterator[Event]:
    """What a run of a program is, by the definition of its steps."""
    trim_stop = p.trim_digits.rows if use_trim else 0
    for step in program.steps:
        fields = step_fields(step, last=False)
        kept = ("first", "count", "to_page", "to", "classes", "initial")
        # where a store ends; of other actions, whatever of that fits
        stop = (fields["to"] + fields["count"]) % (1 << formats.width(range(p.data_rows + 1)))
        tag = {name: fields[name] for name in kept} | {"stop": stop}
        driven = {name: fields[name] for name in ("source", "page", "one_code", "bias")} | {"trim_stop": trim_stop, "full": 0}
        if step.kind == "reload":
            yield from (("order", 0, row, "STREAM") for row in step.reloaded)
            continue
        bias = program.biases[step.bias] if step.bias < len(program.biases) else Bias()
        ends = [*sorted(bias.begins), len(bias.codes) if bias.begins else p.bias.rows]
        searching = step.kind == "search"
        ballot = searching and step.action == "vote"
        for number in range(step.evaluations):
            last = number == step.evaluations - 1
            yield (
                "start",
                tag
                | {
                    "accumulate": int(step.accumulates),
                    "fresh": int(step.fresh and number == 0),
                    "place": step.place - number * searching,
                    "action": fields["action"] if ballot or last else Action.NONE.value,
                    "deferred": int(step.accumulates and not ballot),
                    "keep": int(step.keep or (ballot and number > 0)),
                    "send": int(step.send and last),
                },
                driven | {"release": int(step.release and last), "bias_stop": ends[number] if searching else p.bias.rows},
            )
            if searching and not last:
                yield from (("order", 0, p.bias_rows.start + row, "COLUMNS") for row in range(ends[number], ends[number + 1]))
        if step.action == "show":
            yield from (("show", group) for group in range(p.word_groups))
