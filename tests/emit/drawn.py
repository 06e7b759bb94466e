"""Blocks drawn at random: every operation, statement and kind of register that Amaranth has RTLIL for, in every nesting."""

import random
from typing import Any

from amaranth.hdl import Array, Cat, Const, Module, Mux, Shape, Signal, Value, signed, unsigned
from amaranth.lib import data, enum
from amaranth.lib.wiring import In, Out

from bitline.periphery.block import Block


class Mode(enum.Enum, shape=2):
    REST = 0
    RUN = 1
    STOP = 3


RECORD = data.StructLayout({"mode": Mode, "count": unsigned(3), "inner": data.StructLayout({"flag": 1, "value": signed(3)})})
WORDS = data.ArrayLayout(unsigned(3), 4)


class Drawn(Block):
    """A block drawn from a seed.

    Parameters
    ----------
    seed : int
    always_reset : bool
        Give every register a reset, so that a simulation knows its state.
    """

    def __init__(self, seed: int, always_reset: bool = False) -> None:
        self.role = f"s{seed}"
        self._random = random.Random(seed)
        self._always_reset = always_reset
        inputs = {f"a{k}": In(self._shape()) for k in range(self._random.randint(1, 4))}
        outputs = {f"y{k}": Out(self._shape()) for k in range(self._random.randint(1, 4))}
        records = {"record": In(RECORD), "words": In(WORDS), "made": Out(RECORD), "filled": Out(WORDS)}
        self._inputs, self._outputs = tuple(inputs), tuple(outputs)
        super().__init__({**inputs, **outputs, **records})

    def body(self, m: Module, platform: Any) -> None:
        draw = self._random
        known: list[Any] = [getattr(self, name) for name in self._inputs]
        known += [self.record.count, self.record.inner.value, self.record.inner.flag, self.words.as_value(), *self.words]
        registers = [self._register(f"register_{k}") for k in range(draw.randint(0, 4))]
        self._known = known + registers
        for k in range(draw.randint(0, 5)):
            made = Signal(self._shape(), name=f"made_{k}", init=0)
            self._drive(m, "comb", [made])
            self._known.append(made)
        if draw.random() < 0.3:
            self._machine(m)
        outputs = [getattr(self, name) for name in self._outputs]
        for domain, targets in (("sync", registers), ("comb", outputs)):
            m.d[domain] += [
                target.eq(self._value()) for target in targets if draw.random() < 0.3 or getattr(target, "reset_less", False)
            ]
            for group in [targets] if draw.random() < 0.5 else [[target] for target in targets]:
                self._drive(m, domain, group)
        self._structures(m)

    # ---- parts

    def _structures(self, m: Module) -> None:
        """A structure and an array driven field by field, some under conditions, one from another."""
        draw = self._random
        m.d.comb += [self.made.count.eq(self._value()), self.made.inner.value.eq(self._value())]
        with m.If(self._bit()):
            m.d.comb += self.made.inner.flag.eq(self.made.count[0] if draw.random() < 0.5 else self._bit())
            m.d.comb += self.made.mode.eq(draw.choice(list(Mode)))
        with m.Switch(self.record.mode):
            with m.Case(Mode.RUN):
                m.d.comb += self.filled[0].eq(self._value())
            with m.Case(Mode.STOP, Mode.REST):
                m.d.comb += self.filled[1].eq(self.filled[0] ^ 1)
        m.d.comb += [self.filled[2].eq(Array(self.words)[self.record.count[:2]]), self.filled[3].eq(self.words[self._bit()])]

    def _machine(self, m: Module) -> None:
        """A state machine with an output in some states."""
        busy = Signal()
        with self.fsm(m, "phase"):
            for state, other in (("IDLE", "WORK"), ("WORK", "DONE"), ("DONE", "IDLE")):
                with m.State(state):
                    if self._random.random() < 0.5:
                        m.d.comb += busy.eq(self._bit())
                    with m.If(self._bit()):
                        m.next = other
        self._known.append(busy)

    def _register(self, name: str) -> Signal:
        shape = self._shape()
        init = self._random.choice([0, 0, 1 if Shape.cast(shape).width > 1 or not Shape.cast(shape).signed else 0])
        return Signal(shape, name=name, init=init, reset_less=not self._always_reset and self._random.random() < 0.4)

    def _drive(self, m: Module, domain: str, targets: list[Any], depth: int = 0) -> None:
        """Statements that assign the targets, wholly or in part."""
        draw = self._random
        for _ in range(draw.randint(1, 2) if targets else 0):
            kind = draw.random()
            if depth < 3 and kind < 0.25:
                self._conditional(m, domain, targets, depth)
            elif depth < 3 and kind < 0.45:
                self._switch(m, domain, targets, depth)
            else:
                m.d[domain] += self._assignment(draw.choice(targets))

    def _conditional(self, m: Module, domain: str, targets: list[Any], depth: int) -> None:
        draw = self._random
        with m.If(self._value().as_unsigned()):
            if draw.random() < 0.8:
                self._drive(m, domain, targets, depth + 1)
        for _ in range(draw.choice([0, 0, 1, 2])):
            with m.Elif(self._value().as_unsigned()):
                if draw.random() < 0.8:
                    self._drive(m, domain, targets, depth + 1)
        if draw.random() < 0.5:
            with m.Else():
                self._drive(m, domain, targets, depth + 1)

    def _switch(self, m: Module, domain: str, targets: list[Any], depth: int) -> None:
        draw = self._random
        on = Value.cast(self._value())[:4]
        with m.Switch(on):
            for _ in range(draw.randint(1, 4)):
                patterns = [
                    "".join(draw.choice("0011-" if depth % 2 else "01") for _ in range(len(on)))
                    for _ in range(draw.choice([1, 1, 2]))
                ]
                with m.Case(*patterns):
                    if draw.random() < 0.8:
                        self._drive(m, domain, targets, depth + 1)
            if draw.random() < 0.4:
                with m.Default():
                    self._drive(m, domain, targets, depth + 1)

    def _assignment(self, target: Any) -> Any:
        draw, width = self._random, len(target)
        kind = draw.random()
        if kind < 0.2 and width > 1:
            low = draw.randrange(width)
            return target[low : draw.randint(low, width)].eq(self._value())
        if kind < 0.3:
            return target.bit_select(self._value()[:2], 1).eq(self._bit())
        return target.eq(self._value())

    # ---- values

    def _shape(self) -> Shape:
        width = self._random.choice([1, 1, 2, 3, 4, 5, 7])
        return signed(width) if self._random.random() < 0.35 else unsigned(width)

    def _bit(self) -> Value:
        return Value.cast(self._value())[0]

    def _value(self, depth: int = 0) -> Value:
        """A value of at least one bit."""
        value = Value.cast(self._any_value(depth))
        value = value if len(value) else Const(1, 1)
        return value if len(value) <= 12 else (value[:12].as_signed() if self._random.random() < 0.5 else value[2:12])

    def _any_value(self, depth: int) -> Any:
        draw = self._random
        if depth > 2 or draw.random() < 0.3 + 0.2 * depth:
            return draw.choice(self._known) if draw.random() < 0.8 else self._constant()
        a, b = self._value(depth + 1), self._value(depth + 1)
        few = b[: draw.randint(1, 3)]
        return draw.choice(
            [
                lambda: a + b, lambda: a - b, lambda: a & b, lambda: a | b, lambda: a ^ b, lambda: ~a, lambda: -a,
                lambda: a[:4] * b[:4], lambda: a[:4].as_signed() * b[:3].as_signed(),
                lambda: a == b, lambda: a != b, lambda: a < b, lambda: a <= b, lambda: a > b, lambda: a >= b,
                lambda: a.as_signed() < b, lambda: a.as_signed() >= b.as_signed(),
                lambda: a << few, lambda: a >> few, lambda: a.as_signed() >> few,
                lambda: a << draw.randint(0, 3), lambda: a >> draw.randint(0, 9),
                lambda: a.any(), lambda: a.all(), lambda: a.xor(), lambda: a.bool(), lambda: ~a.xor(), lambda: (~a).xor(),
                lambda: Mux(a[0], b, self._value(depth + 1)), lambda: Mux(a, b, 0), lambda: Mux(a[0], 1, 0),
                lambda: Cat(a, b), lambda: a.replicate(2), lambda: a[-1], lambda: a[1:], lambda: a.rotate_left(1), lambda: abs(a),
                lambda: Array([a, b, self._value(depth + 1)])[few], lambda: a.bit_select(few, 2), lambda: a.word_select(few, 2),
                lambda: a.as_signed(), lambda: a.as_unsigned(), lambda: a + self._constant(), lambda: a == self._constant(),
                lambda: a < self._constant(), lambda: a & self._constant(), lambda: a.matches("1" * len(a), "0" * len(a)),
            ]
        )()  # fmt: skip

    def _constant(self) -> Const:
        width = self._random.randint(1, 5)
        shape = signed(width) if self._random.random() < 0.3 else unsigned(width)
        return Const(self._random.choice([0, 1, -1, self._random.randrange(1 << width)]), shape)
